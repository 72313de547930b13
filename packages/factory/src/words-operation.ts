/** Mappings that a workplace has inside: steps, set-ups, batches, inspections, tools, heating. */
import { constant, entryOf, joinPath, name, place, property, range, readForm, record, refuse, value } from 'genba/model'
import type { Form, KeyedEntry, MapNode, PlaceWords, Reading, Value } from 'genba/model'
import { crew, target } from './words-element.ts'
import type { CrewWords, Target } from './words-element.ts'

/** One step of an operation. */
export interface StepWords {
  step: string
  time: Value
  crew: CrewWords
}

export const stepPlace: PlaceWords<StepWords> = place('step', 'a step of the operation', {
  step: property(name, { doc: 'its name', example: 'step: load', required: true }),
  time: property(value('duration'), { doc: 'how long it takes', example: 'time: 40 s', required: true }),
  crew: property(crew, { doc: 'people it needs', example: 'crew: operator' }),
})

/** A change-over, as written. */
export interface SetupWords {
  readonly by?: string
  readonly time?: Value
  readonly crew?: CrewWords
  readonly pairs: readonly { readonly from: string; readonly to: string; readonly time: Value }[]
}

const setupTime: Form<Value> = value('duration')
const PAIR = /^([A-Za-z]\w*) to ([A-Za-z]\w*)$/

/** `5 min`, `{A to B: 3 s, else: 0 s}`, `{by: family, time: 12 min, crew: setter}`. */
export const setup: Form<SetupWords> = {
  phrase: 'a duration such as "5 min", {A to B: 3 s, else: 0 s} or {by: colour, time: 15 s}',
  long: true,
  inner: { kind: 'record', place: 'setup' },
  schema: () => ({ anyOf: [setupTime.schema(), { type: 'object' }] }),
  read: (node, path, reading) => {
    const pairs = node.kind === 'map' && node.entries.some(({ key }) => PAIR.test(key.text))
    if (node.kind === 'map' && (pairs || entryOf(node, 'time') !== undefined)) return readSetup(node, path, reading)
    const time = readForm(setupTime, node, path, reading)
    return time === undefined ? undefined : { time, pairs: [] }
  },
}

function readSetup(node: MapNode, path: string, reading: Reading): SetupWords {
  const pairs: { from: string; to: string; time: Value }[] = []
  let by: string | undefined
  let time: Value | undefined
  let people: CrewWords | undefined
  for (const { key, value: each } of node.entries) {
    const inner = joinPath(path, key.text)
    const pair = PAIR.exec(key.text)
    if (pair !== null) {
      const read = readForm(setupTime, each, inner, reading)
      if (read !== undefined) pairs.push({ from: pair[1]!, to: pair[2]!, time: read })
    } else if (key.text === 'by') {
      by = each.kind === 'scalar' ? each.text : ''
      if (by !== 'product' && by !== 'input' && !reading.names.attributes.has(by))
        reading.diagnostics.error(
          each,
          inner,
          'G1105',
          `no product has an attribute called "${by}"; expected product, input or the name of an attribute`,
        )
    } else if (key.text === 'time' || key.text === 'else') time = readForm(setupTime, each, inner, reading)
    else if (key.text === 'crew') people = readForm(crew, each, inner, reading)
    else
      reading.diagnostics.error(key, path, 'G1001', `unknown word "${key.text}"; expected pairs such as "A to B", by, time, crew or else`)
  }
  pairs.sort((one, other) => (one.from < other.from || (one.from === other.from && one.to < other.to) ? -1 : 1))
  return {
    ...(by === undefined ? {} : { by }),
    ...(time === undefined ? {} : { time }),
    ...(people === undefined ? {} : { crew: people }),
    pairs,
  }
}

/** Where paths go on below `setup`. */
export const setupPlace: PlaceWords<{ by: string; time: Value; crew: CrewWords }> = place('setup', 'a change-over', {
  by: property(name, { doc: 'what changes: product, input or an attribute', example: 'by: colour', default: 'product' }),
  time: property(setupTime, { doc: 'how long a change takes', example: 'time: 15 s' }),
  crew: property(crew, { doc: 'who does it', example: 'crew: setter' }),
})

/** Parts worked on together. */
export interface BatchWords {
  readonly size: { readonly low: number; readonly high: number }
  readonly timeout?: Value
  readonly same?: string
}

const batchSize: Form<{ readonly low: number; readonly high: number }> = range('count', { whole: true, least: 1 })

export const batchPlace: PlaceWords<{ size: { readonly low: number; readonly high: number }; timeout: Value; same: string }> = place(
  'batch',
  'parts worked on together',
  {
    size: property(batchSize, { doc: 'how many, least to most', example: 'size: 2 to 4', required: true }),
    timeout: property(value('duration', { draws: false }), {
      doc: 'after waiting this long the oldest part goes with fewer',
      example: 'timeout: 30 min',
    }),
    same: property(name, {
      doc: 'what must agree: any, product or an attribute',
      example: 'same: product',
      default: 'any',
      literature: 'Chaudhry and Templeton 1983',
    }),
  },
)

export const batch: Form<BatchWords> = {
  phrase: 'a number of parts such as "4", "2 to 4" or {size: 40, timeout: 30 min, same: product}',
  long: true,
  inner: { kind: 'record', place: 'batch' },
  schema: () => ({ anyOf: [batchSize.schema(), { $ref: '#/$defs/batch' }] }),
  read: (node, path, reading) => {
    if (node.kind !== 'map') {
      const size = readForm(batchSize, node, path, reading)
      return size === undefined ? undefined : { size }
    }
    const read = readForm(batchRecord, node, path, reading)
    return read?.size === undefined ? undefined : { ...read, size: read.size }
  },
}

const batchRecord = record(batchPlace)

/** Hidden faults found here. */
export interface InspectWords {
  readonly finds: readonly KeyedEntry<Value>[]
  readonly falseAlarm?: Value
  readonly to?: Target | 'scrap'
}

const inspectShare: Form<Value> = value('share', { draws: false })

export const inspects: Form<InspectWords> = {
  phrase: 'faults with the share that is found, such as {leak: 95 %, false_alarm: 1 %, to: repair}',
  long: false,
  inner: { kind: 'entries' },
  schema: () => ({ type: 'object' }),
  read: (node, path, reading) => {
    if (node.kind !== 'map') return refuse(node, path, reading, inspects.phrase)
    const finds: KeyedEntry<Value>[] = []
    let falseAlarm: Value | undefined
    let to: Target | 'scrap' | undefined
    for (const { key, value: each } of node.entries) {
      const inner = joinPath(path, key.text)
      if (key.text === 'to') to = each.kind === 'scalar' && each.text === 'scrap' ? 'scrap' : readForm(target, each, inner, reading)
      else {
        const read = readForm(inspectShare, each, inner, reading)
        if (read === undefined) continue
        if (key.text === 'false_alarm') falseAlarm = read
        else finds.push({ name: key.text, key, node: each, value: read })
      }
    }
    return {
      finds: finds.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
      ...(falseAlarm === undefined ? {} : { falseAlarm }),
      ...(to === undefined ? {} : { to }),
    }
  },
}

/** A wearing tool, or the insert of a die. */
export interface ToolWords {
  life: Value
  change: Value
  crew: CrewWords
}

/** Heating up after standing still. */
export interface HeatUpWords {
  after: number
  duration: Value
  restart_scrap: number
}

export interface FurnaceWords {
  cools_after: number
  reheat: Value
  restart_scrap: number
}

const tool = (placeName: string, doc: string): PlaceWords<ToolWords> =>
  place(placeName, doc, {
    life: property(value('count', { draws: true, above: true }), { doc: 'cycles it lasts', example: 'life: 5000 cycles', required: true }),
    change: property(value('duration'), { doc: 'how long the change takes', example: 'change: 20 min', required: true }),
    crew: property(crew, { doc: 'who changes it', example: 'crew: setter' }),
  })

export const toolPlace: PlaceWords<ToolWords> = tool('tool', 'a tool that wears')
export const insertPlace: PlaceWords<ToolWords> = tool('insert', 'the insert of a die')

export const heatUpPlace: PlaceWords<HeatUpWords> = place('heat_up', 'heating up after standing still', {
  after: property(constant('duration'), {
    doc: 'standing longer than this in elapsed time cools it down',
    example: 'after: 24 h',
    required: true,
  }),
  duration: property(value('duration'), { doc: 'how long heating takes', example: 'duration: 2 h', required: true }),
  restart_scrap: property(constant('count', { whole: true, least: 0 }), {
    doc: 'parts lost at the restart',
    example: 'restart_scrap: 3 parts',
    default: '0',
  }),
})

export const furnacePlace: PlaceWords<FurnaceWords> = place('furnace', 'the furnace of a casting cell', {
  cools_after: property(constant('duration'), {
    doc: 'standing longer than this cools it down',
    example: 'cools_after: 8 h',
    required: true,
  }),
  reheat: property(value('duration'), { doc: 'how long heating takes', example: 'reheat: 2 h', default: '0 s' }),
  restart_scrap: property(constant('count', { whole: true, least: 0 }), {
    doc: 'shots lost at the restart',
    example: 'restart_scrap: 10 parts',
    default: '0',
  }),
})
