/** From a measure as written to what has to be computed. One function a measure; the table is at the end. */
import { ENDED, LEFT, LOST, PASSED_FIRST, QUANTILES, SETUPS, STATES, STAYED } from 'genba/factory'
import type { ElementPlan, Observation, Plan, StateName } from 'genba/factory'
import { readRange, suggestion } from 'genba/model'
import { createQuantileSketch } from 'genba/statistics'
import { crewFormula } from './crew-measure.ts'
import { energy } from './energy.ts'
import { complement, product as productOf, ratio, ticksOf, total } from './formula.ts'
import type { Formula } from './formula.ts'
import { MEASURES, MeasureFault } from './measure.ts'
import type { Measure, MeasureName } from './measure.ts'
import { oee, OEE_FACTORS } from './oee.ts'
import type { OeeFactor } from './oee.ts'
import type { Scope, Scopes } from './scope.ts'
import { staticValue } from './static-measure.ts'
import type { Sum, WindowReader } from './window-reader.ts'

/** How one row of results is computed, and its labels. */
export interface Metric {
  readonly name: string
  readonly element: string | null
  readonly product: string | null
  readonly state: string | null
  readonly statistic: string
  readonly unit: string
  readonly way: MetricWay
}

export type MetricWay =
  /** From sums of windows. `total`: what to say of a period instead of a rate, in `totalUnit`. */
  | { readonly kind: 'formula'; readonly formula: Formula; readonly total?: Formula }
  /** From the sums of all windows until a tick after the start of the run, warm-up or not. */
  | { readonly kind: 'until'; readonly ticks: number; readonly formula: Formula }
  /** One number of each replication, NaN where it has none; `resolution` is its relative error where it is not exact. */
  | { readonly kind: 'number'; readonly of: (observation: Observation) => number; readonly resolution?: number }
  /** Known without a run. */
  | { readonly kind: 'static'; readonly value: number }

/** What a run must be asked for so that a measure can be taken. */
export interface Wanted {
  /** Ticks at which windows must be cut. */
  readonly cuts: readonly number[]
  /** Elements whose departures are wanted one by one, and how many of each. */
  readonly departures: readonly { readonly element: number; readonly first: number }[]
}

interface Place {
  readonly plan: Plan
  readonly reader: WindowReader
  readonly scope: Scope
  readonly scopes: Scopes
  readonly measure: Measure
}

type Labels = Partial<Pick<Metric, 'product' | 'state' | 'statistic' | 'unit'>>

const HOUR = 3600
/** Relative error of the sketches in which a run keeps quantiles. */
const QUANTILE_ERROR = createQuantileSketch().relativeError

/** @throws MeasureFault where the plan has no such thing, or the measure no such argument */
export function metricsOf(plan: Plan, scopes: Scopes, reader: WindowReader, measure: Measure): readonly Metric[] {
  if (!MEASURES.includes(measure.measure as MeasureName))
    throw new MeasureFault(`unknown measure "${measure.measure}"${suggestion(measure.measure, MEASURES)}`)
  const known = staticValue(plan, measure)
  if (known !== undefined) return [labeled(measure, { kind: 'static', value: known.value }, { unit: known.unit })]
  const crew = crewAt(plan, scopes, measure)
  const ofPeople = crewFormula(plan, reader, scopes.find(null), measure, crew)
  if (ofPeople !== undefined) {
    const statistic = measure.arguments[0] ?? 'mean'
    return [labeled(measure, { kind: 'formula', formula: ofPeople, total: ofPeople }, { statistic })]
  }
  const name = measure.measure as Exclude<MeasureName, 'heads' | 'hours'>
  return table[name]({ plan, reader, scope: scopes.find(measure.path), scopes, measure })
}

/** What has to be recorded for these metrics' measures. */
export function wantedBy(plan: Plan, scopes: Scopes, measures: readonly Measure[]): Wanted {
  const cuts = measures.flatMap((measure) =>
    measure.measure === 'output' || measure.measure === 'wip' ? measure.arguments.map((argument) => ticksIn(plan, argument)) : [],
  )
  const departures = measures.flatMap((measure) => {
    if (measure.measure !== 'departures' && measure.measure !== 'makespan') return []
    const first = measure.measure === 'makespan' ? Infinity : departuresIn(measure).at(-1)!
    return scopes.find(measure.path).exits.map(({ number }) => ({ element: number, first }))
  })
  return { cuts: [...new Set(cuts)].toSorted((a, b) => a - b), departures }
}

function labeled(measure: Measure, way: MetricWay, labels: Labels = {}): Metric {
  const unit = way.kind === 'formula' || way.kind === 'until' ? way.formula.unit : '1'
  return { name: measure.measure, element: measure.path, product: null, state: null, statistic: 'mean', unit, ...labels, way }
}

/** A count, as a rate an hour and as a total of a period. */
function counted({ plan, measure }: Place, of: Sum, labels: Labels = {}): Metric {
  const formula = ratio('/h', HOUR * plan.ticksPerSecond, of, ticksOf)
  return labeled(measure, { kind: 'formula', formula, total: total('parts', 1, of) }, labels)
}

function share(place: Place, upper: Sum, rest: Sum, labels: Labels = {}): Metric {
  const formula = ratio('1', 1, upper, (window) => upper(window) + rest(window))
  return labeled(place.measure, { kind: 'formula', formula }, labels)
}

/** The one argument, or none. @throws MeasureFault for more */
function argumentOf({ measure }: Place): string | null {
  if (measure.arguments.length > 1)
    throw new MeasureFault(`${measure.measure} takes one argument, received "${measure.arguments.join(', ')}"`)
  return measure.arguments[0] ?? null
}

function noArgument(place: Place): void {
  const argument = argumentOf(place)
  if (argument !== null) throw new MeasureFault(`${place.measure.measure} takes no argument, received "${argument}"`)
}

function throughput(place: Place): Metric[] {
  const argument = argumentOf(place)
  const { plan, reader, scope, measure } = place
  if (argument !== 'variance_rate' && argument !== 'dispersion')
    return [counted(place, reader.left(scope, argument), { product: argument })]
  const formula = spread(reader.left(scope, null), argument, plan.ticksPerSecond)
  return [labeled(measure, { kind: 'formula', formula }, { statistic: argument })]
}

/**
 * Sample variance of the number that left in a window, over the windows, which must be of one length: by its time, the asymptotic
 * variance rate where windows are long, per hour; or by its mean, the index of dispersion. Its error is that of the jackknife
 * over windows.
 */
function spread(of: Sum, by: 'variance_rate' | 'dispersion', ticksPerSecond: number): Formula {
  return {
    unit: by === 'dispersion' ? '1' : '/h',
    size: 4,
    add(window, sums) {
      const parts = of(window)
      sums[0] = sums[0]! + 1
      sums[1] = sums[1]! + parts
      sums[2] = sums[2]! + parts * parts
      sums[3] = sums[3]! + ticksOf(window)
    },
    value(sums) {
      const [n, parts, squares, ticks] = sums as unknown as [number, number, number, number]
      if (n < 2) return Number.NaN
      const variance = (squares - (parts * parts) / n) / (n - 1)
      return by === 'dispersion' ? (variance * n) / parts : (variance * n * HOUR * ticksPerSecond) / ticks
    },
  }
}

function goodOutput(place: Place): Metric[] {
  const product = argumentOf(place)
  const sinks = place.scope.elements.filter(({ kind }) => kind === 'sink')
  const exits = sinks.length > 0 ? sinks : place.scope.exits
  return [counted(place, place.reader.left({ ...place.scope, exits }, product), { product })]
}

function scrap(place: Place): Metric[] {
  const { reader, scope } = place
  const argument = argumentOf(place)
  const scrapped = reader.scrapped(scope)
  if (argument === null) return [counted(place, scrapped)]
  if (argument !== 'share') throw new MeasureFault(`scrap takes "share" or no argument, received "${argument}"`)
  return [share(place, scrapped, reader.left(scope, null), { statistic: argument })]
}

function loss(place: Place): Metric[] {
  const { reader, scope } = place
  const argument = argumentOf(place)
  const lost = reader.lost(scope)
  if (argument === null) return [counted(place, lost)]
  if (argument !== 'share') throw new MeasureFault(`loss takes "share" or no argument, received "${argument}"`)
  const doors = scope.elements.filter(({ kind }) => kind === 'source' || kind === 'sink')
  const sources = doors.filter(({ kind }) => kind === 'source')
  return [share(place, lost, reader.count(sources.length > 0 ? sources : doors, LEFT), { statistic: argument })]
}

/** On average; with times, how many are inside after each of them, counted from the start of the run. */
function wip(place: Place): Metric[] {
  const { plan, reader, scope, measure } = place
  if (measure.arguments.length > 0) {
    return measure.arguments.map((argument) => {
      const formula = total('parts', 1, reader.gained(scope.cells))
      return labeled(measure, { kind: 'until', ticks: ticksIn(plan, argument), formula }, { statistic: argument })
    })
  }
  const formula = ratio('parts', 1, place.reader.level(place.scope.cells), ticksOf)
  return [labeled(place.measure, { kind: 'formula', formula })]
}

const waitingPlaces = (scope: Scope): readonly ElementPlan[] =>
  scope.elements.filter(({ kind }) => kind === 'buffer' || (kind === 'source' && scope.kind !== 'element') || scope.kind === 'element')

/** Parts in buffers, and before sources for want of room. */
function queue(place: Place): Metric[] {
  noArgument(place)
  const cells = waitingPlaces(place.scope).map(({ number }) => number)
  return [labeled(place.measure, { kind: 'formula', formula: ratio('parts', 1, place.reader.level(cells), ticksOf) })]
}

/**
 * Of the base and of sinks: mean time in the base of what came to sinks. Of anything else: by Little's law (1961), parts inside
 * over what leaves, by rate.
 */
function leadTime(place: Place): Metric[] {
  const { plan, reader, scope, measure } = place
  const argument = argumentOf(place)
  const probability = argument === null ? undefined : quantileOf(argument)
  const sinks = scope.exits.filter(({ kind }) => kind === 'sink')
  if (argument !== null && probability !== undefined) return [quantile(place, sinks, argument, probability)]
  const seconds = 1 / plan.ticksPerSecond
  if (scope.kind === 'base' || (scope.kind === 'element' && sinks.length === 1)) {
    const formula = ratio('s', seconds, reader.stayed(sinks, argument), reader.left({ ...scope, exits: sinks }, argument))
    return [labeled(measure, { kind: 'formula', formula }, { product: argument })]
  }
  if (argument !== null) throw new MeasureFault(`lead_time by product belongs to the base or to a sink, not to ${scope.path}`)
  const out = reader.left(scope, null)
  const scrapped = reader.scrapped(scope)
  const formula = ratio('s', seconds, reader.level(scope.cells), (window) => out(window) + scrapped(window))
  return [labeled(measure, { kind: 'formula', formula })]
}

/**
 * Of a buffer: mean time in it of what left it. Of anything else: time in its buffers, and before its sources, of each part
 * that left it.
 */
function waitingTime(place: Place): Metric[] {
  const { plan, reader, scope, measure } = place
  const argument = argumentOf(place)
  const seconds = 1 / plan.ticksPerSecond
  const [only] = scope.elements
  if (scope.kind === 'element' && only?.kind === 'buffer') {
    const probability = argument === null ? undefined : quantileOf(argument)
    if (argument !== null && probability === undefined)
      throw new MeasureFault(`waiting_time takes a quantile such as p95 or no argument, received "${argument}"`)
    if (argument !== null) return [quantile(place, [only], argument, probability!)]
    return [labeled(measure, { kind: 'formula', formula: ratio('s', seconds, reader.count([only], STAYED), reader.count([only], LEFT)) })]
  }
  noArgument(place)
  const level = reader.level(waitingPlaces(scope).map(({ number }) => number))
  return [labeled(measure, { kind: 'formula', formula: ratio('s', seconds, level, reader.left(scope, null)) })]
}

function quantileOf(argument: string): number | undefined {
  const match = /^p(\d{1,2}(?:\.\d+)?)$/.exec(argument)
  return match === null ? undefined : Number(match[1]) / 100
}

/** Kept for each sink and buffer, and for all sinks together. */
function quantile({ plan, scope, measure }: Place, elements: readonly ElementPlan[], argument: string, probability: number): Metric {
  const place = scope.kind === 'base' ? plan.elements.length : elements.length === 1 ? elements[0]!.number : undefined
  if (place === undefined) throw new MeasureFault(`${measure.text}: quantiles are kept for sinks, buffers and the base; name one of them`)
  if (!QUANTILES.includes(probability))
    throw new MeasureFault(`${measure.text}: expected one of ${QUANTILES.map((u) => `p${Math.round(u * 100)}`).join(', ')}`)
  const of = ({ quantiles }: Observation): number => (quantiles[place]?.[String(probability)] ?? Number.NaN) / plan.ticksPerSecond
  return labeled(measure, { kind: 'number', of, resolution: QUANTILE_ERROR }, { statistic: argument, unit: 's' })
}

/** Without an argument: all states. */
function stateShare(place: Place): Metric[] {
  const { reader, scope, measure } = place
  const argument = argumentOf(place)
  if (argument !== null && !STATES.includes(argument as StateName))
    throw new MeasureFault(`unknown state "${argument}"${suggestion(argument, STATES)}`)
  if (scope.rows.length === 0) throw new MeasureFault(`${scope.path ?? 'the base'} has no states: nothing is worked on there`)
  const states = argument === null ? STATES : [argument as StateName]
  return states.map((state) => {
    const formula = ratio('1', 1, reader.inStates(scope, [state]), reader.watched(scope))
    return labeled(measure, { kind: 'formula', formula }, { state })
  })
}

/** The crew that a measure is about, -1 for none: `crews.NAME`, or `NAME` where nothing else is called so. @throws MeasureFault for an unknown one */
function crewAt({ crews }: Plan, scopes: Scopes, { path }: Measure): number {
  if (path === null || scopes.paths.includes(path)) return -1
  const names = crews.map(({ name }) => name)
  const name = path.replace(/^crews\./, '')
  if (name !== path && !names.includes(name)) throw new MeasureFault(`no crew is called "${name}"${suggestion(name, names)}`)
  return names.indexOf(name)
}

/** Share of the open time at work. */
function utilization(place: Place): Metric[] {
  noArgument(place)
  const { reader, scope, measure } = place
  const open = STATES.filter((state) => state !== 'closed')
  return [labeled(measure, { kind: 'formula', formula: ratio('1', 1, reader.inStates(scope, ['working']), reader.inStates(scope, open)) })]
}

/** Share of the open time, planned maintenance left out, in which it is not down. */
function availability(place: Place): Metric[] {
  noArgument(place)
  const { reader, scope, measure } = place
  const planned = STATES.filter((state) => state !== 'closed' && state !== 'maintenance')
  const formula = ratio('1', 1, reader.inStates(scope, ['down', 'waiting_for_repair']), reader.inStates(scope, planned))
  return [labeled(measure, { kind: 'formula', formula: complement(formula) })]
}

/** Operations that pass at the first attempt; of a line, shop or base the product over its elements (rolled throughput yield). */
function firstPassYield(place: Place): Metric[] {
  noArgument(place)
  const { reader, scope, measure } = place
  const judged = scope.elements.filter(
    (element) =>
      (element.kind === 'station' || element.kind === 'tunnel') &&
      (scope.kind === 'element' || element.outcomes.length > 0 || (element.kind === 'station' && element.inspects !== undefined)),
  )
  const formula = productOf(judged.map((element) => ratio('1', 1, reader.count([element], PASSED_FIRST), reader.count([element], ENDED))))
  return [labeled(measure, { kind: 'formula', formula })]
}

function oeeMeasure(place: Place): Metric[] {
  const { plan, reader, scope, measure } = place
  const argument = argumentOf(place)
  if (argument !== null && !OEE_FACTORS.includes(argument as OeeFactor))
    throw new MeasureFault(`oee takes one of ${OEE_FACTORS.join(', ')} or no argument, received "${argument}"`)
  const formula = oee(plan, reader, scope, (argument as OeeFactor | null) ?? 'oee')
  return [labeled(measure, { kind: 'formula', formula }, argument === null ? {} : { statistic: argument })]
}

/** Share of the demand met at once. */
function fillRate(place: Place): Metric[] {
  noArgument(place)
  const { reader, scope } = place
  const sinks = scope.elements.filter((element) => element.kind === 'sink' && element.demand !== undefined)
  if (sinks.length === 0) throw new MeasureFault(`fill_rate belongs to a sink with demand; ${scope.path ?? 'the base'} has none`)
  return [share(place, reader.count(sinks, LEFT), reader.count(sinks, LOST))]
}

function setups(place: Place): Metric[] {
  const { reader, scope, measure } = place
  const argument = argumentOf(place)
  const changes = reader.count(scope.elements, SETUPS)
  if (argument === null) return [counted(place, changes)]
  if (argument !== 'share') throw new MeasureFault(`setups takes "share" (of operations) or no argument, received "${argument}"`)
  const formula = ratio('1', 1, changes, reader.count(scope.elements, ENDED))
  return [labeled(measure, { kind: 'formula', formula }, { statistic: argument })]
}

function output({ plan, reader, scope, measure }: Place): Metric[] {
  if (measure.arguments.length === 0) throw new MeasureFault('output needs a time, such as output(10 min)')
  return measure.arguments.map((argument) => {
    const formula = total('parts', 1, reader.left(scope, null))
    return labeled(measure, { kind: 'until', ticks: ticksIn(plan, argument), formula }, { statistic: argument })
  })
}

/** Number of ticks in the duration written in an argument. */
function ticksIn(plan: Plan, argument: string): number {
  try {
    const { low } = readRange(argument, { dimension: 'duration', draws: false, changes: false, least: 0, above: true })
    return Math.max(1, Math.floor(low * plan.ticksPerSecond + 0.5))
  } catch {
    throw new MeasureFault(`expected a duration such as 10 min, received "${argument}"`)
  }
}

/** `first 12` is the numbers 1 to 12, `number 100` that one. */
function departuresIn(measure: Measure): readonly number[] {
  const match = /^(first|number) (\d+)$/.exec(measure.arguments[0] ?? '')
  const n = Number(match?.[2] ?? 0)
  if (match === null || n < 1 || measure.arguments.length > 1)
    throw new MeasureFault(`departures takes "first 12" or "number 12", received "${measure.arguments.join(', ')}"`)
  return match[1] === 'number' ? [n] : Array.from({ length: n }, (_, i) => i + 1)
}

function departures({ plan, scope, measure }: Place): Metric[] {
  return departuresIn(measure).map((number) => {
    const of = (observation: Observation): number => (departuresOf(observation, scope)[number - 1] ?? Number.NaN) / plan.ticksPerSecond
    return labeled(measure, { kind: 'number', of }, { statistic: `number ${number}`, unit: 's' })
  })
}

function departuresOf(observation: Observation, scope: Scope): readonly number[] {
  const lists = scope.exits.map(({ number }) => observation.departures[number] ?? [])
  return lists.length === 1 ? lists[0]! : lists.flat().toSorted((a, b) => a - b)
}

/** Time from the start of the run until the last part has left. */
function makespan(place: Place): Metric[] {
  const argument = argumentOf(place)
  if (argument !== null && argument !== 'last operation')
    throw new MeasureFault(`makespan takes "last operation" or no argument, received "${argument}"`)
  const { plan, scope, measure } = place
  const of = (observation: Observation): number => (departuresOf(observation, scope).at(-1) ?? Number.NaN) / plan.ticksPerSecond
  return [labeled(measure, { kind: 'number', of }, { unit: 's' })]
}

function energyMeasure(place: Place): Metric[] {
  noArgument(place)
  const formula = energy(place.plan, place.scope, place.scopes)
  return [labeled(place.measure, { kind: 'formula', formula, total: formula })]
}

const table: Record<Exclude<MeasureName, 'heads' | 'hours'>, (place: Place) => Metric[]> = {
  throughput,
  good_output: goodOutput,
  scrap,
  loss,
  wip,
  queue,
  lead_time: leadTime,
  waiting_time: waitingTime,
  state_share: stateShare,
  utilization,
  availability,
  first_pass_yield: firstPassYield,
  oee: oeeMeasure,
  fill_rate: fillRate,
  setups,
  output,
  departures,
  makespan,
  energy: energyMeasure,
}
