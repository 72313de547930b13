/** What must come out of a model, as written under `expect`, and values of measures as written. */
import type { Measure, MeasureName } from 'genba/analysis'
import { MeasureFault, readMeasure } from 'genba/analysis'
import { readRange } from 'genba/model'

export interface Expectation {
  /** Scenario under which it must come out; null for the model as written. */
  readonly scenario: string | null
  readonly measure: Measure
  /** One value, or one for each row of the measure, in the unit of its rows. */
  readonly values: readonly number[]
  /** As written: `M2.state_share(blocked)`, scenario included. */
  readonly text: string
}

const HOUR = 3600

/** In which dimension the value of a measure is written, and what its unit in rows is of the base unit. */
function writtenAs({ name, arguments: list }: Measure): {
  readonly dimension: 'rate' | 'duration' | 'share' | 'count'
  readonly factor: number
} {
  switch (name as MeasureName) {
    case 'throughput':
    case 'good_output':
      return { dimension: 'rate', factor: HOUR }
    case 'scrap':
    case 'loss':
    case 'setups':
      return list.includes('share') ? { dimension: 'share', factor: 1 } : { dimension: 'rate', factor: HOUR }
    case 'lead_time':
    case 'waiting_time':
    case 'departures':
    case 'makespan':
      return { dimension: 'duration', factor: 1 }
    case 'state_share':
    case 'utilization':
    case 'availability':
    case 'first_pass_yield':
    case 'oee':
    case 'fill_rate':
      return { dimension: 'share', factor: 1 }
    case 'wip':
    case 'queue':
    case 'output':
    case 'energy':
    case 'heads':
    case 'days':
    case 'hours':
      return { dimension: 'count', factor: 1 }
  }
}

/** The value of a measure as written, in the unit of its rows. @throws Error with what was expected */
export function readMeasured(measure: Measure, text: string): number {
  const { dimension, factor } = writtenAs(measure)
  const { low } = readRange(text, { dimension, draws: false, changes: false })
  return low * factor
}

/**
 * An entry of `expect`: a key such as `L02.throughput` and what is written beside it.
 * @throws MeasureFault where the key is no measure; Error where a value cannot be read
 */
export function readExpectation(key: string, written: readonly string[], scenarios: readonly string[]): Expectation {
  const first = /^[A-Za-z]\w*(?=\.)/.exec(key)?.[0]
  const scenario = first !== undefined && scenarios.includes(first) ? first : null
  const measure = readMeasure(scenario === null ? key : key.slice(scenario.length + 1))
  if (written.length === 0) throw new MeasureFault(`${key}: expected a value or a list of values`)
  return { scenario, measure, values: written.map((text) => readMeasured(measure, text)), text: key }
}
