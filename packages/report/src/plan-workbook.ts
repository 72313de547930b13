/**
 * The cash flow of a plan as a workbook: drivers that can be changed, quarters that follow from them by formulas, and what each party gets.
 *
 * The formulas are those of `companyStatements` and `ownershipCash`; cars are sold as they are built, so that no stock is left. Depreciation runs over ten years for machines and
 * twenty for buildings, to 5 % that are left.
 */
import type { PlanResult } from 'genba/runs'
import { columnName, createWorkbook } from './workbook.ts'
import type { Cell, Sheet } from './workbook.ts'

const DRIVERS = 'Drivers'
const QUARTERS = 'Quarters'
const LOSSES = 'Losses'

/** Years over which assets are written off, and what is left of their price. */
const LIFE = { machines: 10, buildings: 20 } as const
const RESIDUAL = 0.05
/** First column of quarters and of years. */
const FIRST = 2

/** The workbook, as a file `.xlsx`. */
export function createPlanWorkbook(plan: PlanResult): Uint8Array {
  const drivers = driverSheet(plan)
  // Rows refer to others below them: laid out once to know their places, then written.
  const { places } = quarterSheet(plan, drivers, () => '0', new Map())
  const losses = lossSheet(plan, drivers, places.get('profit')!)
  const { sheet } = quarterSheet(plan, drivers, losses.tax, places)
  return createWorkbook([drivers.sheet, sheet, losses.sheet, sourceSheet(plan)])
}

interface Drivers {
  readonly sheet: Sheet
  /** `Drivers!$B$7`, of the driver of a name. */
  at(name: string): string
}

const TERMS = [
  ['share', 'share of the owner'],
  ['royalty', 'royalty to the owner, of revenue'],
  ['withholding', 'withheld from dividends and royalties'],
  ['partsMargin', 'margin of the owner on parts, CNY a car'],
  ['buyingAdvantage', 'what the partner saves, of material'],
  ['salesAdvantage', 'what the partner adds to sales'],
  ['costFactor', 'cost of building elsewhere, over the base'],
  ['yenShare', 'share of that cost that is paid in JPY'],
  ['freight', 'carriage to the market, CNY a car'],
  ['duty', 'duty, of cost and freight'],
  ['investmentFactor', 'investment and fixed cost, over the base'],
  ['delay', 'delay of the start, quarters'],
  ['taxRate', 'tax on profit'],
] as const

/** Scalars: what may be changed at the top, then terms of the chosen form out of those of all forms. */
function driverSheet({ model, cash, forms }: PlanResult): Drivers {
  const { terms, discountRate, jpyCny } = cash
  const rows: Cell[][] = [[`Cash flow of ${model.name}`, 'value', 'change the values in this column; everything follows'], []]
  const places = new Map<string, number>()
  const add = (name: string, title: string, value: Cell, ...more: readonly Cell[]): void => {
    places.set(name, rows.length + 1)
    rows.push([title, value, ...more])
  }
  add('form', 'form of ownership', 1, forms.map(({ form }, k) => `${k + 1} ${form}`).join(', '))
  add('demandScale', 'cars that could be sold, over the plan', 1)
  add('priceScale', 'price, over the plan', 1)
  add('materialScale', 'material, over the plan', 1)
  add('investmentScale', 'investment, over the plan', 1)
  add('discountRate', 'discount rate, a year', discountRate)
  add('jpyCny', 'CNY for a JPY today', jpyCny)
  add('overheadShare', 'overhead, of revenue', terms.overheadShare)
  add('ownFunds', 'share of the investment that owners pay in', terms.ownFunds)
  add('assetShare', 'share of book values that assets bring at the end', terms.assetShare)
  add('receivableDays', 'days until customers pay', terms.receivableDays)
  add('payableDays', 'days until suppliers are paid', terms.payableDays)
  add('minimumCash', 'cash that is kept, CNY', terms.minimumCash)
  add('interestRate', 'interest on debt, a year', terms.interestRate)
  add('payout', 'share of spare cash that is paid out', terms.payout)
  add('reserve', 'share of earnings set aside, to half of the capital', terms.reserve)
  add('carryYears', 'years for which losses are carried', terms.carryYears)
  rows.push([], ['terms of the chosen form', 'chosen', ...forms.map(({ form }) => form)])
  const chosen = `$B$${places.get('form')!}`
  for (const [name, title] of TERMS) {
    const row = rows.length + 1
    const last = columnName(1 + forms.length)
    add(
      name,
      title,
      { formula: `INDEX($C${row}:$${last}${row},1,${chosen})`, value: cash.forms[forms[0]!.form][name] },
      ...forms.map(({ form }) => cash.forms[form][name]),
    )
  }
  return {
    sheet: { name: DRIVERS, rows, frozen: { rows: 1, columns: 1 }, widths: [46, 14, 16, 16, 18, 16] },
    at: (name) => `${DRIVERS}!$B$${places.get(name)!}`,
  }
}

interface Losses {
  readonly sheet: Sheet
  /** The tax of a year. */
  readonly tax: (year: number) => string
}

/**
 * Losses year by year: what each year's loss leaves and what later profits take of it, oldest first.
 * @param profitRow row of the profit before tax among the quarters
 */
function lossSheet({ cash, statements }: PlanResult, drivers: Drivers, profitRow: number): Losses {
  const years = cash.quarters.cars.length / 4
  const at = (year: number, row: number): string => `${columnName(FIRST + year)}${row}`
  const over = (of: (year: number) => Cell): Cell[] => Array.from({ length: years }, (_, year) => of(year))
  const [profit, used, taxRow, first] = [2, 3, 4, 6]
  // Two rows for the loss of each year: what is used of it, what is left.
  const usedRow = (loss: number): number => first + 2 * loss
  const rows: Cell[][] = [
    ['year', '', ...over((year) => cash.begins + year)],
    [
      'profit before tax',
      'CNY',
      ...over((year) => ({ formula: `SUM(${QUARTERS}!${at(4 * year, profitRow)}:${at(4 * year + 3, profitRow)})` })),
    ],
    [
      'losses used',
      'CNY',
      ...over((year) => ({ formula: Array.from({ length: year }, (_, loss) => at(year, usedRow(loss))).join('+') || '0' })),
    ],
    [
      'tax',
      'CNY',
      ...over((year) => ({
        formula: `${drivers.at('taxRate')}*(MAX(${at(year, profit)},0)-${at(year, used)})`,
        value: statements.cny.tax[4 * year + 3]!,
      })),
    ],
    [],
  ]
  for (let loss = 0; loss < years; loss++) {
    rows.push([
      `of the loss of ${cash.begins + loss}: used`,
      'CNY',
      ...over((year) => {
        if (year <= loss) return undefined
        const before = Array.from({ length: loss }, (_, other) => `-${at(year, usedRow(other))}`).join('')
        return {
          formula: `IF(${year - loss}<=${drivers.at('carryYears')},MIN(${at(year - 1, usedRow(loss) + 1)},MAX(${at(year, profit)},0)${before}),0)`,
        }
      }),
    ])
    rows.push([
      'left',
      'CNY',
      ...over((year) => {
        if (year < loss) return undefined
        if (year === loss) return { formula: `MAX(-${at(year, profit)},0)` }
        return { formula: `${at(year - 1, usedRow(loss) + 1)}-${at(year, usedRow(loss))}` }
      }),
    ])
  }
  return {
    sheet: { name: LOSSES, rows, frozen: { rows: 1, columns: 2 }, widths: [34, 8] },
    tax: (year) => `${LOSSES}!${at(year, taxRow)}`,
  }
}

type Of = (q: number) => string

/**
 * Quarters: given columns, statements, and cash to each party.
 * @param taxOf cell of the tax of a year
 * @param known places of rows from an earlier layout; empty for the first one, whose formulas are not to be used
 */
function quarterSheet(
  { cash, forms, statements: { cny } }: PlanResult,
  drivers: Drivers,
  taxOf: Losses['tax'],
  known: ReadonlyMap<string, number>,
): { readonly sheet: Sheet; readonly places: ReadonlyMap<string, number> } {
  const { quarters, begins } = cash
  const count = quarters.cars.length
  const worth = forms[0]!.owner
  const rows: Cell[][] = []
  const places = new Map<string, number>()
  const at = (name: string): Of => {
    const row = known.get(name) ?? 1
    return (q) => `${columnName(FIRST + q)}${row}`
  }
  const d = drivers.at
  const add = (name: string, title: string, unit: string, of: (q: number) => Cell): void => {
    places.set(name, rows.length + 1)
    rows.push([title, unit, ...Array.from({ length: count }, (_, q) => of(q))])
  }
  const head = (title: string): void => void rows.push([title])
  const live = (name: string, title: string, unit: string, of: Of, shown?: readonly number[]): void =>
    add(name, title, unit, (q) => ({ formula: of(q), ...(shown === undefined ? {} : { value: shown[q]! }) }))
  const before =
    (name: string): Of =>
    (q) =>
      q === 0 ? '0' : at(name)(q - 1)
  const isYearEnd = (q: number): boolean => q % 4 === 3
  const yearOf =
    (name: string): Of =>
    (q) =>
      `SUM(${at(name)(q - 3)}:${at(name)(q)})`
  const late =
    (name: string): Of =>
    (q) => {
      const row = places.get(name)!
      return `IF(${q}<${d('delay')},0,INDEX($${columnName(FIRST)}${row}:$${columnName(FIRST + count - 1)}${row},1,${q + 1}-${d('delay')}))`
    }

  rows.push(['quarter', 'unit', ...Array.from({ length: count }, (_, q) => `${begins + Math.floor(q / 4)} Q${(q % 4) + 1}`)])
  head('Given by the plan')
  const given: readonly (readonly [keyof typeof quarters, string, string])[] = [
    ['cars', 'cars that could be sold', 'cars'],
    ['price', 'price to the company', 'CNY'],
    ['capacity', 'most cars that can be built', 'cars'],
    ['material', 'material of a car', 'CNY'],
    ['conversion', 'energy of a car', 'CNY'],
    ['fixedCost', 'labor and fixed cost', 'CNY'],
    ['yen', 'JPY, over today’s, mean', 'ratio'],
    ['yenClosing', 'JPY, over today’s, at the end', 'ratio'],
    ['machines', 'machines and tools', 'CNY'],
    ['buildings', 'buildings and land', 'CNY'],
  ]
  for (const [name, title, unit] of given) add(`given.${name}`, title, unit, (q) => quarters[name][q]!)
  head('Operations')
  live(
    'built',
    'cars built and sold',
    'cars',
    (q) => `MIN(${at('given.cars')(q)}*${d('demandScale')}*(1+${d('salesAdvantage')}),${late('given.capacity')(q)})`,
  )
  live(
    'cost',
    'cost of one more car',
    'CNY',
    (q) =>
      `(${at('given.material')(q)}*${d('materialScale')}*(1-${d('buyingAdvantage')})+${at('given.conversion')(q)})*${d('costFactor')}*(1+${d('yenShare')}*(${at('given.yen')(q)}-1))`,
  )
  live('duties', 'duties', 'CNY', (q) => `${at('built')(q)}*${d('duty')}*(${at('cost')(q)}+${d('freight')})`)
  live(
    'production',
    'what building takes',
    'CNY',
    (q) => `${at('built')(q)}*(${at('cost')(q)}+${d('freight')})+${at('duties')(q)}+${late('given.fixedCost')(q)}*${d('investmentFactor')}`,
  )
  for (const name of ['machines', 'buildings'] as const)
    live(name, `${name} bought`, 'CNY', (q) => `${late(`given.${name}`)(q)}*${d('investmentFactor')}*${d('investmentScale')}`)
  for (const name of ['machines', 'buildings'] as const)
    live(`${name}.depreciation`, `depreciation of ${name}`, 'CNY', (q) => {
      const life = 4 * LIFE[name]
      return q === 0 ? '0' : `SUM(${at(name)(Math.max(q - life, 0))}:${at(name)(q - 1)})*${1 - RESIDUAL}/${life}`
    })
  head('Income')
  live('revenue', 'revenue', 'CNY', (q) => `${at('built')(q)}*${at('given.price')(q)}*${d('priceScale')}`, cny.revenue)
  live('costOfSales', 'cost of sales', 'CNY', (q) => at('production')(q), cny.costOfSales)
  live('overhead', 'overhead', 'CNY', (q) => `${at('revenue')(q)}*${d('overheadShare')}`, cny.overhead)
  live('royalty', 'royalty', 'CNY', (q) => `${at('revenue')(q)}*${d('royalty')}`, cny.royalty)
  live(
    'depreciation',
    'depreciation',
    'CNY',
    (q) => `${at('machines.depreciation')(q)}+${at('buildings.depreciation')(q)}`,
    cny.depreciation,
  )
  live('interest', 'interest', 'CNY', (q) => `${before('debt')(q)}*${d('interestRate')}/4`, cny.interest)
  live(
    'profit',
    'profit before tax',
    'CNY',
    (q) =>
      `${at('revenue')(q)}-${at('costOfSales')(q)}-${at('overhead')(q)}-${at('royalty')(q)}-${at('depreciation')(q)}-${at('interest')(q)}`,
  )
  live('tax', 'tax', 'CNY', (q) => (isYearEnd(q) ? taxOf(Math.floor(q / 4)) : '0'), cny.tax)
  live('netIncome', 'net income', 'CNY', (q) => `${at('profit')(q)}-${at('tax')(q)}`, cny.netIncome)
  head('Cash flow')
  const [receivable, payable] = [
    (q: number): string => `${at('revenue')(q)}*${d('receivableDays')}/(365/4)`,
    (q: number): string => `${at('production')(q)}*${d('payableDays')}/(365/4)`,
  ]
  live(
    'operating',
    'from operations',
    'CNY',
    (q) =>
      `${at('revenue')(q)}-(${at('receivables')(q)}-${before('receivables')(q)})-${at('production')(q)}+(${at('payables')(q)}-${before('payables')(q)})-${at('overhead')(q)}-${at('royalty')(q)}-${at('interest')(q)}-${at('tax')(q)}`,
    cny.operatingCash,
  )
  live('investment', 'investment', 'CNY', (q) => `${at('machines')(q)}+${at('buildings')(q)}`, cny.investment)
  live('capital', 'paid in by owners', 'CNY', (q) => `${at('investment')(q)}*${d('ownFunds')}`, cny.capital)
  live(
    'available',
    'cash before borrowing',
    'CNY',
    (q) => `${before('cash')(q)}+${at('operating')(q)}-${at('investment')(q)}+${at('capital')(q)}`,
  )
  live(
    'borrowed',
    'borrowed, less paid back',
    'CNY',
    (q) =>
      `IF(${at('available')(q)}<${d('minimumCash')},${d('minimumCash')}-${at('available')(q)},-MIN(${before('debt')(q)},${at('available')(q)}-${d('minimumCash')}))`,
    cny.borrowed,
  )
  live('setAside', 'earnings set aside', 'CNY', (q) =>
    isYearEnd(q)
      ? `MAX(MIN(${before('setAside')(q)}+MAX(${yearOf('netIncome')(q)},0)*${d('reserve')},${at('paidIn')(q)}/2),${before('setAside')(q)})`
      : before('setAside')(q),
  )
  live(
    'dividends',
    'dividends',
    'CNY',
    (q) =>
      isYearEnd(q)
        ? `MAX(MIN((${at('available')(q)}+${at('borrowed')(q)}-${d('minimumCash')})*${d('payout')},${before('retained')(q)}+${at('netIncome')(q)}-${at('setAside')(q)}),0)`
        : '0',
    cny.dividends,
  )
  head('Balance')
  live('cash', 'cash', 'CNY', (q) => `${at('available')(q)}+${at('borrowed')(q)}-${at('dividends')(q)}`, cny.cash)
  live('receivables', 'receivables', 'CNY', receivable, cny.receivables)
  live(
    'fixedAssets',
    'fixed assets',
    'CNY',
    (q) => `${before('fixedAssets')(q)}+${at('investment')(q)}-${at('depreciation')(q)}`,
    cny.fixedAssets,
  )
  live('payables', 'payables', 'CNY', payable, cny.payables)
  live('debt', 'debt', 'CNY', (q) => `${before('debt')(q)}+${at('borrowed')(q)}`, cny.debt)
  live('paidIn', 'capital paid in', 'CNY', (q) => `${before('paidIn')(q)}+${at('capital')(q)}`, cny.paidIn)
  live('retained', 'earnings kept', 'CNY', (q) => `${before('retained')(q)}+${at('netIncome')(q)}-${at('dividends')(q)}`, cny.retained)
  live(
    'check',
    'balance, off by',
    'CNY',
    (q) =>
      `${at('cash')(q)}+${at('receivables')(q)}+${at('fixedAssets')(q)}-${at('payables')(q)}-${at('debt')(q)}-${at('paidIn')(q)}-${at('retained')(q)}`,
  )
  head('To each party')
  live('paidOut', 'to owners, less what they pay in', 'CNY', (q) => {
    const closing = `${at('cash')(q)}+${at('receivables')(q)}+${d('assetShare')}*${at('fixedAssets')(q)}-${at('payables')(q)}-${at('debt')(q)}`
    return `${at('dividends')(q)}*(1-${d('withholding')})-${at('capital')(q)}${q === count - 1 ? `+${closing}` : ''}`
  })
  live(
    'owner',
    'owner',
    'CNY',
    (q) => `${at('paidOut')(q)}*${d('share')}+${at('royalty')(q)}*(1-${d('withholding')})+${at('built')(q)}*${d('partsMargin')}`,
  )
  live('partner', 'partner', 'CNY', (q) => `${at('paidOut')(q)}*(1-${d('share')})`)
  live('state', 'state', 'CNY', (q) => `${at('tax')(q)}+(${at('dividends')(q)}+${at('royalty')(q)})*${d('withholding')}+${at('duties')(q)}`)
  live('discount', 'worth of a CNY', 'ratio', (q) => `(1+${d('discountRate')})^(-${q}/4)`)
  live('ownerWorth', 'owner, discounted', 'CNY', (q) => `${at('owner')(q)}*${at('discount')(q)}`)
  const allQuarters = `${at('ownerWorth')(0)}:${at('ownerWorth')(count - 1)}`
  places.set('worth', rows.length + 1)
  rows.push(['worth to the owner', 'CNY', { formula: `SUM(${allQuarters})`, value: worth }])
  head('In JPY, at the rate of the drivers')
  for (const name of ['revenue', 'netIncome', 'cash', 'owner'] as const)
    live(
      `${name}.jpy`,
      `${name === 'netIncome' ? 'net income' : name}`,
      'JPY',
      (q) => `${at(name)(q)}/(${d('jpyCny')}*${at(name === 'cash' ? 'given.yenClosing' : 'given.yen')(q)})`,
    )
  return { sheet: { name: QUARTERS, rows, frozen: { rows: 1, columns: 2 }, widths: [34, 8] }, places }
}

/** Every number of the plan with its range and source. */
function sourceSheet({ ledger }: PlanResult): Sheet {
  return {
    name: 'Sources',
    rows: [
      ['number', 'value', 'low', 'high', 'unit', 'basis', 'source'],
      ...ledger.map(({ name, value, low, high, unit, basis, source }) => [name, value, low, high, unit, basis, source]),
    ],
    frozen: { rows: 1, columns: 1 },
    widths: [40, 14, 14, 14, 12, 10, 60],
  }
}
