/** Words of transporters, the map they drive on, and suppliers. */
import {
  constant,
  flag,
  guarded,
  joinPath,
  listOf,
  nameOf,
  place,
  property,
  readDateText,
  readForm,
  record,
  refuse,
  text,
  value,
  word,
  wordOrHook,
} from 'genba/model'
import type { Form, Hook, PlaceWords, Read, Value } from 'genba/model'
import { calendarSetting } from './words-time.ts'
import type { CalendarWords } from './words-element.ts'

const point = nameOf('point', 'a point of the layout')

export interface ChargeWords {
  energy: number
  at: string
}

export const chargePlace: PlaceWords<ChargeWords> = place('charge', 'charging of vehicles', {
  energy: property(constant('energy', { least: 0, above: true }), { doc: 'battery of a vehicle', example: 'energy: 4 kWh' }),
  at: property(point, { doc: 'where it is charged', example: 'at: dock' }),
})

export interface VehicleWords {
  count: number
  speed: number
  home: string
  idle: 'stays' | 'home'
  dispatch: 'nearest' | 'first_come' | 'longest_idle' | 'least_used' | Hook
  charge: Read<ChargeWords>
  calendar: CalendarWords
}

export const vehiclePlace: PlaceWords<VehicleWords> = place('vehicle', 'vehicles of one kind', {
  count: property(constant('count', { whole: true, least: 1 }), { doc: 'how many', example: 'count: 2', default: '1' }),
  speed: property(constant('speed', { least: 0, above: true }), { doc: 'how fast they drive', example: 'speed: 1.2 m/s' }),
  home: property(point, { doc: 'where they start and, with idle: home, wait', example: 'home: dock' }),
  idle: property(word('stays', 'home'), { doc: 'where a free vehicle waits', example: 'idle: home', default: 'stays' }),
  dispatch: property(wordOrHook('nearest', 'first_come', 'longest_idle', 'least_used'), {
    doc: 'which call and vehicle meet',
    example: 'dispatch: first_come',
    default: 'nearest',
    literature: 'Egbelu and Tanchoco 1984',
  }),
  charge: property(record(chargePlace), { doc: 'battery and where it is charged', example: 'charge: {energy: 4 kWh, at: dock}' }),
  calendar: property(calendarSetting, { doc: 'when they drive', example: 'calendar: two_shifts', default: 'always' }),
})

const coordinate = constant('length')

/** Points by name, in metres. */
const points: Form<readonly { readonly name: string; readonly x: number; readonly y: number }[]> = {
  phrase: 'points such as {dock: [0 m, 0 m]}',
  long: false,
  inner: { kind: 'entries' },
  schema: () => ({ type: 'object', additionalProperties: { type: 'array' } }),
  read: (node, path, reading) => {
    if (node.kind !== 'map') return refuse(node, path, reading, points.phrase)
    const list: { name: string; x: number; y: number }[] = []
    for (const { key, value: each } of node.entries) {
      const inner = joinPath(path, key.text)
      const [first, second] = each.kind === 'list' && each.items.length === 2 ? each.items : []
      const x = first === undefined ? undefined : readForm(coordinate, first, inner, reading)
      const y = second === undefined ? undefined : readForm(coordinate, second, inner, reading)
      if (first === undefined) refuse(each, inner, reading, 'two lengths such as [40 m, 12 m]')
      if (x !== undefined && y !== undefined) list.push({ name: key.text, x, y })
    }
    return list.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  },
}

export interface PathWords {
  from: string
  to: string
  both_ways: boolean
  length: number
}

export const pathPlace: PlaceWords<PathWords> = place('path', 'a way between two points', {
  from: property(point, { doc: 'where it begins', example: 'from: dock', required: true }),
  to: property(point, { doc: 'where it ends', example: 'to: weld', required: true }),
  both_ways: property(flag, { doc: 'whether it is driven in both directions', example: 'both_ways: true', default: 'false' }),
  length: property(constant('length', { least: 0, above: true }), { doc: 'its length, where it is not straight', example: 'length: 45 m' }),
})

export interface LayoutWords {
  points: readonly { readonly name: string; readonly x: number; readonly y: number }[]
  paths: readonly Read<PathWords>[]
  travel: string
  traffic: 'zones' | 'free'
  overtaking: boolean
}

export const layoutPlace: PlaceWords<LayoutWords> = place('layout', 'the map that vehicles drive on', {
  points: property(points, { doc: 'points by name', example: 'points: {dock: [0 m, 0 m], weld: [40 m, 12 m]}' }),
  paths: property(listOf(record(pathPlace)), { doc: 'ways between points', example: 'paths: [{from: dock, to: weld, both_ways: true}]' }),
  travel: property(text, { doc: 'table of times or distances between points, directed', example: 'travel: travel.csv' }),
  traffic: property(word('zones', 'free'), {
    doc: 'vehicles keep each other out of zones, or ignore each other',
    example: 'traffic: free',
    default: 'zones',
  }),
  overtaking: property(flag, { doc: 'whether vehicles on a path may pass each other', example: 'overtaking: true', default: 'false' }),
})

/** `2028-03-01 to 2028-04-15`, the last day included; half-open civil seconds. */
const dateSpan: Form<{ readonly from: number; readonly to: number }> = {
  phrase: 'dates such as "2028-03-01 to 2028-04-15"',
  long: false,
  schema: () => ({ type: 'string' }),
  read: (node, path, reading) => {
    if (node.kind !== 'scalar') return refuse(node, path, reading, dateSpan.phrase)
    return guarded(node, path, reading, () => {
      const [first, last] = node.text.split(/\s+to\s+/)
      const from = readDateText(first!, reading.names.milestones)
      return { from, to: (last === undefined ? from : readDateText(last, reading.names.milestones)) + 86400 }
    })
  },
}

export interface SupplierWords {
  on_time: Value
  late_by: Value
  stopped: readonly { readonly from: number; readonly to: number }[]
}

export const supplierPlace: PlaceWords<SupplierWords> = place('supplier', 'a supplier', {
  on_time: property(value('share', { draws: false }), { doc: 'share of deliveries on time', example: 'on_time: 98 %', default: '100 %' }),
  late_by: property(value('duration'), { doc: 'how late the others are', example: 'late_by: exponential(4 h)', default: '0 s' }),
  stopped: property(listOf(dateSpan), { doc: 'when nothing is delivered', example: 'stopped: [2028-03-01 to 2028-04-15]' }),
})
