/** What a draw of cash flow costs: a path of demand for sixteen years of quarters, statements, cash to each party, present value. */
import { drawDemand, valuesOf } from 'genba/economics'
import { DEMAND_SPREAD, JINSHAN, ordersUpTo, ownerValue, planBusiness, planPlants, runYears } from 'genba/planner'
import type { PlanBusiness } from 'genba/planner'
import type { OwnershipForm } from 'genba/economics'
import type { Round } from './speed.ts'
import { secondsOf } from './stopwatch.ts'

const values = valuesOf(JINSHAN.numbers)
const FORMS: readonly OwnershipForm[] = ['wholly owned', 'joint venture']
const DRAWS = 2_000
/** Seconds for one figure. */
const LEAST = 0.5

/** The business of a base that builds 103,000 cars a year. */
const business: PlanBusiness = await (async () => {
  const year = {
    cars: 103_000,
    scrapped: 0,
    leadWeeks: 0.3,
    heads: 1_000,
    heldBy: 'ga',
    shops: [{ shop: 'ga', laborHours: 2e6, energy: 1e8, yield: 1 }],
  }
  return planBusiness(
    JINSHAN,
    values,
    runYears(
      JINSHAN,
      values,
      await planPlants(
        JINSHAN,
        ordersUpTo(async () => year),
      ),
    ),
  )
})()

let kept = 0

/** `rounds` figures of each form, in turn; an event is one draw, its path included. */
export function timeMoney(rounds: number): readonly Round[] {
  const timed = (form: OwnershipForm): Round => {
    const seconds = secondsOf(() => {
      for (const path of drawDemand(business.path, DEMAND_SPREAD, DRAWS, 1)) kept += ownerValue(business, path, form, values)
    }, LEAST)
    return { name: form, events: DRAWS, parts: 0, visits: 0, seconds }
  }
  for (const form of FORMS) timed(form)
  if (!Number.isFinite(kept)) throw new Error('nothing was computed')
  return Array.from({ length: rounds }).flatMap(() => FORMS.map(timed))
}
