/**
 * Taxes on companies, what they may carry over, who may own them, and who may export: by day. Rates were read in the texts named at each, not in the acts; what no text
 * was read for is marked as assumed, with its range.
 */
import type { DatedRule } from './dated-rule.ts'

const AS_OF = '2026-08-01'

/** Tax on profit of companies in China. */
export const CHINA_PROFIT_TAX: DatedRule<number> = rule(
  'tax on profit in China',
  '2008-01-01',
  0.25,
  'taxexpense.com',
  'the first day',
  0.25,
  0.25,
)

/** The same for those certified as high-technology enterprises. */
export const CHINA_HIGH_TECH_TAX: DatedRule<number> = rule(
  'tax on profit of high-technology enterprises in China',
  '2008-01-01',
  0.15,
  'none read: general knowledge',
  'rate and first day',
  0.15,
  0.25,
)

/** Withheld from dividends, interest and royalties that leave China. */
export const CHINA_WITHHOLDING: DatedRule<number> = rule(
  'tax withheld on dividends, interest and royalties from China',
  '2008-01-01',
  0.1,
  'taxexpense.com',
  'the first day, and that the treaty with Japan asks for as much',
  0.05,
  0.1,
)

/** Years for which losses may be carried forward in China. */
export const CHINA_LOSS_YEARS: DatedRule<number> = rule(
  'years for which losses are carried forward in China',
  '2008-01-01',
  5,
  'taxexpense.com; ten for high-technology enterprises is general knowledge',
  'the first day',
  5,
  10,
)

/** Share of dividends put into China again that is credited against tax, for a holding of five years and more; not used in the plan's numbers. */
export const CHINA_REINVESTMENT_CREDIT: DatedRule<number> = {
  name: 'credit on dividends that are reinvested in China',
  asOf: AS_OF,
  values: [
    { from: '2025-01-01', until: '2028-12-31', value: 0.1, source: 'english.www.gov.cn 2025-06-30' },
    {
      from: '2029-01-01',
      value: 0,
      source: 'english.www.gov.cn 2025-06-30: until the end of 2028',
      assumed: { what: 'that it is not prolonged', low: 0, high: 0.1 },
    },
  ],
}

/** Largest foreign share of a maker of electric cars in China. */
export const CHINA_FOREIGN_SHARE: DatedRule<number> = {
  name: 'largest foreign share of a maker of electric cars in China',
  asOf: AS_OF,
  values: [
    { from: '1994-01-01', value: 0.5, source: 'financialtribune; vmall', assumed: { what: 'the first day', low: 0.5, high: 0.5 } },
    { from: '2018-07-28', value: 1, source: 'financialtribune; vmall: all passenger cars from 2022-01-01 (carnewschina)' },
  ],
}

/** Whether battery cars need a license to leave China: 1 where they do. Makers and those whom they authorize get it. */
export const CHINA_EXPORT_LICENSE: DatedRule<number> = {
  name: 'license for the export of battery cars from China',
  asOf: AS_OF,
  values: [
    { from: '2020-01-01', value: 0, source: 'people.cn 2025-09-28', assumed: { what: 'the first day', low: 0, high: 0 } },
    { from: '2026-01-01', value: 1, source: 'people.cn 2025-09-28; autoworldjournal 15359: HS 8703801090' },
  ],
}

/** Corporate taxes of Japan together. */
export const JAPAN_PROFIT_TAX: DatedRule<number> = rule(
  'corporate taxes of Japan together',
  '2018-04-01',
  0.3,
  'none read: general knowledge',
  'rate and first day',
  0.29,
  0.34,
)

/** Tax on profit of new makers in India. */
export const INDIA_PROFIT_TAX: DatedRule<number> = rule(
  'tax on profit in India',
  '2019-09-20',
  0.25,
  'none read: general knowledge',
  'rate and first day',
  0.15,
  0.35,
)

/** Rules for companies, for a ledger. */
export const COMPANY_RULES: readonly DatedRule<unknown>[] = [
  CHINA_PROFIT_TAX,
  CHINA_HIGH_TECH_TAX,
  CHINA_WITHHOLDING,
  CHINA_LOSS_YEARS,
  CHINA_REINVESTMENT_CREDIT,
  CHINA_FOREIGN_SHARE,
  CHINA_EXPORT_LICENSE,
  JAPAN_PROFIT_TAX,
  INDIA_PROFIT_TAX,
]

function rule(name: string, from: string, value: number, source: string, what: string, low: number, high: number): DatedRule<number> {
  return { name, asOf: AS_OF, values: [{ from, value, source, assumed: { what, low, high } }] }
}
