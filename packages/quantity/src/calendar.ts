/**
 * When something is open: a function of time that anyone may ask, forward and back.
 *
 * All times are civil seconds (or, for periodic windows, any unit counted from the same zero). A window is half-open: open
 * at its first instant, closed at its last. Windows that touch are one. Working time W(t) is the open time from the
 * calendar's origin until t; 0 before the origin.
 */
export interface Window {
  readonly from: number
  readonly to: number
}

export interface Calendar {
  /** Where W is 0. */
  readonly origin: number
  /** Open windows between `from` and `to`, cut off at both ends, merged where they touch, in rising order. */
  windows(from: number, to: number): Window[]
  isOpen(t: number): boolean
  /** The first moment after `t` at which it opens or closes; Infinity if there is none within 64 years. */
  nextChange(t: number): number
  /** W(t): open time from the origin until `t`. */
  workingTime(t: number): number
  /**
   * The earliest t from the origin on with W(t) = `work`: work that is done at the very end of a window ends there, not at
   * the next opening. Infinity if it never comes (no opening for 64 years). @throws RangeError unless work is from 0
   */
  timeAt(work: number): number
}

/** Open at every moment. */
export const ALWAYS_OPEN: Calendar = {
  origin: 0,
  windows: (from, to) => (from < to ? [{ from, to }] : []),
  isOpen: () => true,
  nextChange: () => Infinity,
  workingTime: (t) => Math.max(0, t),
  timeAt: (work) => {
    requireWork(work)
    return work
  },
}

/** How long to look for an opening before it counts as never, and how much to look at first; in seconds. */
const NEVER = 64 * 366 * 86_400
const FIRST_LOOK = 8 * 86_400

/**
 * A calendar from its windows alone. `windowsOf` gives them merged, cut off and rising, as `Calendar.windows` does.
 * Windows from the origin on are kept once asked for, so that W and its inverse are a search of a list.
 */
export function createCalendar(origin: number, windowsOf: (from: number, to: number) => Window[]): Calendar {
  // Windows from the origin to `known`, and the open time before each.
  const kept: Window[] = []
  const before: number[] = []
  let known = origin

  /** Makes the kept windows reach at least to t, and twice as far as before: so that each is asked for once. */
  function reach(t: number): void {
    if (t <= known) return
    const to = Math.max(t, known + FIRST_LOOK, 2 * known - origin)
    for (const window of windowsOf(known, to)) {
      const last = kept[kept.length - 1]
      if (last !== undefined && last.to === window.from) kept[kept.length - 1] = { from: last.from, to: window.to }
      else {
        before.push(total())
        kept.push(window)
      }
    }
    known = to
  }

  /** Open time of all kept windows. */
  function total(): number {
    const last = kept[kept.length - 1]
    return last === undefined ? 0 : before[before.length - 1]! + (last.to - last.from)
  }

  function nextChange(t: number): number {
    for (let span = FIRST_LOOK; span <= 2 * NEVER; span *= 2) {
      const [first] = windowsOf(t, t + span)
      if (first === undefined) continue
      if (first.from > t) return first.from
      if (first.to < t + span) return first.to
    }
    return Infinity
  }

  function workingTime(t: number): number {
    reach(t)
    const at = lastAtMost(kept.length, (i) => kept[i]!.from, t)
    return at < 0 ? 0 : before[at]! + Math.min(t, kept[at]!.to) - kept[at]!.from
  }

  function timeAt(work: number): number {
    requireWork(work)
    if (work === 0) return origin
    for (let look = FIRST_LOOK; total() < work; look *= 2) {
      if (look > 2 * NEVER) return Infinity
      const had = total()
      reach(known + look)
      if (total() > had) look = FIRST_LOOK
    }
    // The last window with less than `work` before it.
    let at = lastAtMost(kept.length, (i) => before[i]!, work)
    if (before[at] === work) at--
    return kept[at]!.from + (work - before[at]!)
  }

  return { origin, windows: windowsOf, nextChange, workingTime, timeAt, isOpen: (t) => windowsOf(t, t + 1)[0]?.from === t }
}

/** Open when all of `calendars` are; their origin must be one. None: always open. @throws RangeError if origins differ */
export function intersection(calendars: readonly Calendar[]): Calendar {
  const [first, ...others] = calendars
  if (first === undefined) return ALWAYS_OPEN
  if (others.length === 0) return first
  for (const { origin } of others)
    if (origin !== first.origin)
      throw new RangeError(`intersection: expected calendars with the origin ${first.origin}, received ${origin}`)
  return createCalendar(first.origin, (from, to) =>
    others.reduce((open, other) => common(open, other.windows(from, to)), first.windows(from, to)),
  )
}

/** Windows in rising order of opening, merged where they touch or overlap and cut off at `from` and `to`. */
export function merged(windows: Iterable<Window>, from: number, to: number): Window[] {
  const result: Window[] = []
  for (const window of windows) {
    const cut = { from: Math.max(from, window.from), to: Math.min(to, window.to) }
    if (!(cut.from < cut.to)) continue
    const last = result[result.length - 1]
    if (last !== undefined && cut.from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, cut.to) }
    else result.push(cut)
  }
  return result
}

/** @throws RangeError unless `work` is a number from 0 */
export function requireWork(work: number): void {
  if (!(work >= 0)) throw new RangeError(`working time: expected a number from 0, received ${work}`)
}

/** What two lists of windows share. Windows that touch in both stay apart only if one list closes between them. */
function common(a: readonly Window[], b: readonly Window[]): Window[] {
  const result: Window[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const from = Math.max(a[i]!.from, b[j]!.from)
    const to = Math.min(a[i]!.to, b[j]!.to)
    if (from < to) result.push({ from, to })
    if (a[i]!.to <= b[j]!.to) i++
    else j++
  }
  return result
}

/** Largest index below `length` whose rising value is at most `x`; -1 if there is none. */
function lastAtMost(length: number, valueAt: (index: number) => number, x: number): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (valueAt(middle) <= x) low = middle + 1
    else high = middle
  }
  return low - 1
}
