/**
 * The bottleneck by active period.
 *
 * A workplace is active while it makes others wait (working, set up, down, in maintenance, heating, waiting for crew or repair) and
 * inactive while it waits for them (blocked, starved, waiting for parts or a vehicle, closed). The one whose active periods
 * are longest on average is the bottleneck: C. Roser, M. Nakano, M. Tanaka, "A practical bottleneck detection method", Winter
 * Simulation Conference 2001, 949-953. Where p positions work side by side, the mean period of one of them is divided by p, since
 * p places of a cycle c pace like one of c / p; a store that ages parts for ten days would else always come first.
 */
import { ACTIVE_STATES, STATES } from 'genba/factory'
import type { ElementPlan, Observation, Plan, WindowObservation } from 'genba/factory'
import { estimate } from './estimate.ts'
import { createScopes, targetsOf } from './scope.ts'
import type { Formula } from './formula.ts'

export interface ActivePeriod {
  /** Path of a station, tunnel or moving line. */
  readonly path: string
  readonly shop: string | null
  /** Mean length of an active period in seconds, over the number of positions; NaN where there was none. */
  readonly mean: number
  /** Null where there is one replication alone. */
  readonly halfWidth: number | null
  /** Share of its open time in which it is active. */
  readonly share: number
}

const ACTIVE = ACTIVE_STATES.map((state) => STATES.indexOf(state))
const CLOSED_STATE = STATES.indexOf('closed')

/** Workplaces active for less than the most active one by more than this wait for others too often to hold them back. */
const MARGIN = 0.05

/**
 * All workplaces from which parts come to a goal, the likeliest bottleneck first: those that are active nearly as large a share of
 * their time as the most active one, by mean active period; then the others, by the same.
 * @param goal path of what is to be brought forward; null for the base
 */
export function activePeriods(
  plan: Plan,
  observations: readonly Observation[],
  warmUp: number,
  confidence: number,
  goal: string | null = null,
): readonly ActivePeriod[] {
  const scopes = createScopes(plan)
  const before = upstreamOf(plan, scopes.find(goal).exits)
  const rows = scopes
    .find(null)
    .rows.filter((row) =>
      row < plan.elements.length
        ? before.has(row)
        : plan.lines[row - plan.elements.length]!.elements.some((element) => before.has(element)),
    )
  const measured = observations.map(({ windows }) => windows.filter(({ from }) => from >= warmUp))
  const periods = rows.map((row): ActivePeriod => {
    const element = plan.elements[row]
    const { path, shop } = element ?? plan.lines[row - plan.elements.length]!
    const positions = element?.kind === 'station' ? element.positions : 1
    const formula = periodOf(row, positions * plan.ticksPerSecond)
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
  const most = Math.max(...periods.map(({ share }) => share))
  const isNear = ({ share }: ActivePeriod): number => (share >= most - MARGIN ? 1 : 0)
  return periods.toSorted((a, b) => isNear(b) - isNear(a) || (b.mean || 0) - (a.mean || 0) || b.share - a.share)
}

/** Numbers of all elements from which parts come to these, they themselves included. */
function upstreamOf(plan: Plan, goals: readonly ElementPlan[]): ReadonlySet<number> {
  const found = new Set(goals.map(({ number }) => number))
  // What is added while the set is gone through is gone through too.
  for (const number of found) {
    const element = plan.elements[number]!
    for (const from of element.from) found.add(from)
    if (element.kind === 'station') for (const { from } of element.takes) found.add(from)
    for (const other of plan.elements) if (targetsOf(other).includes(number)) found.add(other.number)
  }
  return found
}

function periodOf(row: number, divisor: number): Formula {
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
    value: (sums) => (sums[0] === 0 ? Number.NaN : sums[0]! / Math.max(1, sums[1]!) / divisor),
  }
}
