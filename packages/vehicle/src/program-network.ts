/** Gates to the start of production, as a network of activities with uncertain durations. */
import { fillUniforms, streamKey, triangularQuantile } from 'genba/statistics'

/** An activity, or a gate where it takes no time. Days. */
export interface Activity {
  readonly name: string
  readonly low: number
  readonly likely: number
  readonly high: number
  /** Names of what must be over before. */
  readonly after: readonly string[]
  /** Day before which it does not begin: a fixed date, such as a winter test. */
  readonly notBefore?: number
  /** Day at which it is to be over. */
  readonly due?: number
}

/** When an activity ends, over replications. Days from the start. */
export interface ActivityDates {
  readonly name: string
  readonly mean: number
  /** Half-width of the 95 % interval of the mean. */
  readonly halfWidth: number
  readonly p10: number
  readonly p50: number
  readonly p90: number
  /** Share of replications in which it lies on the critical path of the last activity to end. */
  readonly critical: number
  /** Share of replications in which it is over when it is due; null where it is not due. */
  readonly inTime: number | null
}

/** Dates of all activities, and of the whole. */
export interface ProgramDates {
  readonly activities: readonly ActivityDates[]
  /** Day at which everything is over, by replication, ascending. */
  readonly ends: Float64Array
}

/**
 * Dates of every activity over replications with triangular durations, all independent, and how often each is critical.
 *
 * An activity begins when all that it waits for is over (the critical path method of Kelley and Walker 1959, by Monte Carlo as van Slyke
 * 1963). The critical path of a replication is walked back from the activity that ends last along whatever was waited for; of
 * equals the first written. Each activity owns a stream by its name, so another activity changes no draw of the others.
 * @param seed whole number from 0 to 2^32 - 1
 * @throws RangeError for a circle, an unknown name, or durations that are none
 */
export function planProgram(activities: readonly Activity[], replications = 10_000, seed = 1): ProgramDates {
  const order = orderOf(activities)
  const count = activities.length
  const uniforms = activities.map(({ name }) => {
    const values = new Float64Array(replications)
    fillUniforms(streamKey(seed, 0, name, 'duration'), 0, values, 0, replications)
    return values
  })
  const ends = activities.map(() => new Float64Array(replications))
  const critical = new Float64Array(count)
  const places = new Map(activities.map(({ name }, i) => [name, i]))
  const before = activities.map(({ after }) => after.map((name) => places.get(name)!))
  const finish = new Float64Array(replications)
  const waitsFor = new Int32Array(count)
  for (let replication = 0; replication < replications; replication++) {
    let [last, lastEnd] = [-1, -Infinity]
    for (const i of order) {
      const { low, likely, high, notBefore = 0 } = activities[i]!
      let [start, cause] = [notBefore, -1]
      for (const other of before[i]!) {
        const end = ends[other]![replication]!
        if (end > start || (end === start && cause === -1)) [start, cause] = [end, other]
      }
      waitsFor[i] = cause
      const duration = low === high ? low : triangularQuantile(uniforms[i]![replication]!, low, likely, high)
      const end = start + duration
      ends[i]![replication] = end
      // Of equals the later in order, so that a gate counts and not the last activity before it.
      if (end >= lastEnd) [last, lastEnd] = [i, end]
    }
    finish[replication] = lastEnd
    for (let i = last; i !== -1; i = waitsFor[i]!) critical[i]! += 1
  }
  return {
    activities: activities.map(({ name, due }, i) => ({
      name,
      ...datesOf(ends[i]!),
      critical: critical[i]! / replications,
      inTime: due === undefined ? null : ends[i]!.filter((end) => end <= due).length / replications,
    })),
    ends: finish.toSorted(),
  }
}

function datesOf(values: Float64Array): Omit<ActivityDates, 'name' | 'critical' | 'inTime'> {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, n - 1)
  const sorted = values.toSorted()
  const at = (share: number): number => sorted[Math.min(n - 1, Math.floor(share * n))]!
  return { mean, halfWidth: 1.96 * Math.sqrt(variance / n), p10: at(0.1), p50: at(0.5), p90: at(0.9) }
}

/** Places of activities, each after what it waits for. */
function orderOf(activities: readonly Activity[]): readonly number[] {
  const places = new Map(activities.map(({ name }, i) => [name, i]))
  if (places.size < activities.length) {
    const twice = activities.find(({ name }, i) => places.get(name) !== i)!
    throw new RangeError(`program: "${twice.name}" is there twice; give each activity a name of its own`)
  }
  const order: number[] = []
  const state = new Map<number, 'open' | 'done'>()
  const visit = (i: number, path: readonly string[]): void => {
    if (state.get(i) === 'done') return
    const { name, low, likely, high, after } = activities[i]!
    if (state.get(i) === 'open') throw new RangeError(`program: a circle: ${[...path, name].join(' waits for ')}`)
    if (!(low >= 0 && low <= likely && likely <= high))
      throw new RangeError(
        `program: "${name}": expected durations such as 20, 30, 50 days in ascending order, received ${low}, ${likely}, ${high}`,
      )
    state.set(i, 'open')
    for (const other of after) {
      const place = places.get(other)
      if (place === undefined) throw new RangeError(`program: "${name}" waits for "${other}", which is not there`)
      visit(place, [...path, name])
    }
    state.set(i, 'done')
    order.push(i)
  }
  activities.forEach((_, i) => visit(i, []))
  return order
}
