/**
 * `maintain: when_idle`: maintenance that is due waits for an opportunity, until its position is idle: free, up and open at the
 * end of a tick in which it got no part, and waiting for no people with whom one comes in. It waits no longer than `latest`, in elapsed
 * time; then it begins when the part has left (opportunistic maintenance).
 *
 * Whether a position is idle is looked at in stage 3, when parts have moved and before people choose whom they serve.
 */
import { int32, uint8 } from 'genba/kernel'
import type { ElementPlan, MaintenancePlan } from './plan.ts'
import type { World } from './world.ts'

/** Kind of the transient event at which a maintenance has waited for its `latest`. */
export const OVERDUE = 5

export interface Opportunities {
  /** Does the maintenance, which is due, still wait until its position is idle? */
  waits(number: number): boolean
  /** The maintenance has become due. */
  begin(number: number): void
  /** It begins, or is due no more. */
  end(number: number): void
  /** It has waited for its `latest` (stage 1). */
  overdue(number: number): void
  reset(): void
}

/** Does any maintenance of the element wait until it is idle? */
export function waitsUntilIdle(element: ElementPlan): boolean {
  return element.kind === 'station' && element.maintenance.some(({ maintain }) => maintain === 'when_idle')
}

/** @param plans of maintenances by number, undefined for what is none @param kind of the event at which one has waited for its `latest` */
export function createOpportunities(
  { draws, transients }: Pick<World, 'draws' | 'transients'>,
  plans: readonly (MaintenancePlan | undefined)[],
  kind: number = OVERDUE,
): Opportunities {
  const sites = plans.map((plan) =>
    plan?.maintain === 'when_idle' && plan.latest !== undefined ? draws.duration(plan.latest, plan.key, 'maintenance latest', 0) : -1,
  )
  const isPatient = uint8(plans.length)
  /** Event at which the patience of each ends, -1 for none. */
  const event = int32(plans.length)

  function begin(number: number): void {
    if (plans[number]?.maintain !== 'when_idle') return
    const ticks = sites[number]! < 0 ? Infinity : draws.take(sites[number]!, -1)
    isPatient[number] = ticks > 0 ? 1 : 0
    if (ticks > 0 && ticks < Infinity) event[number] = transients.plan(ticks, kind, number)
  }

  function end(number: number): void {
    isPatient[number] = 0
    if (event[number]! >= 0) transients.cancel(event[number]!)
    event[number] = -1
  }

  function overdue(number: number): void {
    isPatient[number] = 0
    event[number] = -1
  }

  function reset(): void {
    isPatient.fill(0)
    event.fill(-1)
  }

  return { waits: (number) => isPatient[number] === 1, begin, end, overdue, reset }
}
