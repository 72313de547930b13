/** Measures that runs can tell, and what is said of those that are none. */
import { readMeasure as parse } from 'genba/model'
import type { Measure } from 'genba/model'

export type { Measure } from 'genba/model'

/** Names of measures, in the order in which they are listed to people. */
export const MEASURES = [
  'throughput',
  'good_output',
  'scrap',
  'loss',
  'wip',
  'queue',
  'lead_time',
  'waiting_time',
  'state_share',
  'utilization',
  'availability',
  'first_pass_yield',
  'oee',
  'fill_rate',
  'setups',
  'output',
  'departures',
  'makespan',
  'energy',
  'heads',
  'hours',
] as const

export type MeasureName = (typeof MEASURES)[number]

/** A measure that is none, or asks for what the plan has not. The message names what was expected and received. */
export class MeasureFault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MeasureFault'
  }
}

/**
 * Reads the text of a measure; whether its path is known is found out when it is used.
 * @throws MeasureFault where the text has not the form `[path.]name[(arguments)]`
 */
export function readMeasure(text: string): Measure {
  const measure = parse(text)
  if (measure === undefined)
    throw new MeasureFault(`expected a measure such as throughput, M1.state_share(blocked) or lead_time(p95), received "${text}"`)
  return measure
}

const RATES: ReadonlySet<string> = new Set(['throughput', 'good_output', 'scrap', 'loss', 'setups'])

/** What one base unit (a part a second, a joule, a second) of a measure is in the unit of its rows. */
export function rowFactor({ measure, arguments: list }: Measure): number {
  if (RATES.has(measure)) return list.includes('share') || list.includes('dispersion') ? 1 : 3600
  return measure === 'energy' ? 1 / 3.6e6 : 1
}
