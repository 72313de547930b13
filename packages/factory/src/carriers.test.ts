import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compiled, planOf as compiledPlan } from './compile.fixture.ts'
import { createEngine } from './engine.ts'
import { findIndependentPlants } from './independent-plants.ts'
import { loopsOf } from './loops.ts'
import type { Observation } from './observation.ts'
import type { Plan } from './plan.ts'
import { randomPlant } from './random-plant.fixture.ts'
import { COUNTS, ENTERED, LEFT, SCRAPPED } from './record.ts'
import { STATES, WAITING_FOR_PARTS, WORKING } from './states.ts'
import { describeUnsupported, unsupportedIn } from './support.ts'
import { createTopology } from './topology.ts'

const model = (text: string): string => `genba: model/1\n${text}\n`
const run = (plan: Plan, until: number, options: { shortcuts?: boolean } = {}): Observation =>
  createEngine(plan, { ...options, departures: plan.elements.map(({ number }) => ({ element: number, first: Infinity })) }).run({
    seed: 1,
    replication: 1,
    until,
    cuts: [until],
    warmUp: 0,
  })!
const planFor = (flow: string): Plan => compiledPlan(model(`run: {tick: 1 s}\nflow: ${flow}`))
const number = (plan: Plan, path: string): number => plan.elements.find((element) => element.path === path)!.number
const departures = (plan: Plan, path: string, until: number): readonly number[] => run(plan, until).departures[number(plan, path)]!

test('parts wait above the line until an empty carrier stands where they get on; it comes back when they have got off', () => {
  // One carrier, 3 s of loading and 4 s of work: a part every 7 s, and the carrier is back in the same instant.
  const plan = planFor(
    '[{source: s, every: 2 s, first: 0 s}, {buffer: wait, capacity: unlimited}, {line: loop, carriers: {pallet: 1}, flow: [{station: load, cycle: 3 s}, {station: work, cycle: 4 s}]}, sink]',
  )
  assert.deepEqual(departures(plan, 'sink', 30), [7, 14, 21, 28])
})

test('the way back takes its time, whatever stands in the first element', () => {
  const plan = planFor(
    '[{line: loop, carriers: {pallet: 1}, return_time: 5 s, flow: [{station: load, cycle: 3 s}, {station: work, cycle: 4 s}]}, sink]',
  )
  assert.deepEqual(departures(plan, 'sink', 40), [7, 19, 31])
  assert.ok(plan.elements.some(({ path }) => path === 'loop.return'))
})

test('a part and its carrier leave in one move, when both have room', () => {
  // The station behind takes 10 s for each part: the part that is done at 7 s finds room at once, the next waits on its carrier.
  const plan = planFor(
    '[{line: loop, carriers: {pallet: 2}, flow: [{buffer: b, capacity: 2}, {station: load, cycle: 3 s}, {station: work, cycle: 4 s}]}, {station: slow, cycle: 10 s}, sink]',
  )
  assert.deepEqual(departures(plan, 'sink', 40), [17, 27, 37])
  const washed = planFor(
    '[{line: loop, carriers: {pallet: 2}, flow: [{station: load, cycle: 3 s}, {station: work, cycle: 4 s, to: next}, {station: wash, cycle: 20 s}], gets_off: work}, sink]',
  )
  // Empty carriers pass the washing without work.
  assert.deepEqual(departures(washed, 'sink', 20), [7, 11, 15, 19])
})

test('an empty carrier passes stations without work and holds back what is behind it', () => {
  const plan = planFor(
    '[{source: s, every: 10 s}, {line: loop, carriers: {pallet: 3}, flow: [{station: load, cycle: 1 s}, {station: test, cycle: 2 s}, {station: off, cycle: 1 s}, {station: dry, cycle: 50 s}], gets_off: off}, sink]',
  )
  const { windows, finalLevels } = run(plan, 1000)
  const state = (path: string, of: number): number => windows[0]!.states[number(plan, path) * STATES.length + of]!
  assert.equal(state('loop.dry', WORKING), 0)
  // 99 parts came, at 10 s, 20 s, ..., and were loaded for 1 s each; the last at 1000 s gets on at the end of the run.
  assert.equal(state('loop.load', WORKING), 99)
  assert.equal(state('loop.load', WAITING_FOR_PARTS), 1000 - 99)
  assert.equal(
    loopsOf(plan)[0]!.elements.reduce((sum, element) => sum + finalLevels[element]!, 0),
    3,
  )
})

test('times, links and counts go by the kind of the carrier', () => {
  const plan = planFor(
    '[{line: loop, carriers: {big: 1, small: 1}, flow: [{buffer: front, capacity: 2}, {station: load, cycle: 1 s, to: {by: carrier, big: slow, small: fast}}, {station: slow, cycle: {by: carrier, big: 9 s, else: 1 s}, to: out}, {station: fast, cycle: 2 s, to: out}, {station: out, cycle: 1 s}]}, sink]',
  )
  const { windows } = run(plan, 1000)
  const ended = (path: string): number => windows[0]!.counts[number(plan, path) * COUNTS + LEFT]!
  // Rounds of 11 s and of 4 s, and what one waits for the other: more than half of what each could do alone.
  assert.ok(ended('loop.slow') > 60 && ended('loop.slow') <= 91, String(ended('loop.slow')))
  assert.ok(ended('loop.fast') > 180 && ended('loop.fast') <= 250, String(ended('loop.fast')))
})

test('a scrapped part leaves its carrier where it stands', () => {
  const plan = planFor(
    '[{line: loop, carriers: {pallet: 2}, flow: [{buffer: b, capacity: 2}, {station: load, cycle: 1 s, scrap: 40 %}, {station: work, cycle: 1 s}]}, sink]',
  )
  const { windows, finalLevels } = run(plan, 10_000)
  const { counts } = windows[0]!
  const [load, work] = [number(plan, 'loop.load'), number(plan, 'loop.work')]
  assert.ok(counts[load * COUNTS + SCRAPPED]! > 3000)
  assert.ok(counts[load * COUNTS + ENTERED]! - counts[load * COUNTS + SCRAPPED]! - counts[work * COUNTS + LEFT]! <= 2)
  assert.equal(
    loopsOf(plan)[0]!.elements.reduce((sum, element) => sum + finalLevels[element]!, 0),
    2,
  )
})

test('the number of carriers never changes, and each carries one part at most: random plants', () => {
  let loops = 0
  for (let seed = 1; seed <= 120; seed++) {
    const plan = randomPlant(seed)
    if (loopsOf(plan).length === 0) continue
    const { givesSpares } = createTopology(plan)
    for (const until of [1, 97, 600]) {
      const { windows, finalLevels } = run(plan, until)
      for (const { carriers, elements } of loopsOf(plan)) {
        loops++
        const count = carriers.kinds.reduce((sum, kind) => sum + kind.count, 0)
        assert.equal(
          elements.reduce((sum, element) => sum + finalLevels[element]!, 0),
          count,
          `plant ${seed}`,
        )
        const of = (element: number, what: number): number => windows[0]!.counts[element * COUNTS + what]!
        const scrapped = elements.reduce((sum, element) => sum + of(element, SCRAPPED), 0)
        const feeders = plan.elements.filter(
          ({ to, number: from }) => !elements.includes(from) && to.kind === 'single' && to.to === carriers.getsOn,
        )
        // What repairs use up has left a store as what gets on has: how much of either is not told.
        if (feeders.some(({ number }) => givesSpares[number] === 1)) continue
        const carried = feeders
          // What has expired in a store has left it too, for elsewhere.
          .reduce(
            (sum, from) =>
              sum + of(from.number, LEFT) - (from.kind === 'buffer' && from.expired !== undefined ? of(from.expired, ENTERED) : 0),
            0,
          )
        const inside = carried - of(carriers.getsOff, LEFT) - scrapped
        assert.ok(inside >= 0 && inside <= count, `plant ${seed}: ${inside} parts on ${count} carriers`)
      }
    }
  }
  assert.ok(loops > 50, String(loops))
})

test('a loop that is full of carriers stands for good, and says so', () => {
  const plan = planFor(
    '[{line: loop, carriers: {pallet: 4}, flow: [{buffer: b1, capacity: 1}, {station: M1, cycle: 1 s}, {buffer: b2, capacity: 1}, {station: M2, cycle: 1 s}]}, sink]',
  )
  assert.deepEqual(run(plan, 1000).deadlock?.waits.at(-1), 'the 4 carriers of loop leave no place free; take fewer')
  const faults = compiled(
    model(
      'flow: [{line: loop, carriers: {pallet: 5}, flow: [{buffer: b1, capacity: 1}, {station: M1, cycle: 1 s}, {buffer: b2, capacity: 1}, {station: M2, cycle: 1 s}]}, sink]',
    ),
  ).diagnostics
  assert.deepEqual(
    faults.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    ['G1133'],
  )
})

test('kinds of carrier stand in the order of their names, however they are written', () => {
  const flow = (carriers: string): Plan =>
    planFor(
      `[{line: loop, carriers: ${carriers}, flow: [{buffer: b, capacity: 4}, {station: M1, cycle: {by: carrier, a: 2 s, b: 3 s}}, {station: M2, cycle: 2 s}]}, sink]`,
    )
  assert.equal(run(flow('{b: 1, a: 2}'), 500).fingerprint, run(flow('{a: 2, b: 1}'), 500).fingerprint)
})

test('a loop and what hangs on it run the same alone and within a base', () => {
  const loop =
    '{line: loop, carriers: {pallet: 2}, flow: [{buffer: b, capacity: 2}, {station: M1, cycle: exponential(3 s)}, {station: M2, cycle: exponential(4 s)}]}, {sink: out}'
  const alone = planFor(`[${loop}]`)
  const both = planFor(`[${loop}, {source: other}, {station: X, cycle: 2 s}, {sink: gone}]`)
  assert.equal(findIndependentPlants(both).plans.length, 2)
  assert.deepEqual(departures(both, 'out', 2000), departures(alone, 'out', 2000))
})

test('what cannot be carried yet is refused by name', () => {
  const refused = (line: string): string => describeUnsupported(unsupportedIn(planFor(`[${line}, sink]`)))
  const stations = '{station: M1, cycle: 1 s}, {station: M2, cycle: 1 s}'
  assert.equal(refused(`{line: loop, carriers: {p: 1}, gets_off: M1, flow: [${stations}]}`), 'loop: gets_on and gets_off at one station')
  assert.equal(refused(`{line: loop, carriers: {p: 1}, overtaking: true, flow: [${stations}]}`), 'loop: carriers: overtaking')
})
