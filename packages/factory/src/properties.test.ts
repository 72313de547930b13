import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Value } from 'genba/model'
import { createEngine } from './engine.ts'
import type { Observation } from './observation.ts'
import { loopOfElement } from './loops.ts'
import { buffer, exponential, fixed, planOf, sink, source, station, type ElementDraft } from './plan.fixture.ts'
import type { FailurePlan, Plan, StationPlan } from './plan.ts'
import { dice, randomPlant } from './random-plant.fixture.ts'
import { COUNTS, ENTERED, LEFT, LOST, PASSED_FIRST, SCRAPPED, STAYED } from './record.ts'
import { takersOf } from './spares.ts'
import { STATES } from './states.ts'

/** What must hold in every run, on random small plants. */

const PLANTS = Number(process.env['GENBA_PLANTS'] ?? 60)
const seeds = Array.from({ length: PLANTS }, (_, i) => i + 1)

function run(plan: Plan, until: number, replication = 1): Observation {
  const sinks = plan.elements.filter(({ kind }) => kind === 'sink').map(({ number }) => ({ element: number, first: Infinity }))
  return createEngine(plan, { departures: sinks }).run({ seed: 1, replication, until, cuts: [until], warmUp: 0 })!
}

const sumOf = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0)

test('the time shares of every station and line add up to one', () => {
  for (const seed of seeds) {
    const plan = randomPlant(seed)
    const { windows } = run(plan, 1500, seed)
    const [{ states, from, to }] = windows as [(typeof windows)[0]]
    for (let row = 0; row < states.length / STATES.length; row++) {
      const sum = sumOf(states.subarray(row * STATES.length, (row + 1) * STATES.length))
      const element = plan.elements[row]
      const units = element?.kind === 'station' && element.positions < Infinity ? element.positions : 1
      assert.ok(
        sum === 0 || sum === units * (to - from),
        `plant ${seed}, row ${row} (${element?.path}): ${sum} of ${units * (to - from)} ticks`,
      )
      if (element?.kind === 'station' && element.line === undefined) assert.notEqual(sum, 0)
    }
  }
})

test('parts in + made by dividing = parts out + scrap + assembled + inside, for every element and for the plant', () => {
  for (const seed of seeds) {
    const plan = randomPlant(seed)
    const { windows, finalLevels } = run(plan, 1500, seed)
    const { counts } = windows[0]!
    const count = (element: number, what: number): number => counts[element * COUNTS + what]!
    const stores = new Set(plan.elements.flatMap((each) => (each.kind === 'station' ? each.takes.map(({ from }) => from) : [])))
    const total = { in: 0, out: 0, scrap: 0, lost: 0, assembled: 0, divided: 0 }
    for (const element of plan.elements) {
      const { number, kind, path } = element
      // Of every part that is divided there are so many more.
      const pieces = kind === 'station' ? sumOf(element.divides.map((each) => each.count)) : 0
      const divided = pieces > 0 ? count(number, PASSED_FIRST) * (pieces - 1) : 0
      total.divided += divided
      total.scrap += count(number, SCRAPPED)
      if (kind === 'source') {
        const timed = element.arrival.kind !== 'unlimited'
        total.in += count(number, LEFT) + (timed ? count(number, LOST) + finalLevels[number]! : 0)
        total.lost += count(number, LOST)
      } else if (kind === 'sink') total.out += count(number, LEFT)
      else if (element.line === undefined)
        assert.equal(
          count(number, ENTERED) + divided,
          count(number, LEFT) + count(number, SCRAPPED) + finalLevels[number]!,
          `plant ${seed}, ${path}`,
        )
      // What only assembles makes the part that it assembles into.
      if (kind === 'station' && element.from.every((from) => stores.has(from))) total.in += count(number, ENTERED)
      // What has gone elsewhere because its life had run out went into nothing.
      const gone = kind === 'buffer' && element.expired !== undefined ? count(element.expired, ENTERED) : 0
      if (stores.has(number)) total.assembled += count(number, LEFT) - gone
    }
    const inside = finalLevels[plan.elements.length + plan.lines.length]!
    // Repairs use up no more than has left the stores from which they take.
    const givers = new Set(takersOf(plan).flatMap(({ takes }) => takes.map(({ from }) => from)))
    const used = total.in + total.divided - (total.out + total.scrap + total.lost + total.assembled + inside)
    assert.ok(used >= 0 && used <= sumOf([...givers].map((number) => count(number, LEFT))), `plant ${seed}`)
  }
})

test("Little's law holds to the last tick in every run that ends empty", () => {
  let [bases, buffers] = [0, 0]
  // Few plants end empty without scrap, losses and assembly, so three times as many are looked at.
  for (let seed = 1; seed <= 3 * PLANTS; seed++) {
    const plan = withLimit(randomPlant(seed), 40)
    const { windows, finalLevels, deadlock } = run(plan, 30_000, seed)
    const base = plan.elements.length + plan.lines.length
    if (deadlock !== undefined || finalLevels[base] !== 0) continue
    const { levels, counts } = windows[0]!
    const count = (element: number, what: number): number => counts[element * COUNTS + what]!
    const loop = loopOfElement(plan)
    for (const { number, kind } of plan.elements) {
      // Carriers stay in their line for ever; the stay of parts whose life has run out is not counted.
      if (kind !== 'buffer' || loop[number]! >= 0 || count(number, SCRAPPED) > 0) continue
      buffers++
      // Mean level times time = parts times their mean stay.
      assert.equal(levels[number], count(number, STAYED), `plant ${seed}, ${plan.elements[number]!.path}`)
    }
    const ends = (what: number): number => sumOf(plan.elements.map(({ number }) => count(number, what)))
    const assembles = takersOf(plan).length > 0 || plan.elements.some((element) => element.kind === 'station' && element.takes.length > 0)
    if (ends(SCRAPPED) + ends(LOST) > 0 || assembles) continue
    bases++
    assert.equal(
      levels[base],
      sumOf(plan.elements.map(({ number, kind }) => (kind === 'sink' ? count(number, STAYED) : 0))),
      `plant ${seed}`,
    )
  }
  assert.ok(bases >= PLANTS / 20 && buffers >= PLANTS, `${bases} bases, ${buffers} buffers`)
})

/** The plant with sources that stop after `limit` parts. */
function withLimit(plan: Plan, limit: number): Plan {
  return { ...plan, elements: plan.elements.map((element) => (element.kind === 'source' ? { ...element, limit } : element)) }
}

test('a reversed line takes the same time for the same parts in reversed order', () => {
  // The last departure is the longest path through a graph that reads the same from both ends: E. J. Muth, "The reversibility
  // property of production lines", Management Science 25 (1979); G. Yamazaki, H. Sakasegawa, Annals Inst. Stat. Math. 27 (1975).
  for (const seed of seeds) {
    const die = dice(seed)
    const stations = 2 + die(5)
    const parts = 10 + die(30)
    const times = Array.from({ length: stations }, () => Array.from({ length: parts }, () => 1 + die(6)))
    const places = Array.from({ length: stations - 1 }, () => die(4))
    const there = lastDeparture(times, places)
    const back = lastDeparture(
      times.toReversed().map((row) => row.toReversed()),
      places.toReversed(),
    )
    assert.equal(there, back, `line ${seed}: ${stations} stations, ${parts} parts`)
  }
})

/** Tick at which the last part leaves a saturated line: part k works times[j][k] ticks at station j, `places` between stations. */
function lastDeparture(times: readonly (readonly number[])[], places: readonly number[]): number {
  const parts = times[0]!.length
  const cycle = (row: readonly number[]): Value => ({
    kind: 'choice',
    by: 'product',
    cases: Object.fromEntries(row.map((ticks, k) => [`p${k}`, fixed(ticks)])),
  })
  const products = Array.from({ length: parts }, (_, k) => ({ name: `p${k}`, variants: [], attributes: [], route: [], quantities: {} }))
  const plan = planOf(
    [
      source({
        path: 'source',
        of: products.map((_, product) => ({ product, share: fixed(1 / parts) })),
        sequence: products.map((_, product) => product),
        limit: parts,
      }),
      ...between(
        times.map((row, j) => station({ path: `s${j}`, cycle: cycle(row) })),
        places,
      ),
      sink({ path: 'sink' }),
    ],
    { ticksPerSecond: 1, products },
  )
  const { departures } = run(plan, 10_000)
  const ticks = Object.values(departures)[0]!
  assert.equal(ticks.length, parts)
  return ticks.at(-1)!
}

function between(stations: readonly ElementDraft[], places: readonly number[]): readonly ElementDraft[] {
  return stations.flatMap((each, j) => (j > 0 && places[j - 1]! > 0 ? [buffer({ path: `b${j}`, capacity: places[j - 1]! }), each] : [each]))
}

test('a reversed line with failures has the same throughput: z below 3.5', () => {
  const failure = (key: string, up: number, down: number): FailurePlan => ({
    name: 'f',
    key,
    up: exponential(up),
    down: exponential(down),
    clock: 'operating',
    onFailure: 'resume',
    crew: [],
    takes: [],
  })
  const kinds: readonly Partial<StationPlan>[] = [
    { failures: [failure('a', 40, 6)] },
    { failures: [] },
    { failures: [failure('c', 90, 25)] },
    { failures: [] },
  ]
  const cycles = [fixed(2), exponential(3), fixed(1), exponential(2)]
  const places = [2, 1, 4]
  const line = (order: readonly number[], room: readonly number[], name: string): number[] => {
    const drafts = order.map((j) => station({ path: `${name}${j}`, cycle: cycles[j]!, ...kinds[j] }))
    const plan = planOf([source({ path: 'source' }), ...between(drafts, room), sink({ path: 'sink' })], { ticksPerSecond: 1000 })
    const engine = createEngine(plan)
    const exit = (plan.elements.length - 1) * COUNTS + LEFT
    return Array.from({ length: 16 }, (_, i) => {
      const spec = { seed: 1, replication: i + 1, until: 20_000_000, cuts: [20_000_000], warmUp: 0 }
      return engine.run(spec)!.windows[0]!.counts[exit]!
    })
  }
  const order = [0, 1, 2, 3]
  const [there, back] = [line(order, places, 'there'), line(order.toReversed(), places.toReversed(), 'back')]
  const mean = (values: readonly number[]): number => sumOf(values) / values.length
  const variance = (values: readonly number[]): number => sumOf(values.map((x) => (x - mean(values)) ** 2)) / (values.length - 1)
  const error = Math.sqrt((variance(there) + variance(back)) / there.length)
  assert.ok(error < 0.01 * mean(there))
  const z = (mean(there) - mean(back)) / error
  assert.ok(Math.abs(z) < 3.5, `${mean(there)} there, ${mean(back)} back: z = ${z}`)
})

test('more places never make a part leave later: blocking after service, operating-time failures, the same draws', () => {
  let sooner = 0
  for (const seed of seeds) {
    const die = dice(seed)
    const stations = 2 + die(5)
    const places = Array.from({ length: stations - 1 }, () => die(3))
    const wider = places.map((room) => room + die(3))
    const cycles = places.concat(0).map(() => (die(2) === 0 ? fixed(1 + die(4)) : exponential(1 + die(3))))
    const fails = cycles.map(() => die(2) === 0)
    const ticks = (room: readonly number[]): readonly number[] => {
      const drafts = cycles.map((cycle, j) => {
        const key = `s${j}.failures.f`
        const up = exponential(30)
        const failure = { name: 'f', key, up, down: exponential(8), clock: 'operating', onFailure: 'resume', crew: [], takes: [] } as const
        return station({ path: `s${j}`, cycle, failures: fails[j] === true ? [failure] : [] })
      })
      const plan = planOf([source({ path: 'source' }), ...between(drafts, room), sink({ path: 'sink' })], { ticksPerSecond: 10 })
      return Object.values(run(plan, 20_000, seed).departures)[0]!
    }
    const [few, many] = [ticks(places), ticks(wider)]
    assert.ok(many.length >= few.length, `line ${seed}`)
    assert.ok(
      few.every((tick, n) => many[n]! <= tick),
      `line ${seed}: a part leaves later with more places`,
    )
    if (many.length > few.length) sooner++
  }
  assert.ok(sooner > PLANTS / 4)
})

test('a batch takes only parts that are offered to it, scrap at the exit before it is none', () => {
  const drafts = [
    source({ path: 'source' }),
    buffer({ path: 'b', capacity: 10 }),
    station({
      path: 'a',
      cycle: fixed(4),
      batch: { least: 4, most: 4, same: 'any' },
      outcomes: [{ share: fixed(0.3), to: 'scrap' }],
    }),
    station({ path: 'z', cycle: fixed(1), batch: { least: 1, most: 4, same: 'any' } }),
    sink({ path: 'sink' }),
  ]
  const { counts } = run(planOf(drafts, { ticksPerSecond: 1 }), 1000).windows[0]!
  assert.equal(counts[3 * COUNTS + ENTERED], counts[2 * COUNTS + LEFT])
})

test('an unlimited source fills the batch of the station behind it', () => {
  const batch = { least: 2, most: 2, same: 'any' } as const
  const plan = planOf([source({ path: 'source' }), station({ path: 'a', cycle: fixed(4), batch }), sink({ path: 'sink' })], {
    ticksPerSecond: 1,
  })
  assert.equal(Object.values(run(plan, 1000).departures)[0]!.length, 500)
  // The last of an odd number waits for a second one for ever.
  assert.equal(Object.values(run(withLimit(plan, 5), 1000).departures)[0]!.length, 4)
})
