/** Words of work on a part: stations, casting cells, tunnels. */
import { constant, either, entries, flag, hook, listed, listOf, named, nameOf, property, record, value, whole, word } from 'genba/model'
import type { Declared, Form, Hook, KeyedEntry, Named, Node, PlaceWords, Read, Value } from 'genba/model'
import { counts, crew, shares, target } from './words-element.ts'
import type { CrewWords, ElementWords, Target } from './words-element.ts'
import { failure, wear } from './words-failure.ts'
import type { FailureWords, MaintenanceWords, WearWords } from './words-failure.ts'
import { setup, batch, inspects, stepPlace, toolPlace, heatUpPlace } from './words-operation.ts'
import type { StepWords, SetupWords, BatchWords, InspectWords, ToolWords, HeatUpWords, FurnaceWords } from './words-operation.ts'

export type ShiftEndWord = 'pause' | 'finish' | 'redo' | 'scrap' | 'run_out'
export type AcceptsWord = 'accepts' | 'refuses'

/** Where a part goes when its tries are used up. */
export type AfterTries = 'scrap' | 'pass' | Target

/** `scrap`, `pass`, or the name of an element. */
const afterTries: Form<AfterTries> = either<'scrap' | 'pass', Target>(
  word('scrap', 'pass'),
  (node) => isText(node, 'scrap', 'pass'),
  target,
)

/** Whether a node is one of these words. */
export function isText(node: Node, ...words: readonly string[]): boolean {
  return node.kind === 'scalar' && words.includes(node.text)
}

/** What stations, casting cells and tunnels share. */
export interface WorkplaceWords extends ElementWords {
  makes: readonly string[]
  scrap: Value
  rework: readonly KeyedEntry<Value>[]
  tries: number
  after_tries: AfterTries
  defects: readonly KeyedEntry<Value>[]
  inspects: InspectWords
  setup: SetupWords
  setup_when: 'change' | 'input_change' | 'every_part' | 'every_turn'
  setup_starts: 'with_part' | 'ahead'
  first_setup: boolean
  failures: readonly Named<Read<Omit<FailureWords, 'reach'>>>[]
  maintenance: readonly Named<Read<MaintenanceWords>>[]
  wear: readonly Named<Read<WearWords>>[]
  fails: 'position' | 'station'
  several_modes: 'one_at_a_time' | 'together'
  blocking: 'after_service' | 'before_service'
  when_down: AcceptsWord
  when_closed: AcceptsWord
  shift_end: ShiftEndWord
  heat_up: Read<HeatUpWords>
  crew: CrewWords
  gather: 'together' | 'one_by_one'
  visit_empty: boolean
}

export type WorkplaceDeclarations = { readonly [K in keyof Omit<WorkplaceWords, keyof ElementWords>]: Declared<WorkplaceWords[K]> }

const product = nameOf('product', 'a product')

/** Declares what stations, casting cells and tunnels share. */
export function workplaceWords(maintenance: PlaceWords<MaintenanceWords>): WorkplaceDeclarations {
  return {
    makes: property(listOf(product, { single: true }), {
      doc: 'the product that leaves, if another one; of a flexible casting cell a list',
      example: 'makes: car',
    }),
    scrap: property(value('share', { draws: false }), { doc: 'share that leaves as scrap', example: 'scrap: 2 %', default: '0 %' }),
    rework: property(shares, {
      doc: 'shares that go there instead of passing; itself: once more here',
      example: 'rework: {spot: 8 %, itself: 2 %}',
    }),
    tries: property(whole({ least: 1, unlimited: true }), {
      doc: 'passes at most, the first included',
      example: 'tries: 2',
      default: 'unlimited',
      handed: true,
    }),
    after_tries: property(afterTries, {
      doc: 'what happens when the tries are used up',
      example: 'after_tries: scrap',
      default: 'scrap',
      handed: true,
    }),
    defects: property(entries(value('share', { draws: false }), 'faults with shares, such as {leak: 0.3 %}'), {
      doc: 'hidden faults made here',
      example: 'defects: {leak: 0.3 %}',
      handed: true,
      merges: true,
    }),
    inspects: property(inspects, {
      doc: 'faults found here, with misses and false alarms',
      example: 'inspects: {leak: 95 %, false_alarm: 1 %, to: repair}',
    }),
    setup: property(setup, {
      doc: 'change-over when the product, an attribute or the input changes',
      example: 'setup: {by: colour, time: 15 s}',
      default: '0 s',
      handed: true,
    }),
    setup_when: property(word('change', 'input_change', 'every_part', 'every_turn'), {
      doc: 'what calls for a set-up; every_turn with merge: exhaustive, gated or round_robin',
      example: 'setup_when: every_turn',
      default: 'change',
      handed: true,
    }),
    setup_starts: property(word('with_part', 'ahead'), {
      doc: 'when the part is in the station, or as soon as it is known',
      example: 'setup_starts: ahead',
      default: 'with_part',
      handed: true,
    }),
    first_setup: property(flag, { doc: 'whether the first part needs one', example: 'first_setup: true', default: 'false', handed: true }),
    failures: property(named(failure, { none: true }), {
      doc: 'ways in which the station fails, by name',
      example: 'failures: {gripper: {mtbf: 150 min, mttr: 6 min}}',
      handed: true,
      merges: true,
    }),
    maintenance: property(named(maintenance, { none: true }), {
      doc: 'planned maintenance, by name',
      example: 'maintenance: {service: {every: 200 h, duration: 4 h}}',
      handed: true,
      merges: true,
    }),
    wear: property(named(wear, { none: true }), {
      doc: 'condition-based failures, by name',
      example: 'wear: {spindle: {per_cycle: 0.001, fails_at: 1, duration: 2 h}}',
      handed: true,
      merges: true,
    }),
    fails: property(word('position', 'station'), {
      doc: 'each position by itself, or all together',
      example: 'fails: station',
      default: 'position',
      handed: true,
    }),
    several_modes: property(word('one_at_a_time', 'together'), {
      doc: 'while down the other failure clocks rest, or repairs overlap',
      example: 'several_modes: together',
      default: 'one_at_a_time',
      handed: true,
    }),
    blocking: property(word('after_service', 'before_service'), {
      doc: 'a finished part stays until there is room, or work does not begin before there is',
      example: 'blocking: before_service',
      default: 'after_service',
      handed: true,
      literature: 'Perros 1994; Buzacott and Shanthikumar 1993',
    }),
    when_down: property(word<AcceptsWord>('accepts', 'refuses'), {
      doc: 'whether a down station with a free place lets the next part in',
      example: 'when_down: refuses',
      default: 'accepts',
      handed: true,
      literature: 'Gershwin 1994 (conventions differ)',
    }),
    when_closed: property(word<AcceptsWord>('accepts', 'refuses'), {
      doc: 'the same, outside its calendar',
      example: 'when_closed: refuses',
      default: 'accepts',
      handed: true,
    }),
    shift_end: property(shiftEnd, {
      doc: 'work at closing time: goes on later; is finished first; begins anew; is lost; or nothing enters that cannot be done',
      example: 'shift_end: finish',
      default: 'pause',
      handed: true,
    }),
    heat_up: property(record(heatUpPlace), {
      doc: 'heating up after standing still',
      example: 'heat_up: {after: 24 h, duration: 2 h}',
      handed: true,
    }),
    crew: property(crew, { doc: 'people needed for the whole operation', example: 'crew: {welder: 2, leader: 1}', handed: true }),
    gather: property(word('together', 'one_by_one'), {
      doc: 'waits without holding anyone until all are free, or holds those it has',
      example: 'gather: one_by_one',
      default: 'together',
      handed: true,
    }),
    visit_empty: property(flag, {
      doc: 'with inputs served in turns: whether an empty one gets its turn and its set-up',
      example: 'visit_empty: true',
      default: 'false',
      handed: true,
      literature: 'Takagi 1986',
    }),
  }
}

/** What happens to work at closing time. */
export const shiftEnd: Form<ShiftEndWord> = word<ShiftEndWord>('pause', 'finish', 'redo', 'scrap', 'run_out')

/** Words of a station alone. */
export interface StationWords extends WorkplaceWords {
  cycle: Value
  steps: readonly Read<StepWords>[]
  positions: number
  input_places: number
  output_places: number
  takes: readonly KeyedEntry<number>[]
  take_when: 'together' | 'main_first'
  match: 'any' | 'order'
  divides: readonly KeyedEntry<number>[]
  batch: BatchWords
  lots_of: number
  tool: Read<ToolWords>
  preempt: 'none' | 'resume' | 'restart'
  preempted: 'stays' | 'returns'
  call_crew: 'inside' | 'before'
  release: 'at_end' | 'when_left'
  process: Hook
  fills: number
  empties: number
}

export type StationDeclarations = { readonly [K in keyof Omit<StationWords, keyof WorkplaceWords>]: Declared<StationWords[K]> }

/** Declares what belongs to stations and casting cells. */
export const stationWords: StationDeclarations = {
  cycle: property(value('duration'), { doc: 'processing time of a part, or of a batch', example: 'cycle: 108 s', handed: true }),
  steps: property(listed(stepPlace, 'step'), {
    doc: 'the operation in parts, each with its time and people; instead of cycle',
    example: 'steps: [{step: load, time: 40 s, crew: operator}, {step: run, time: 4 min}]',
    handed: true,
  }),
  positions: property(whole({ least: 1, unlimited: true }), { doc: 'equal places side by side', example: 'positions: 3', default: '1' }),
  input_places: property(whole({ unlimited: true }), {
    doc: 'waiting places that belong to the station',
    example: 'input_places: unlimited',
    default: '0',
    handed: true,
  }),
  output_places: property(whole({ unlimited: true }), {
    doc: 'places for finished parts; the position is then free',
    example: 'output_places: 2',
    default: '0',
    handed: true,
  }),
  takes: property(counts, { doc: 'what is assembled here, from where', example: 'takes: {pack.store: 1, seats: 5}' }),
  take_when: property(word('together', 'main_first'), {
    doc: 'nothing enters before all is there, or the main part enters and waits inside',
    example: 'take_when: main_first',
    default: 'together',
    handed: true,
    literature: 'Buzacott and Shanthikumar 1993',
  }),
  match: property(word('any', 'order'), {
    doc: 'any part will do, or only one of the same order',
    example: 'match: order',
    default: 'any',
    handed: true,
    literature: 'fork-join: Nelson and Tantawi 1988',
  }),
  divides: property(counts, { doc: 'the part is split and sent to each of these', example: 'divides: {left: 1, right: 1}' }),
  batch: property(batch, { doc: 'parts worked on together, least to most', example: 'batch: 2 to 4', handed: true }),
  lots_of: property(constant('count', { whole: true, least: 1 }), {
    doc: 'parts are passed on this many at a time',
    example: 'lots_of: 12',
    default: '1',
    handed: true,
  }),
  tool: property(record(toolPlace), {
    doc: 'counted wear, then a change',
    example: 'tool: {life: 5000 cycles, change: 20 min}',
    handed: true,
  }),
  preempt: property(word('none', 'resume', 'restart'), {
    doc: 'whether a part of lower priority is interrupted, and how it goes on',
    example: 'preempt: resume',
    default: 'none',
    handed: true,
    literature: 'Cobham 1954',
  }),
  preempted: property(word('stays', 'returns'), {
    doc: 'the interrupted part waits in a place of its own, or at the head of its queue',
    example: 'preempted: returns',
    default: 'stays',
    handed: true,
  }),
  call_crew: property(word('inside', 'before'), {
    doc: 'the part enters, then people are called; or it waits outside for them',
    example: 'call_crew: before',
    default: 'inside',
    handed: true,
  }),
  release: property(word('at_end', 'when_left'), {
    doc: 'people go when the work ends, or when the part has left',
    example: 'release: when_left',
    default: 'at_end',
    handed: true,
  }),
  process: property(hook, { doc: 'hands the whole operation to a function', example: 'process: hook(repair)' }),
  fills: property(constant('length', { above: true, least: 0 }), {
    doc: 'makes an item from this much continuous material',
    example: 'fills: 2000 m',
  }),
  empties: property(constant('length', { above: true, least: 0 }), {
    doc: 'makes this much continuous material from an item',
    example: 'empties: 2000 m',
  }),
}

/** Words of a casting cell beside those of a station. */
export interface CastingWords {
  shot_mass: Value
  remelt: Value
  insert: Read<ToolWords>
  furnace: Read<FurnaceWords>
  make_rule: 'in_turn' | 'lowest_stock' | 'sequence' | Hook
  sequence: readonly string[]
}

/** Words of a tunnel beside those of a workplace. */
export interface TunnelWords {
  dwell: Value
  takt: Value
  max_dwell: Value
  when_blocked: 'stops' | 'accumulates'
}
