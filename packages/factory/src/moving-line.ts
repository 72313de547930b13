/** One moving line (moving-lines.ts): what is built for it, and its bodies in columns. */
import { float64, int32, int32From, uint8, uint8From } from 'genba/kernel'
import type { Belts } from './belts.ts'
import type { LinePlan, StationPlan } from './plan.ts'
import { MOVING } from './topology.ts'
import type { World } from './world.ts'

/** Columns are by body (a row of the line); a border is 0 before the first station, n behind the last. */
export interface MovingLine {
  readonly plan: LinePlan
  /** Its stations in the order of flow. */
  readonly members: readonly number[]
  readonly belt: number
  /** Clock of the belt, and of drives that recover: that of the open time, which stands while their people have gone. */
  readonly moves: number
  readonly mends: number
  /** Event of the next body that arrives, and of the next drive that has recovered (-1 without drives). */
  readonly bodySlot: number
  readonly driveSlot: number
  /** The choice in which it is decided who stands at the end of a tick. */
  readonly standstill: number
  readonly takt: number
  /** What a body gains in a tick at takt speed (staffing.ts): borders are `pace` apart, in this measure. */
  readonly full: number
  /** All on one belt; a takt that is the same for every body. */
  readonly belted: boolean
  readonly steady: boolean
  /** Per station: 1 if parts are assembled on entering it; the product that it makes, -1 for none. */
  readonly takes: Uint8Array
  readonly makes: Int32Array
  /** The first border behind each at which a part or another product comes, n for none. */
  readonly nextStop: Int32Array
  readonly fault: number
  /** A stream for each station: the n-th body to enter it meets its n-th number. */
  readonly faultStreams: Int32Array | undefined
  readonly recovery: number
  /** People who recover a drive (crews.ts), -1 for nobody. */
  readonly demand: number
  readonly reachesLine: boolean
  /** Border at which each side bay stands, and the body that is in it or bound for it, -1 for none. */
  readonly bays: readonly number[]
  readonly inBay: Int32Array
  /** Border of the bay that a body is bound for, -1 for none; ticks that its drive takes to recover. */
  readonly bound: Int32Array
  readonly recovers: Float64Array
  /** Bodies from the front: row of each, oldest first (a ring over the rows). */
  readonly order: Int32Array
  readonly state: Uint8Array
  /** Border at which it stands or from which it went; border it goes to. */
  readonly border: Int32Array
  readonly goal: Int32Array
  /** How far the line had moved (`movedBy`) when it went, or came where it stands, and how far it moves to the next border. */
  readonly went: Float64Array
  readonly pace: Float64Array
  /** How far the line has moved when it arrives at its goal, open tick at which its drive has recovered; Infinity for never. */
  readonly arrives: Float64Array
  readonly recovered: Float64Array
  /** One cell: the earliest arrival, as planned in the calendar. */
  readonly planned: Float64Array
  /** Borders reached that are counted. */
  readonly counted: Int32Array
  /** Per border: bodies that have begun to be counted there, less those that were until there; crossings are running sums. */
  readonly crossings: Int32Array
  /** 1 per body and station at whose entry its drive fails; the first such border that it has not passed, n for none. */
  readonly faulty: Uint8Array
  readonly fails: Int32Array
  /** Was held back just when it went on: what happens on entering the station behind its border has happened. */
  readonly inside: Uint8Array
  readonly part: Int32Array
  free: number[]
  count: number
  first: number
  blocked: boolean
  queued: boolean
  /** How far it moves in a tick, since the moving tick from which that is counted. */
  speed: number
  since: number
}

export function movingLineOf(
  { plan, topology, layout, clocks, clockwork, streams, draws, staffing, crews }: World,
  belts: Belts,
  line: LinePlan,
): MovingLine {
  const members = line.elements.filter((element) => topology.kind[element] === MOVING)
  const bodies = layout.bodyCount[line.number]!
  const belt = belts.ofLine[line.number]!
  const moves = belts.clock[belt]!
  const drives = line.transfer === 'self_propelled' && line.drive !== undefined
  const demand = drives ? crews.demand(line.drive!.crew) : -1
  const mends = crews.clockWith(clockwork.lineOpen[line.number]!, line.calendars, demand)
  clocks.bind(layout.bodySlot[line.number]!, moves)
  const driveSlot = layout.driveSlot[line.number]!
  if (driveSlot >= 0) clocks.bind(driveSlot, mends)
  const makesAt = (element: number): number => (plan.elements[element] as StationPlan).makes ?? -1
  return {
    plan: line,
    members,
    belt,
    moves,
    mends,
    standstill: topology.standstillChoice[members.at(-1)!]!,
    bodySlot: layout.bodySlot[line.number]!,
    driveSlot,
    takt: draws.duration(line.takt!, line.key, 'takt'),
    full: staffing.full[line.number]!,
    belted: line.transfer === 'continuous',
    steady: line.takt!.kind === 'constant',
    takes: uint8From(members, (element) => (topology.takes[element]!.length > 0 ? 1 : 0)),
    makes: int32From(members, makesAt),
    nextStop: int32From(members, (_, border) => {
      const n = members.length
      const next = members.findIndex((member, at) => at > border && (topology.takes[member]!.length > 0 || makesAt(member) >= 0))
      return next < 0 ? n : next
    }),
    fault: drives ? draws.quantity(line.drive!.fault, line.drive!.key, 'drive fault') : -1,
    faultStreams: drives ? int32From(members, (element) => streams.uniforms(plan.elements[element]!.key, 'drive')) : undefined,
    recovery: drives ? draws.duration(line.drive!.recovery, line.drive!.key, 'recovery') : -1,
    demand,
    reachesLine: line.drive?.reach === 'line',
    bays: drives ? bayBorders(line.sideBays, members.length) : [],
    inBay: int32(line.sideBays).fill(-1),
    bound: int32(bodies).fill(-1),
    recovers: float64(bodies),
    order: int32(bodies),
    state: uint8(bodies),
    border: int32(bodies),
    goal: int32(bodies),
    went: float64(bodies),
    pace: float64(bodies),
    counted: int32(bodies),
    crossings: int32(members.length + 1),
    arrives: float64(bodies),
    recovered: float64(bodies),
    planned: float64(1),
    faulty: uint8(bodies * members.length),
    fails: int32(bodies).fill(members.length),
    inside: uint8(bodies),
    part: int32(bodies),
    free: [] as number[],
    count: 0,
    first: 0,
    blocked: false,
    queued: false,
    speed: 1,
    since: 0,
  }
}

/** Row of the i-th body from the front. */
export function row(line: MovingLine, i: number): number {
  const at = line.first + i
  return line.order[at < line.order.length ? at : at - line.order.length]!
}

export function setRow(line: MovingLine, i: number, body: number): void {
  line.order[(line.first + i) % line.order.length] = body
}

/** Place of a body from the front, -1 if it is not on the line. */
export function placeOf(line: MovingLine, body: number): number {
  for (let i = 0; i < line.count; i++) if (row(line, i) === body) return i
  return -1
}

/** The line as it is before a run. */
export function empty(line: MovingLine): void {
  line.free = Array.from(line.order, (_, body) => line.order.length - 1 - body)
  line.count = 0
  line.first = 0
  line.blocked = false
  line.queued = false
  line.part.fill(-1)
  line.inBay.fill(-1)
  line.bound.fill(-1)
  line.inside.fill(0)
  line.arrives.fill(Infinity)
  line.recovered.fill(Infinity)
  line.planned[0] = Infinity
  line.speed = line.full
  line.since = 0
  line.crossings.fill(0)
}

/** Borders of `bays` side bays, evenly along a line of `stations` stations. */
function bayBorders(bays: number, stations: number): readonly number[] {
  return Array.from({ length: bays }, (_, bay) => Math.round(((bay + 1) * stations) / (bays + 1)))
}
