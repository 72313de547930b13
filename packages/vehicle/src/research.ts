/** The research base of a model: what its words come to, in months and dates. */
import { dateOfDay } from 'genba/quantity'
import { createDiagnostics, createLedger, createVocabulary, readForm, record, valueOf } from 'genba/model'
import type { Diagnostic, MapNode, Names, Read, Reading } from 'genba/model'
import { HOURS_PER_MONTH, planLifeTests, sampleHours } from './life-tests.ts'
import type { LifeTestPlan } from './life-tests.ts'
import { planProgram } from './program-network.ts'
import type { Activity, ActivityDates } from './program-network.ts'
import { studySlips } from './slip.ts'
import type { Slip, SlipAnswer, SlipStudy } from './slip.ts'
import {
  carsWithin,
  drivingDays,
  HUMAN_RATES,
  milesForImprovement,
  milesForPrecision,
  milesTable,
  milesWithoutEvent,
  planValidation,
  RAND_FLEET,
} from './validation-miles.ts'
import type { MilesAnswer, TestFleet, ValidationPlan } from './validation-miles.ts'
import { researchPlace, vehiclePlaces } from './words-research.ts'
import type { CellSlipWords, GateWords, ResearchWords, SlipAnswerWords } from './words-research.ts'

/** An activity with its dates. */
export interface GateDates extends ActivityDates {
  /** ISO dates at 10, 50 and 90 %; null where the program has no start. */
  readonly dates: readonly [early: string, middle: string, late: string] | null
}

/** What driving is to show, and how long the fleet drives for it. */
export interface PlannedDriving extends ValidationPlan {
  readonly question: string
  /** With the least, likely and most of the fleet's hours. */
  readonly days: readonly [low: number, likely: number, high: number]
  /** Cars that would do it in a wanted time, with the most, likely and least of the fleet's hours; null where no time is wanted. */
  readonly within: { readonly days: number; readonly cars: readonly [low: number, likely: number, high: number] } | null
  /** All questions by all kinds of event, for this fleet. */
  readonly table: readonly MilesAnswer[]
}

/** What the words of a research base come to; null where the model does not say enough. */
export interface ResearchResult {
  readonly validation: PlannedDriving | null
  readonly lifeTests: (LifeTestPlan & { readonly months: number }) | null
  readonly gates: readonly GateDates[]
  readonly slips: SlipStudy | null
  /** First sale of each answer under each slip, from the middle date of the last gate; empty without a start, gates or slips. */
  readonly firstSales: readonly FirstSale[]
}

/** When an answer sells its first car under a slip. */
export interface FirstSale {
  readonly answer: string
  readonly slip: string
  readonly probability: number
  readonly date: string
}

/** What reading and planning gave: a result, or what is wrong. */
export interface ResearchOutcome {
  readonly result?: ResearchResult
  readonly diagnostics: readonly Diagnostic[]
  /** A sentence where the words can be read and do not fit together. */
  readonly fault?: string
}

const HOUR = 3600
const DAY = 86_400
const MONTH = HOURS_PER_MONTH * HOUR
/** m/s of a mile an hour. */
const MPH = 0.44704

/**
 * Plans the research base of a model.
 * @param root its tree, a scenario applied
 * @param names its milestones among them, which dates may speak of
 * @param seed of the program's random durations
 * @returns undefined where the model has none
 */
export function planResearch(root: MapNode, names: Names, replications = 10_000, seed = 1): ResearchOutcome | undefined {
  const node = valueOf(root, 'research')
  if (node === undefined) return undefined
  const diagnostics = createDiagnostics([])
  const reading: Reading = {
    vocabulary: createVocabulary(vehiclePlaces),
    names,
    diagnostics,
    ledger: createLedger(),
    known: new WeakMap(),
  }
  const words = readForm(record(researchPlace), node, 'research', reading)
  if (words === undefined || diagnostics.failed()) return { diagnostics: diagnostics.sorted() }
  try {
    return { result: planOf(words, replications, seed), diagnostics: diagnostics.sorted() }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { diagnostics: diagnostics.sorted(), fault: error.message }
  }
}

function planOf(words: Read<ResearchWords>, replications: number, seed: number): ResearchResult {
  const validation = validationOf(words)
  const lifeTests = lifeTestsOf(words)
  const activities = (words.gates ?? []).map(({ name, value }) => activityOf(name, value, words, validation, lifeTests))
  const dated = activities.length === 0 ? [] : planProgram(activities, replications, seed).activities
  const startDay = words.start === undefined ? undefined : words.start / DAY
  const slips = slipsOf(words)
  const lastGate = Math.max(...dated.map(({ p50 }) => p50))
  return {
    validation,
    lifeTests,
    gates: dated
      .map((each) => ({
        ...each,
        dates:
          startDay === undefined
            ? null
            : ([each.p10, each.p50, each.p90].map((days) => isoDate(startDay + days)) as [string, string, string]),
      }))
      .toSorted((a, b) => a.p50 - b.p50),
    slips,
    firstSales:
      startDay === undefined || dated.length === 0 || slips === null
        ? []
        : slips.outcomes.map(({ answer, slip, probability, saleDelayMonths }) => ({
            answer,
            slip,
            probability,
            date: isoDate(startDay + lastGate + (saleDelayMonths * MONTH) / DAY),
          })),
  }
}

function isoDate(day: number): string {
  const { year, month, day: ofMonth } = dateOfDay(Math.floor(day))
  return `${year}-${String(month).padStart(2, '0')}-${String(ofMonth).padStart(2, '0')}`
}

function validationOf({ show, fleet }: Read<ResearchWords>): ResearchResult['validation'] {
  if (show === undefined) return null
  const { event = 'injury', shows = 'improvement', by = 0.2, confidence = 0.95, power = 0.8, simulated = 0 } = show
  const rate = HUMAN_RATES[event]
  const [question, miles] =
    shows === 'none'
      ? [`no ${event}: its rate is below the human one`, milesWithoutEvent(rate, confidence)]
      : shows === 'precision'
        ? [`the rate of ${event} within ${by * 100} %`, milesForPrecision(rate, by, confidence)]
        : [`a rate of ${event} lower by ${by * 100} %, with a power of ${power * 100} %`, milesForImprovement(rate, by, confidence, power)]
  const cars: TestFleet = {
    cars: fleet?.cars ?? RAND_FLEET.cars,
    hoursPerDay: (fleet?.hours ?? RAND_FLEET.hoursPerDay * HOUR) / HOUR,
    daysPerYear: fleet?.days ?? RAND_FLEET.daysPerYear,
    mph: (fleet?.speed ?? RAND_FLEET.mph * MPH) / MPH,
  }
  const { low, high } = fleet?.available ?? { low: 1, high: 1 }
  const plan = planValidation(miles, cars, simulated)
  const available = [low, (low + high) / 2, high] as const
  const days = drivingDays(plan.roadMiles, cars, available)
  const within = show.within === undefined ? null : withinOf(plan.roadMiles, cars, show.within / DAY, available)
  return { ...plan, within, years: days.likely / 365, question, days: [days.low, days.likely, days.high], table: milesTable(cars) }
}

function withinOf(
  roadMiles: number,
  fleet: TestFleet,
  days: number,
  available: readonly [number, number, number],
): NonNullable<PlannedDriving['within']> {
  const { low, likely, high } = carsWithin(roadMiles, fleet, days, available)
  return { days, cars: [low, likely, high] }
}

function lifeTestsOf({ tests = [], channels = [] }: Read<ResearchWords>): ResearchResult['lifeTests'] {
  if (tests.length === 0) return null
  const own = tests.map(({ name, value }) => ({
    name,
    samples: value.samples ?? 1,
    cycles: value.cycles ?? 0,
    hoursPerCycle: (value.cycle ?? 0) / HOUR,
    standingHours: (value.standing ?? 0) / HOUR,
    channel: value.on ?? '',
  }))
  const idle = own.find((test) => !(sampleHours(test) > 0))
  if (idle !== undefined) throw new RangeError(`life tests: "${idle.name}" takes no time; give it cycles and cycle, or standing`)
  const plan = planLifeTests(own, Object.fromEntries(channels.map(({ name, value }) => [name, value])))
  return { ...plan, months: plan.hours / HOURS_PER_MONTH }
}

function activityOf(
  name: string,
  { lasts, likely, by, builds, pace, after = [], not_before, due }: Read<GateWords>,
  { start }: Read<ResearchWords>,
  validation: ResearchResult['validation'],
  lifeTests: ResearchResult['lifeTests'],
): Activity {
  if ((not_before !== undefined || due !== undefined) && start === undefined)
    throw new RangeError(`program: "${name}" has a date; give research a start`)
  const since = (seconds: number): number => (seconds - start!) / DAY
  const dates = {
    ...(not_before === undefined ? {} : { notBefore: since(not_before) }),
    // A date is its midnight; whoever is over in the course of the day is in time.
    ...(due === undefined ? {} : { due: since(due) + 1 }),
  }
  if (by === 'driving') {
    if (validation === null) throw new RangeError(`program: "${name}" lasts as long as driving; say with "show" what it is to show`)
    const [low, middle, high] = validation.days
    return { name, low, likely: middle, high, after, ...dates }
  }
  if (by === 'life_tests') {
    if (lifeTests === null) throw new RangeError(`program: "${name}" lasts as long as the life tests; there are no "tests"`)
    const days = (lifeTests.hours * HOUR) / DAY
    return { name, low: days, likely: days, high: days, after, ...dates }
  }
  if (builds !== undefined || pace !== undefined) {
    if (builds === undefined || pace === undefined || lasts !== undefined)
      throw new RangeError(`program: "${name}" needs builds and pace together, such as builds: 150, pace: 2/d to 5/d, and no "lasts"`)
    const days = (rate: number): number => builds / rate / DAY
    return { name, low: days(pace.high), likely: days((pace.low + pace.high) / 2), high: days(pace.low), after, ...dates }
  }
  const { low, high } = lasts ?? { low: likely ?? 0, high: likely ?? 0 }
  return { name, low: low / DAY, likely: (likely ?? (low + high) / 2) / DAY, high: high / DAY, after, ...dates }
}

function slipsOf({ slips = [], answers = [], sales }: Read<ResearchWords>): SlipStudy | null {
  if (slips.length === 0 || answers.length === 0) return null
  if (sales === undefined) throw new RangeError('slip: give research "sales", such as {margin: 60_000 CNY, margin_liquid: 45_000 CNY}')
  const base = {
    carsPerMonth: (sales.cars ?? 100_000 / (12 * MONTH)) * MONTH,
    marginSolid: sales.margin ?? 0,
    marginLiquid: sales.margin_liquid ?? 0,
    horizonMonths: (sales.horizon ?? 48 * MONTH) / MONTH,
  }
  const own = answers.map(({ name, value }) => answerOf(name, value))
  return studySlips(base, slips.map(slipOf), own)
}

function slipOf({ name, value }: { readonly name: string; readonly value: Read<CellSlipWords> }): Slip {
  return { name, months: (value.late ?? 0) / MONTH, probability: value.probability ?? 0 }
}

function answerOf(name: string, value: Read<SlipAnswerWords>): SlipAnswer {
  const { second_source: second } = value
  return {
    name,
    liquidFirst: value.liquid_first ?? false,
    retrofitMonths: (value.retrofit ?? 0) / MONTH,
    retrofitCost: value.retrofit_cost ?? 0,
    outputWhileRetrofit: value.output ?? 0,
    ...(second === undefined ? {} : { secondSource: { slips: second.map(slipOf), readinessCost: value.readiness_cost ?? 0 } }),
  }
}
