/** Words of a line, and of what it does as one machine. */
import { constant, entries, flag, named, nameOf, place, property, record, value, whole, word } from 'genba/model'
import type { Declared, Form, KeyedEntry, Named, Node, PlaceWords, Read, Value } from 'genba/model'
import { entryOf, readForm, refuse } from 'genba/model'
import { MOST_COUNTED } from './flow-reader.ts'
import type { FlowItem } from './flow-reader.ts'
import { target } from './words-element.ts'
import type { ElementWords, Target } from './words-element.ts'
import { drive, stop } from './words-failure.ts'
import type { DriveWords, FailureWords } from './words-failure.ts'

export interface StaffingWords {
  crew: string
  work_content: Value
  balance: Value
  walk_loss: Value
  short: 'slows' | 'stops'
}

export const staffingPlace: PlaceWords<StaffingWords> = place('staffing', 'people along a line', {
  crew: property(nameOf('crew', 'a crew'), { doc: 'who works along the lines', example: 'crew: line_team', required: true }),
  work_content: property(value('duration', { draws: false, above: true }), {
    doc: 'manual work on one part',
    example: 'work_content: 240 min',
    required: true,
  }),
  balance: property(value('share', { draws: false, above: true }), {
    doc: 'how well the work fits the takt',
    example: 'balance: 90 %',
    default: '100 %',
  }),
  walk_loss: property(value('duration', { draws: false }), { doc: 'time lost at each takt', example: 'walk_loss: 5 s', default: '0 s' }),
  short: property(word('slows', 'stops'), {
    doc: 'what the lines do with fewer people than needed',
    example: 'short: stops',
    default: 'slows',
  }),
})

/** A line of stations in series, numbered, in one word; or a flow of its own. */
export interface LineWords extends ElementWords {
  stations: number
  flow: readonly FlowItem[]
  between: number
  except: Node
  transfer: 'asynchronous' | 'synchronous' | 'continuous' | 'self_propelled'
  takt: Value
  pitch: number
  speed: Value
  gaps: boolean
  when_blocked: 'stops' | 'accumulates'
  stops: readonly Named<Read<FailureWords>>[]
  drive: Read<DriveWords>
  side_bays: number
  staffing: Read<StaffingWords>
  cards: number
  card_back: 'when_left' | 'when_finished'
  carriers: readonly KeyedEntry<number>[]
  return_time: Value
  gets_on: Target
  gets_off: Target
  overtaking: boolean
  takes: readonly KeyedEntry<number>[]
  makes: readonly string[]
  scrap: Value
  rework: readonly KeyedEntry<Value>[]
  heads: HeadsWords
}

/** People counted: a number, or by what they do. */
export type HeadsWords = readonly { readonly name?: string; readonly value: Value; readonly node: Node }[]

const headCount: Form<Value> = value('count', { draws: false })
const headCounts = entries(headCount, 'people by what they do, such as {crews: 36, cover: 4}')

export const heads: Form<HeadsWords> = {
  phrase: 'a number of people, or {crews: 36, cover: 4}',
  long: false,
  inner: { kind: 'entries' },
  schema: () => ({ anyOf: [headCount.schema(), { type: 'object' }] }),
  read: (node, path, reading) => {
    if (node.kind === 'map' && entryOf(node, 'value') === undefined)
      return readForm(headCounts, node, path, reading)?.map(({ name, value: each, node: at }) => ({ name, value: each, node: at }))
    const single = node.kind === 'list' ? refuse(node, path, reading, heads.phrase) : readForm(headCount, node, path, reading)
    return single === undefined ? undefined : [{ value: single, node }]
  },
}

/** Words that a line has beside those it shares with stations. */
export type LineDeclarations = {
  readonly [K in keyof Omit<LineWords, keyof ElementWords | 'flow' | 'except' | 'takes' | 'makes' | 'scrap' | 'rework'>]: Declared<
    LineWords[K]
  >
}

export const takt: Declared<Value> = property(value('duration', { draws: false, above: true }), {
  doc: 'time between two parts',
  example: 'takt: 110 s',
  handed: true,
})

export const whenBlocked: Declared<'stops' | 'accumulates'> = property(word('stops', 'accumulates'), {
  doc: 'everything inside stands, or parts close up to the exit',
  example: 'when_blocked: accumulates',
  default: 'stops',
  handed: true,
})

export const lineWords: LineDeclarations = {
  stations: property(constant('count', { whole: true, least: 1, most: MOST_COUNTED }), {
    doc: 'stations in series, s1, s2, ..',
    example: 'stations: 12',
  }),
  between: property(whole({ unlimited: true }), { doc: 'places of a buffer between each two of them', example: 'between: 5' }),
  transfer: property(word('asynchronous', 'synchronous', 'continuous', 'self_propelled'), {
    doc: 'how parts move: each on its own; all together; on one belt; each body drives',
    example: 'transfer: synchronous',
    default: 'asynchronous',
    handed: true,
    literature: 'Groover',
  }),
  takt,
  pitch: property(constant('length', { least: 0, above: true }), {
    doc: 'length of line for each part',
    example: 'pitch: 6.5 m',
    handed: true,
  }),
  speed: property(value('speed', { draws: false, least: 0, above: true }), {
    doc: 'speed of a moving line',
    example: 'speed: 0.054 m/s',
    handed: true,
  }),
  gaps: property(flag, {
    doc: 'whether a synchronous line moves on with an empty place when nothing waits',
    example: 'gaps: false',
    default: 'true',
    handed: true,
  }),
  when_blocked: whenBlocked,
  stops: property(named(stop, { none: true }), {
    doc: 'ways in which the whole line stops, by name',
    example: 'stops: {andon: {mtbf: 60 min, mttr: 90 s}}',
    handed: true,
    merges: true,
  }),
  drive: property(record(drive), {
    doc: 'faults of bodies that drive themselves',
    example: 'drive: {fault: 0.05 %, recovery: 90 s}',
    handed: true,
  }),
  side_bays: property(constant('count', { whole: true, least: 0 }), {
    doc: 'bays into which a faulty body is taken',
    example: 'side_bays: 2',
    default: '0',
    handed: true,
  }),
  staffing: property(record(staffingPlace), {
    doc: 'people needed along the lines of a line or shop together',
    example: 'staffing: {crew: line_team, work_content: 240 min, balance: 90 %}',
  }),
  cards: property(constant('count', { whole: true, least: 1 }), {
    doc: 'at most this many parts inside (kanban, CONWIP)',
    example: 'cards: 3',
  }),
  card_back: property(word('when_left', 'when_finished'), {
    doc: 'when a card comes back',
    example: 'card_back: when_finished',
    default: 'when_left',
    handed: true,
    literature: 'Spearman, Woodruff and Hopp 1990',
  }),
  carriers: property(entries(constant('count', { whole: true, least: 1 }), 'kinds of carrier with numbers, such as {pallet: 4}'), {
    doc: 'carriers that go round in the line',
    example: 'carriers: {pallet: 4}',
  }),
  return_time: property(value('duration'), {
    doc: 'way of a carrier from the last element to the first',
    example: 'return_time: 20 s',
    default: '0 s',
    handed: true,
  }),
  gets_on: property(target, { doc: 'where parts get onto carriers', example: 'gets_on: load', default: 'its first station' }),
  gets_off: property(target, { doc: 'where they leave them', example: 'gets_off: unload', default: 'its last station' }),
  overtaking: property(flag, {
    doc: 'whether carriers between elements may pass each other',
    example: 'overtaking: true',
    default: 'false',
    handed: true,
  }),
  heads: property(heads, { doc: 'people counted and costed; constrains nothing', example: 'heads: {crews: 36, cover: 4}' }),
}
