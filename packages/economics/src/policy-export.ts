/**
 * Duties that battery-electric cars made in China meet elsewhere, by day. Values that no text was read for are not here: a plan
 * that sells elsewhere brings its own. Rates were read in the texts named at each; what no text was read for is marked as assumed, with
 * its range.
 */
import { valueOn } from './dated-rule.ts'
import type { DatedRule, DatedValue, RuleValue } from './dated-rule.ts'

/** Duty of a destination, as shares of CIF. */
export interface ExportDuty {
  readonly duty: number
  /** Beside the duty, where the exporter has no undertaking. */
  readonly countervailing?: number
  /** Cars a year, of all exporters together, that pay `quotaDuty` instead. */
  readonly quota?: number
  readonly quotaDuty?: number
}

const AS_OF = '2026-08-01'
const EU_END = '2029-10-29'

/** Countervailing duties of the European Union by exporter; a new exporter begins at `residual`. */
export const EU_COUNTERVAILING = { tesla: 0.078, byd: 0.17, geely: 0.188, cooperating: 0.207, residual: 0.353 } as const

/** Exporters that the European Union tells apart. */
export type EuExporter = keyof typeof EU_COUNTERVAILING

/** Duties of the European Union for an exporter. */
export function euDuty(exporter: EuExporter): DatedRule<ExportDuty> {
  return {
    name: `duty on cars from China in the European Union (${exporter})`,
    asOf: AS_OF,
    values: [
      {
        from: '2020-01-01',
        value: { duty: 0.1 },
        source: 'electric-cars-china.com 82052369',
        assumed: { what: 'the first day', low: 0.1, high: 0.1 },
      },
      {
        from: '2024-10-30',
        until: EU_END,
        value: { duty: 0.1, countervailing: EU_COUNTERVAILING[exporter] },
        source: 'Implementing Regulation (EU) 2024/2754, for five years from 30 October 2024',
      },
    ],
  }
}

/** Destinations of `EXPORT_DUTIES`. */
export type ExportDestination = 'japan' | 'usa' | 'canada' | 'brazil'

/** Other destinations whose duty was read. */
export const EXPORT_DUTIES: Readonly<Record<ExportDestination, DatedRule<ExportDuty>>> = {
  japan: rule('Japan', [
    {
      from: '2020-01-01',
      value: { duty: 0 },
      source: 'none read: general knowledge',
      assumed: { what: 'rate and first day', low: 0, high: 0 },
    },
  ]),
  usa: rule('the United States', [
    {
      from: '2024-09-27',
      value: { duty: 1 },
      source: 'CNA 2026-02-13; carbrandexperts: connected cars barred from model year 2027 (software) and 2030 (hardware)',
      assumed: { what: 'the first day', low: 1, high: 1 },
    },
  ]),
  canada: rule('Canada', [
    {
      from: '2024-10-01',
      value: { duty: 1.061 },
      source: 'TechCrunch 2026-01-16: 100 %',
      assumed: { what: 'the first day, and that 6.1 % were due beside the 100 %', low: 1, high: 1.061 },
    },
    {
      from: '2026-01-16',
      value: { duty: 1.061, quota: 49_000, quotaDuty: 0.061 },
      source: 'TechCrunch 2026-01-16; CNA: 6.1 % within 49,000 cars a year',
      assumed: { what: 'the rate beyond the quota', low: 1, high: 1.061 },
    },
  ]),
  brazil: rule('Brazil', [
    { from: '2024-07-01', value: { duty: 0.18 }, source: 'fastmarkets', assumed: { what: 'the first day', low: 0.18, high: 0.18 } },
    {
      from: '2025-07-01',
      value: { duty: 0.25 },
      source: 'none read: a step between 18 % and 35 %',
      assumed: { what: 'rate and first day', low: 0.18, high: 0.35 },
    },
    { from: '2026-07-01', value: { duty: 0.35 }, source: 'fastmarkets: from July 2026' },
  ]),
}

/** Duty of one year's cars: what each pays on average, and the warning of the rule. */
export interface AverageDuty {
  readonly duty: number
  readonly warning?: string
}

/**
 * Mean duty, as a share of CIF, of so many cars in the year of a day.
 * @param cars of this exporter in a year
 * @param quotaShare share of the quota that this exporter has
 * @param hasUndertaking whether a price undertaking replaces the countervailing duty
 * @throws RangeError if the rule had no value yet, or cars are not positive
 */
export function averageDuty(of: DatedRule<ExportDuty>, day: number, cars: number, quotaShare = 0, hasUndertaking = false): AverageDuty {
  if (!(cars > 0)) throw new RangeError(`cars: expected a number above 0, received ${cars}`)
  const { value, warning }: RuleValue<ExportDuty> = valueOn(of, day)
  const full = value.duty + (hasUndertaking ? 0 : (value.countervailing ?? 0))
  const within = Math.min(cars, (value.quota ?? 0) * quotaShare) / cars
  const duty = within * (value.quotaDuty ?? full) + (1 - within) * full
  return warning === undefined ? { duty } : { duty, warning }
}

function rule(place: string, values: readonly DatedValue<ExportDuty>[]): DatedRule<ExportDuty> {
  return { name: `duty on cars from China in ${place}`, asOf: AS_OF, values }
}
