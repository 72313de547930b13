import assert from 'node:assert/strict'
import { test } from 'node:test'
import { genealogyOf } from './genealogy.ts'
import { historyOf, rowOf } from './history.fixture.ts'
import type { History } from './history.ts'
import { partsWithin, recallOf, type RecallScope } from './recall.ts'

/**
 * A coil comes every 20 s, the first at 0, and is cut into 4 blanks in 2 s. Castings come every 5 s, the first at 1. The body shop
 * takes a blank and two castings for a body, which takes 3 s; a car is a body with a battery of two cells, marriage 1 s.
 */
const PLANT = `products: {coil: {}, blank: {}, casting: {}, body: {}, cell: {}}
flow:
  - {source: coils, of: coil, every: 20 s, first: 0 s}
  - {station: blanking, cycle: 2 s, makes: blank, divides: {blanks: 4}}
  - {buffer: blanks, capacity: unlimited}
  - {source: cast, of: casting, every: 5 s, first: 1 s}
  - {buffer: castings, capacity: unlimited}
  - {station: body_shop, cycle: 3 s, from: [blanks], takes: {castings: 2}, makes: body, to: marriage}
  - {source: cells, of: cell, every: 4 s, first: 2 s}
  - {buffer: cell_store, capacity: unlimited}
  - {station: marriage, cycle: 1 s, from: [body_shop], takes: {cell_store: 2}}
  - sink
`
// Castings 0, 1, 2, .. come at 1, 6, 11, 16, ..; blanks 0 to 3 of coil 0 at 2, those of coil 1 at 22.
// Body n is blank n with castings 2n and 2n + 1: it begins at 6 + 10 n, as blanks are there, and is made at 9 + 10 n.
// Cells 0, 1, 2, .. come at 2, 6, 10, ..: marriage n begins at 9 + 10 n with cells 2n and 2n + 1 (there at 6 + 8 n); the car is gone at 10 + 10 n.

const numberOf = ({ plan }: History, path: string): number => plan.elements.find((each) => each.path === path)!.number

test('what is in a car: parts, parts of them, and what they are pieces of', () => {
  const history = historyOf(PLANT, 60)
  const { plan } = history
  // The fifth car, the first of coil 1.
  const fifth = history.at(numberOf(history, 'sink'))[4]!
  assert.equal(history.visits.left[fifth], 50)
  const { ingredients, isCut, earliest } = genealogyOf(history, fifth)
  const told = ingredients.map(({ source, serial, into, isWhole, product, born, element, tick }) => {
    const name = `${plan.products[product]!.name} ${serial} of ${plan.elements[source]!.path}`
    return `${name} made ${born}, ${isWhole ? 'cut' : 'in'} ${element} ${tick}, ${into}`
  })
  assert.deepEqual(told, [
    'coil 1 of coils made 20, cut blanking 22, -1',
    'casting 8 of cast made 41, in body_shop 46, -1',
    'casting 9 of cast made 46, in body_shop 46, -1',
    'cell 8 of cells made 34, in marriage 49, -1',
    'cell 9 of cells made 38, in marriage 49, -1',
  ])
  assert.deepEqual([isCut, earliest], [false, 20])
  // Body 4 alone: its blank and its castings.
  assert.equal(genealogyOf(history, rowOf(history, 'body_shop', 'blanking', 4)).ingredients.length, 3)
})

/** `parts; gone: number at sink at tick; others: element`. */
function told(history: History, { parts, gone, others }: RecallScope): string {
  const path = (source: number): string => history.plan.elements[source]!.path
  const cars = gone.map((car) => `${path(car.source)} ${car.serial} at ${car.tick} with ${car.parts}`)
  const rest = others.map((each) => `${path(each.source)} ${each.serial} after ${each.element ?? 'nothing'}`)
  return `${parts}; ${cars.join(', ')}; ${rest.join(', ')}`
}

test('the cars with castings of a span, with a coil, and with what was worked on', () => {
  const history = historyOf(PLANT, 60)
  const within = (path: string, from: number, until: number): string =>
    told(history, recallOf(history, partsWithin(history, numberOf(history, path), from, until)))
  // Castings 3 (made at 16), 4, 5 and 6 (31): bodies 1, 2, 2 and 3.
  assert.equal(within('cast', 12, 32), '4; blanking 1 at 20 with 1, blanking 2 at 30 with 2, blanking 3 at 40 with 1; ')
  // The body shop worked on bodies 1 to 3 within [18, 37): from 16 to 19, 26 to 29, and 36 to 39.
  assert.equal(within('body_shop', 18, 37), '3; blanking 1 at 20 with 1, blanking 2 at 30 with 1, blanking 3 at 40 with 1; ')
  assert.equal(within('body_shop', 19, 36), '1; blanking 2 at 30 with 1; ')
  // Coil 1 is in the cars gone at 50 and 60; its other two blanks are where no visit has ended but that of the cutting.
  const coil = recallOf(history, [{ source: numberOf(history, 'coils'), serial: 1 }])
  assert.equal(
    told(history, coil),
    '1; blanking 4 at 50 with 1, blanking 5 at 60 with 1; blanking 6 after blanking, blanking 7 after blanking',
  )
})

test('shuffled, the same', () => {
  const scopes = [undefined, 1, 2, 3].map((shuffle) => {
    const history = historyOf(PLANT, 200, shuffle)
    const last = history.at(numberOf(history, 'sink')).at(-1)!
    return [
      genealogyOf(history, last).ingredients,
      recallOf(history, partsWithin(history, numberOf(history, 'cells'), 30, 90)).gone.map(({ source, serial, parts, tick }) => [
        source,
        serial,
        parts,
        tick,
      ]),
    ]
  })
  for (const scope of scopes.slice(1)) assert.deepEqual(scope, scopes[0])
})
