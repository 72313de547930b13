/** Numbers that a plan takes as they are: not varied over their ranges, but told in the ledger with all others. */
import { assumed, CHINA_LOSS_YEARS, CHINA_PROFIT_TAX, sourced } from 'genba/economics'
import type { Ranged } from 'genba/economics'

/** Name of a convention. */
export type PlanConvention =
  | 'transportWeeks'
  | 'paidHours'
  | 'packsMade'
  | 'packsYear'
  | 'buildYears'
  | 'ownFunds'
  | 'assetShare'
  | 'receivableDays'
  | 'minimumCash'
  | 'payout'
  | 'reserve'
  | 'lossYears'
  | 'carsShock'
  | 'priceShock'
  | 'persistence'
  | 'driftSpread'
  | 'optionTax'
  | 'doubling'
  | 'doubledFixedCost'
  | 'mothballing'
  | 'restarting'
  | 'mothballedFixedCost'
  | 'cellRatio'
  | 'cellDrift'
  | 'cellShock'
  | 'cellSwitch'
  | 'buildingPrice'
  | 'upkeep'

/** Conventions with range and source. */
export const PLAN_CONVENTIONS: Readonly<Record<PlanConvention, Ranged>> = {
  transportWeeks: assumed(2, 1, 4, 'weeks', 'from the plant to the buyer in China'),
  paidHours: assumed(2000, 1900, 2200, 'h/year', 'of one on the payroll: 250 days of eight hours'),
  packsMade: assumed(3000, 2000, 4000, 'GWh', 'all lithium-ion packs made by 2025: how many doublings a year’s growth is'),
  packsYear: assumed(1200, 900, 1600, 'GWh', 'made in 2025'),
  buildYears: sourced(3, 2, 4, 'years', 'ground broken in June 2025, series in August 2027, paid over three calendar years'),
  ownFunds: sourced(0.35, 0.3, 0.4, 'share', '107.1 billion JPY paid in, of 14.6 billion CNY, at 0.048'),
  assetShare: assumed(0.5, 0.2, 0.8, 'share', 'what book values bring at the end'),
  receivableDays: assumed(15, 5, 40, 'days', 'dealers pay at delivery or are financed'),
  minimumCash: assumed(3e8, 1e8, 1e9, 'CNY'),
  payout: assumed(0.9, 0.5, 1, 'share', 'of cash above the minimum'),
  reserve: assumed(0.1, 0.1, 0.1, 'share', 'of earnings, until half of the capital: general knowledge of company law'),
  lossYears: sourced(CHINA_LOSS_YEARS.values[0]!.value, 5, 10, 'years', 'taxexpense.com: 5 years'),
  carsShock: assumed(0.06, 0.03, 0.1, 'log/quarter', 'scatter of demand around the plan'),
  priceShock: assumed(0.02, 0.01, 0.04, 'log/quarter', 'scatter of prices around the plan'),
  persistence: assumed(0.8, 0.6, 0.95, 'share', 'of a deviation that is left a quarter later'),
  driftSpread: assumed(0.02, 0.01, 0.04, '1/year', 'of price, over paths'),
  optionTax: sourced(CHINA_PROFIT_TAX.values[0]!.value, 0.15, 0.25, 'share', 'taxexpense.com'),
  doubling: assumed(0.6, 0.4, 0.9, 'share', 'of the investment, to double the plant'),
  doubledFixedCost: assumed(1.5, 1.3, 1.9, 'ratio', 'over that of the single plant'),
  mothballing: assumed(0.02, 0.01, 0.06, 'share', 'of the investment'),
  restarting: assumed(0.04, 0.02, 0.1, 'share', 'of the investment'),
  mothballedFixedCost: assumed(0.2, 0.1, 0.4, 'share', 'of the running plant'),
  cellRatio: assumed(
    1.05,
    0.8,
    2,
    'ratio',
    'price of other cells over the chosen ones in the first year; solid ones are expected at 2 to 4 times',
  ),
  cellDrift: assumed(-0.02, -0.06, 0, 'log/year', 'mean of its change'),
  cellShock: assumed(0.1, 0.05, 0.2, 'log/year', 'scatter of its change'),
  cellSwitch: assumed(0.03, 0.01, 0.08, 'share', 'of the investment: pack line, trials, approval'),
  buildingPrice: assumed(4_500, 3_000, 7_000, 'CNY/m2', 'of a hall with its services'),
  upkeep: assumed(0.05, 0.03, 0.08, 'share', 'of equipment, tools and buildings, a year'),
}
