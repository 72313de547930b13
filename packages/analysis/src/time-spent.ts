/**
 * Where the time went: shares of states of each shop and each workplace, closed time left out.
 *
 * Every workplace counts the same, a station with twelve positions as much as a tunnel: a rack with thousands of places, or a
 * repair bay with a dozen, would hide the rest of its shop otherwise.
 */
import { STATES } from 'genba/factory'
import type { Observation, Plan, StateName } from 'genba/factory'
import { createScopes } from './scope.ts'

export interface TimeSpent {
  /** Path of a shop or a workplace; null for the base. */
  readonly path: string | null
  /** Means over its workplaces of their shares of open time by state, those that occur, largest first; they add up to 1. */
  readonly shares: readonly { readonly state: StateName; readonly share: number }[]
  /** Seconds of open time of all its workplaces, mean over replications. */
  readonly open: number
}

/** One entry a path, in the order given. Paths without workplaces, or never open, are left out. */
export function timeSpent(
  plan: Plan,
  observations: readonly Observation[],
  warmUp: number,
  paths: readonly (string | null)[],
): readonly TimeSpent[] {
  const scopes = createScopes(plan)
  return paths.flatMap((path) => {
    const workplaces = scopes.find(path).rows.map((row) => openTicks(observations, warmUp, row))
    const used = workplaces.filter(({ sum }) => sum > 0)
    if (used.length === 0) return []
    const shares = STATES.flatMap((state, s) => {
      const share = used.reduce((all, { ticks, sum }) => all + ticks[s]! / sum, 0) / used.length
      return share > 0 ? [{ state, share }] : []
    })
    const open = used.reduce((all, { sum }) => all + sum, 0)
    return [{ path, shares: shares.toSorted((a, b) => b.share - a.share), open: open / plan.ticksPerSecond / observations.length }]
  })
}

/** Ticks in each state of all positions of a workplace, closed time left out, over all replications; and their sum. */
function openTicks(observations: readonly Observation[], warmUp: number, row: number): { ticks: Float64Array; sum: number } {
  const ticks = new Float64Array(STATES.length)
  for (const { windows } of observations)
    for (const { from, states } of windows)
      if (from >= warmUp)
        STATES.forEach((state, s) => {
          if (state !== 'closed') ticks[s] = ticks[s]! + states[row * STATES.length + s]!
        })
  return { ticks, sum: ticks.reduce((all, each) => all + each, 0) }
}
