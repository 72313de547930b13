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
