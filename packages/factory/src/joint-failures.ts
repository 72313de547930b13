/**
 * Places that fail together (`fails: station`): the failures of a station are those of its first place, whose clocks run for all;
 * when one strikes all places are down, until its repair has ended. Faults by chance are drawn for each part at its own place, and
 * strike all places when work on it begins. Who repairs, and the parts for it, are asked for once.
 */
import { int32From } from 'genba/kernel'
import { waitsForRoom } from './before-service.ts'
import type { Layout } from './layout.ts'
import type { Plan, StationPlan } from './plan.ts'

/** Do all places of the station go down at once? */
export function failsTogether({ fails, positions, failures }: StationPlan): boolean {
  return fails === 'station' && positions > 1 && failures.length > 0
}

/**
 * What keeps places from failing together here: a clock of work, which several would drive, whatever else stands one place alone, and
 * faults by chance where work waits for room, which strike in the middle of the moves of a tick.
 */
export function isBeyondJoint(station: StationPlan): boolean {
  const { failures, severalModes, maintenance, wear, tool, heatUp, casting, preempt } = station
  if (waitsForRoom(station) && failures.some(({ chance }) => chance !== undefined)) return true
  const plain = failures.every(({ clock, chance }) => chance !== undefined || clock !== 'operating')
  const care = maintenance.length > 0 || wear.length > 0 || tool !== undefined || heatUp !== undefined || casting !== undefined
  return !plain || care || preempt !== 'none' || (severalModes === 'together' && failures.length > 1)
}

/** Per position: the one whose failure clocks run for it, itself where it fails alone. */
export function leadersOf(plan: Plan, { positionElement, firstPosition }: Layout): Int32Array {
  return int32From(positionElement, (element, position) => {
    const station = plan.elements[element]!
    return station.kind === 'station' && failsTogether(station) ? firstPosition[element]! : position
  })
}
