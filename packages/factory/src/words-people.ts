/** Words of people: crews, what they can, when they come, whom they serve. */
import {
  abbreviate,
  constant,
  either,
  entries,
  flag,
  guarded,
  listOf,
  name,
  place,
  property,
  readForm,
  refuse,
  suggestion,
  textForm,
  value,
  word,
  wordOrHook,
  readRange,
} from 'genba/model'
import type { Form, Hook, Measuring, KeyedEntry, MapNode, PlaceWords, Value } from 'genba/model'
import { calendarSetting } from './words-time.ts'
import { target } from './words-element.ts'
import type { CalendarWords, Target } from './words-element.ts'
import { shiftEnd } from './words-station.ts'
import type { ShiftEndWord } from './words-station.ts'

export type ServesWord = 'first_come' | 'most_downstream' | 'most_upstream' | 'shortest_job' | 'nearest'

/** The roll, or by shift. */
export type SizeWords =
  | { readonly kind: 'roll'; readonly value: Value }
  | { readonly kind: 'shifts'; readonly shifts: readonly KeyedEntry<Value>[] }

const roll: Form<Value> & Measuring = value('count', { draws: false })
const byShift = entries(roll, 'shifts with numbers of people, such as {early: 9, late: 7}')

const size: Form<SizeWords> & Measuring = {
  phrase: 'a number of people, or by shift such as {early: 9, late: 7}',
  long: true,
  wanted: roll.wanted,
  inner: { kind: 'entries' },
  schema: () => ({ anyOf: [roll.schema(), { type: 'object' }] }),
  read: (node, path, reading) => {
    const shifts = reading.names.spaces['shift'] ?? new Set<string>()
    if (node.kind === 'map' && node.entries.some(({ key }) => shifts.has(key.text))) {
      for (const { key } of node.entries)
        if (!shifts.has(key.text))
          reading.diagnostics.error(
            key,
            path,
            'G1103',
            `no calendar has a shift called "${abbreviate(key.text)}"${suggestion(key.text, [...shifts].toSorted())}`,
          )
      const list = readForm(byShift, node, path, reading)
      return list === undefined ? undefined : { kind: 'shifts', shifts: list }
    }
    const read = roll.read(node, path, reading)
    return read === undefined ? undefined : { kind: 'roll', value: read }
  },
}

/** `36 h/month`, in seconds a month. */
const overtime: Form<number> = textForm(
  'hours a month such as "36 h/month"',
  (text, node, path, reading) => {
    const hours = /^(.*)\/\s*month$/.exec(text)?.[1]
    if (hours === undefined || node.kind !== 'scalar') return undefined
    return guarded(
      { ...node, text: hours },
      path,
      reading,
      () => readRange(hours, { dimension: 'duration', draws: false, changes: false, least: 0 }).low,
    )
  },
  { type: 'string' },
)

/** Names of members with their skills. */
const members: Form<readonly { readonly name: string; readonly skills: readonly string[] }[]> = {
  phrase: 'names with their skills, such as {ann: [weld, seal]}',
  long: false,
  inner: { kind: 'entries' },
  schema: () => ({ anyOf: [{ type: 'object' }, { type: 'array', items: { type: 'string' } }] }),
  read: (node, path, reading) => {
    if (node.kind === 'list') return readForm(listOf(name), node, path, reading)?.map((each) => ({ name: each, skills: [] }))
    if (node.kind !== 'map') return refuse(node, path, reading, members.phrase)
    const list: { name: string; skills: readonly string[] }[] = []
    for (const { key, value: skills } of (node as MapNode).entries) {
      const read = readForm(skillList, skills, `${path}.${key.text}`, reading)
      if (read !== undefined) list.push({ name: key.text, skills: read })
    }
    return list.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  },
}

const skillList = listOf(name, { single: true })

export interface CrewPlaceWords {
  size: SizeWords
  members: readonly { readonly name: string; readonly skills: readonly string[] }[]
  calendar: CalendarWords
  serves: ServesWord | Hook | readonly Target[]
  rest: 'together' | 'in_turn'
  shift_end: ShiftEndWord
  interrupts: boolean
  absence: Value
  learning: Value
  walking: number
  skills: readonly KeyedEntry<Value>[]
  overtime: number
}

export const crewPlace: PlaceWords<CrewPlaceWords> = place('crew', 'a crew', {
  size: property(size, { doc: 'people on the roll, or by shift; hiring is a dated value', example: 'size: {early: 9, late: 7}' }),
  members: property(members, {
    doc: 'people by name with their skills, instead of a size',
    example: 'members: {ann: [weld, seal], bo: [weld]}',
  }),
  calendar: property(calendarSetting, { doc: 'when they work', example: 'calendar: two_shifts', default: 'whenever the base is open' }),
  serves: property(
    either<readonly Target[], ServesWord | Hook>(
      listOf(target),
      (node) => node.kind === 'list',
      wordOrHook<ServesWord>('first_come', 'most_downstream', 'most_upstream', 'shortest_job', 'nearest'),
    ),
    {
      doc: 'whom a free person helps first; a list of elements is a fixed order',
      example: 'serves: most_downstream',
      default: 'first_come',
      literature: 'machine interference: Palm 1947; Stecke and Aronson 1985',
    },
  ),
  rest: property(word('together', 'in_turn'), {
    doc: 'all rest at once, or one after another with the line manned',
    example: 'rest: in_turn',
    default: 'together',
  }),
  shift_end: property(shiftEnd, {
    doc: 'whether its people stay for work at closing time',
    example: 'shift_end: finish',
    default: 'pause',
  }),
  interrupts: property(flag, {
    doc: 'whether more urgent work takes people from less urgent',
    example: 'interrupts: true',
    default: 'false',
  }),
  absence: property(value('share', { draws: false }), {
    doc: 'chance that a person is missing, drawn for each person and shift',
    example: 'absence: 9 %',
    default: '0 %',
  }),
  learning: property(value('ratio', { draws: false, least: 0, above: true }), {
    doc: 'factor on their work',
    example: 'learning: learning(130 % to 100 % half_life 40 d)',
    default: '100 %',
  }),
  walking: property(constant('speed', { least: 0, above: true }), {
    doc: 'how fast they walk; without it walking takes no time',
    example: 'walking: 1.2 m/s',
  }),
  skills: property(entries(value('share', { draws: false }), 'skills with the share of people that have them, such as {weld: 60 %}'), {
    doc: 'share of the people with each skill',
    example: 'skills: {weld: 60 %, seal: 30 %}',
  }),
  overtime: property(overtime, { doc: 'legal limit a month and person, checked', example: 'overtime: 36 h/month' }),
})
