/**
 * Formulas against the reference data of the project (lines, queueing, plant forms), computed apart from this code, to 1e-9, and
 * against one another.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bernoulliLine, bernoulliPair } from './bernoulli-line.ts'
import { erlangB, erlangC, servedWithin, smallestCrew } from './erlang.ts'
import { allenCunneenWait, kraemerLangenbachBelzWait, sakasegawaWait } from './general-queue.ts'
import { intervalAvailability, pointAvailability, steadyAvailability } from './repairable-machine.ts'
import { solveChain } from './markov-chain.ts'
import { rolledYield } from './rolled-yield.ts'
import { MOST_STATES, stationaryDistribution } from './stationary-distribution.ts'
import { wrightTimes } from './wright-curve.ts'

/** Equal to 1e-9 of the value. */
function same(value: number, expected: number): void {
  assert.ok(Math.abs(value - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${value}, ${expected}`)
}

test('B01 and B03: Bernoulli lines of two and three machines', () => {
  const two = bernoulliLine([0.9, 0.9], [2])
  same(two.throughput, 0.8571428571428572)
  same(two.meanBuffers[0]!, 1.4285714285714286)
  same(bernoulliPair(0.9, 0.9, 2), 0.8571428571428572)
  const three = bernoulliLine([0.9, 0.85, 0.9], [2, 3])
  same(three.throughput, 0.8115606502860992)
  same(three.meanBuffers[0]!, 1.5810193689127368)
  same(three.meanBuffers[1]!, 1.4154928011277286)
})

test('the chain of two Bernoulli machines is their closed form; a line turned round makes as much', () => {
  for (const first of [0.05, 0.5, 0.9, 0.9 + 1e-9, 0.999])
    for (const second of [0.1, 0.5, 0.9])
      for (const capacity of [1, 2, 7, 40])
        same(bernoulliLine([first, second], [capacity]).throughput, bernoulliPair(first, second, capacity))
  const chances = [0.8, 0.93, 0.7, 0.88]
  const capacities = [1, 4, 2]
  same(bernoulliLine(chances, capacities).throughput, bernoulliLine(chances.toReversed(), capacities.toReversed()).throughput)
})

test('a Bernoulli line beyond what can be solved is refused, and so are chances that are none', () => {
  assert.throws(() => bernoulliLine([0.9, 0.9, 0.9], [60, 60]), new RegExp(`expected at most ${MOST_STATES} states, received 3721`))
  assert.throws(() => bernoulliLine([0.9, 1], [2]), /chances\[1\]: expected a chance below 1, received 1/)
  assert.throws(() => bernoulliLine([0.9, 0.9], [2, 2]), /capacities: expected 1, one fewer than machines, received 2/)
  assert.throws(() => bernoulliPair(0.9, 0.9, 0), /capacity: expected a whole number of places from 1, received 0/)
})

test('chains in continuous time: L02, two machines with a buffer, and Q9, machines that wait for a crew', () => {
  // Parts between the machines: one in the second, four in the buffer, one held back in the first.
  const line = stationaryDistribution(7, (parts, add) => {
    if (parts < 6) add(parts + 1, 1)
    if (parts > 0) add(parts - 1, 0.9)
  })
  same(0.9 * (1 - line[0]!), 0.8083200962386462)
  for (const [machines, crew, failing, mending, meanDown] of [
    [6, 1, 0.1, 0.8, 1.1180150819516141],
    [10, 2, 0.2, 1, 2.403721530129899],
  ] as const) {
    const shares = stationaryDistribution(machines + 1, (down, add) => {
      if (down < machines) add(down + 1, (machines - down) * failing)
      if (down > 0) add(down - 1, Math.min(down, crew) * mending)
    })
    same(
      shares.reduce((sum, share, down) => sum + share * down, 0),
      meanDown,
    )
  }
  assert.throws(() => stationaryDistribution(2, (state, add) => state === 0 && add(1, 1)), /expected a way from state 1 to one before it/)
})

test('Q15: availability of a machine up for 100 h and down for 8 h in the mean, at 1, 8, 24 and 168 h', () => {
  const machine = { mtbf: 100, mttr: 8 }
  for (const [time, availability] of [
    [0, 1],
    [1, 0.9906456230880025],
    [8, 0.9510811500477733],
    [24, 0.9288269551925176],
    [168, 0.925925925936394],
  ] as const)
    same(pointAvailability(machine, time), availability)
  same(pointAvailability(machine, 1e6), steadyAvailability(machine))
  // The mean over an interval is that of the points in it (Simpson's rule).
  const steps = 1000
  let sum = 0
  for (let k = 0; k <= steps; k++) sum += (k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2) * pointAvailability(machine, (24 * k) / steps)
  same(intervalAvailability(machine, 24), sum / (3 * steps))
})

test('Q18: the wait at one, three and five servers by three approximations', () => {
  const queue = (arrivalRate: number, servers: number, arrivalVariation: number, serviceVariation: number) => ({
    arrivalRate,
    serviceTime: 1,
    servers,
    arrivalVariation,
    serviceVariation,
  })
  for (const [of, allenCunneen, kraemer, sakasegawa] of [
    [queue(0.9, 1, 0.5, 0.25), 3.375000000000001, 3.292687057718856, 3.375000000000001],
    [queue(2.7, 3, 1, 0.25), 1.7022104607721054, 1.7022104607721054, 1.7182823366603317],
    [queue(4, 5, 2, 1.5), 0.96969696969697, 0.9457550662092926, 1.0098152594977812],
  ] as const) {
    same(allenCunneenWait(of), allenCunneen)
    same(kraemerLangenbachBelzWait(of), kraemer)
    same(sakasegawaWait(of), sakasegawa)
  }
  // All are exact for M/G/1: Q4.16 of Pollaczek and Khinchine, lognormal of cv 1.5 at load 0.85.
  for (const wait of [allenCunneenWait, kraemerLangenbachBelzWait, sakasegawaWait]) same(wait(queue(0.85, 1, 1, 2.25)), 9.20833333333333)
  assert.equal(kraemerLangenbachBelzWait(queue(0.9, 1, 0, 0)), 0)
  assert.throws(() => allenCunneenWait(queue(3, 3, 1, 1)), /load: expected a number below the 3 servers, received 3/)
})

test('Q2 and Q3: the chance to wait at 2, 10 and 50 servers, and to be lost at ten', () => {
  same(erlangC(2, 1.5), 0.6428571428571428)
  same(erlangC(10, 8), 0.4091801507964435)
  same(erlangC(50, 45), 0.36386446720698834)
  same(erlangB(10, 10), 0.21458234310734733)
  same(1 - servedWithin({ arrivalRate: 8, serviceRate: 1 }, 10, 1.0510662600663683), 0.05)
})

test('P6: starts per good part through three steps', () => {
  const { startsPerGood, yield: rolled } = rolledYield([0.98, 0.95, 0.99])
  same(startsPerGood, 1.0849634909785286)
  same(rolled, 0.9216899999999999)
  assert.throws(() => rolledYield([0.9, 0]), /yields\[1\]: expected a share above 0/)
})

test('P7: a thousand units on a curve of 85 %', () => {
  const { total, average, last } = wrightTimes(100, 0.85, 1000)
  same(total, 25791.796498651594)
  same(average, 25.791796498651596)
  same(last, 19.797221358812823)
})

test('P9: the smallest crew that answers nine calls of ten within three minutes', () => {
  const { servers, serviceLevel } = smallestCrew({ arrivalRate: 45, serviceRate: 6 }, 0.05, 0.9)
  assert.equal(servers, 11)
  same(serviceLevel, 0.9384785158793033)
  assert.ok(servedWithin({ arrivalRate: 45, serviceRate: 6 }, 10, 0.05) < 0.9)
})

test('a chain that begins where it does not come back, and one whose end is a matter of chance', () => {
  const filling = solveChain(0, (parts) => [
    { to: Math.min(2, parts + 1), rate: 1, counts: 'in' },
    ...(parts === 2 ? [{ to: 1, rate: 3, counts: 'out' }] : []),
  ])
  assert.deepEqual([...filling.shares], [0, 0.75, 0.25])
  same(filling.rate('out'), 0.75)
  same(
    filling.mean((parts) => parts === 2),
    0.25,
  )
  assert.throws(
    () => solveChain(0, (state) => (state === 0 ? [1, 2].map((to) => ({ to, rate: 1 })) : [])),
    /expected one set of states that the chain does not leave, received several/,
  )
})
