import { uint8From } from 'genba/kernel'
import { constrains } from './people.ts'
import type { Plan, StationPlan } from './plan.ts'

/**
 * Per element: 1 for the stations of a synchronous line that work for its takt and nothing else.
 *
 * The takt ends their work, so they need no event of their own; the run is the same, bit for bit.
 */
export function pacedStations(plan: Plan): Uint8Array {
  const peopled = constrains(plan)
  return uint8From(plan.elements, (element) =>
    element.kind === 'station' && !(peopled && element.steps.some(({ crew }) => crew.length > 0)) && isPaced(plan, element) ? 1 : 0,
  )
}

function isPaced(plan: Plan, station: StationPlan): boolean {
  const line = station.line === undefined ? undefined : plan.lines[station.line]!
  if (line?.transfer !== 'synchronous' || !station.pacedByLine || station.steps.length !== 1 || station.steps[0]!.time.kind !== 'constant')
    return false
  const changes = station.tool !== undefined || station.heatUp !== undefined || station.setup !== undefined
  const stands = station.failures.length + station.maintenance.length + station.wear.length > 0
  const sameHours =
    station.calendars.length === line.calendars.length && station.calendars.every((calendar) => line.calendars.includes(calendar))
  const plain = station.shiftEnd === 'pause' && station.positions === 1 && station.takeWhen === 'together'
  return !changes && !stands && sameHours && plain && station.outcomes.every((outcome) => outcome.to !== 'itself')
}
