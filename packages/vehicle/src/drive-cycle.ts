/** Speed over time, once a second: what a car is driven by on a test bench. */

/** A trace of speeds with its name. */
export interface DriveCycle {
  readonly name: CycleName
  /** Where the trace is defined, and what is known against this copy of it. */
  readonly source: string
  /** Speeds in m/s at second 0, 1, 2, ...; one more than the cycle has seconds. */
  readonly speeds: Float64Array
}

/** Names of the cycles, in the order in which they are told. */
export const CYCLE_NAMES = ['UDDS', 'HWFET', 'US06', 'WLTC 3b', 'NEDC', 'CLTC-P (unofficial)'] as const
/** One of `CYCLE_NAMES`. */
export type CycleName = (typeof CYCLE_NAMES)[number]

/** What is published of a cycle, and what a trace is recognized by. */
export interface CycleStatistics {
  readonly seconds: number
  readonly km: number
  readonly meanKmh: number
  readonly maxKmh: number
  /** Of one second, in m/s2; the least is negative. */
  readonly maxAcceleration: number
  readonly minAcceleration: number
  /** Share of the seconds in which the car stands. */
  readonly standing: number
}

/** Metres that are driven between two seconds of a cycle, by the trapezoidal rule; all of it by default. */
export function distanceOf({ speeds }: Pick<DriveCycle, 'speeds'>, from = 0, to: number = speeds.length - 1): number {
  let sum = 0
  for (let i = from + 1; i <= to; i++) sum += (speeds[i]! + speeds[i - 1]!) / 2
  return sum
}

/** Statistics over the whole trace. Acceleration is the difference of two neighbouring seconds. */
export function statisticsOf(cycle: Pick<DriveCycle, 'speeds'>): CycleStatistics {
  const { speeds } = cycle
  const seconds = speeds.length - 1
  let [fastest, most, least, standing] = [0, -Infinity, Infinity, 0]
  for (let i = 1; i <= seconds; i++) {
    const change = speeds[i]! - speeds[i - 1]!
    fastest = Math.max(fastest, speeds[i]!)
    most = Math.max(most, change)
    least = Math.min(least, change)
    if (speeds[i] === 0 && speeds[i - 1] === 0) standing++
  }
  const metres = distanceOf(cycle)
  return {
    seconds,
    km: metres / 1000,
    meanKmh: (metres / seconds) * 3.6,
    maxKmh: fastest * 3.6,
    maxAcceleration: most,
    minAcceleration: least,
    standing: standing / seconds,
  }
}

/** Numbers written as tokens, `v*n` for n times v. */
export function readTrace(text: string): number[] {
  return text
    .trim()
    .split(/\s+/)
    .flatMap((token) => {
      const [value, count] = token.split('*')
      return Array.from({ length: count === undefined ? 1 : Number(count) }, () => Number(value))
    })
}
