/** Where the time went: shares of states of each shop and each workplace, closed time left out. */
import { STATES } from 'genba/factory'
import type { Observation, Plan, StateName } from 'genba/factory'
import { createScopes } from './scope.ts'

export interface TimeSpent {
  /** Path of a shop or a workplace; null for the base. */
  readonly path: string | null
  /** Shares of the open time by state, those that occur, largest first; they add up to 1. */
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
    const { rows } = scopes.find(path)
    const ticks = new Float64Array(STATES.length)
    for (const { windows } of observations)
      for (const { from, states } of windows)
        if (from >= warmUp)
          for (const row of rows) for (let s = 0; s < STATES.length; s++) ticks[s] = ticks[s]! + states[row * STATES.length + s]!
    const spent = STATES.flatMap((state, s) => (state === 'closed' || ticks[s] === 0 ? [] : [{ state, ticks: ticks[s]! }]))
    const open = spent.reduce((sum, each) => sum + each.ticks, 0)
    if (open === 0) return []
    const shares = spent.map(({ state, ticks: of }) => ({ state, share: of / open })).toSorted((a, b) => b.share - a.share)
    return [{ path, shares, open: open / plan.ticksPerSecond / observations.length }]
  })
}
