/** From the seconds of rounds to the speed that is told. */

/** One run that was timed. */
export interface Round {
  /** The benchmark, or the part of it that has a speed of its own. */
  readonly name: string
  readonly events: number
  readonly parts: number
  readonly visits: number
  /** Parts inside at the end, and bytes that the thread holds then; undefined where they are not counted. */
  readonly inside?: number
  readonly bytes?: number
  /** Of the thread that ran it. */
  readonly seconds: number
  /** Of the yardstick for the same replication. */
  readonly yardstickSeconds?: number
}

/** A middle value and how far the truth may be from it. */
export interface Median {
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface Speed {
  readonly id: string
  /** Of the run with the middle speed. */
  readonly events: number
  readonly seconds: number
  readonly eventsPerSecond: number
  readonly partsPerSecond: number
  /** Nanoseconds for each part that came into a station; undefined where visits are not counted. */
  readonly nanosecondsPerVisit: number | undefined
  /** Bytes for each part inside, where there are enough of them to tell. */
  readonly bytesPerPart: number | undefined
  /** Speed as a share of the yardstick's, from pairs of runs of the same replication. */
  readonly ratio: Median | undefined
  /** Events in a second of the yardstick. */
  readonly yardstickPerSecond: number | undefined
}

/** From so many parts on, all else that a thread holds is little beside them. */
const MANY = 500_000

/** The speed of some rounds, at least one. */
export function speedOf(id: string, rounds: readonly Round[]): Speed {
  const ordered = rounds.toSorted((a, b) => a.events / a.seconds - b.events / b.seconds)
  const middle = ordered[Math.floor(ordered.length / 2)]!
  const pairs = rounds.flatMap(({ seconds, yardstickSeconds }) => (yardstickSeconds === undefined ? [] : [yardstickSeconds / seconds]))
  const yardsticks = rounds.flatMap(({ events, yardstickSeconds }) => (yardstickSeconds === undefined ? [] : [events / yardstickSeconds]))
  return {
    id,
    events: middle.events,
    seconds: middle.seconds,
    eventsPerSecond: middle.events / middle.seconds,
    partsPerSecond: middle.parts / middle.seconds,
    nanosecondsPerVisit: middle.visits > 0 ? (1e9 * middle.seconds) / middle.visits : undefined,
    bytesPerPart: (middle.inside ?? 0) >= MANY && middle.bytes !== undefined ? middle.bytes / middle.inside! : undefined,
    ratio: pairs.length === 0 ? undefined : medianOf(pairs),
    yardstickPerSecond: yardsticks.length === 0 ? undefined : medianOf(yardsticks).value,
  }
}

/**
 * The median with an interval that holds the true one with at least `confidence`, whatever the distribution: the number of
 * values below it is binomial with 1/2 (W. J. Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2). The whole
 * range where there are too few values for that. @throws RangeError if there is no value
 */
export function medianOf(values: readonly number[], confidence = 0.95): Median {
  const n = values.length
  if (n === 0) throw new RangeError('median: expected at least one value, received none')
  const sorted = values.toSorted((a, b) => a - b)
  const value = (sorted[Math.floor((n - 1) / 2)]! + sorted[Math.ceil((n - 1) / 2)]!) / 2
  // How many of the values may lie below the median with all that is left of the confidence on one side.
  let place = -1
  let probability = 0.5 ** n
  for (let below = probability; below <= (1 - confidence) / 2; below += probability) {
    place++
    probability *= (n - place) / (place + 1)
  }
  const end = Math.max(0, place)
  return { value, low: sorted[end]!, high: sorted[n - 1 - end]! }
}
