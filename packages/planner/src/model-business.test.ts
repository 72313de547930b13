/** The business of a base as a model writes it. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { compile, factoryVocabulary } from 'genba/factory'
import type { Compiled } from 'genba/factory'
import { readModel } from 'genba/model'
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
