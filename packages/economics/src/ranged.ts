/** Numbers that are not known exactly, with the range they lie in and where they come from. */

/** A number, its range and its source. */
export interface Ranged {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly unit: string
  /** Where it was read, or why it is assumed. */
  readonly source: string
  /** Whether a text was read for the value, a plant was simulated for it, or it is assumed. */
  readonly basis: 'read' | 'simulated' | 'assumed'
}

/**
 * A number of a source.
 * @throws RangeError unless low <= value <= high
 */
export function sourced(value: number, low: number, high: number, unit: string, source: string): Ranged {
  return checked({ value, low, high, unit, source, basis: 'read' })
}

/**
 * A number that is assumed.
 * @param why what makes the range plausible
 * @throws RangeError unless low <= value <= high
 */
export function assumed(value: number, low: number, high: number, unit: string, why = 'estimate'): Ranged {
  return checked({ value, low, high, unit, source: why, basis: 'assumed' })
}

/** The values alone, by name. */
export function valuesOf<Name extends string>(numbers: Readonly<Record<Name, Ranged>>): Record<Name, number> {
  return Object.fromEntries(Object.entries<Ranged>(numbers).map(([name, { value }]) => [name, value])) as Record<Name, number>
}

function checked(of: Ranged): Ranged {
  if (!(of.low <= of.value && of.value <= of.high)) {
    throw new RangeError(`value: expected a number from ${of.low} to ${of.high} ${of.unit}, received ${of.value}`)
  }
  return of
}
