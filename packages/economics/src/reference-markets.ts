/**
 * Markets that others have estimated demand on: cars in the United States 1971 to 1990 (S. Berry, J. Levinsohn, A. Pakes, 1995) and the made-up
 * cereals of A. Nevo (Journal of Economics & Management Strategy 9 (2000) 513), as jeffgortmaker/pyblp (MIT) has them. The tables do not come with
 * the product.
 */
import { exactLog } from 'genba/statistics'
import type { Table } from './formula.ts'
import { tastes } from './market-shares.ts'
import type { Buyers } from './market-shares.ts'

const byMarket = (table: Table): Table[] => [...Map.groupBy(table, (row) => row['market_ids']).values()]

/** A column as numbers. */
export function numbersOf(table: Table, key: string): Float64Array {
  return Float64Array.from(table, (row) => Number(row[key]))
}

/** One year of the car market. */
export interface AutoMarket {
  readonly buyers: Buyers
  readonly prices: Float64Array
  readonly shares: Float64Array
  readonly firms: readonly string[]
}

/**
 * The twenty markets of cars with tastes of given spreads for a constant, power over weight, air conditioning, miles per dollar and size, and
 * an effect of price that falls with income, `alpha / income`.
 * @param agents kinds of buyers of each market
 */
export function autoMarkets(products: Table, agents: Table, spreads: readonly number[], alpha: number): AutoMarket[] {
  const kindsOf = Map.groupBy(agents, (row) => row['market_ids'])
  return byMarket(products).map((rows) => {
    const kinds = kindsOf.get(rows[0]!['market_ids'])!
    const buyers = {
      products: rows.length,
      weights: numbersOf(kinds, 'weights'),
      taste: tastes(
        rows.map((row) => [1, ...['hpwt', 'air', 'mpd', 'space'].map((key) => Number(row[key]))]),
        spreads,
        kinds.map((kind) => [0, 1, 2, 3, 4].map((k) => Number(kind[`nodes${k}`]))),
      ),
      priceEffect: numbersOf(kinds, 'income').map((income) => alpha / income),
    }
    return { buyers, prices: numbersOf(rows, 'prices'), shares: numbersOf(rows, 'shares'), firms: rows.map((row) => row['firm_ids']!) }
  })
}

/** `ln s_j - ln s_0` of each row, s_0 what the shares of its market leave. */
export function logitTarget(table: Table): Float64Array {
  const rest = new Map(byMarket(table).map((rows) => [rows[0]!['market_ids'], 1 - numbersOf(rows, 'shares').reduce((a, b) => a + b, 0)]))
  return Float64Array.from(table, (row) => exactLog(Number(row['shares']) / rest.get(row['market_ids'])!))
}

/** Nests of each market: the logarithm of each row's share within its nest, and the number of products there. */
export function nestTerms(
  table: Table,
  nestOf: (row: Table[number]) => string,
): { readonly within: Float64Array; readonly sizes: Float64Array } {
  const key = (row: Table[number]): string => `${row['market_ids']} ${nestOf(row)}`
  const nests = new Map([...Map.groupBy(table, key)].map(([name, rows]) => [name, numbersOf(rows, 'shares')]))
  return {
    within: Float64Array.from(table, (row) => exactLog(Number(row['shares']) / nests.get(key(row))!.reduce((a, b) => a + b, 0))),
    sizes: Float64Array.from(table, (row) => nests.get(key(row))!.length),
  }
}
