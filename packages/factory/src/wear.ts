/**
 * Wear of positions (`wear`): a condition to which every cycle adds, which is serviced after the part from one level on and fails at
 * another (condition-based maintenance).
 *
 * It fails when the cycle ends, whose part is finished; service begins when the part has left. Both make the position as good as new.
 * Of several that are over their levels at once the one comes first whose name does. Grall, Berenguer & Dieulle 2002.
 */
import { float64, int32, uint8From } from 'genba/kernel'
import type { StationPlan, WearPlan } from './plan.ts'
import * as positions from './positions.ts'
import type { World } from './world.ts'

const { REPAIR, SERVICE } = positions

export interface Wear {
  /** Per element: 1 where positions wear. */
  readonly has: Uint8Array
  /** A cycle has ended at the position, which fails if it is over its level; `isUp` no more, by another failure: when the part has left. */
  finished(position: number, part: number, isUp: boolean): void
  /** The part has left: true if the position goes down to be serviced or, where several have failed, repaired. */
  begin(position: number): boolean
  /** What the position went down for is done; false if that was no wear. */
  ended(position: number): boolean
  reset(): void
}

/**
 * @param clockFor clock on which people of a demand work at a position @param goDown stands the position
 * @param failed writes down that it has failed
 */
export function createWear(
  { plan, layout, draws, crews }: Pick<World, 'plan' | 'layout' | 'draws' | 'crews'>,
  clockFor: (position: number, demand: number) => number,
  goDown: (position: number, why: number, ticks: number, demand: number, clock: number) => void,
  failed: (position: number, name: string) => void,
): Wear {
  const { positionElement, firstPosition } = layout
  const n = layout.positions
  const has = uint8From(plan.elements, (element) => (element.kind === 'station' && element.wear.length > 0 ? 1 : 0))
  /** All kinds of wear of all positions, one after another; where those of each begin. */
  const kinds: { readonly plan: WearPlan; readonly adds: number; readonly lasts: number; readonly demand: number; readonly on: number }[] =
    []
  const first = int32(n + 1)
  for (let p = 0; p < n; p++) {
    const station = plan.elements[positionElement[p]!] as StationPlan
    const place = p - firstPosition[station.number]!
    const suffix = station.positions > 1 && place > 0 ? ` ${place}` : ''
    for (const each of station.wear.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const demand = crews.demand(each.crew)
      kinds.push({
        plan: each,
        adds: draws.quantity(each.perCycle, each.key, `wear${suffix}`),
        lasts: draws.duration(each.duration, each.key, `service${suffix}`),
        demand,
        on: clockFor(p, demand),
      })
    }
    first[p + 1] = kinds.length
  }
  const level = float64(kinds.length)
  /** What each position is down for, -1: no wear. */
  const under = int32(n).fill(-1)

  function finished(p: number, part: number, isUp: boolean): void {
    for (let k = first[p]!; k < first[p + 1]!; k++) level[k] = level[k]! + draws.take(kinds[k]!.adds, part)
    if (isUp) fails(p)
  }

  function fails(p: number): boolean {
    for (let k = first[p]!; k < first[p + 1]!; k++) {
      if (level[k]! < kinds[k]!.plan.failsAt) continue
      failed(p, kinds[k]!.plan.name)
      stand(p, k, REPAIR)
      return true
    }
    return false
  }

  function begin(p: number): boolean {
    if (fails(p)) return true
    for (let k = first[p]!; k < first[p + 1]!; k++) {
      if (level[k]! < (kinds[k]!.plan.servicedAt ?? Infinity)) continue
      stand(p, k, SERVICE)
      return true
    }
    return false
  }

  function stand(p: number, k: number, why: number): void {
    under[p] = k
    const { lasts, demand, on } = kinds[k]!
    goDown(p, why, draws.take(lasts, -1), demand, on)
  }

  function ended(p: number): boolean {
    const k = under[p]!
    if (k < 0) return false
    level[k] = 0
    under[p] = -1
    return true
  }

  function reset(): void {
    level.fill(0)
    under.fill(-1)
  }

  return { has, finished, begin, ended, reset }
}
