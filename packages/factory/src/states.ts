/** The states in which a station, line or crew can be, in the words of the language; their numbers are those of the monitors. */
export const STATES = [
  'working',
  'set_up',
  'blocked',
  'starved',
  'waiting_for_crew',
  'waiting_for_parts',
  'waiting_for_repair',
  'waiting_for_vehicle',
  'waiting_to_unload',
  'heating',
  'down',
  'maintenance',
  'closed',
] as const

export type StateName = (typeof STATES)[number]

export const WORKING = 0
export const SET_UP = 1
export const BLOCKED = 2
export const STARVED = 3
export const WAITING_FOR_CREW = 4
export const WAITING_FOR_PARTS = 5
export const WAITING_FOR_REPAIR = 6
export const HEATING = 9
export const DOWN = 10
export const MAINTENANCE = 11
export const CLOSED = 12

/**
 * States in which a station makes others wait, rather than waits for them: what an active period is made of (C. Roser,
 * M. Nakano, M. Tanaka, "A practical bottleneck detection method", WSC 2001). Waiting for people or repair is active, since
 * the cause lies at the station.
 */
export const ACTIVE_STATES: readonly StateName[] = [
  'working',
  'set_up',
  'waiting_for_crew',
  'waiting_for_repair',
  'heating',
  'down',
  'maintenance',
]
