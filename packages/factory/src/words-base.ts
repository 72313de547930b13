/** Where words stand: the base, its shops, and everything declared at the top of a model. */
import {
  constant,
  createVocabulary,
  entries,
  entryOf,
  joinPath,
  name,
  named,
  namedEntries,
  place,
  property,
  readForm,
  record,
  refuse,
  text,
  value,
  textForm,
  abbreviate,
} from 'genba/model'
import type { Declared, Extension, Form, MeasureWords, Named, Node, PlaceWords, Read, ScalarNode, Value, Vocabulary } from 'genba/model'
import { flow, MOST_COUNTED } from './flow-reader.ts'
import type { FlowItem } from './flow-reader.ts'
import { elementWords, to } from './words-element.ts'
import type { ToWords } from './words-element.ts'
import { drive, failure, maintenancePlace, stop, wear } from './words-failure.ts'
import {
  bufferWords,
  makeRule,
  processWords,
  productSequence,
  sinkWords,
  sourceWords,
  supplyPlace,
  tankWords,
  transportWords,
} from './words-flow.ts'
import type { BufferWords, ProcessWords, SinkWords, SourceWords, TankWords, TransportWords } from './words-flow.ts'
import { heads, lineWords, staffingPlace, takt, whenBlocked } from './words-line.ts'
import type { HeadsWords, LineWords, StaffingWords } from './words-line.ts'
import { measures } from './words-measure.ts'
import { crewPlace } from './words-people.ts'
import type { CrewPlaceWords } from './words-people.ts'
import { ordersPlace, productPlace } from './words-product.ts'
import type { OrdersWords, ProductWords } from './words-product.ts'
import { studies, studyFilePlace, studyPlace } from './words-study.ts'
import type { StudyWords } from './words-study.ts'
import { batchPlace, furnacePlace, heatUpPlace, insertPlace, setupPlace, stepPlace, toolPlace } from './words-operation.ts'
import { stationWords, workplaceWords } from './words-station.ts'
import type { CastingWords, StationWords, TunnelWords, WorkplaceWords } from './words-station.ts'
import { calendarPlace, calendarSetting, holidaySets, moment, runPlace, shift } from './words-time.ts'
import type { CalendarPlaceWords, HolidayWords, RunWords } from './words-time.ts'
import { chargePlace, layoutPlace, pathPlace, supplierPlace, vehiclePlace } from './words-vehicle.ts'
import type { LayoutWords, SupplierWords, VehicleWords } from './words-vehicle.ts'

const element = elementWords(calendarSetting)
const maintenance = maintenancePlace(moment)
const workplace = workplaceWords(maintenance)
const kind = { element: true } as const

/** `except: {s7: {cycle: 130 s}}`: changes to single ones of a count. */
const except: Form<Node> = {
  phrase: 'names with their own settings, such as {s7: {cycle: 130 s}}',
  long: false,
  inner: { kind: 'named', place: 'exception' },
  schema: () => ({ type: 'object', additionalProperties: { $ref: '#/$defs/exception' } }),
  read: (node, path, reading) => {
    if (node.kind !== 'map') return refuse(node, path, reading, except.phrase)
    for (const { key, value: own } of node.entries) readForm(exception, own, joinPath(path, key.text), reading)
    return node
  },
}

const exceptionPlace: PlaceWords<Record<never, never>> = place('exception', 'settings of one of a count', {}, { settings: 'all' })
const exception = record(exceptionPlace)

/** Words of what can stand several times in series. */
export interface CountWords {
  count: number
  except: Node
}

const counted: { readonly [K in keyof CountWords]: Declared<CountWords[K]> } = {
  count: property(constant('count', { whole: true, least: 1, most: MOST_COUNTED }), {
    doc: 'this many in series, numbered',
    example: 'count: 14',
  }),
  except: property(except, { doc: 'changes to single ones of a count', example: 'except: {s7: {cycle: 130 s}}' }),
}

export const sourcePlace: PlaceWords<SourceWords> = place(
  'source',
  'parts enter; unlimited supply unless told otherwise',
  { ...element, ...sourceWords },
  kind,
)
export const sinkPlace: PlaceWords<SinkWords> = place(
  'sink',
  'parts leave; with rate or every it is demand that pulls them',
  { ...element, ...sinkWords },
  kind,
)
export const bufferPlace: PlaceWords<BufferWords> = place('buffer', 'places where parts wait', { ...element, ...bufferWords }, kind)
export const stationPlace: PlaceWords<CountWords & StationWords> = place(
  'station',
  'work on a part at one of several equal places',
  { ...element, ...counted, ...workplace, ...stationWords },
  kind,
)
export const tunnelPlace: PlaceWords<CountWords & TunnelWords & WorkplaceWords> = place(
  'tunnel',
  'parts move through without stopping',
  {
    ...element,
    ...counted,
    ...workplace,
    dwell: property(value('duration', { draws: false, above: true }), {
      doc: 'time from entry to exit, in its moving time',
      example: 'dwell: 40 min',
      handed: true,
    }),
    takt,
    max_dwell: property(value('duration', { draws: false, above: true }), {
      doc: 'a part that stays longer, stops and blocking included, is scrapped',
      example: 'max_dwell: 70 min',
      handed: true,
    }),
    when_blocked: whenBlocked,
  },
  kind,
)
export const castingPlace: PlaceWords<CastingWords & StationWords> = place(
  'casting_cell',
  'a station that makes parts from metal; needs nothing upstream',
  {
    ...element,
    ...workplace,
    ...stationWords,
    shot_mass: property(value('mass', { draws: false, least: 0 }), { doc: 'metal of one shot', example: 'shot_mass: 90 kg', handed: true }),
    remelt: property(value('share', { draws: false }), {
      doc: 'share of the scrap that returns to the furnace',
      example: 'remelt: 95 %',
      default: '0 %',
      handed: true,
    }),
    insert: property(record(insertPlace), {
      doc: 'the part of the die that wears',
      example: 'insert: {life: 5000 cycles, change: 20 min}',
      handed: true,
    }),
    furnace: property(record(furnacePlace), {
      doc: 'what standing still costs',
      example: 'furnace: {cools_after: 8 h, reheat: 2 h, restart_scrap: 10 parts}',
      handed: true,
    }),
    make_rule: makeRule,
    sequence: productSequence,
  },
  kind,
)
export const transportPlace: PlaceWords<TransportWords> = place(
  'transport',
  'a vehicle carries parts from the element above to the one below',
  { ...element, ...transportWords },
  kind,
)
export const tankPlace: PlaceWords<TankWords> = place('tank', 'a level of continuous material', { ...element, ...tankWords }, kind)
export const processPlace: PlaceWords<ProcessWords & WorkplaceWords> = place(
  'process',
  'turns continuous material into another at a speed',
  { ...element, ...workplace, ...processWords },
  kind,
)

export const linePlace: PlaceWords<LineWords> = place(
  'line',
  'stations with common settings that belong together',
  {
    ...element,
    ...lineWords,
    flow: property(flow, {
      doc: 'its elements, instead of a number of stations',
      example: 'flow: [{station: prepare}, {station: bolt}]',
      skipped: true,
    }),
    except: counted.except,
    takes: stationWords.takes,
    makes: workplace.makes,
    scrap: workplace.scrap,
    rework: workplace.rework,
  },
  { element: true, settings: 'handed' },
)

/** A path, `body.framing.s7.cycle`, and what to put there. */
export interface ChangeWords {
  readonly path: string
  readonly key: ScalarNode
  readonly node: Node
}

export interface ScenarioWords {
  readonly name: string
  readonly key: ScalarNode
  readonly like?: { readonly name: string; readonly node: Node }
  readonly note?: string
  readonly changes: readonly ChangeWords[]
}

const scenarios: Form<readonly ScenarioWords[]> = {
  phrase: 'scenarios by name, such as {belt: {ga.transfer: continuous}}',
  long: false,
  schema: () => ({ type: 'object', additionalProperties: { type: 'object' } }),
  read: (node, path, reading) => {
    if (node.kind !== 'map') return refuse(node, path, reading, scenarios.phrase)
    return node.entries
      .flatMap(({ key, value: body }): ScenarioWords[] => {
        readForm(name, key, joinPath(path, key.text), reading)
        if (body.kind !== 'map') {
          refuse(body, joinPath(path, key.text), reading, 'paths with their values, such as {ga.takt: 108 s}')
          return []
        }
        const like = entryOf(body, 'like')?.value
        const note = entryOf(body, 'note')?.value
        const changes = body.entries
          .filter((entry) => entry.key.text !== 'like' && entry.key.text !== 'note')
          .map((entry) => ({ path: entry.key.text, key: entry.key, node: entry.value }))
        return [
          {
            name: key.text,
            key,
            ...(like?.kind === 'scalar' ? { like: { name: like.text, node: like } } : {}),
            ...(note?.kind === 'scalar' ? { note: note.text } : {}),
            changes,
          },
        ]
      })
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
  },
}

/** A measure and what is said of it: `{measure: eol.shipped.throughput, per: year, target: 100_000}`. */
export interface ResponseWords {
  readonly name: string
  readonly measure: ScalarNode
  readonly per?: string
  readonly target?: Node
  readonly node: Node
}

const PERIODS: readonly string[] = ['hour', 'shift', 'day', 'week', 'month', 'year']

const period: Form<string> = textForm(PERIODS.join(', '), (written) => PERIODS.find((each) => each === written), { enum: PERIODS })

const responses: Form<readonly ResponseWords[]> = {
  phrase: 'responses by name, such as {cars: eol.shipped.throughput}',
  long: false,
  inner: { kind: 'entries' },
  schema: () => ({ type: 'object' }),
  read: (node, path, reading) => {
    if (node.kind !== 'map') return refuse(node, path, reading, responses.phrase)
    const list: ResponseWords[] = []
    for (const { key, value: body } of namedEntries(node)) {
      const inner = joinPath(path, key.text)
      readForm(name, key, inner, reading)
      if (body.kind === 'scalar') {
        list.push({ name: key.text, measure: body, node: body })
        continue
      }
      if (body.kind !== 'map') {
        refuse(body, inner, reading, 'a measure such as lead_time(p95)')
        continue
      }
      for (const entry of body.entries)
        if (!['measure', 'per', 'target', 'note'].includes(entry.key.text))
          reading.diagnostics.error(
            entry.key,
            inner,
            'G1001',
            `unknown word "${abbreviate(entry.key.text)}"; expected measure, per, target or note`,
          )
      const measure = entryOf(body, 'measure')?.value
      const perNode = entryOf(body, 'per')?.value
      const per = perNode === undefined ? undefined : readForm(period, perNode, joinPath(inner, 'per'), reading)
      const target = entryOf(body, 'target')?.value
      if (measure?.kind === 'scalar')
        list.push({
          name: key.text,
          measure,
          ...(per === undefined ? {} : { per }),
          ...(target === undefined ? {} : { target }),
          node: body,
        })
      else reading.diagnostics.error(measure ?? body, inner, 'G1002', 'needs "measure", such as measure: eol.shipped.throughput')
    }
    return list.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  },
}

/** A measure and what must come out. */
export interface ExpectWords {
  readonly key: ScalarNode
  readonly value: Node
}

const expect: Form<readonly ExpectWords[]> = {
  phrase: 'measures with their values, such as {throughput: 0.6667/min}',
  long: false,
  schema: () => ({ type: 'object' }),
  read: (node, path, reading) =>
    node.kind === 'map'
      ? node.entries.map(({ key, value: expected }) => ({ key, value: expected }))
      : refuse(node, path, reading, expect.phrase),
}

const texts: Form<unknown> = entries(text, 'names with texts')
const anything: Form<Node> = { phrase: 'a mapping', long: false, schema: () => ({ type: 'object' }), read: (node) => node }

export interface TemplateWords {
  like: string
}

export const templatePlace: PlaceWords<TemplateWords> = place(
  'template',
  'a named set of settings',
  { like: element.like },
  { settings: 'all' },
)

export interface ShopWords {
  flow: readonly FlowItem[]
  heads: HeadsWords
  staffing: Read<StaffingWords>
  to: ToWords
  name: string
}

export const shopPlace: PlaceWords<ShopWords> = place(
  'shop',
  'a shop: a flow, and what holds for everything in it',
  {
    flow: property(flow, {
      doc: 'its elements, from where parts come to where they go',
      example: 'flow: [source, {station: M1}, sink]',
      skipped: true,
    }),
    heads: property(heads, { doc: 'people counted and costed; constrains nothing', example: 'heads: {operators: 56, cover: 6}' }),
    staffing: property(record(staffingPlace), {
      doc: 'people needed along its lines together',
      example: 'staffing: {crew: line_team, work_content: 240 min}',
    }),
    to: property(to, { doc: 'where parts go that leave its last element', example: 'to: paint' }),
    name: property(text, { doc: 'title, for people', example: 'name: Body shop' }),
  },
  { settings: 'handed' },
)

export interface BaseWords {
  genba: string
  name: string
  run: Read<RunWords>
  milestones: Node
  sources: unknown
  products: readonly Named<Read<ProductWords>>[]
  orders: Read<OrdersWords>
  flow: readonly FlowItem[]
  shops: readonly Named<Read<ShopWords>>[]
  templates: readonly Named<Read<TemplateWords>>[]
  calendars: readonly Named<Read<CalendarPlaceWords>>[]
  holidays: readonly { readonly name: string; readonly days: HolidayWords }[]
  crews: readonly Named<Read<CrewPlaceWords>>[]
  heads: HeadsWords
  vehicles: readonly Named<Read<VehicleWords>>[]
  layout: Read<LayoutWords>
  suppliers: readonly Named<Read<SupplierWords>>[]
  energy: readonly { readonly name: string; readonly value: Value }[]
  hooks: string
  responses: readonly ResponseWords[]
  expect: readonly ExpectWords[]
  scenarios: readonly ScenarioWords[]
  studies: readonly Named<Read<StudyWords>>[]
}

export const basePlace: PlaceWords<BaseWords> = place(
  'base',
  'the top of a model',
  {
    genba: property(text, { doc: 'kind and version of the document', example: 'genba: model/1', assumed: false }),
    name: property(text, { doc: 'title, for people', example: 'name: Lexus Jinshan base' }),
    run: property(record(runPlace), {
      doc: 'dates or length, warm-up, replications, seed, tick',
      example: 'run: {start: 2027-08-02, end: 2030-12-31}',
      assumed: false,
    }),
    milestones: property(anything, {
      doc: 'named dates',
      example: 'milestones: {sop: 2027-08-02, mature: sop + 9 months}',
      assumed: false,
    }),
    sources: property(texts, { doc: 'bibliography for the sources of values', example: 'sources: {volvo: Autocar on Torslanda}' }),
    products: property(named(productPlace), { doc: 'what is made', example: 'products: {car: {variants: {suv: 60 %, saloon: 40 %}}}' }),
    orders: property(record(ordersPlace), { doc: 'orders from a table', example: 'orders: {file: orders.csv, release: due, lead: 14 d}' }),
    flow: property(flow, {
      doc: 'the plant of a small model',
      example: 'flow: [source, {station: M1, cycle: 1 min}, sink]',
      skipped: true,
    }),
    shops: property(named(shopPlace), {
      doc: 'the shops of a base',
      example: 'shops: {body: {flow: [source, {station: M1}, sink]}}',
      skipped: true,
    }),
    templates: property(named(templatePlace), {
      doc: 'named sets of settings for like',
      example: 'templates: {press: {cycle: 120 s}}',
      skipped: true,
    }),
    calendars: property(named(calendarPlace), {
      doc: 'when the plant is open',
      example: 'calendars: {one_shift: {days: Mon to Fri, shifts: {day: {open: 08:00 to 16:30}}}}',
      assumed: false,
    }),
    holidays: property(holidaySets, {
      doc: 'days off and working days, by set',
      example: 'holidays: {china: {2028-01-25 to 2028-02-01: Spring Festival}}',
      assumed: false,
    }),
    crews: property(named(crewPlace), {
      doc: 'people who work and repair',
      example: 'crews: {technicians: {size: 9, calendar: two_shifts}}',
    }),
    heads: property(heads, { doc: 'people counted and costed; constrains nothing', example: 'heads: {logistics: 60, quality: 40}' }),
    vehicles: property(named(vehiclePlace), { doc: 'transporters', example: 'vehicles: {agv: {count: 2, speed: 1.2 m/s}}' }),
    layout: property(record(layoutPlace), { doc: 'the map that vehicles drive on', example: 'layout: {travel: travel.csv}' }),
    suppliers: property(named(supplierPlace), {
      doc: 'who delivers, how reliably',
      example: 'suppliers: {seats: {on_time: 98 %, late_by: exponential(4 h)}}',
    }),
    energy: property(entries(value('carbonFactor', { draws: false, least: 0 }), 'carbon factors, such as {grid: 0.42 kg/kWh}'), {
      doc: 'carbon factors of what is bought',
      example: 'energy: {grid: 0.42 kg/kWh}',
    }),
    hooks: property(text, { doc: 'a TypeScript file beside the model', example: 'hooks: rules.ts' }),
    responses: property(responses, {
      doc: 'what to put first in the report',
      example: 'responses: {cars: {measure: eol.shipped.throughput, per: year}}',
      assumed: false,
    }),
    expect: property(expect, { doc: 'values that must come out', example: 'expect: {throughput: 0.6667/min}', assumed: false }),
    scenarios: property(scenarios, { doc: 'named changes', example: 'scenarios: {belt: {ga.transfer: continuous}}', assumed: false }),
    studies: property(studies, {
      doc: 'experiments',
      example: 'studies: {stops: {kind: sweep, factors: {line.takt: [108 s, 120 s]}}}',
      assumed: false,
    }),
  },
  { settings: 'handed' },
)

const PLACES: readonly unknown[] = [
  basePlace,
  shopPlace,
  linePlace,
  templatePlace,
  exceptionPlace,
  sourcePlace,
  sinkPlace,
  bufferPlace,
  stationPlace,
  tunnelPlace,
  castingPlace,
  transportPlace,
  tankPlace,
  processPlace,
  failure,
  stop,
  drive,
  maintenance,
  wear,
  setupPlace,
  stepPlace,
  batchPlace,
  toolPlace,
  insertPlace,
  furnacePlace,
  heatUpPlace,
  supplyPlace,
  staffingPlace,
  crewPlace,
  productPlace,
  ordersPlace,
  calendarPlace,
  shift,
  runPlace,
  vehiclePlace,
  chargePlace,
  layoutPlace,
  pathPlace,
  supplierPlace,
  studyFilePlace,
  studyPlace,
]

/** What another room reads, with whatever is in it. */
const ofOthers: Form<Node> = { ...anything, inner: { kind: 'foreign' } }

/** Words at the top of a model that other rooms read: the factory alone passes over them, and over what scenarios put into them. */
export const wordsOfOthers: Extension = {
  place: 'base',
  properties: {
    research: property(ofOthers, { doc: 'the research base', example: 'research: {start: 2026-01-05}', assumed: false }),
    market: property(ofOthers, { doc: 'who buys', example: 'market: {elasticity: -4}', assumed: false }),
    costs: property(ofOthers, { doc: 'what a car costs', example: 'costs: {wage: 80 CNY/h}', assumed: false }),
    finance: property(ofOthers, { doc: 'investment and rates', example: 'finance: {discount_rate: 9 %}', assumed: false }),
  },
}

/** The words and measures of the factory, and those that other packages add to them. */
export function factoryVocabulary(
  places: readonly unknown[] = [],
  extensions: readonly Extension[] = [],
  more: readonly MeasureWords[] = [],
): Vocabulary {
  return createVocabulary([...PLACES, ...places], extensions, [...measures, ...more])
}
