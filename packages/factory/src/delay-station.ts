import { waitsForRoom } from './before-service.ts'
import { hasOutputPlaces } from './output-places.ts'
import type { Plan, StationPlan } from './plan.ts'

/** From this many places on a plain station is carried as a delay; the run is the same, bit for bit. */
const MANY = 64

/** Is this a station that needs nothing but time and a place? */
export function isDelay(plan: Plan, station: StationPlan): boolean {
  if (station.positions < MANY || station.calendars.length > 0 || !standsAlone(plan, station)) return false
  const stands =
    station.failures.length + station.maintenance.length + station.wear.length > 0 ||
    station.tool !== undefined ||
    station.heatUp !== undefined
  const special =
    waitsForRoom(station) ||
    hasOutputPlaces(station) ||
    station.setup !== undefined ||
    station.batch !== undefined ||
    station.takes.length > 0 ||
    station.casting !== undefined ||
    station.process !== undefined
  return (
    !stands &&
    !special &&
    station.outcomes.every((outcome) => outcome.to !== 'itself') &&
    station.steps.every((step) => step.crew.length === 0)
  )
}

/** No line around it stops, closes or moves. */
function standsAlone(plan: Plan, station: StationPlan): boolean {
  for (let line = station.line; line !== undefined; line = plan.lines[line]!.parent) {
    const { transfer, stops, calendars } = plan.lines[line]!
    if (transfer !== 'asynchronous' || stops.length > 0 || calendars.length > 0) return false
  }
  return true
}
