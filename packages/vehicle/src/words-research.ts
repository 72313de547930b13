/** Words of the research base: `research` at the top of a model. */
import { constant, date, entries, flag, listOf, named, place, property, range, record, text, word } from 'genba/model'
import type { Declared, Extension, Named, PlaceWords, Read } from 'genba/model'

/** Words of a test fleet, in SI units. */
interface FleetWords {
  cars: number
  hours: number
  days: number
  speed: number
  available: { readonly low: number; readonly high: number }
}

const fleetPlace: PlaceWords<FleetWords> = place('test_fleet', 'cars that drive tests', {
  cars: property(constant('count', { whole: true, least: 1 }), { doc: 'how many', example: 'cars: 100', default: '100' }),
  hours: property(constant('duration', { least: 0, above: true, most: 86_400 }), {
    doc: 'driven a day',
    example: 'hours: 16 h',
    default: '24 h',
  }),
  days: property(constant('count', { least: 1, most: 366 }), { doc: 'driven a year', example: 'days: 300', default: '365' }),
  speed: property(constant('speed', { least: 0, above: true }), { doc: 'on average', example: 'speed: 40 km/h', default: '25 mph' }),
  available: property(range('share', { least: 0, most: 1 }), {
    doc: 'share of these hours in which the cars do drive, least to most',
    example: 'available: 60 % to 85 %',
    default: '100 %',
  }),
})

/** Words of what driving is to show. */
interface GoalWords {
  event: 'fatality' | 'injury' | 'crash'
  shows: 'none' | 'precision' | 'improvement'
  by: number
  confidence: number
  power: number
  simulated: number
  within: number
}

const goalPlace: PlaceWords<GoalWords> = place('safety_goal', 'what driving is to show of automated driving', {
  event: property(word('fatality', 'injury', 'crash'), { doc: 'what is counted', example: 'event: injury', default: 'injury' }),
  shows: property(word('none', 'precision', 'improvement'), {
    doc: 'no event under the human rate, the rate within a share, or a rate lower by a share',
    example: 'shows: improvement',
    default: 'improvement',
    literature: 'Kalra and Paddock 2016',
  }),
  by: property(constant('share', { least: 0, above: true, most: 1 }), { doc: 'that share', example: 'by: 20 %', default: '20 %' }),
  confidence: property(constant('share', { least: 0, above: true, most: 1 }), {
    doc: 'of what is shown',
    example: 'confidence: 95 %',
    default: '95 %',
  }),
  power: property(constant('share', { least: 0, above: true, most: 1 }), {
    doc: 'chance to show it',
    example: 'power: 80 %',
    default: '80 %',
  }),
  simulated: property(constant('share', { least: 0, most: 1 }), {
    doc: 'share of the miles that simulation stands for, as agreed with whoever permits',
    example: 'simulated: 95 %',
    default: '0 %',
  }),
  within: property(constant('duration', { least: 0, above: true }), {
    doc: 'a time in which to drive it; the cars that it takes are told',
    example: 'within: 365 d',
  }),
})

/** Words of a test of life, in SI units. */
interface LifeTestWords {
  samples: number
  cycles: number
  cycle: number
  standing: number
  on: string
}

const lifeTestPlace: PlaceWords<LifeTestWords> = place('life_test', 'a test of life', {
  samples: property(constant('count', { whole: true, least: 1 }), { doc: 'how many', example: 'samples: 600', required: true }),
  cycles: property(constant('count', { least: 0 }), { doc: 'of each sample', example: 'cycles: 1500', default: '0' }),
  cycle: property(constant('duration', { least: 0 }), { doc: 'time of one cycle with its rests', example: 'cycle: 4 h', default: '0 s' }),
  standing: property(constant('duration', { least: 0 }), { doc: 'time beside the cycles', example: 'standing: 365 d', default: '0 s' }),
  on: property(text, { doc: 'kind of channel', example: 'on: cell', required: true }),
})

/** Words of an activity, in SI units; dates as civil seconds. */
export interface GateWords {
  lasts: { readonly low: number; readonly high: number }
  likely: number
  by: 'driving' | 'life_tests'
  builds: number
  pace: { readonly low: number; readonly high: number }
  after: readonly string[]
  not_before: number
  due: number
}

const gatePlace: PlaceWords<GateWords> = place('gate', 'an activity or gate of the program', {
  lasts: property(range('duration', { least: 0 }), { doc: 'shortest to longest', example: 'lasts: 60 d to 120 d', default: '0 d' }),
  likely: property(constant('duration', { least: 0 }), { doc: 'likeliest', example: 'likely: 80 d', default: 'the middle' }),
  by: property(word('driving', 'life_tests'), {
    doc: 'as long as the driving or the life tests above take',
    example: 'by: driving',
  }),
  builds: property(constant('count', { whole: true, least: 1 }), {
    doc: 'cars to be built, such as prototypes and pilot cars; it lasts as long as they take at its pace',
    example: 'builds: 150',
  }),
  pace: property(range('rate', { least: 0, above: true }), {
    doc: 'slowest to fastest pace of the pilot line',
    example: 'pace: 2/d to 5/d',
  }),
  after: property(listOf(text, { single: true }), { doc: 'what must be over before', example: 'after: [prototypes, pilot_line]' }),
  not_before: property(date, { doc: 'earliest begin', example: 'not_before: 2026-12-01' }),
  due: property(date, { doc: 'when it is to be over; the chance of that is told', example: 'due: sop' }),
})

/** Words of how late cells may be, in seconds. */
export interface CellSlipWords {
  late: number
  probability: number
}

const cellSlipPlace: PlaceWords<CellSlipWords> = place('cell_slip', 'how late the solid-state cells may be', {
  late: property(constant('duration', { least: 0 }), { doc: 'by so much', example: 'late: 365 d', default: '0 d' }),
  probability: property(constant('share', { least: 0, most: 1 }), { doc: 'how likely', example: 'probability: 30 %', required: true }),
})

/** Words of what is done about late cells. */
export interface SlipAnswerWords {
  liquid_first: boolean
  second_source: readonly Named<Read<CellSlipWords>>[]
  readiness_cost: number
  retrofit: number
  retrofit_cost: number
  output: number
}

const slipAnswerPlace: PlaceWords<SlipAnswerWords> = place('slip_answer', 'what is done about late cells', {
  liquid_first: property(flag, { doc: 'sell cars with liquid cells until they come', example: 'liquid_first: true', default: 'false' }),
  second_source: property(named(cellSlipPlace), {
    doc: 'how late the cells of a second source may be',
    example: 'second_source: {ready: {probability: 70 %}, late: {late: 365 d, probability: 30 %}}',
  }),
  readiness_cost: property(constant('money', { least: 0 }), {
    doc: 'of being ready for the second source',
    example: 'readiness_cost: 80 M CNY',
    default: '0',
  }),
  retrofit: property(constant('duration', { least: 0 }), { doc: 'while the line is converted', example: 'retrofit: 60 d', default: '0 d' }),
  retrofit_cost: property(constant('money', { least: 0 }), { doc: 'of the conversion', example: 'retrofit_cost: 300 M CNY', default: '0' }),
  output: property(constant('share', { least: 0, most: 1 }), {
    doc: 'of the line while it is converted',
    example: 'output: 50 %',
    default: '0 %',
  }),
})

/** Words of what is sold, cars a second and the money of the model. */
interface SalesWords {
  cars: number
  margin: number
  margin_liquid: number
  horizon: number
}

const salesPlace: PlaceWords<SalesWords> = place('cell_sales', 'what is sold with either cell', {
  cars: property(constant('rate', { least: 0, above: true }), { doc: 'sold', example: 'cars: 100_000 /year', default: '100_000 /year' }),
  margin: property(constant('money'), { doc: 'of a car with solid-state cells', example: 'margin: 60_000 CNY', required: true }),
  margin_liquid: property(constant('money'), { doc: 'of a car with liquid cells', example: 'margin_liquid: 45_000 CNY', required: true }),
  horizon: property(constant('duration', { least: 0, above: true }), {
    doc: 'over which all is counted',
    example: 'horizon: 1461 d',
    default: '4 years',
  }),
})

/** Words of the research base. */
export interface ResearchWords {
  start: number
  fleet: Read<FleetWords>
  show: Read<GoalWords>
  channels: readonly { readonly name: string; readonly value: number }[]
  tests: readonly Named<Read<LifeTestWords>>[]
  gates: readonly Named<Read<GateWords>>[]
  slips: readonly Named<Read<CellSlipWords>>[]
  answers: readonly Named<Read<SlipAnswerWords>>[]
  sales: Read<SalesWords>
}

/** The research base and its program. */
export const researchPlace: PlaceWords<ResearchWords> = place('research', 'the research base and its program', {
  start: property(date, { doc: 'begin of the program', example: 'start: 2026-01-05', assumed: false }),
  fleet: property(record(fleetPlace), { doc: 'cars that drive tests', example: 'fleet: {cars: 100, hours: 16 h}' }),
  show: property(record(goalPlace), { doc: 'what driving is to show', example: 'show: {event: injury, shows: improvement, by: 20 %}' }),
  channels: property(entries(constant('count', { whole: true, least: 1 }), 'kinds of channel with their number, such as {cell: 400}'), {
    doc: 'test channels by kind',
    example: 'channels: {cell: 400, pack: 20}',
  }),
  tests: property(named(lifeTestPlace), {
    doc: 'tests of life, in the order of their names',
    example: 'tests: {cycling: {samples: 600, cycles: 1500, cycle: 4 h, on: cell}}',
  }),
  gates: property(named(gatePlace), { doc: 'activities to the start of production', example: 'gates: {concept: {lasts: 60 d to 120 d}}' }),
  slips: property(named(cellSlipPlace), {
    doc: 'how late the solid-state cells may be',
    example: 'slips: {on_time: {probability: 60 %}, late: {late: 365 d, probability: 40 %}}',
  }),
  answers: property(named(slipAnswerPlace), {
    doc: 'what is done about it',
    example: 'answers: {wait: {}, liquid: {liquid_first: true, retrofit: 60 d}}',
  }),
  sales: property(record(salesPlace), {
    doc: 'what is sold with either cell',
    example: 'sales: {margin: 60_000 CNY, margin_liquid: 45_000 CNY}',
  }),
})

/** Places that this room adds to the language. */
export const vehiclePlaces: readonly unknown[] = [
  fleetPlace,
  goalPlace,
  lifeTestPlace,
  gatePlace,
  cellSlipPlace,
  slipAnswerPlace,
  salesPlace,
  researchPlace,
]

const research: Declared<unknown> = property(record(researchPlace), {
  doc: 'the research base: miles, life tests, gates, slips of the cells',
  example: 'research: {start: 2026-01-05, gates: {concept: {lasts: 60 d to 120 d}}}',
}) as Declared<unknown>

/** Words that it adds to places of other rooms. */
export const vehicleExtensions: readonly Extension[] = [{ place: 'base', properties: { research } }]
