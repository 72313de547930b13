/** Words of charging: what limits it, and what a charge was. */

/** What holds the power of a charge at an instant. */
export const CHARGE_LIMITS = [
  'station power',
  'station current',
  'station voltage',
  'cable current',
  'cell charge rate',
  'cell voltage',
  'lithium plating',
  'cooling',
] as const
/** One of `CHARGE_LIMITS`. */
export type ChargeLimit = (typeof CHARGE_LIMITS)[number]

/** A charging post. */
export interface Station {
  readonly powerW: number
  /** Of the post, and of its cable and inlet, A. */
  readonly currentA: number
  readonly cableA: number
  readonly voltageV: number
}

/** A post that limits nothing, so that the car's own limits show. */
export const UNLIMITED_STATION: Station = { powerW: Infinity, currentA: Infinity, cableA: Infinity, voltageV: Infinity }

/** A stretch of a charge under one limit. */
export interface LimitedSpan {
  readonly limit: ChargeLimit
  /** Seconds from the start. */
  readonly from: number
  readonly to: number
}

/** A charge, second by second. Arrays hold the state at the beginning of each second and what happens in it. */
export interface ChargeTrace {
  /** The last second counts by the part that was needed. */
  readonly seconds: number
  readonly soc: Float64Array
  /** At the terminals of the pack, W, and V and A there. */
  readonly power: Float64Array
  readonly voltage: Float64Array
  readonly current: Float64Array
  /** Of the cells, Celsius. */
  readonly temperature: Float64Array
  readonly limits: readonly ChargeLimit[]
}

/** Collects a charge while it is computed. */
export interface ChargeRecord {
  note(soc: number, power: number, voltage: number, current: number, temperature: number, limit: ChargeLimit): void
  /** @param spare the part of the last second that was not needed */
  end(spare: number): ChargeTrace
}

/** A day; a charge that takes longer does not end. */
export const LONGEST_CHARGE = 86_400

/** An empty record, which grows as it is filled. */
export function recordCharge(): ChargeRecord {
  const limits: ChargeLimit[] = []
  let room = 4096
  let columns = Array.from({ length: 5 }, () => new Float64Array(room))
  return {
    note: (soc, power, voltage, current, temperature, limit) => {
      const at = limits.length
      if (at === room) {
        room *= 2
        columns = columns.map((column) => {
          const longer = new Float64Array(room)
          longer.set(column)
          return longer
        })
      }
      columns[0]![at] = soc
      columns[1]![at] = power
      columns[2]![at] = voltage
      columns[3]![at] = current
      columns[4]![at] = temperature
      limits.push(limit)
    },
    end: (spare) => {
      const count = limits.length
      const [soc, power, voltage, current, temperature] = columns.map((column) => column.subarray(0, count)) as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ]
      return { seconds: count - spare, soc, power, voltage, current, temperature, limits }
    },
  }
}

/** Stretches of one limit each, in order. */
export function spansOf({ limits, seconds }: Pick<ChargeTrace, 'limits' | 'seconds'>): readonly LimitedSpan[] {
  const spans: { limit: ChargeLimit; from: number; to: number }[] = []
  for (const [second, limit] of limits.entries()) {
    const last = spans.at(-1)
    const to = Math.min(second + 1, seconds)
    if (last?.limit === limit) last.to = to
    else spans.push({ limit, from: second, to })
  }
  return spans
}

/** The least of several limits, and which it is; of equal ones the first. */
export function tightest(limits: readonly (readonly [ChargeLimit, number])[]): readonly [ChargeLimit, number] {
  let best = limits[0]!
  for (const each of limits) if (each[1] < best[1]) best = each
  return best
}

/** @throws RangeError where a charge cannot go from one state to the other */
export function checkSpan(from: number, to: number): void {
  if (!(from >= 0 && to <= 1 && from < to))
    throw new RangeError(`charge: expected states of charge such as from 0.1 to 0.8, received from ${from} to ${to}`)
}
