/**
 * Rights to change what is done: start, wait, expand, switch, mothball, stop. Least-squares Monte Carlo over modes of operation.
 *
 * F. A. Longstaff, E. S. Schwartz, Review of Financial Studies 14 (2001) 113, carried over to modes by R. Carmona, M. Ludkovski, "Pricing asset
 * scheduling flexibility using optimal switching", Applied Mathematical Finance 15 (2008) 405. L. Trigeorgis, "Real Options" (1996) for the rights.
 */
import { leastSquares } from './least-squares.ts'

/** A way from one mode to another. */
export interface ModeSwitch {
  readonly from: string
  readonly to: string
  /** What the switch costs at a date: one number, or one a path; negative for what it brings. */
  readonly cost: (date: number) => number | Float64Array
  /** First and last date on which it may be made; all if left out. */
  readonly first?: number
  readonly last?: number
}

/** A right to switch, on simulated paths. */
export interface SwitchingRight {
  /** Dates at which is decided. */
  readonly dates: number
  readonly paths: number
  /** Money of each mode at each date, one number a path: what the mode brings from this date to the next, as of this date. */
  readonly cash: Readonly<Record<string, (date: number) => Float64Array | 0>>
  readonly switches: readonly ModeSwitch[]
  /** Columns of what can be seen at a date, from which the worth of going on is estimated: such as 1, x and x^2. */
  readonly seen: (date: number) => readonly Float64Array[]
  /** What money of the next date is worth at this one. */
  readonly discount: number
  /** Worth of each mode after the last date, one number a path; 0 if left out. */
  readonly terminal?: Readonly<Record<string, Float64Array>>
}

/** Value of a right and when it is used. */
export interface SwitchingValue {
  /** Mean over paths of what the rule brings, as of the first date. */
  readonly value: number
  readonly standardError: number
  /** What each path brings. */
  readonly worth: Float64Array
  /** Share of paths in each mode at each date, after the decision. */
  readonly modes: readonly Readonly<Record<string, number>>[]
  /** Coefficients of the worth of going on, by date and mode, on what is seen. */
  readonly going: readonly Readonly<Record<string, Float64Array>>[]
}

/**
 * Value of a right from a mode at the first date, backward from the last. At each date the mode is taken whose cash, less the cost of getting there, and
 * fitted worth of going on is largest; what is then counted is what the path brings, not the fit. The rule is fitted on the paths it is
 * valued on, which lifts the value a little; that it is not the best one lowers it.
 * @param start mode before the first decision
 * @throws RangeError if a switch or the start names no mode, or columns have another length than the paths
 */
export function switchingValue(right: SwitchingRight, start: string): SwitchingValue {
  const { dates, paths, cash, switches, discount } = right
  const names = Object.keys(cash)
  for (const name of [start, ...switches.flatMap(({ from, to }) => [from, to])]) {
    if (!names.includes(name)) throw new RangeError(`mode: expected one of ${names.join(', ')}, received ${name}`)
  }
  let worth: Record<string, Float64Array> = Object.fromEntries(
    names.map((name) => [name, (right.terminal?.[name] ?? new Float64Array(paths)).slice()]),
  )
  const chosen: Record<string, Int8Array>[] = []
  const going: Record<string, Float64Array>[] = []
  for (let date = dates - 1; date >= 0; date--) {
    const seen = right.seen(date)
    const odd = seen.findIndex((column) => column.length !== paths)
    if (odd >= 0) throw new RangeError(`seen(${date})[${odd}]: expected ${paths} numbers, received ${seen[odd]!.length}`)
    // Worth of being in a mode at this date: what is counted, and what is expected.
    const counted: Record<string, Float64Array> = {}
    const expected: Record<string, Float64Array> = {}
    const coefficients: Record<string, Float64Array> = {}
    for (const name of names) {
      const now = cash[name]!(date)
      const later = worth[name]!.map((value) => value * discount)
      const fit = leastSquares(seen, later)
      coefficients[name] = fit
      const income = (path: number): number => (now === 0 ? 0 : now[path]!)
      counted[name] = later.map((value, path) => income(path) + value)
      expected[name] = later.map((_, path) => {
        let sum = income(path)
        for (let k = 0; k < fit.length; k++) sum += fit[k]! * seen[k]![path]!
        return sum
      })
    }
    going.unshift(coefficients)
    const choice: Record<string, Int8Array> = {}
    const next: Record<string, Float64Array> = {}
    for (const [own, name] of names.entries()) {
      const best = expected[name]!.slice()
      const taken = new Int8Array(paths).fill(own)
      const value = counted[name]!.slice()
      for (const { from, to, cost, first = 0, last = dates - 1 } of switches) {
        if (from !== name || date < first || date > last) continue
        const price = cost(date)
        for (let path = 0; path < paths; path++) {
          const paid = typeof price === 'number' ? price : price[path]!
          if (expected[to]![path]! - paid <= best[path]!) continue
          best[path] = expected[to]![path]! - paid
          value[path] = counted[to]![path]! - paid
          taken[path] = names.indexOf(to)
        }
      }
      next[name] = value
      choice[name] = taken
    }
    chosen.unshift(choice)
    worth = next
  }
  const own = worth[start]!
  const value = own.reduce((sum, each) => sum + each, 0) / paths
  const squares = own.reduce((sum, each) => sum + (each - value) * (each - value), 0)
  const at = new Int8Array(paths).fill(names.indexOf(start))
  const modes = chosen.map((choice) => {
    const counts = new Float64Array(names.length)
    for (let path = 0; path < paths; path++) {
      at[path] = choice[names[at[path]!]!]![path]!
      counts[at[path]!]!++
    }
    return Object.fromEntries(names.map((name, index) => [name, counts[index]! / paths]))
  })
  return { value, standardError: Math.sqrt(squares / (paths - 1) / paths), worth: own, modes, going }
}
