/**
 * Miles that show how safe automated driving is: Kalra and Paddock, "Driving to safety", RAND RR-1478 (2016).
 *
 * Events are counted as Poisson: failures that are rare, alike and independent. They are not in truth (rare kinds of events
 * weigh more), so these are miles at best; simulation and near misses can stand for some of them where a regulator accepts it.
 */
import { exactLog, normalQuantile } from 'genba/statistics'

/** Rates of human drivers, events a mile (United States, 2013, as in RR-1478). */
export const HUMAN_RATES = { fatality: 1.09e-8, injury: 77e-8, crash: 190e-8 } as const
/** What is counted: fatality, injury or crash. */
export type EventKind = keyof typeof HUMAN_RATES

/**
 * Miles without a single event that show, with some confidence, a rate below `rate`: -ln(1 - C) / F.
 * @param confidence between 0 and 1
 * @throws RangeError for a confidence or rate that is none
 */
export function milesWithoutEvent(rate: number, confidence = 0.95): number {
  requireShare('confidence', confidence)
  requireRate(rate)
  return -exactLog(1 - confidence) / rate
}

/** Miles after which a rate is known to within a share `precision` of itself: (z((1 + C) / 2) / d)^2 / F. */
export function milesForPrecision(rate: number, precision: number, confidence = 0.95): number {
  requireShare('confidence', confidence)
  requireShare('precision', precision)
  requireRate(rate)
  const ratio = normalQuantile((1 + confidence) / 2) / precision
  return (ratio * ratio) / rate
}

/**
 * Miles that show a rate lower by the share `improvement` than `rate`: (z(C) + z(power))^2 (1 - A) F / (A F)^2. Without power, which is
 * a power of one half, the miles suffice on average and fail to show it half the time.
 */
export function milesForImprovement(rate: number, improvement: number, confidence = 0.95, power = 0.5): number {
  requireShare('confidence', confidence)
  requireShare('improvement', improvement)
  requireShare('power', power)
  requireRate(rate)
  const z = normalQuantile(confidence) + (power === 0.5 ? 0 : normalQuantile(power))
  return (z * z * (1 - improvement)) / (improvement * improvement * rate)
}

/** A fleet that drives tests. */
export interface TestFleet {
  readonly cars: number
  /** Of a day's 24 hours. */
  readonly hoursPerDay: number
  readonly daysPerYear: number
  /** Mean speed, mph. */
  readonly mph: number
}

/** The fleet of RR-1478: 100 cars round the clock at 25 mph. */
export const RAND_FLEET: TestFleet = { cars: 100, hoursPerDay: 24, daysPerYear: 365, mph: 25 }

/** Miles that a fleet drives in a year. */
export function fleetMilesPerYear({ cars, hoursPerDay, daysPerYear, mph }: TestFleet): number {
  return cars * hoursPerDay * daysPerYear * mph
}

/** A plan of validation by driving. */
export interface ValidationPlan {
  readonly miles: number
  /** What remains for the road, after simulation took its share. */
  readonly roadMiles: number
  readonly years: number
}

/**
 * Years that a fleet drives for some miles.
 * @param simulated share of the miles that simulation stands for, as agreed with whoever permits; 0 for none
 * @throws RangeError for a fleet that does not drive
 */
export function planValidation(miles: number, fleet: TestFleet, simulated = 0): ValidationPlan {
  const perYear = fleetMilesPerYear(fleet)
  if (!(perYear > 0)) throw new RangeError('validation: the fleet does not drive; give it cars, hours, days and speed')
  if (!(simulated >= 0 && simulated < 1))
    throw new RangeError(`validation: expected a share of simulation from 0 to below 1, received ${simulated}`)
  const roadMiles = miles * (1 - simulated)
  return {
    miles,
    roadMiles,
    years: roadMiles / perYear,
  }
}

/**
 * Days that a fleet drives for some miles, as the durations of an activity of a program.
 * @param available least, likely and most share of the fleet's hours in which it does drive
 * @throws RangeError for a fleet that does not drive
 */
export function drivingDays(
  roadMiles: number,
  fleet: TestFleet,
  [least, likely, most]: readonly [number, number, number],
): { readonly low: number; readonly likely: number; readonly high: number } {
  const days = (share: number): number => 365 * planValidation(roadMiles / share, fleet).years
  return { low: days(most), likely: days(likely), high: days(least) }
}

/**
 * Cars that drive some miles in a time, each as long and as fast as those of a fleet.
 * @param available least, likely and most share of the fleet's hours in which cars do drive
 * @throws RangeError for a fleet that does not drive, or no time
 */
export function carsWithin(
  roadMiles: number,
  fleet: TestFleet,
  days: number,
  [least, likely, most]: readonly [number, number, number],
): { readonly low: number; readonly likely: number; readonly high: number } {
  if (!(days > 0)) throw new RangeError(`validation: expected a time in which to drive, received ${days} days`)
  const cars = (share: number): number => Math.ceil((365 * planValidation(roadMiles / share, { ...fleet, cars: 1 }).years) / days - 1e-9)
  return { low: cars(most), likely: cars(likely), high: cars(least) }
}

/** A question of RR-1478's table with its answer for one kind of event. */
export interface MilesAnswer {
  readonly question: string
  readonly kind: EventKind
  readonly miles: number
  readonly years: number
}

/** The table of RR-1478: four questions by three kinds of event, at 95 %, with the years of its fleet. */
export function milesTable(
  fleet: TestFleet = RAND_FLEET,
  rates: Readonly<Record<EventKind, number>> = HUMAN_RATES,
): readonly MilesAnswer[] {
  const questions: readonly (readonly [string, (rate: number) => number])[] = [
    ['no event: the rate is below the human one', (rate) => milesWithoutEvent(rate)],
    ['the rate is known within 20 %', (rate) => milesForPrecision(rate, 0.2)],
    ['20 % better than human, without power', (rate) => milesForImprovement(rate, 0.2)],
    ['20 % better than human, power 80 %', (rate) => milesForImprovement(rate, 0.2, 0.95, 0.8)],
  ]
  return questions.flatMap(([question, milesOf]) =>
    (Object.keys(rates) as EventKind[]).map((kind) => {
      const miles = milesOf(rates[kind])
      return { question, kind, miles, years: miles / fleetMilesPerYear(fleet) }
    }),
  )
}

function requireShare(what: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`validation: expected a ${what} between 0 and 1, received ${value}`)
}

function requireRate(rate: number): void {
  if (!(rate > 0)) throw new RangeError(`validation: expected a rate of events a mile above 0, received ${rate}`)
}
