/** Prices and volumes of a market from a table of commas: cars of the market with what is known of them anew, and cars besides. */
import { sourced } from 'genba/economics'
import type { Drive, MarketCar, Ranged } from 'genba/economics'
import { readTable } from 'genba/model'
import { nearestName } from 'genba/quantity'

/** A market from a table, or what is wrong with the table, one sentence each. */
export interface MarketTable {
  readonly market: readonly MarketCar[]
  readonly faults: readonly string[]
}

const DRIVES: readonly Drive[] = ['battery', 'extended', 'hybrid', 'petrol']

interface NumberColumn {
  readonly what: string
  readonly least: number
  readonly most: number
  readonly example: string
}

const NUMBERS = {
  cars_2024: { what: 'cars sold in China in 2024', least: 1, most: 1e8, example: '614500' },
  cars_2025: { what: 'cars sold in China in 2025', least: 1, most: 1e8, example: '545500' },
  price: { what: 'a price in CNY, value-added tax included', least: 1_000, most: 1e8, example: '285000' },
  range: { what: 'a range in km', least: 0, most: 5_000, example: '600' },
  charge_minutes: { what: 'minutes from 10 to 80 %', least: 0, most: 600, example: '25' },
  assistance: { what: 'a level of driver assistance', least: 0, most: 5, example: '2' },
  weeks: { what: 'weeks from order to delivery', least: 0, most: 520, example: '3' },
} satisfies Readonly<Record<string, NumberColumn>>

type NumberName = keyof typeof NUMBERS
const NAMES = Object.keys(NUMBERS) as NumberName[]
const COLUMNS: readonly string[] = ['name', 'firm', 'drive', 'chinese', ...NAMES]

/**
 * Reads a table. Its head names columns out of `name, firm, drive, chinese, cars_2024, cars_2025, price, range, charge_minutes, assistance, weeks`; `name` must be there. A row whose
 * name is a car of the market replaces what its cells say, empty cells nothing; another row is a further car, which needs `drive`, `cars_2025` and `price`.
 * @param text comma-separated (RFC 4180); empty lines and lines that begin with # are left out
 * @param file as it is named in faults
 * @param market cars as they are known
 */
export function readMarketTable(text: string, file: string, market: readonly MarketCar[]): MarketTable {
  const { header, rows, lines } = readTable(text.replace(/^\uFEFF/, ''))
  const faults: string[] = []
  const head = header.map((each) => each.toLowerCase().replaceAll(/[ -]+/g, '_'))
  for (const [k, column] of head.entries()) {
    if (COLUMNS.includes(column)) {
      if (head.indexOf(column) !== k) faults.push(`${file}: column ${k + 1}: "${column}" is there twice; leave one out`)
      continue
    }
    const near = nearestName(column, COLUMNS)
    const remedy = near === undefined ? `write one of ${COLUMNS.join(', ')}` : `did you mean "${near}"?`
    faults.push(`${file}: column ${k + 1}: expected the name of a column, received "${header[k]}"; ${remedy}`)
  }
  if (!head.includes('name'))
    faults.push(
      `${file}: expected a column "name", received ${header.length === 0 ? 'an empty table' : `the columns ${header.join(', ')}`}; begin the table with a line such as name,drive,cars_2025,price`,
    )
  if (faults.length > 0) return { market, faults }

  const found = new Map(market.map((car) => [car.name, car]))
  const seen = new Map<string, number>()
  for (const [k, row] of rows.entries()) {
    const line = lines[k]!
    const fault = (column: string, sentence: string): void =>
      void faults.push(`${file}:${line}:${head.indexOf(column) + 1}  ${column}: ${sentence}`)
    if (row.length > head.length) {
      faults.push(
        `${file}:${line}  expected ${head.length} cells, received ${row.length}; write numbers without commas, or put cells with commas in quotes`,
      )
      continue
    }
    const cell = (column: string): string => row[head.indexOf(column)] ?? ''
    const name = cell('name')
    if (name === '') {
      fault('name', 'expected the name of a car, received nothing; write one')
      continue
    }
    const before = seen.get(name)
    if (before !== undefined) fault('name', `"${name}" stands in line ${before} already; leave one of the rows out`)
    seen.set(name, line)
    const known = found.get(name)
    const number = (column: NumberName): Ranged | undefined => {
      const written = cell(column)
      const { what, least, most, example } = NUMBERS[column]
      const value = Number(written.replaceAll(/[_ ]/g, ''))
      if (written === '') return undefined
      if (value >= least && value <= most) return sourced(value, value, value, column, `${file}:${line}`)
      const bounds = Number.isNaN(value) ? 'a plain number without unit' : `a number from ${least} to ${most}`
      fault(column, `expected ${what}, received "${written}"; write ${bounds}, such as ${example}`)
      return undefined
    }
    const numbers = Object.fromEntries(NAMES.map((column) => [column, number(column)])) as Record<NumberName, Ranged | undefined>
    const drive = DRIVES.find((each) => each === cell('drive').toLowerCase()) ?? known?.drive
    if (cell('drive') !== '' && !DRIVES.includes(cell('drive').toLowerCase() as Drive))
      fault('drive', `expected one of ${DRIVES.join(', ')}, received "${cell('drive')}"; write one of them`)
    const chinese = cell('chinese').toLowerCase()
    if (!['', 'true', 'false', 'yes', 'no'].includes(chinese))
      fault('chinese', `expected yes or no, received "${cell('chinese')}"; write one of them`)
    if (known === undefined) {
      const missing = [
        ...(drive === undefined ? ['drive'] : []),
        ...(['cars_2025', 'price'] as const).filter((column) => numbers[column] === undefined && cell(column) === ''),
      ]
      if (missing.length > 0) {
        const near = nearestName(name, [...found.keys()])
        faults.push(
          `${file}:${line}  "${name}" is no car of the market${near === undefined ? '' : ` (did you mean "${near}"?)`}; a further car needs ${missing.join(', ')}`,
        )
        continue
      }
    }
    const cars2025 = numbers.cars_2025 ?? known?.cars2025
    const price = numbers.price ?? known?.price
    if (drive === undefined || cars2025 === undefined || price === undefined) continue
    found.set(name, {
      name,
      firm: cell('firm') === '' ? (known?.firm ?? name) : cell('firm'),
      drive,
      isChinese: chinese === '' ? (known?.isChinese ?? false) : chinese === 'true' || chinese === 'yes',
      cars2024: numbers.cars_2024 ?? known?.cars2024 ?? cars2025,
      cars2025,
      price,
      range: numbers.range?.value ?? known?.range ?? 0,
      chargeMinutes: numbers.charge_minutes?.value ?? known?.chargeMinutes ?? 0,
      assistance: numbers.assistance?.value ?? known?.assistance ?? 1,
      weeks: numbers.weeks?.value ?? known?.weeks ?? 3,
    })
  }
  return { market: faults.length === 0 ? [...found.values()] : market, faults }
}
