/** Life tests of cells and packs: channels, months, and what waits. */

/** A kind of test. */
export interface LifeTest {
  readonly name: string
  readonly samples: number
  /** Cycles of each sample, and hours of one with its rests; 0 cycles for a test that only stands. */
  readonly cycles: number
  readonly hoursPerCycle: number
  /** Hours that a sample stands beside its cycles: calendar ageing, check-ups. */
  readonly standingHours: number
  /** Which channels it needs. */
  readonly channel: string
}

/** When a kind of test is over. */
export interface TestedUntil {
  readonly name: string
  /** Hours from the start until its first and its last sample is through. */
  readonly firstHours: number
  readonly lastHours: number
}

/** When all kinds of test are over, and how busy their channels are. */
export interface LifeTestPlan {
  readonly tests: readonly TestedUntil[]
  /** Hours until all are through. */
  readonly hours: number
  /** Share of the channels' time that is used, by kind of channel. */
  readonly use: Readonly<Record<string, number>>
}

/** Hours of a mean month. */
export const HOURS_PER_MONTH: number = 365.25 * 2

/** Hours that one sample holds its channel. */
export function sampleHours({ cycles, hoursPerCycle, standingHours }: LifeTest): number {
  return cycles * hoursPerCycle + standingHours
}

/**
 * Puts samples on channels: tests in the order given, each sample on the channel of its kind that is free first. Nothing fails; a channel
 * that does is `availability` of the time there, which stretches everything alike.
 * @param channels number by kind
 * @param availability share of time that channels work
 * @throws RangeError where a test has no channel
 */
export function planLifeTests(tests: readonly LifeTest[], channels: Readonly<Record<string, number>>, availability = 1): LifeTestPlan {
  if (!(availability > 0 && availability <= 1))
    throw new RangeError(`life tests: expected an availability above 0 and at most 1, received ${availability}`)
  const free: Record<string, number[]> = {}
  for (const [kind, count] of Object.entries(channels)) free[kind] = Array.from({ length: count }, () => 0)
  const busy: Record<string, number> = {}
  const done = tests.map((test): TestedUntil => {
    const own = free[test.channel]
    if (own === undefined || own.length === 0)
      throw new RangeError(
        `life tests: "${test.name}" needs channels of kind "${test.channel}"; there are ${Object.keys(channels).join(', ') || 'none'}`,
      )
    const hours = sampleHours(test) / availability
    let [first, last] = [Infinity, 0]
    for (let sample = 0; sample < test.samples; sample++) {
      const next = own.indexOf(Math.min(...own))
      own[next]! += hours
      first = Math.min(first, own[next]!)
      last = Math.max(last, own[next]!)
    }
    busy[test.channel] = (busy[test.channel] ?? 0) + hours * test.samples
    return { name: test.name, firstHours: first, lastHours: last }
  })
  const hours = Math.max(0, ...done.map(({ lastHours }) => lastHours))
  const use = Object.fromEntries(
    Object.entries(channels).map(([kind, count]) => [kind, hours === 0 ? 0 : (busy[kind] ?? 0) / (count * hours)]),
  )
  return { tests: done, hours, use }
}
