/** When the parts of a base come from the region: the numbers of its parts, and the cheapest times for them. */
import { ACFTA, assessOrigin, assumed, planLocalization, RCEP, sourced, USMCA, valuesOf } from 'genba/economics'
import type { LocalizationPlan, OriginResult, Ranged, TradeAgreement } from 'genba/economics'
import { dayNumber } from 'genba/quantity'

/** Numbers of a part. */
export type PartNumber = 'imported' | 'local' | 'tooling' | 'qualify' | 'engineers' | 'risk'

/** A part with its ranges: money a car, money, months, people, share. */
export interface PlanPart {
  readonly name: string
  readonly numbers: Readonly<Record<PartNumber, Ranged>>
}

/** What times are chosen within. */
export interface Sourcing {
  readonly parts: readonly PlanPart[]
  /** Engineers who qualify suppliers. */
  readonly engineers: Ranged
  /** Money for tools at suppliers in a year, CNY. */
  readonly budget: Ranged
  /** Local content that is asked for, share of what is bought, and the year by whose end. */
  readonly content: Ranged
  readonly contentYear: number
}

const UBS = 'the import, less what a Chinese block costs below a European one (UBS through revijahak.hr 2025-11-01)'
const part = (
  name: string,
  imported: number,
  local: number,
  [tooling, months, engineers, risk]: readonly [number, number, number, number],
  why = 'estimate',
): PlanPart => ({
  name,
  numbers: {
    imported: assumed(imported, imported * 0.85, imported * 1.2, 'CNY', 'landed from Japan, with carriage and duty on parts'),
    local: assumed(local, local * 0.85, local * 1.15, 'CNY', why),
    tooling: assumed(tooling * 1e6, tooling * 0.6e6, tooling * 1.6e6, 'CNY', 'tools and trials at a supplier'),
    qualify: assumed(months, months * 0.6, months * 1.5, 'months', 'samples, trials, approval'),
    engineers: assumed(engineers, engineers * 0.6, engineers * 1.6, 'people'),
    risk: assumed(risk, risk / 2, risk * 2, 'share', 'of the local price, in its first year'),
  },
})

/** Parts of the Jinshan car by block; together they are what is bought, pack included, at local prices. */
export const JINSHAN_SOURCING: Sourcing = {
  parts: [
    part('cells and pack', 85_000, 60_300, [250, 18, 60, 0.01], `${UBS}: battery -29 %`),
    part('drive and power electronics', 25_300, 21_000, [220, 24, 55, 0.02], `${UBS}: electronics -17 %`),
    part('chassis', 35_500, 22_000, [180, 18, 45, 0.015], `${UBS}: chassis -38 %`),
    part('interior and seats', 33_700, 28_000, [160, 12, 35, 0.01], `${UBS}: interior -17 %`),
    part('computers and cameras', 24_000, 20_000, [140, 24, 40, 0.03], `${UBS}: electronics -17 %`),
    part('alloy and steel', 10_400, 8_000, [20, 6, 10, 0.005], `${UBS}: other blocks -23 %`),
    part('glass, lamps, trim', 18_200, 14_000, [90, 12, 25, 0.01], `${UBS}: other blocks -23 %`),
    part('laser radar', 6_000, 4_000, [40, 12, 20, 0.02]),
    part('bearings, seals, small parts', 8_500, 8_000, [160, 24, 30, 0.01]),
  ],
  engineers: assumed(160, 100, 260, 'people', 'who qualify suppliers for a new base'),
  budget: assumed(600e6, 350e6, 900e6, 'CNY/year', 'a tenth of what is invested in a year and more'),
  content: sourced(0.95, 0.8, 0.97, 'share', 'nchn.news p=101576; redplanx 3944155: above 95 % of parts from the region'),
  contentYear: 2029,
}

/** A year on the way to local content. */
export interface ContentYear {
  readonly year: number
  /** At the end of the year, share of what is bought. */
  readonly local: number
  /** What a car costs more than with all parts local and proven, mean of the year, CNY. */
  readonly premium: number
  readonly tooling: number
  /** Content by each agreement, whether it passes, and points to spare; not where an agreement does not know the year. */
  readonly origin: readonly (Pick<OriginResult, 'passes' | 'content' | 'slack'> & { readonly agreement: string })[]
}

/** The path of a base. */
export interface SourcingPlan {
  readonly timing: readonly {
    readonly name: string
    /** Half-years as `2026.5`: when it is begun and from when on it is local; not there where it stays abroad. */
    readonly begun?: number
    readonly local?: number
    /** What local supply saves on a car, CNY. */
    readonly saves: number
  }[]
  readonly years: readonly ContentYear[]
  /** What the plan saves against buying all abroad, present value, CNY. */
  readonly saved: number
  /** Present value that the asked content costs more than the cheapest times without it, CNY. */
  readonly contentCost: number
  /** Linear programs of the proof. */
  readonly nodes: number
  /** Says why the asked content is not reached, where it cannot be. */
  readonly missed?: string
}

const PER_YEAR = 2

/**
 * The cheapest times of a base, by half-years from the year in which its investment begins.
 * @param cars of each year from `begins` on
 * @param rates of exchange by half-year, over that at which prices abroad are written
 * @param valueAdded what the base adds to what is bought, of a car, CNY: for content under trade agreements
 * @throws RangeError as `planLocalization`
 */
export function planSourcing(
  sourcing: Sourcing,
  begins: number,
  cars: readonly number[],
  discountRate: number,
  valueAdded: number,
  rates: readonly number[] = [],
): SourcingPlan {
  const periods = cars.length * PER_YEAR
  const parts = sourcing.parts.map(({ name, numbers }) => {
    const { qualify, ...others } = valuesOf(numbers)
    return { name, ...others, qualify: Math.ceil((qualify / 12) * PER_YEAR - 1e-9) }
  })
  const asked = (content: number): LocalizationPlan | undefined =>
    planLocalization({
      parts,
      cars: Array.from({ length: periods }, (_, t) => cars[Math.floor(t / PER_YEAR)]! / PER_YEAR),
      periodsPerYear: PER_YEAR,
      importRates: rates,
      discountRate,
      lastBegun: (sourcing.contentYear + 2 - begins) * PER_YEAR - 1,
      engineers: sourcing.engineers.value,
      budget: sourcing.budget.value,
      content: Array.from({ length: periods }, (_, t) => (begins + t / PER_YEAR >= sourcing.contentYear + 1 - 1 / PER_YEAR ? content : 0)),
    })
  const free = asked(0)!
  const bound = asked(sourcing.content.value)
  const plan = bound ?? free
  const day = dayNumber(begins, 1, 1)
  const year = (t: number): number => begins + t / PER_YEAR
  return {
    timing: plan.timing.map(({ name, begun, local }, k) => ({
      name,
      saves: parts[k]!.imported - parts[k]!.local,
      ...(begun === undefined || local === undefined ? {} : { begun: year(begun), local: year(local) }),
    })),
    years: cars.map((_, k) => {
      const last = PER_YEAR * (k + 1) - 1
      const over = (column: readonly number[]): number => column.slice(PER_YEAR * k, last + 1).reduce((sum, value) => sum + value, 0)
      return {
        year: begins + k,
        local: plan.content[last]!,
        premium: over(plan.premium) / PER_YEAR,
        tooling: over(plan.tooling),
        origin: [RCEP, ACFTA, USMCA].map((agreement) => {
          const isLocal = plan.timing.map(({ local }) => local !== undefined && local <= last)
          return {
            agreement: agreement.name,
            ...originOf(
              agreement,
              parts.map((part) => ({ ...part, imported: part.imported * (rates[last] ?? 1) })),
              isLocal,
              valueAdded,
              Math.max(day, dayNumber(begins + k, 7, 1)),
            ),
          }
        }),
      }
    }),
    saved: plan.abroad - plan.cost,
    contentCost: plan.cost - free.cost,
    nodes: plan.nodes,
    ...(bound === undefined
      ? {
          missed: `${sourcing.content.value * 100} % by the end of ${sourcing.contentYear} cannot be reached with ${sourcing.engineers.value} engineers and ${sourcing.budget.value / 1e6} M CNY a year; the cheapest times without it are shown`,
        }
      : {}),
  }
}

/** The car under an agreement: parts from Japan or from China, what the base adds on top. USMCA is judged as if the base stood in Mexico. */
function originOf(
  agreement: TradeAgreement,
  parts: readonly { readonly name: string; readonly imported: number; readonly local: number }[],
  isLocal: readonly boolean[],
  valueAdded: number,
  day: number,
): Pick<OriginResult, 'passes' | 'content' | 'slack'> {
  const home = agreement.members.includes('CN') ? 'CN' : 'MX'
  const bought = parts.map(({ name, imported, local }, k) => ({
    name,
    value: isLocal[k]! ? local : imported,
    country: isLocal[k]! ? home : 'JP',
  }))
  const cost = bought.reduce((sum, { value }) => sum + value, valueAdded)
  const { passes, content, slack } = assessOrigin({ country: home, fob: cost, netCost: cost, parts: bought }, agreement, day)
  return { passes, content, slack }
}
