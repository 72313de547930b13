/** Calendar years of a plant, as a plan asks for them, from replications of a dated run. */
import { activePeriods, createEvaluator, dateText, headsByPlace } from 'genba/analysis'
import type { Observation, WindowObservation } from 'genba/factory'
import type { PlantYear, ShopYear } from 'genba/planner'
import { carFlow, carLineOf } from './car-line.ts'
import type { CarFlow } from './car-line.ts'
import type { RunOutcome } from './run-plan.ts'

/** What years are made of besides the run. */
export interface PlantYearFacts {
  /** Path of where good cars leave, such as `eol.shipped`. */
  readonly cars: string
  /** Hours paid to one on the payroll in a whole year. */
  readonly paidHours: number
  /** kWh of a car, by shop, for shops whose power the plan does not tell. */
  readonly energyPerCar: Readonly<Record<string, number>>
  /** What people and energy outside of all shops are booked under. */
  readonly outside: string
  /** Whether orders wait at sources: what is there is not in the plant. */
  readonly isWaiting?: true
}

/** The measured windows of one replication of a dated run that begin in a calendar year. */
export function windowsOfYear(
  { plan: { run, ticksPerSecond }, schedule: { warmUp } }: RunOutcome,
  { windows }: Observation,
  year: number,
): readonly WindowObservation[] {
  return windows.filter(({ from }) => from >= warmUp && dateText(run.start! + from / ticksPerSecond).startsWith(`${year}-`))
}

const DAY = 86_400
const WEEK = 7 * DAY

/**
 * Each calendar year of a run that is measured whole, and the one in which the run begins: cars that left, people paid for the measured part of the year, energy
 * by shop, share of good parts of each shop, mean lead time without what waits as an order, and the workplace with the longest active periods (as `activePeriods`) in that year.
 * @returns by year, rising; empty for a run without dates or without a finished replication
 * @throws MeasureFault where the plan has no such place
 */
export function plantYears(outcome: RunOutcome, facts: PlantYearFacts): ReadonlyMap<number, PlantYear> {
  const { plan, schedule, observations } = outcome
  const { start, confidence } = plan.run
  if (start === undefined || observations.length === 0) return new Map()
  const { ticksPerSecond } = plan
  const { warmUp, until } = schedule
  const dayOf = (tick: number): string => dateText(start + tick / ticksPerSecond)
  const first = Number(dayOf(warmUp).slice(0, 4))
  const last = Number(dayOf(until).slice(0, 4)) - 1
  const heads = headsByPlace(plan)
  const line = carLineOf(plan, facts.cars)
  const places = [...new Set([...createEvaluator({ plan, observations, warmUp, confidence }).scopes.shops, facts.outside])]
  const years = new Map<number, PlantYear>()
  for (let year = first; year <= last; year++) {
    const inYear = observations.map((each) => ({ ...each, windows: windowsOfYear(outcome, each, year) }))
    const windows = inYear[0]!.windows
    const seconds = windows.reduce((sum, { from, to }) => sum + (to - from), 0) / ticksPerSecond
    const evaluator = createEvaluator({ plan, observations: inYear, warmUp, confidence })
    const mean = (measure: string): number => {
      const values = evaluator.values(measure)
      return values.reduce((sum, each) => sum + each, 0) / values.length
    }
    // Counts are told by the hour.
    const counted = (measure: string): number => (mean(measure) * seconds) / 3600
    const throughput = `${facts.cars}.throughput`
    const cars = counted(throughput)
    // Of one replication alone, months of a ramp tell nothing of its error.
    const { standardError, halfWidth } = evaluator.estimates(throughput)[0]!
    const spread =
      observations.length < 2 || standardError === null || halfWidth === null
        ? {}
        : { error: (standardError * seconds) / 3600, halfWidth: (halfWidth * seconds) / 3600 }
    const flows = line === undefined ? [] : inYear.map((each) => carFlow(plan, line, each.windows))
    const meanFlow = (of: (flow: CarFlow) => number): number => flows.reduce((sum, flow) => sum + of(flow), 0) / flows.length
    // Lead times tell of a part from its arrival on, be it still outside: then by Little's law, of what is inside.
    const inside = (made: number): number =>
      facts.isWaiting === true
        ? meanFlow(({ stayed }) => stayed) / ticksPerSecond / (made + meanFlow(({ lost }) => lost))
        : mean(`${facts.cars}.lead_time`)
    const paid = facts.paidHours * Math.min(1, seconds / (365 * DAY))
    const placeOf = (place: string): string => (places.includes(place) ? place : facts.outside)
    const people = (of: string): number => heads.reduce((sum, { place, people: count }) => sum + (placeOf(place) === of ? count : 0), 0)
    const shops = places.map((shop): ShopYear => {
      const isOutside = shop === facts.outside
      const known = !isOutside && hasPower(shop) ? mean(`${shop}.energy`) : (facts.energyPerCar[shop] ?? 0) * cars
      const lost = isOutside ? 0 : counted(`${shop}.scrap`)
      const good = isOutside ? 1 : counted(`${shop}.throughput`)
      return { shop, laborHours: people(shop) * paid, energy: known, yield: good > 0 ? good / (good + lost) : 1 }
    })
    years.set(year, {
      cars,
      ...spread,
      scrapped: meanFlow(({ lost }) => lost),
      begun: meanFlow(({ begun }) => begun),
      stock: meanFlow(({ stock }) => stock),
      leadWeeks: cars > 0 ? inside(cars) / WEEK : 0,
      heads: heads.reduce((sum, { people: count }) => sum + count, 0),
      shops,
      heldBy: activePeriods(plan, inYear, warmUp, confidence, facts.cars)[0]?.path ?? 'nothing',
    })
  }
  return years

  function hasPower(shop: string): boolean {
    return plan.elements.some((element) => element.shop === shop && element.power !== undefined)
  }
}
