/**
 * Which slot, unit and position belongs to what: the fixed numbering of a plan's moving parts.
 *
 * Slot 0 is the cut of windows, the last slots are the calendars, the order of those between means nothing.
 */
import { int32, int32From } from 'genba/kernel'
import { overlap } from './overlapping-repairs.ts'
import { constrains, drivenBodies, isCalled } from './people.ts'
import type { ElementPlan, FailurePlan, LinePlan, Plan } from './plan.ts'
import { stopsOf, type Stop } from './stop.ts'
import type { Tandem } from './tandem-lines.ts'
import { MOVING, STATION, SYNCHRONOUS, TANDEM, TUNNEL, type Topology } from './topology.ts'

export const CUT = 0
export const TRANSIENT = 1
export const SOURCE_ARRIVAL = 2
export const POSITION = 3
/** A failure mode of a position whose clock is not its working time. */
export const POSITION_MODE = 4
export const POSITION_MAINTENANCE = 5
export const TUNNEL_EXIT = 6
export const TUNNEL_ENTRY = 7
export const LINE_STEP = 8
/** What stands everything on a moving clock (stop.ts). */
export const STOP = 9
/** Bodies of a moving line: the next that arrives, the next whose drive has recovered. */
export const LINE_BODIES = 10
export const LINE_DRIVES = 11
/** Heating of a line or of a tunnel that stands alone. */
export const LINE_HEATING = 12
export const TUNNEL_HEATING = 13
/** A shift of a crew begins. */
export const CREW_ROLL = 14
/** People whom an asker waits for are there. */
export const CREW_WALK = 15
/** A maintenance of a tunnel falls due. */
export const STOP_INTERVAL = 16
export const CALENDAR = 17

export interface Layout {
  readonly slots: number
  readonly calendarsFrom: number
  readonly ownerKind: Uint8Array
  readonly ownerIndex: Int32Array
  /** First slot of what: sources by element, positions by number, ... */
  readonly transientSlot: number
  readonly arrivalSlot: Int32Array
  /** Positions of station elements: first position of each element (also number of its first slot), count. */
  readonly positions: number
  readonly firstPosition: Int32Array
  readonly positionCount: Int32Array
  readonly positionElement: Int32Array
  readonly positionSlot: number
  /** Failure modes of positions: mode m of position p is firstMode[p] + m. */
  readonly modes: number
  readonly firstMode: Int32Array
  /** Per mode: its slot, -1 if it needs none. */
  readonly modeSlot: Int32Array
  readonly firstMaintenance: Int32Array
  readonly maintenances: number
  readonly maintenanceSlot: number
  /** Per tunnel element: three slots from here (exit, entry, heating). */
  readonly tunnelSlot: Int32Array
  /** Per line: slot of its step, of its heating, of its bodies and of their drives (-1 without). */
  readonly stepSlot: Int32Array
  readonly lineHeatingSlot: Int32Array
  readonly bodySlot: Int32Array
  readonly driveSlot: Int32Array
  readonly bodyCount: Int32Array
  /** Stops of lines, then of tunnels; each has a slot from here, in this order, and those that are maintenance one for their intervals. */
  readonly stops: readonly Stop[]
  readonly stopSlot: number
  readonly intervalSlot: Int32Array
  /** Per crew: the next beginning of a shift, -1 if always the same people are there. */
  readonly rollSlot: Int32Array
  /** First slot of askers of crews (crews.ts) by number, -1 where nobody walks. */
  readonly walkSlot: number
  readonly calendarSlot: number
  /** Units of the state monitor: positions first, then one for each tunnel and line; rows: elements, then lines. */
  readonly units: number
  readonly rowOfUnit: Int32Array
  /** The number by which a unit is told: positions in the order of the plan, whatever comes first here. */
  readonly toldUnit: Int32Array
  readonly tunnelUnit: Int32Array
  readonly lineUnit: Int32Array
  readonly rows: number
}

export function createLayout(plan: Plan, topology: Topology, tandems: readonly Tandem[]): Layout {
  const ownerKind: number[] = []
  const ownerIndex: number[] = []
  const slot = (kind: number, index: number): number => {
    ownerKind.push(kind)
    return ownerIndex.push(index) - 1
  }
  const { elements, lines } = plan
  const peopled = constrains(plan)
  const overlapsAt = (element: ElementPlan): boolean => element.kind === 'station' && overlap(element)
  const workplace = (element: ElementPlan): readonly FailurePlan[] =>
    element.kind === 'station' || element.kind === 'tunnel' ? element.failures : []

  slot(CUT, 0)
  const transientSlot = slot(TRANSIENT, 0)
  const arrivalSlot = int32From(elements, (element) => (element.kind === 'source' ? slot(SOURCE_ARRIVAL, element.number) : -1))

  const firstPosition = int32(elements.length).fill(-1)
  const positionCount = int32(elements.length)
  const positionElement: number[] = []
  // Stations in tandem come first, in the order of flow (tandems.ts).
  const inTandem = tandems.flatMap((tandem) => tandem.stations.map((number) => elements[number]!))
  for (const element of [...inTandem, ...elements]) {
    const kind = topology.kind[element.number]!
    if (firstPosition[element.number]! >= 0) continue
    if (element.kind !== 'station' || (kind !== STATION && kind !== SYNCHRONOUS && kind !== TANDEM)) continue
    firstPosition[element.number] = positionElement.length
    positionCount[element.number] = element.positions
    for (let i = 0; i < element.positions; i++) positionElement.push(element.number)
  }
  const positionSlot = ownerKind.length
  positionElement.forEach((_, position) => slot(POSITION, position))

  const firstMode: number[] = []
  let modes = 0
  for (const element of positionElement) {
    firstMode.push(modes)
    modes += workplace(elements[element]!).length
  }
  // A mode that counts working time or parts has no events of its own, unless its repairs overlap with others.
  const modesInOrder = positionElement.flatMap((element) =>
    workplace(elements[element]!).map((failure) => ({ ...failure, overlaps: overlapsAt(elements[element]!) })),
  )
  const modeSlot = int32From(modesInOrder, ({ chance, clock, overlaps }, mode) =>
    (chance === undefined && clock !== 'operating') || overlaps ? slot(POSITION_MODE, mode) : -1,
  )
  const firstMaintenance: number[] = []
  let maintenances = 0
  for (const element of positionElement) {
    const of = elements[element]!
    firstMaintenance.push(maintenances)
    maintenances += of.kind === 'station' ? of.maintenance.length : 0
  }
  const maintenanceSlot = ownerKind.length
  for (let number = 0; number < maintenances; number++) slot(POSITION_MAINTENANCE, number)

  const tunnelSlot = int32From(elements, (element) => {
    if (topology.kind[element.number] !== TUNNEL) return -1
    const exit = slot(TUNNEL_EXIT, element.number)
    slot(TUNNEL_ENTRY, element.number)
    slot(TUNNEL_HEATING, element.number)
    return exit
  })
  const stepSlot = int32From(lines, (line) => slot(LINE_STEP, line.number))
  const lineHeatingSlot = int32From(lines, (line) => slot(LINE_HEATING, line.number))
  const stops = stopsOf(plan)
  const stopSlot = ownerKind.length
  stops.forEach((_, stop) => slot(STOP, stop))
  const intervalSlot = int32From(stops, (stop, number) => (stop.kind === 'maintenance' ? slot(STOP_INTERVAL, number) : -1))
  const bodyCount = int32From(lines, (line) => bodiesOf(plan, topology, line))
  const bodySlot = int32From(lines, (line) => (bodyCount[line.number]! > 0 ? slot(LINE_BODIES, line.number) : -1))
  const driveSlot = int32From(lines, (line) =>
    bodyCount[line.number]! > 0 && line.drive !== undefined ? slot(LINE_DRIVES, line.number) : -1,
  )
  const rollSlot = int32From(plan.crews, (_, number) => (peopled && isCalled(plan, number) ? slot(CREW_ROLL, number) : -1))
  const walks = peopled && plan.crews.some(({ walking }) => walking !== undefined)
  const walkSlot = walks ? ownerKind.length : -1
  const askers = 2 * positionElement.length + stops.length + drivenBodies(plan, bodyCount).length
  if (walks) for (let asker = 0; asker < askers; asker++) slot(CREW_WALK, asker)
  const calendarSlot = ownerKind.length
  plan.calendars.forEach((_, calendar) => slot(CALENDAR, calendar))

  const rowOfUnit = [...positionElement]
  const toldUnit = Int32Array.from(positionElement.keys())
  let told = 0
  for (const { number } of elements) for (let i = 0; i < positionCount[number]!; i++) toldUnit[firstPosition[number]! + i] = told++
  const tunnelUnit = int32From(elements, (element) => (topology.kind[element.number] === TUNNEL ? rowOfUnit.push(element.number) - 1 : -1))
  const lineUnit = int32From(lines, (line) => rowOfUnit.push(elements.length + line.number) - 1)

  return {
    slots: ownerKind.length,
    calendarsFrom: calendarSlot,
    ownerKind: Uint8Array.from(ownerKind),
    ownerIndex: Int32Array.from(ownerIndex),
    transientSlot,
    arrivalSlot,
    positions: positionElement.length,
    firstPosition,
    positionCount,
    positionElement: Int32Array.from(positionElement),
    positionSlot,
    modes,
    firstMode: Int32Array.from(firstMode),
    modeSlot,
    firstMaintenance: Int32Array.from(firstMaintenance),
    maintenances,
    maintenanceSlot,
    tunnelSlot,
    stepSlot,
    lineHeatingSlot,
    stops,
    stopSlot,
    intervalSlot,
    bodySlot,
    driveSlot,
    bodyCount,
    rollSlot,
    walkSlot,
    calendarSlot,
    units: rowOfUnit.length,
    rowOfUnit: Int32Array.from(rowOfUnit),
    toldUnit: int32From(rowOfUnit, (_, unit) => toldUnit[unit] ?? unit),
    tunnelUnit,
    lineUnit,
    rows: elements.length + lines.length,
  }
}

/** Bodies on a moving line are at least a pitch apart: one at each border of its n stations, so n + 1 at most; more in its bays. */
function bodiesOf(plan: Plan, topology: Topology, line: LinePlan): number {
  const stations = line.elements.filter((element) => plan.elements[element]!.kind === 'station' && topology.kind[element] === MOVING).length
  return stations === 0 || plan.lines.some((inner) => inner.parent === line.number) ? 0 : stations + 1 + line.sideBays
}
