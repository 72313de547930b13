/**
 * Which parts of a plant are tandem lines: simple stations with one position each, always open, in a row, each behind the
 * other or behind a plain buffer. tandems.ts carries them.
 */
import { waitsForRoom } from './before-service.ts'
import { isCarded } from './card-lines.ts'
import { constrains } from './people.ts'
import type { ElementPlan, Plan, StationPlan } from './plan.ts'
import { asksForPeople, isSimple } from './simple-stations.ts'
import { servesOnly, tandemCrewOf } from './tandem-crews.ts'
import { createWays } from './transfer-places.ts'
import { STATION, type Topology } from './topology.ts'

/** Places of a buffer for which room is kept from the beginning. */
const MOST_PLACES = 4096

/** Two stations at least. Stations by element number in the order of flow; the buffer before each, -1 for none and for the first. */
export interface Tandem {
  readonly stations: readonly number[]
  readonly buffers: readonly number[]
}

export function findTandems(plan: Plan, topology: Topology): readonly Tandem[] {
  // A crew that is wanted elsewhere too is none of a tandem line, and neither are its stations: until nothing changes.
  const left = new Set(plan.crews.keys())
  for (;;) {
    const found = tandemsWith(plan, topology, left)
    const inside = new Set(found.flatMap(({ stations }) => stations))
    const lost = [...left].filter((crew) => !servesOnly(plan, crew, inside))
    if (lost.length === 0) return found
    for (const crew of lost) left.delete(crew)
  }
}

/** @param crews that may work in tandem lines */
function tandemsWith(plan: Plan, topology: Topology, crews: ReadonlySet<number>): readonly Tandem[] {
  const { linkTo, branches } = topology
  const { hasOneWayOut, hasOneWayIn, isPlain } = createWays(topology)
  const peopled = constrains(plan)
  const following = (element: ElementPlan): ElementPlan => plan.elements[linkTo[branches[element.number]![0]!]!]!

  /** Nothing but its own work and failures ever changes it. */
  function isMember(element: ElementPlan): element is StationPlan {
    if (element.kind !== 'station' || topology.kind[element.number] !== STATION || !isSimple(element)) return false
    if (peopled && asksForPeople(element) && !crews.has(tandemCrewOf(plan, element)?.crew ?? -1)) return false
    if (topology.loop[element.number]! >= 0 || isCarded(plan, element)) return false
    if (topology.feeders[element.number]!.some((link) => waitsForRoom(plan.elements[topology.linkFrom[link]!]!))) return false
    const one = element.positions === 1 && element.failures.length <= 1 && element.makes === undefined && element.outcomes.length === 0
    return one && element.calendars.length === 0 && runsFreely(plan, element) && topology.feeders[element.number]!.length > 0
  }

  /** The next member of the same line, and the buffer before it. */
  function next(station: StationPlan): { station: StationPlan; buffer: number } | undefined {
    if (!hasOneWayOut(station)) return undefined
    const beside = following(station)
    const buffer =
      beside.kind === 'buffer' && isPlain(beside) && beside.startsWith.length === 0 && beside.capacity <= MOST_PLACES ? beside : undefined
    const to = buffer === undefined ? beside : following(buffer)
    return isMember(to) && hasOneWayIn(to) ? { station: to, buffer: buffer?.number ?? -1 } : undefined
  }

  const members = plan.elements.filter(isMember)
  const continuing = new Set(members.flatMap((station) => next(station)?.station.number ?? []))
  return members.flatMap((first) => {
    if (continuing.has(first.number)) return []
    const stations = [first.number]
    const buffers = [-1]
    for (let at = next(first); at !== undefined && !stations.includes(at.station.number); at = next(at.station)) {
      stations.push(at.station.number)
      buffers.push(at.buffer)
    }
    return stations.length > 1 ? [{ stations, buffers }] : []
  })
}

/** No line around it ever stops or closes. */
function runsFreely(plan: Plan, station: StationPlan): boolean {
  for (let line = station.line; line !== undefined; line = plan.lines[line]!.parent) {
    const around = plan.lines[line]!
    if (around.transfer !== 'asynchronous' || around.stops.length > 0 || around.calendars.length > 0 || around.staffing !== undefined)
      return false
  }
  return true
}
