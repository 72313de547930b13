/** A measure as it is written: `[path.]name[(arguments)]`, such as `M1.state_share(blocked)` or `lead_time(p95)`. */

export interface Measure {
  /** Path of the element, line or shop; null for the base. */
  readonly path: string | null
  readonly name: string
  /** What stands in parentheses, in order, each as written. */
  readonly arguments: readonly string[]
  /** The whole as written. */
  readonly text: string
}

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
  'days',
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
  const match = /^\s*(?:([A-Za-z][\w]*(?:\.[A-Za-z][\w]*)*)\.)?([a-z][a-z0-9_]*)\s*(?:\(([^()]*)\))?\s*$/.exec(text)
  if (match === null)
    throw new MeasureFault(`expected a measure such as throughput, M1.state_share(blocked) or lead_time(p95), received "${text}"`)
  const [, path, name, inside] = match
  const list = (inside ?? '')
    .split(',')
    .map((argument) => argument.trim())
    .filter((argument) => argument !== '')
  return { path: path ?? null, name: name!, arguments: list, text: text.trim() }
}
