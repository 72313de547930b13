/** What can stop work, and what is done about it: failures, stops, maintenance, wear. */
import { constant, place, property, value, word } from 'genba/model'
import { either, listOf, name, readForm, refuse } from 'genba/model'
import type { Declared, Form, KeyedEntry, PlaceWords, Value } from 'genba/model'
import { joinPath, valueOf } from 'genba/model'
import { counts, crew, target } from './words-element.ts'
import type { CrewWords, Target } from './words-element.ts'

export type Clock = 'operating' | 'scheduled' | 'calendar'
export type OnFailure = 'resume' | 'restart' | 'return' | 'scrap' | 'rework' | { readonly rework: Target }

const onFailureWord: Form<'resume' | 'restart' | 'return' | 'scrap' | 'rework'> = word('resume', 'restart', 'return', 'scrap', 'rework')

const onFailureTo: Form<{ readonly rework: Target }> = {
  phrase: '{rework: repair}',
  long: false,
  schema: () => ({ type: 'object' }),
  read: (node, path, reading) => {
    const to = node.kind === 'map' && node.entries.length === 1 ? valueOf(node, 'rework') : undefined
    const found = to === undefined ? undefined : readForm(target, to, joinPath(path, 'rework'), reading)
    return found === undefined ? refuse(node, path, reading, '{rework: repair}') : { rework: found }
  },
}

/** A way in which a station fails, or a line stops. */
export interface FailureWords {
  mtbf: Value
  mttr: Value
  up: Value
  down: Value
  chance: Value
  clock: Clock
  on_failure: OnFailure
  crew: CrewWords
  takes: readonly KeyedEntry<number>[]
  reach: 'line' | 'behind'
}

const failureWords: { readonly [K in keyof Omit<FailureWords, 'reach'>]: Declared<FailureWords[K]> } = {
  mtbf: property(value('duration', { above: true }), {
    doc: 'mean time to failure on its clock; a plain duration means exponential',
    example: 'mtbf: 150 min',
  }),
  mttr: property(value('duration'), { doc: 'mean time to repair; a plain duration means exponential', example: 'mttr: 6 min' }),
  up: property(value('duration'), { doc: 'time to failure as any distribution', example: 'up: weibull(shape 1.4 scale 300 h)' }),
  down: property(value('duration'), { doc: 'time to repair as any distribution', example: 'down: lognormal(mean 40 min cv 1)' }),
  chance: property(value('share', { draws: false }), { doc: 'probability to fail at each part worked on', example: 'chance: 0.05 %' }),
  clock: property(word<Clock>('operating', 'scheduled', 'calendar'), {
    doc: 'what ages: time at work on a part; time inside the calendar while up; all time while up',
    example: 'clock: calendar',
    default: 'operating',
    literature: 'Buzacott and Hanifin 1978',
  }),
  on_failure: property(
    either(onFailureTo, (node) => node.kind === 'map', onFailureWord),
    {
      doc: 'the part in work goes on where it was; starts anew; goes back to the head of its queue with the work still to do; leaves',
      example: 'on_failure: restart',
      default: 'resume',
      literature: 'White and Christie 1958; Avi-Itzhak and Naor 1963',
    },
  ),
  crew: property(crew, { doc: 'who repairs', example: 'crew: technicians' }),
  takes: property(counts, { doc: 'spare parts that the repair needs, from where', example: 'takes: {spares: 1}' }),
}

/** A failure of one station. */
export const failure: PlaceWords<Omit<FailureWords, 'reach'>> = place('failure', 'a way in which a station fails', failureWords)

/** A stop of a whole line. */
export const stop: PlaceWords<FailureWords> = place('stop', 'a way in which a line stops', {
  ...failureWords,
  reach: property(word('line', 'behind'), {
    doc: 'who stands meanwhile: the whole line, or the bodies behind the one that stopped',
    example: 'reach: behind',
    default: 'line',
  }),
})

/** A fault of a body that drives. */
export interface DriveWords {
  fault: Value
  recovery: Value
  reach: 'behind' | 'line'
  crew: CrewWords
}

export const drive: PlaceWords<DriveWords> = place('drive', 'faults of bodies that drive themselves', {
  fault: property(value('share', { draws: false }), {
    doc: 'probability of a fault at each entry of a body into a station',
    example: 'fault: 0.05 %',
    required: true,
  }),
  recovery: property(value('duration'), { doc: 'how long a faulty body stands', example: 'recovery: 90 s', required: true }),
  reach: property(word('behind', 'line'), {
    doc: 'who stands meanwhile: the bodies behind it, or the whole line',
    example: 'reach: line',
    default: 'behind',
  }),
  crew: property(crew, { doc: 'who helps', example: 'crew: technicians' }),
})

export type Renews = 'all' | 'none' | readonly string[]

/** Work on the station itself, planned. */
export interface MaintenanceWords {
  every: Value
  when: number
  duration: Value
  policy: 'age' | 'block'
  clock: Clock
  renews: Renews
  maintain: 'after_part' | 'at_once' | 'when_idle'
  latest: Value
  crew: CrewWords
  takes: readonly KeyedEntry<number>[]
}

/** Declares maintenance; `moment` reads `Sun 08:00`. */
export function maintenancePlace(moment: Form<number>): PlaceWords<MaintenanceWords> {
  return place('maintenance', 'planned maintenance', {
    every: property(value('duration', { above: true, draws: false }), { doc: 'interval on its clock', example: 'every: 200 h' }),
    when: property(moment, { doc: 'a moment of the week instead of an interval', example: 'when: Sun 08:00' }),
    duration: property(value('duration'), { doc: 'how long it takes', example: 'duration: 4 h', required: true }),
    policy: property(word('age', 'block'), {
      doc: 'counted since the last repair or maintenance, or at fixed intervals',
      example: 'policy: block',
      default: 'age',
      literature: 'Barlow and Proschan 1965',
    }),
    clock: property(word<Clock>('operating', 'scheduled', 'calendar'), {
      doc: 'what the interval counts',
      example: 'clock: calendar',
      default: 'operating',
    }),
    renews: property(
      either<readonly string[], 'all' | 'none'>(listOf(name), (node) => node.kind === 'list', word('all', 'none')),
      { doc: 'which failure clocks start anew', example: 'renews: [controls]', default: 'all', literature: 'Barlow and Proschan 1965' },
    ),
    maintain: property(word('after_part', 'at_once', 'when_idle'), {
      doc: 'when the due work begins',
      example: 'maintain: when_idle',
      default: 'after_part',
    }),
    latest: property(value('duration', { draws: false }), { doc: 'how long when_idle may wait after it is due', example: 'latest: 8 h' }),
    crew: property(crew, { doc: 'who does it', example: 'crew: technicians' }),
    takes: property(counts, { doc: 'material it needs, from where', example: 'takes: {filters: 2}' }),
  })
}

/** A condition that adds up and fails at a level. */
export interface WearWords {
  per_cycle: Value
  fails_at: number
  serviced_at: number
  duration: Value
  crew: CrewWords
}

export const wear: PlaceWords<WearWords> = place('wear', 'wear that adds up with each cycle', {
  per_cycle: property(value('ratio', { least: 0 }), {
    doc: 'what a cycle adds',
    example: 'per_cycle: gamma(shape 2 mean 0.001)',
    required: true,
  }),
  fails_at: property(constant('ratio', { least: 0, above: true }), {
    doc: 'level at which it fails',
    example: 'fails_at: 1',
    required: true,
  }),
  serviced_at: property(constant('ratio', { least: 0, above: true }), {
    doc: 'level from which it is serviced after the part',
    example: 'serviced_at: 0.8',
  }),
  duration: property(value('duration'), { doc: 'how long service or repair takes', example: 'duration: 2 h', required: true }),
  crew: property(crew, { doc: 'who does it', example: 'crew: technicians' }),
})
