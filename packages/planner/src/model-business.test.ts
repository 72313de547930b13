/** The business of a base as a model writes it. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { valueOn } from 'genba/economics'
import { compile, factoryVocabulary } from 'genba/factory'
import type { Compiled } from 'genba/factory'
import { dayNumber, readModel } from 'genba/model'
import { readBusiness } from './model-business.ts'
import type { BusinessReading } from './model-business.ts'
import { JINSHAN } from './plan-input.ts'
import type { PlanNumber } from './plan-input.ts'
import { planFaults } from './plan-check.ts'
import { plannerExtensions, plannerPlaces } from './words-business.ts'
import { planReference } from './words-reference.ts'

const vocabulary = factoryVocabulary(plannerPlaces, plannerExtensions)
const PLANT = 'flow: [source, {station: M1, cycle: 1 h}, sink]\n'

function compiled(text: string, scenario?: string): Compiled {
  const document = readModel(`genba: model/1\n${text}${PLANT}`, { file: 'model.yaml' })
  return compile(document, { vocabulary, ...(scenario === undefined ? {} : { scenario }) })
}

function numbersOf(text: string, scenario?: string): BusinessReading['numbers'] {
  const { root, names, diagnostics } = compiled(text, scenario)
  assert.deepEqual(diagnostics, [])
  return readBusiness(root, names).numbers
}

const jinshan = readFileSync(new URL('../../../models/jinshan/business.yaml', import.meta.url), 'utf8')

test('the business of the Jinshan model is the input of its plan, number by number', () => {
  const numbers = numbersOf(jinshan)
  // The car's range and charging are not written: they are those of the car of the model.
  assert.deepEqual(Object.keys(numbers).toSorted(), Object.keys(JINSHAN.numbers).toSorted())
  for (const [name, known] of Object.entries(JINSHAN.numbers)) {
    const { value, low, high, unit, source, basis } = numbers[name as PlanNumber]
    for (const [is, should] of [
      [value, known.value],
      [low, known.low],
      [high, known.high],
    ] as const)
      assert.ok(Math.abs(is - should) <= 1e-12 * Math.abs(should), `${name}: ${is}, ${should}`)
    assert.deepEqual([name, unit, basis, source], [name, known.unit, known.basis, known.source])
  }
})

test('rivals, destinations, events, shops, parts and years of the Jinshan model are those of its plan', () => {
  const { root, names, diagnostics } = compiled(jinshan)
  assert.deepEqual(diagnostics, [])
  const { lists } = readBusiness(root, names)
  const byName = (list: readonly object[]): unknown[] => list.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)).map(rounded)
  for (const list of ['market', 'destinations', 'events', 'shops'] as const)
    assert.deepEqual(byName(lists[list]!), byName(JINSHAN[list]), list)
  const { parts, ...held } = lists.sourcing!
  const { parts: known, ...should } = JINSHAN.sourcing!
  assert.deepEqual(byName(parts), byName(known))
  assert.deepEqual(rounded(held), rounded(should))
  assert.deepEqual([lists.begins, lists.until], [JINSHAN.begins, JINSHAN.until])
})

function nameOf(of: object): string {
  const { name, shop } = of as { readonly name?: string; readonly shop?: string }
  return name ?? shop!
}

/** Numbers to twelve digits, as a text in percent keeps them. */
function rounded(of: unknown): unknown {
  return JSON.parse(JSON.stringify(of, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(10)) : value)))
}

test('a list that is written stands alone; a duty of the model has its date and is warned about beyond it', () => {
  const text = `market:
  rivals:
    tesla: {drive: battery, cars_2024: 650_000, cars_2025: 620_000, price: 260_000 CNY, range: 600 km, wait: 2 week}
    lexus_hybrid: {title: Lexus hybrid, firm: Lexus, drive: hybrid, cars_2024: 180_000, cars_2025: 181_000, price: 340_000 CNY}
  destinations:
    norway: {currency: JPY, duty: {value: 0 %, source: tariff of Norway, date: 2026-05-01}, cars: 4_000, reference_price: 380_000 CNY, freight: 12_000 CNY}
    canada: {rule: canada, quota_share: 10 %, cars: 5_000, reference_price: 330_000 CNY, freight: 14_000 CNY}
  events: {strike: {chance: 5 %, supply_stop: 30 %}}
finance: {until: 2035, exchange: {later: {year: 2030, jpy_cny: 0.055 CNY/JPY}, soon: {year: 2027, usd_cny: 6.9 CNY/USD, jpy_cny: 0.05 CNY/JPY}}}
`
  const { root, names, diagnostics } = compiled(text)
  assert.deepEqual(diagnostics, [])
  const { lists, written } = readBusiness(root, names)
  assert.deepEqual(
    lists.market!.map(({ name, firm, drive, weeks, assistance }) => [name, firm, drive, weeks, assistance]),
    [
      ['Lexus hybrid', 'Lexus', 'hybrid', 3, 1],
      ['tesla', 'tesla', 'battery', 2, 1],
    ],
  )
  assert.deepEqual(lists.exchange, [
    { year: 2030, jpyCny: 0.055 },
    { year: 2027, usdCny: 6.9, jpyCny: 0.05 },
  ])
  const [canada, norway] = lists.destinations!
  assert.deepEqual([canada!.currency, norway!.currency], [undefined, 'jpyCny'])
  assert.equal(canada!.quotaShare!.value, 0.1)
  assert.match(
    valueOn(norway!.duty, dayNumber(2028, 7, 1)).warning!,
    /duty on cars from China in norway: the value of 2026-05-01 is taken for 2028-07-01/,
  )
  assert.equal(valueOn(norway!.duty, dayNumber(2026, 4, 1)).warning, undefined)
  assert.deepEqual(lists.events, [
    {
      name: 'strike',
      chance: { value: 0.05, low: 0.05, high: 0.05, unit: 'share', source: 'estimate', basis: 'assumed' },
      change: { supplyStop: 0.3 },
    },
  ])
  assert.deepEqual([lists.until, lists.begins, lists.shops, lists.sourcing, written.size], [2035, undefined, undefined, undefined, 0])
  const faults = compiled('market: {rivals: {x: {drive: steam}}}\n').diagnostics.map(({ message }) => message)
  assert.ok(faults.some((fault) => fault.startsWith('expected battery, extended, hybrid or petrol, received "steam"')))
  assert.ok(faults.some((fault) => fault.startsWith('needs "cars_2024", such as cars_2024: 614_500')))
})

test('a number that is not written is the known one; one without a range is taken as it stands', () => {
  const { wage, investment, elasticity } = numbersOf(
    'costs: {wage: 100 CNY/h}\nfinance: {investment: {value: 12 bn CNY, source: a contract}}\n',
  )
  assert.deepEqual(wage, { value: 100, low: 100, high: 100, unit: 'CNY/h', source: 'estimate', basis: 'assumed' })
  assert.deepEqual([investment.value, investment.source, investment.basis], [12e9, 'a contract', 'read'])
  assert.deepEqual(elasticity, JINSHAN.numbers.elasticity)
})

test('a scenario reaches the business by its path, and keeps range and source', () => {
  const text = `${jinshan}scenarios: {dear: {finance.investment: 16 bn CNY}, third_more: {costs.wage: times 1.25}, far: {market.elasticity: -9}}\n`
  const { low, high, source, value } = numbersOf(text, 'dear').investment
  assert.deepEqual([value, low, high, source], [16e9, 11e9, 17e9, JINSHAN.numbers.investment.source])
  assert.equal(numbersOf(text, 'third_more').wage.value, 100)
  // Outside of its range a number is refused when it is planned with.
  assert.match(
    planFaults({ ...JINSHAN, numbers: numbersOf(text, 'far') })[0]!,
    /numbers\.elasticity: expected a number from -5\.5 to -3 ratio, received -9/,
  )
})

test('what is written in another currency, or is no word, is refused', () => {
  const dollars = compiled('finance: {investment: 2 bn USD}\n').diagnostics
  assert.match(dollars[0]!.message, /expected an amount of money in CNY, such as "14600000000 CNY", received "2 bn USD"/)
  assert.match(compiled('costs: {wages: 80 CNY/h}\n').diagnostics[0]!.message, /wage/)
})

test('the reference page is what the declarations say; GENBA_UPDATE=1 writes it anew', () => {
  const page = new URL('../../../docs/reference/plan.md', import.meta.url)
  const text = planReference()
  if (process.env['GENBA_UPDATE'] === '1') writeFileSync(page, text)
  assert.equal(readFileSync(page, 'utf8'), text)
})
