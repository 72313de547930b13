/**
 * Who may ask for people: positions for their work, positions for their repairs, stops of lines and tunnels, and bodies of moving
 * lines whose drives recover. Each is a number.
 */
import { int32From } from 'genba/kernel'
import { drivenBodies } from './people.ts'
import type { Plan } from './plan.ts'
import { UP, type PositionColumns } from './positions.ts'
import type { World } from './world.ts'

/** What moving lines say of their bodies. */
export interface BodyTold {
  /** Ticks of the recovery of a body. */
  ticks(line: number, body: number): number
  /** The element in which it stands. */
  element(line: number, body: number): number
  /** The number of its part. */
  serial(line: number, body: number): number
  /** Its people have come. */
  granted(line: number, body: number): void
}

export interface CrewAskers {
  readonly count: number
  /** Askers below are positions for their work, those below twice as many positions for their repairs. */
  readonly positions: number
  stopAsker(stop: number): number
  bodyAsker(line: number, body: number): number
  /** Where it belongs: its element, for a stop and a body the first of its line. */
  readonly elementOf: Int32Array
  /** Where people go to it: a body stands in an element of its line. */
  placeOf(asker: number): number
  /** Could it use people now? */
  isReady(asker: number): boolean
  /** Ticks left of what it asks for or is at, as far as they are known. */
  jobOf(asker: number): number
  /** Of two that are at one element and have asked at one tick: does `a` come before `b`? */
  precedes(a: number, b: number): boolean
  /** It has its people. */
  granted(asker: number): void
  bind(position: PositionColumns, granted: (asker: number) => void): void
  bindStops(ticks: Float64Array, granted: (stop: number) => void): void
  bindBodies(of: BodyTold): void
}

export function createCrewAskers({ plan, layout, clocks, clockwork }: Pick<World, 'plan' | 'layout' | 'clocks' | 'clockwork'>): CrewAskers {
  const n = layout.positions
  const stops = 2 * n
  const bodies = stops + layout.stops.length
  /** Line of each body whose drive people recover, and the first such asker of each line. */
  const lineOfBody = drivenBodies(plan, layout.bodyCount)
  const firstBody = int32From(plan.lines, ({ number }) => bodies + lineOfBody.indexOf(number))
  const count = bodies + lineOfBody.length
  const elementOf = int32From({ length: count }, (_, asker) => {
    if (asker < stops) return layout.positionElement[asker % n]!
    if (asker >= bodies) return firstOf(plan, lineOfBody[asker - bodies]!)
    const { line, tunnel } = layout.stops[asker - stops]!
    return tunnel ?? firstOf(plan, line!)
  })
  /** The clock that runs while its place is open. */
  const openClock = int32From({ length: count }, (_, asker) => {
    const line = asker < stops ? undefined : asker < bodies ? layout.stops[asker - stops]!.line : lineOfBody[asker - bodies]
    return line === undefined ? clockwork.open[elementOf[asker]!]! : clockwork.lineOpen[line]!
  })
  let columns: PositionColumns
  let positionGranted: (asker: number) => void
  let stopTicks: Float64Array
  let stopGranted: (stop: number) => void
  let told: BodyTold

  function ofBody<T>(asker: number, of: (line: number, body: number) => T): T {
    const line = lineOfBody[asker - bodies]!
    return of(line, asker - firstBody[line]!)
  }

  /** Working ticks left of what a position is at. */
  function remaining(p: number): number {
    const { left, segment, running } = columns
    return running[p] === 0 ? left[p]! : left[p]! - segment[p]! + clocks.remaining(layout.positionSlot + p)
  }

  return {
    count,
    positions: n,
    stopAsker: (stop) => stops + stop,
    bodyAsker: (line, body) => firstBody[line]! + body,
    elementOf,
    placeOf: (asker) => (asker < bodies ? elementOf[asker]! : ofBody(asker, told.element)),
    isReady: (asker) => !(asker < n && columns.down[asker] !== UP) && clocks.runs(openClock[asker]!),
    jobOf(asker) {
      if (asker < n) return remaining(asker)
      if (asker < stops) return columns.repair[asker - n]!
      return asker < bodies ? stopTicks[asker - stops]! : ofBody(asker, told.ticks)
    },
    precedes(a, b) {
      if (a >= bodies && b >= bodies) return ofBody(a, told.serial) < ofBody(b, told.serial)
      if (a >= stops || b >= stops) return a < b
      const { start } = columns
      const [p, q] = [a % n, b % n]
      return start[p]! < start[q]! || (start[p] === start[q] && a < b)
    },
    granted(asker) {
      if (asker < stops) positionGranted(asker)
      else if (asker < bodies) stopGranted(asker - stops)
      else ofBody(asker, told.granted)
    },
    bind(position, granted) {
      columns = position
      positionGranted = granted
    },
    bindStops(ticks, granted) {
      stopTicks = ticks
      stopGranted = granted
    },
    bindBodies: (of) => void (told = of),
  }
}

/** The first element of a line or of the lines in it. */
function firstOf(plan: Plan, line: number): number {
  const inside = (of: number | undefined): boolean => of !== undefined && (of === line || inside(plan.lines[of]!.parent))
  return plan.elements.findIndex((element) => inside(element.line))
}
