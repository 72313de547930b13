/**
 * What a run wrote down one by one, so that it can be asked: where was this part before, who left that position then, what did
 * the position do meanwhile, what went into this part. All answers are functions of ticks and numbers, so that the order in which
 * a tick was worked off leaves no mark.
 */
import { readStates, readVisits, STATES } from 'genba/factory'
import type { CrewDemand, ElementPlan, Observation, Plan, VisitColumns } from 'genba/factory'

/** A stretch of time in which a unit is in one state, in ticks [from, to). */
export interface Stretch {
  readonly state: (typeof STATES)[number]
  readonly from: number
  readonly to: number
}

/** Rows are visits, by their number in `visits`; units are positions, tunnels and lines; -1 for none. */
export interface History {
  readonly plan: Plan
  /** Ticks from which all is there, and until when. */
  readonly from: number
  readonly until: number
  readonly visits: VisitColumns
  /** The visits of the same part before and after. */
  before(row: number): number
  after(row: number): number
  /** The last visit of a part. */
  lastOf(source: number, serial: number): number
  /** Visits to an element, and to a unit, by the tick at which they ended, then by part. */
  at(element: number): Int32Array
  inUnit(unit: number): Int32Array
  /** The first visit of a list by end (`at`, `inUnit`) that ended at or after a tick: its place in the list. */
  firstFrom(rows: Int32Array, tick: number): number
  /** Last visits of the parts that went into the part of a visit while that lasted; the first visit has those it was made of. */
  joinedDuring(row: number): readonly number[]
  /** The visit of another part into which the part of this visit went at its end (-1: none); a piece of it, where it was divided. */
  hostOf(row: number): number
  /** The parts into which the part of this visit went at its end, or its pieces: by the element that made each, and the number there. */
  hostsOf(row: number): readonly { readonly source: number; readonly serial: number }[]
  /** Hosts of parts that went into others at a tick, with those parts. */
  joinedAt(tick: number): readonly { readonly host: number; readonly row: number }[]
  /** The visit of the whole of which the part of this visit is a piece, where the visit is its first; else -1. */
  wholeOf(row: number): number
  stretches(unit: number, from: number, to: number): readonly Stretch[]
  /** Name of the failure of a unit that had begun last at a tick, and when. */
  failureOf(unit: number, tick: number): { readonly name: string; readonly tick: number } | undefined
  /** The element of a position or tunnel; behind the elements, the line. */
  elementOfUnit(unit: number): number
  /** Units of an element, or of a line behind the elements. */
  unitsOf(row: number): readonly number[]
  /** Other units whose elements ask for people of the crews that the element of a unit asks for, by element. */
  unitsWithPeopleOf(unit: number): readonly number[]
  /** Path of the element, or of the line for bodies that cross it as a whole. */
  nameOf(row: number): string
  nameOfUnit(unit: number): string
  /** From 1, where the element has several positions; else undefined. */
  positionOf(unit: number): number | undefined
}

/** @throws RangeError for an observation of a run of which no history was asked for */
export function createHistory(plan: Plan, observation: Pick<Observation, 'visits' | 'states'>, until: number): History {
  if (observation.visits === undefined || observation.states === undefined)
    throw new RangeError('history: expected an observation with visits, received one without')
  const written = readVisits(observation.visits)
  const intervals = readStates(observation.states)
  const { visits, joins, failures } = written
  const { element, source, serial, unit, entered, left } = visits
  const count = left.length
  const names = [...plan.elements.map(({ path }) => path), ...plan.lines.map(({ path }) => path)]

  // --- visits of a part --------------------------------------------------------------------------------------------

  const sources = plan.elements.length + plan.lines.length
  /** Parts are made by elements, carriers belong to lines: -1 - line. */
  const cellOf = (of: number): number => (of < 0 ? plan.elements.length - 1 - of : of)
  const lowest = new Int32Array(sources).fill(0x7fff_ffff)
  const highest = new Int32Array(sources).fill(-1)
  for (let row = 0; row < count; row++) {
    const of = cellOf(source[row]!)
    if (serial[row]! < lowest[of]!) lowest[of] = serial[row]!
    if (serial[row]! > highest[of]!) highest[of] = serial[row]!
  }
  const lasts = Array.from(lowest, (low, of) => new Int32Array(Math.max(0, highest[of]! - low + 1)).fill(-1))
  const previous = new Int32Array(count)
  const next = new Int32Array(count).fill(-1)
  for (let row = 0; row < count; row++) {
    const of = cellOf(source[row]!)
    const cell = serial[row]! - lowest[of]!
    const last = lasts[of]![cell]!
    previous[row] = last
    if (last >= 0) next[last] = row
    lasts[of]![cell] = row
  }
  const lastOf = (of: number, number: number): number => lasts[cellOf(of)]?.[number - lowest[cellOf(of)]!] ?? -1

  // --- visits by element and by unit -------------------------------------------------------------------------------

  const byElement = grouped(element, plan.elements.length, inOrder)
  const units = intervals.unit.length === 0 ? 0 : intervals.unit.at(-1)! + 1
  const byUnit = grouped(unit, units, inOrder)

  function inOrder(a: number, b: number): boolean {
    if (left[a] !== left[b]) return left[a]! < left[b]!
    if (source[a] !== source[b]) return source[a]! < source[b]!
    return serial[a] === serial[b] ? a < b : serial[a]! < serial[b]!
  }

  function firstFrom(rows: Int32Array, tick: number): number {
    let [low, high] = [0, rows.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (left[rows[middle]!]! < tick) low = middle + 1
      else high = middle
    }
    return low
  }

  // --- what goes into what -----------------------------------------------------------------------------------------

  /** By last visit of what went in: its rows in `joins`, which follow one another (several for the pieces of one part). */
  const joinOf = new Map<number, number>()
  for (let join = joins.visit.length - 1; join >= 0; join--) joinOf.set(joins.visit[join]!, join)
  /** By host, the rows in `joins`. */
  const joinsOf = new Map<number, number[]>()
  const keyOf = (of: number, number: number): number => of * 0x1_0000_0000 + number
  for (let join = 0; join < joins.visit.length; join++) {
    const key = keyOf(joins.source[join]!, joins.serial[join]!)
    const list = joinsOf.get(key)
    if (list === undefined) joinsOf.set(key, [join])
    else list.push(join)
  }

  /** The visit of the host of a join in which it took place. */
  function hostAt(join: number): number {
    const tick = left[joins.visit[join]!]!
    let row = lastOf(joins.source[join]!, joins.serial[join]!)
    while (row >= 0 && entered[row]! > tick) row = previous[row]!
    // Who is no more there has gone on to a visit that has not ended yet.
    return row >= 0 && (left[row]! > tick || (left[row] === tick && unit[row]! >= 0)) ? row : -1
  }

  function hostOf(row: number): number {
    const join = joinOf.get(row)
    return join === undefined ? -1 : hostAt(join)
  }

  function hostsOf(row: number): readonly { readonly source: number; readonly serial: number }[] {
    const found: { source: number; serial: number }[] = []
    for (let join = joinOf.get(row) ?? joins.visit.length; joins.visit[join] === row; join++)
      found.push({ source: joins.source[join]!, serial: joins.serial[join]! })
    return found
  }

  function joinedDuring(row: number): readonly number[] {
    return (joinsOf.get(keyOf(source[row]!, serial[row]!)) ?? [])
      .filter((join) => hostAt(join) === row)
      .map((join) => joins.visit[join]!)
      .toSorted((a, b) => left[a]! - left[b]! || (inOrder(a, b) ? -1 : 1))
  }

  function joinedAt(tick: number): readonly { readonly host: number; readonly row: number }[] {
    let [low, high] = [0, joins.visit.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (left[joins.visit[middle]!]! < tick) low = middle + 1
      else high = middle
    }
    const found: { host: number; row: number }[] = []
    for (; low < joins.visit.length && left[joins.visit[low]!] === tick; low++) found.push({ host: hostAt(low), row: joins.visit[low]! })
    return found
  }

  function wholeOf(row: number): number {
    if (previous[row]! >= 0) return -1
    for (const join of joinsOf.get(keyOf(source[row]!, serial[row]!)) ?? []) {
      const whole = joins.visit[join]!
      if (element[whole] === element[row] && left[whole] === entered[row]) return whole
    }
    return -1
  }

  // --- states ------------------------------------------------------------------------------------------------------

  const first = new Int32Array(units + 1)
  for (const of of intervals.unit) first[of + 1] = first[of + 1]! + 1
  for (let of = 0; of < units; of++) first[of + 1] = first[of + 1]! + first[of]!
  const rowOfUnit = Int32Array.from({ length: units }, (_, of) => intervals.row[first[of]!] ?? -1)
  const unitsOf = names.map(() => [] as number[])
  rowOfUnit.forEach((row, of) => void unitsOf[row]?.push(of))

  function stretches(of: number, from: number, to: number): readonly Stretch[] {
    if (of < 0 || of >= units || !(from < to)) return []
    let [low, high] = [first[of]!, first[of + 1]!]
    const end = high
    while (low < high) {
      const middle = (low + high) >> 1
      if (intervals.to[middle]! <= from) low = middle + 1
      else high = middle
    }
    const found: Stretch[] = []
    for (; low < end && intervals.from[low]! < to; low++) {
      found.push({
        state: STATES[intervals.state[low]!]!,
        from: Math.max(from, intervals.from[low]!),
        to: Math.min(to, intervals.to[low]!),
      })
    }
    return found
  }

  // --- people and failures -----------------------------------------------------------------------------------------

  const crews = plan.elements.map(crewsOf)
  const sharing = new Map<number, readonly number[]>()

  function unitsWithPeopleOf(of: number): readonly number[] {
    const row = rowOfUnit[of]!
    let found = sharing.get(row)
    if (found === undefined) {
      const wanted = crews[row] ?? []
      found = crews.flatMap((each, other) => (each.some((crew) => wanted.includes(crew)) ? unitsOf[other]! : []))
      sharing.set(row, found)
    }
    return found.filter((each) => each !== of)
  }

  const failuresOf = new Map<number, number[]>()
  for (let at = 0; at < failures.unit.length; at++) {
    const list = failuresOf.get(failures.unit[at]!)
    if (list === undefined) failuresOf.set(failures.unit[at]!, [at])
    else list.push(at)
  }

  function failureOf(of: number, tick: number): { readonly name: string; readonly tick: number } | undefined {
    const at = failuresOf.get(of)?.findLast((each) => failures.tick[each]! <= tick)
    return at === undefined ? undefined : { name: failures.name[at]!, tick: failures.tick[at]! }
  }

  const nameOfUnit = (of: number): string => names[rowOfUnit[of]!]!

  return {
    plan,
    from: written.from,
    until,
    visits,
    before: (row) => previous[row]!,
    after: (row) => next[row]!,
    lastOf,
    at: (of) => byElement[of]!,
    inUnit: (of) => byUnit[of] ?? new Int32Array(0),
    firstFrom,
    joinedDuring,
    hostOf,
    hostsOf,
    joinedAt,
    wholeOf,
    stretches,
    failureOf,
    elementOfUnit: (of) => rowOfUnit[of]!,
    unitsOf: (row) => unitsOf[row] ?? [],
    unitsWithPeopleOf,
    nameOf: (row) => (unit[row]! >= 0 && plan.elements[element[row]!]!.kind === 'station' ? nameOfUnit(unit[row]!) : names[element[row]!]!),
    nameOfUnit,
    positionOf: (of) => {
      const row = rowOfUnit[of]!
      const at = row < plan.elements.length ? plan.elements[row]! : undefined
      return at?.kind === 'station' && at.positions > 1 ? of - unitsOf[row]![0]! + 1 : undefined
    },
  }
}

/** Crews that an element asks for, for its work and for its repairs. */
export function crewsOf(element: ElementPlan | undefined): readonly number[] {
  if (element === undefined || (element.kind !== 'station' && element.kind !== 'tunnel')) return []
  const demands: CrewDemand[] = [...element.failures.map(({ crew }) => crew), ...element.maintenance.map(({ crew }) => crew)]
  if (element.kind === 'station') demands.push(...element.steps.map(({ crew }) => crew))
  return [...new Set(demands.flatMap((demand) => demand.flatMap(({ anyOf }) => anyOf.map(({ crew }) => crew))))]
}

/** Rows of each group, in the order of `precedes`, in which they nearly are; those of a group below 0 are left out. */
function grouped(of: Int32Array, groups: number, precedes: (a: number, b: number) => boolean): readonly Int32Array[] {
  const sizes = new Int32Array(groups)
  for (const group of of) if (group >= 0) sizes[group] = sizes[group]! + 1
  const lists = Array.from(sizes, (size) => new Int32Array(size))
  sizes.fill(0)
  for (let row = 0; row < of.length; row++) {
    const group = of[row]!
    if (group < 0) continue
    const list = lists[group]!
    let at = sizes[group]!
    while (at > 0 && precedes(row, list[at - 1]!)) {
      list[at] = list[at - 1]!
      at--
    }
    list[at] = row
    sizes[group] = sizes[group]! + 1
  }
  return lists
}
