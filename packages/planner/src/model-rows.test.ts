/** Levels of stores that refill each other, against exact sums and by hand. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compile, factoryVocabulary } from 'genba/factory'
import { readModel } from 'genba/model'
import { stockValues } from './model-stocks.ts'
import { plannerExtensions, plannerPlaces } from './words-business.ts'

const vocabulary = factoryVocabulary([...plannerPlaces], [...plannerExtensions])

function levelsOf(words: string, stores: string, supply = ''): Record<string, string> {
  const first = supply === '' ? '  - {source: maker, rate: 5/h}\n' : ''
  const text = `genba: model/1
flow:
${first}  - {buffer: yard, capacity: unlimited${supply}}
  - {station: truck, cycle: 1 h}
  - {buffer: line, capacity: unlimited}
  - {station: M1, cycle: 6 min}
  - sink
costs: {rows: {parts: {${words}, stores: {${stores}}}}}
`
  const { plan, root, names, diagnostics } = compile(readModel(text, { file: 'model.yaml' }), { vocabulary })
  assert.deepEqual(diagnostics, [])
  return Object.fromEntries(stockValues(root, names, plan!).map(({ path, value }) => [path, value]))
}

const STORES =
  'taken: {store: line, lead_time: 1 h, holding_cost: 7 CNY/h}, behind: {store: yard, lead_time: 2 h, holding_cost: 4 CNY/h, supplies: taken}'

/** Poisson chances of 0 to 99. */
function poisson(mean: number): number[] {
  const chances = [Math.exp(-mean)]
  for (let k = 1; k < 100; k++) chances.push((chances.at(-1)! * mean) / k)
  return chances
}

/** Expected cost an hour of two stores with these levels under Poisson demand of 5 an hour: what the yard owes delays the line (Svoronos and Zipkin 1991). */
function costOf(yard: number, line: number): number {
  const owed = Array<number>(100).fill(0)
  poisson(10).forEach((chance, parts) => (owed[Math.max(0, parts - yard)]! += chance))
  let cost = 4 * 5
  poisson(10).forEach((chance, parts) => (cost += 4 * chance * Math.max(0, yard - parts)))
  owed.forEach((chance, late) =>
    poisson(5).forEach((other, parts) => {
      const left = line - late - parts
      cost += chance * other * (left > 0 ? 7 * left : -40 * left)
    }),
  )
  return cost
}

test('of all levels of two stores in a row those that are put there cost least', () => {
  const levels = levelsOf('demand: 5/h, shortage_cost: 40 CNY/h', STORES)
  let best = { cost: Infinity, yard: 0, line: 0 }
  for (let yard = 0; yard < 25; yard++) {
    for (let line = 0; line < 25; line++) {
      const cost = costOf(yard, line)
      if (cost < best.cost) best = { cost, yard, line }
    }
  }
  assert.deepEqual(levels, { 'line.starts_with': String(best.line), 'yard.starts_with': String(best.yard) })
})

test('a store that is supplied from outside is refilled by one order a part', () => {
  const words = 'demand: 5/h, shortage_cost: 40 CNY/h'
  assert.deepEqual(levelsOf(words, STORES, ', supply: {reorder_at: 1, quantity: 1}'), {
    'line.starts_with': '9',
    'yard.supply.reorder_at': '10',
    'yard.supply.quantity': '1',
  })
  assert.deepEqual(levelsOf(words, STORES, ', supply: {reorder_at: 1, up_to: 2}'), {
    'line.starts_with': '9',
    'yard.supply.reorder_at': '10',
    'yard.supply.up_to': '11',
  })
})

test('promised times: all stock at the cheap store where the customer waits so long, else at the customer', () => {
  const words = 'demand: 5/h, period: 1 h, service: 95 %'
  // Demand of an hour is 5 with a variance of 5; z = 1.645. Promised at once, three hours are covered: by both stores apart, 7 sqrt(1) + 4 sqrt(2) = 12.66,
  // or by the line alone, 7 sqrt(3) = 12.12.
  assert.deepEqual(levelsOf(words, STORES), { 'line.starts_with': String(Math.ceil(15 + 1.6449 * Math.sqrt(15))), 'yard.starts_with': '0' })
  // With an hour to wait two remain: at the yard, 4 sqrt(2) = 5.66.
  assert.deepEqual(levelsOf(`${words}, promised: 1 h`, STORES), {
    'line.starts_with': '0',
    'yard.starts_with': String(Math.ceil(10 + 1.6449 * Math.sqrt(10))),
  })
})

test('stores that lead to none, or in a circle, have no levels', () => {
  const words = 'demand: 5/h, period: 1 h'
  assert.deepEqual(levelsOf(words, STORES.replace('supplies: taken', 'supplies: nowhere')), {})
  assert.deepEqual(levelsOf(words, STORES.replace('7 CNY/h', '7 CNY/h, supplies: behind')), {})
})

test('without costs of its own, or without a way to find levels, nothing is put there', () => {
  assert.deepEqual(levelsOf('demand: 5/h', STORES), {})
  // Two that customers take from are no row.
  assert.deepEqual(levelsOf('demand: 5/h, shortage_cost: 40 CNY/h', STORES.replace(', supplies: taken', '')), {})
  assert.deepEqual(levelsOf('demand: 5/h, shortage_cost: 40 CNY/h', STORES.replace('7 CNY/h', '4 CNY/h')), {})
})
