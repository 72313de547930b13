/**
 * The bottleneck by active period.
 *
 * A workplace is active while it makes others wait (working, set up, down, in maintenance, heating, waiting for crew or repair) and
 * inactive while it waits for them (blocked, starved, waiting for parts or a vehicle, closed). The one whose active periods
 * are longest on average is the bottleneck: C. Roser, M. Nakano, M. Tanaka, "A practical bottleneck detection method", Winter
 * Simulation Conference 2001, 949-953. Where positions work side by side, periods are those of single positions.
 */
import { ACTIVE_STATES, STATES } from 'genba/factory'
import type { Observation, Plan, WindowObservation } from 'genba/factory'
import { estimate } from './estimate.ts'
import { createScopes } from './scope.ts'
import type { Formula } from './formula.ts'

export interface ActivePeriod {
  /** Path of a station, tunnel or moving line. */
  readonly path: string
  readonly shop: string | null
  /** Mean length of an active period in seconds; NaN where there was none. */
  readonly mean: number
  /** Null where there is one replication alone. */
  readonly halfWidth: number | null
  /** Share of its open time in which it is active. */
  readonly share: number
}

const ACTIVE = ACTIVE_STATES.map((state) => STATES.indexOf(state))
const CLOSED_STATE = STATES.indexOf('closed')

/** All workplaces, the likeliest bottleneck first: longest mean active period, then largest active share. */
export function activePeriods(
  plan: Plan,
  observations: readonly Observation[],
  warmUp: number,
  confidence: number,
): readonly ActivePeriod[] {
  const scopes = createScopes(plan)
  const rows = scopes.find(null).rows
  const measured = observations.map(({ windows }) => windows.filter(({ from }) => from >= warmUp))
  return rows
    .map((row): ActivePeriod => {
      const { path, shop } = row < plan.elements.length ? plan.elements[row]! : plan.lines[row - plan.elements.length]!
      const formula = periodOf(row, plan.ticksPerSecond)
      const groups = measured.map((windows) => {
        const sums = new Float64Array(formula.size)
        for (const window of windows) formula.add(window, sums)
        return sums
      })
      const { value, halfWidth } = estimate(formula, groups, confidence)
      const active = groups.reduce((sum, group) => sum + group[0]!, 0)
      const open = groups.reduce((sum, group) => sum + group[2]!, 0)
      return { path, shop: shop ?? null, mean: value, halfWidth, share: open === 0 ? 0 : active / open }
    })
    .toSorted((a, b) => (b.mean || 0) - (a.mean || 0) || b.share - a.share)
}

function periodOf(row: number, ticksPerSecond: number): Formula {
  return {
    unit: 's',
    size: 3,
    add({ states, activePeriods: begun }: WindowObservation, sums) {
      const first = row * STATES.length
      for (const state of ACTIVE) sums[0] = sums[0]! + states[first + state]!
      sums[1] = sums[1]! + begun[row]!
      for (let state = 0; state < STATES.length; state++) if (state !== CLOSED_STATE) sums[2] = sums[2]! + states[first + state]!
    },
    // One that never stops being active began before the measured time.
    value: (sums) => (sums[0] === 0 ? Number.NaN : sums[0]! / Math.max(1, sums[1]!) / ticksPerSecond),
  }
}
