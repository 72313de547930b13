/** The workbook of a plan computes, from its own file, what the plan says; and follows where a driver is changed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownershipCash, quarterlyValue, valuesOf } from 'genba/economics'
import { compareForms, formTerms, JINSHAN, ordersUpTo, planBusiness, planCash, planLedger, planPlants, runYears } from 'genba/planner'
import type { PlantYear } from 'genba/planner'
import { createPlanWorkbook } from 'genba/report'
import type { PlanResult } from 'genba/runs'
import { openWorkbook } from './spreadsheet.fixture.ts'

const full = async (year: number): Promise<PlantYear> => ({
  cars: year === 2027 ? 32_000 : 103_000,
  scrapped: 0,
  leadWeeks: 0.3,
  heads: 1_000,
  heldBy: 'ga.final2',
  shops: ['casting', 'ga'].map((shop) => ({ shop, laborHours: 900_000, energy: 40e6, yield: 1 })),
})
const values = valuesOf(JINSHAN.numbers)
const business = planBusiness(JINSHAN, values, runYears(JINSHAN, values, await planPlants(JINSHAN, ordersUpTo(full))))
const wholly = ownershipCash(business.base, business.path, formTerms('wholly owned', values)).statements
/** What the workbook is made of. */
const plan = {
  model: { name: 'A & B', hash: '0' },
  cash: planCash(JINSHAN, values, business),
  forms: compareForms(business, values, 2, 1),
  statements: { cny: Object.fromEntries(Object.entries(wholly).map(([name, column]) => [name, [...(column as Float64Array)]])) },
  ledger: planLedger(JINSHAN),
} as unknown as PlanResult
const bytes = createPlanWorkbook(plan)
const quarters = plan.cash.quarters.cars.length

const column = (k: number): string =>
  k < 26 ? String.fromCharCode(65 + k) : String.fromCharCode(64 + Math.floor(k / 26)) + String.fromCharCode(65 + (k % 26))
const close = (value: number, expected: number, what: string): void =>
  assert.ok(Math.abs(value - expected) <= 1e-9 * Math.max(Math.abs(expected), 1e6), `${what}: ${value}, ${expected}`)

test('statements, balance and worth are those of the plan, in every quarter, whether read or computed', () => {
  const book = openWorkbook(bytes)
  const { cny } = plan.statements
  assert.ok(book.formulas > 3_000, `${book.formulas}`)
  const rows = {
    revenue: cny.revenue,
    'cost of sales': cny.costOfSales,
    depreciation: cny.depreciation,
    interest: cny.interest,
    tax: cny.tax,
    'net income': cny.netIncome,
    'from operations': cny.operatingCash,
    'borrowed, less paid back': cny.borrowed,
    dividends: cny.dividends,
    cash: cny.cash,
    receivables: cny.receivables,
    'fixed assets': cny.fixedAssets,
    payables: cny.payables,
    debt: cny.debt,
    'earnings kept': cny.retained,
  }
  for (const [title, known] of Object.entries(rows)) {
    const row = book.row('Quarters', title)
    for (let q = 0; q < quarters; q++) {
      const cell = `Quarters!${column(2 + q)}${row}`
      close(book.value(cell) as number, known[q]!, `${title} ${q}`)
      assert.equal(book.written(cell), known[q]! + 0)
    }
  }
  const check = book.row('Quarters', 'balance, off by')
  for (let q = 0; q < quarters; q++) assert.ok(Math.abs(book.value(`Quarters!${column(2 + q)}${check}`) as number) < 1)
  close(book.value(`Quarters!C${book.row('Quarters', 'worth to the owner')}`) as number, plan.forms[0]!.owner, 'worth')
})

test('another form of ownership is chosen by its number, and is worth what the plan says', () => {
  const book = openWorkbook(bytes)
  const form = `Drivers!B${book.row('Drivers', 'form of ownership')}`
  const worth = `Quarters!C${book.row('Quarters', 'worth to the owner')}`
  for (const [k, { owner }] of plan.forms.entries()) {
    book.set(form, k + 1)
    close(book.value(worth) as number, owner, plan.forms[k]!.form)
  }
})

test('a changed driver moves all that follows from it, as the statements themselves do; losses lapse after their years', () => {
  // At seven tenths of the price the first years lose, and some losses are never used.
  for (const [priceScale, payableDays, rate, carryYears] of [
    [0.7, 60, 0.08, 2],
    [0.85, 120, 0.11, 5],
  ] as const) {
    const { base, path } = business
    const changed = { ...base, carryYears, terms: { ...base.terms, payableDays } }
    const scaled = { cars: path.cars, price: path.price.map((price) => price * priceScale) }
    const { statements, cash } = ownershipCash(changed, scaled, formTerms('joint venture', values))
    const book = openWorkbook(bytes)
    const set = (title: string, value: number): void => book.set(`Drivers!B${book.row('Drivers', title)}`, value)
    set('form of ownership', 2)
    set('price, over the plan', priceScale)
    set('days until suppliers are paid', payableDays)
    set('discount rate, a year', rate)
    set('years for which losses are carried', carryYears)
    for (const [title, known] of [
      ['tax', statements.tax],
      ['cash', statements.cash],
      ['debt', statements.debt],
      ['owner', cash.owner],
      ['partner', cash.partner],
      ['state', cash.state],
    ] as const) {
      const row = book.row('Quarters', title)
      for (let q = 0; q < quarters; q++) close(book.value(`Quarters!${column(2 + q)}${row}`) as number, known[q]!, `${title} ${q}`)
    }
    close(book.value(`Quarters!C${book.row('Quarters', 'worth to the owner')}`) as number, quarterlyValue(cash.owner, rate), 'worth')
  }
})

test('the file is the same each time', () => {
  assert.deepEqual(createPlanWorkbook(plan), bytes)
})
