import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cardLinesOf, entryOf } from './card-lines.ts'
import { planOf } from './compile.fixture.ts'
import { createEngine } from './engine.ts'
import type { Observation } from './observation.ts'
import type { Plan } from './plan.ts'
import { randomPlant } from './random-plant.fixture.ts'
import { COUNTS, ENTERED } from './record.ts'
import { describeUnsupported, unsupportedIn } from './support.ts'

const planFor = (flow: string): Plan => planOf(`genba: model/1\nrun: {tick: 1 s}\nflow: ${flow}\n`)
const number = (plan: Plan, path: string): number => plan.elements.find((element) => element.path === path)!.number
const run = (plan: Plan, until: number): Observation =>
  createEngine(plan, { departures: plan.elements.map(({ number: element }) => ({ element, first: Infinity })) }).run({
    seed: 1,
    replication: 1,
    until,
    cuts: [until],
    warmUp: 0,
  })!
const entered = (plan: Plan, path: string, until: number): number =>
  run(plan, until).windows[0]!.counts[number(plan, path) * COUNTS + ENTERED]!

test('a part enters as soon as a card is free, whether or not the first station has room', () => {
  const plan = planFor('[source, {line: L, cards: 3, flow: [{station: A, cycle: 10 s}, {station: B, cycle: 4 s}]}, sink]')
  // Three at once, then one with each part that leaves: at 14 s, 24 s, 34 s.
  assert.equal(entered(plan, 'L.entry', 13), 3)
  assert.equal(entered(plan, 'L.entry', 14), 4)
  assert.equal(entered(plan, 'L.entry', 34), 6)
})

test('with when_finished a card comes back when the last operation ends', () => {
  const line = (back: string): Plan =>
    planFor(
      `[source, {line: L, cards: 1, card_back: ${back}, flow: [{station: A, cycle: 10 s}, {buffer: store, capacity: 5}]}, {station: slow, cycle: 100 s}, sink]`,
    )
  // The second part lies in the store until 110 s, with its card or without; without, the store fills, a part every 10 s.
  assert.equal(entered(line('when_left'), 'L.entry', 60), 2)
  assert.equal(entered(line('when_finished'), 'L.entry', 60), 7)
})

test('scrap gives its card back', () => {
  const plan = planFor('[source, {line: L, cards: 1, flow: [{station: A, cycle: 1 s, scrap: 50 %}, {station: B, cycle: 1 s}]}, sink]')
  assert.ok(entered(plan, 'L.entry', 1000) > 600)
})

test('lines with cards within lines with cards: the inner entry stands behind the outer', () => {
  const plan = planFor(
    '[source, {line: O, cards: 3, flow: [{line: I, cards: 1, flow: [{station: A, cycle: 10 s}]}, {station: B, cycle: 1 s}]}, sink]',
  )
  const { finalLevels } = run(plan, 5)
  assert.equal(finalLevels[number(plan, 'O.entry')], 2)
  assert.equal(finalLevels[number(plan, 'O.I.A')], 1)
})

test('never more parts in a line than cards, with when_left: random plants', () => {
  let lines = 0
  for (let seed = 1; seed <= 100; seed++) {
    const plan = randomPlant(seed)
    for (const { cards, elements, cardBack } of cardLinesOf(plan)) {
      if (cardBack !== 'when_left') continue
      for (const until of [3, 50, 400]) {
        lines++
        const { finalLevels } = run(plan, until)
        const inside = elements.reduce((sum, element) => sum + finalLevels[element]!, 0)
        assert.ok(inside <= cards, `plant ${seed}: ${inside} parts with ${cards} cards`)
      }
    }
  }
  assert.ok(lines > 20, String(lines))
})

test('parts that wait for cards for good are told so', () => {
  // The store wants two parts at once and the line lets in one.
  const plan = planFor(
    '[source, {line: L, cards: 1, flow: [{station: A, cycle: 1 s}, {buffer: store, capacity: 5}]}, {station: kit, cycle: 1 s, batch: 2 to 2}, sink]',
  )
  assert.ok(run(plan, 1000).deadlock?.waits.includes('source waits for a card of L'))
})

test('an unlimited source may pour into a place without limit as far as cards go', () => {
  const plan = planFor('[source, {line: L, cards: 2, flow: [{buffer: first, capacity: unlimited}, {station: A, cycle: 1 s}]}, sink]')
  assert.equal(entered(plan, 'L.entry', 10), 12)
})

test('the entry of a line with cards is its first element; other ways in are refused by name', () => {
  const plan = planFor(
    '[{source: s, to: L.B}, {source: t}, {line: L, cards: 2, flow: [{station: A, cycle: 1 s}, {station: B, cycle: 1 s}]}, sink]',
  )
  assert.equal(plan.elements[entryOf(cardLinesOf(plan)[0]!)]!.path, 'L.entry')
  assert.equal(describeUnsupported(unsupportedIn(plan)), 's: a way into a line with cards elsewhere than at its first element')
})
