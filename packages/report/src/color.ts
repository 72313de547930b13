/** Colors of the states: told apart also by people who do not see red and green apart, and in grey print by their order. */
import type { TimeSpent } from 'genba/analysis'

export type StateName = TimeSpent['shares'][number]['state']

export const STATE_COLORS: Readonly<Record<StateName, string>> = {
  working: '#1f7a63',
  set_up: '#6fb29a',
  heating: '#b7d3a8',
  maintenance: '#7b6ca8',
  waiting_for_crew: '#b9a2d6',
  waiting_for_repair: '#d9a3a0',
  down: '#b5352b',
  blocked: '#e3a32e',
  waiting_to_unload: '#efc477',
  waiting_for_vehicle: '#f3dcae',
  waiting_for_parts: '#5c8fc4',
  starved: '#b8cfe6',
  closed: '#e4e4e0',
}

/** The order in which states are stacked: work first, then what lies at the workplace itself, then waiting for others. */
export const STATE_ORDER: readonly StateName[] = Object.keys(STATE_COLORS) as StateName[]
