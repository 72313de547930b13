/**
 * What a unit costs, step by step and by cause: process-based cost modeling.
 *
 * F. R. Field, R. Kirchain, R. Roth, "Process cost modeling: strategic engineering and economic evaluation of materials technologies", JOM 59
 * (2007) 21; R. Kirchain, F. R. Field, "Process-based cost modeling: understanding the economics of technical decisions", Encyclopedia of
 * Materials Science and Engineering (2001). Cycle, uptime, yield, labor and energy are meant to be what a simulation of the plant gave, so
 * that cost and throughput are of one plant; the learning of the plant's ramp-up is then in them, and no learning curve is laid over them.
 */
import { requireNonNegative, requirePositive } from 'genba/statistics'
import { capitalRecovery } from './annuity.ts'
import { bracketedRoot } from './bracketed-root.ts'

/** One step of making a unit. Money is of one currency; times are as named. */
export interface ProcessStep {
  readonly name: string
  /** Shop under which its cost is shown. */
  readonly shop: string
  /** Seconds in which one line makes one unit. */
  readonly cycleSeconds: number
  /** Share of the planned time in which a line can work. */
  readonly uptime: number
  /** Share of units that leave the step good; the others are lost with all that went into them. */
  readonly yield: number
  /** Lines installed; as many as the volume needs if left out. */
  readonly lines?: number
  /** True where the equipment serves other products too: it then costs its share of the time it is used. */
  readonly isShared?: boolean
  /** Material and bought parts that the step adds to a unit, in money. */
  readonly material?: number
  /** What a lost unit brings as scrap. */
  readonly scrapValue?: number
  /** People at one line in a shift, paid for the whole planned time. */
  readonly workers?: number
  /** True where they are paid for the time the line takes instead, stops included: overtime beyond the planned time, other work within it. */
  readonly isPaidByUse?: boolean
  /** kWh that a unit takes. */
  readonly energy?: number
  /** Investment in one line, and the years it lasts. */
  readonly equipment?: number
  readonly equipmentYears?: number
  /** Investment in one set of tools for one line, and the units it lasts for; the years of the product if left out. */
  readonly tooling?: number
  readonly toolUnits?: number
  /** Area of one line, m2. */
  readonly floor?: number
}

/** Prices and conventions of a site. */
export interface CostRates {
  /** Cost of capital, a year. */
  readonly discountRate: number
  /** Of one hour of one person, with all that is paid on it. */
  readonly wage: number
  /** Of a kWh. */
  readonly energyPrice: number
  /** Of a m2 of building, and the years it lasts. */
  readonly building: number
  readonly buildingYears: number
  /** Upkeep in a year, as a share of the investment in equipment, tools and building. */
  readonly maintenance: number
  /** Overhead, as a share of labor, equipment, tools, building and maintenance. */
  readonly overhead: number
  /** Hours planned in a year. */
  readonly hours: number
  /** Years for which the product is made: tools made for it are paid back in them. */
  readonly productYears: number
}

/** Causes of cost, in the order in which they are shown. */
export const COST_CAUSES = ['material', 'scrap', 'labor', 'energy', 'equipment', 'tooling', 'building', 'maintenance', 'overhead'] as const

/** One cause of cost. */
export type CostCause = (typeof COST_CAUSES)[number]

/** Cost by cause, of a good unit. */
export type CostByCause = Readonly<Record<CostCause, number>>

/** Cost of one step. */
export interface StepCost {
  readonly name: string
  readonly shop: string
  /** Units that enter the step in a year. */
  readonly entering: number
  readonly lines: number
  /** Share of the time of its lines that is used; above 1 the lines given cannot make the volume. */
  readonly usage: number
  readonly byCause: CostByCause
  readonly total: number
}

/** Cost of a unit. */
export interface UnitCost {
  readonly steps: readonly StepCost[]
  /** By shop and cause, shops in the order of the steps. */
  readonly byShop: Readonly<Record<string, CostByCause>>
  readonly byCause: CostByCause
  /** Of a good unit. */
  readonly total: number
  /** The part of it that does not grow with volume: equipment, tooling, building, their maintenance and overhead, labor of dedicated lines. */
  readonly investment: number
}

/**
 * Cost of a good unit at a yearly volume. Of step i enter `net / product of yields from i on`; lines are
 * `ceil(entering * cycle / (hours * 3600 * uptime))` unless given; an investment costs its capital recovery a year; tools wear out by units.
 * @param volume good units a year
 * @throws RangeError where there is no step, the volume, hours, cycle, uptime or a yield is not positive, uptime or yield is above 1,
 * or another number negative
 */
export function unitCost(steps: readonly ProcessStep[], rates: CostRates, volume: number): UnitCost {
  if (steps.length === 0) throw new RangeError('steps: expected at least one, received none')
  requirePositive('volume', volume)
  requirePositive('hours', rates.hours)
  for (const [name, value] of Object.entries(rates)) requireNonNegative(name, value)
  let below = volume
  const entering = steps
    .toReversed()
    .map((step) => {
      requireShare(`${step.name}.yield`, step.yield)
      return (below /= step.yield)
    })
    .toReversed()
  let invested = 0
  const costs = steps.map((step, index): StepCost => {
    const all = stepCost(step, rates, entering[index]!, volume)
    invested += all.invested
    return all.cost
  })
  const byCause = sumOf(costs.map((cost) => cost.byCause))
  const byShop = Object.fromEntries(
    [...Map.groupBy(costs, ({ shop }) => shop)].map(([shop, group]) => [shop, sumOf(group.map((cost) => cost.byCause))]),
  )
  return { steps: costs, byShop, byCause, total: totalOf(byCause), investment: invested }
}

function stepCost(
  step: ProcessStep,
  rates: CostRates,
  entering: number,
  volume: number,
): { readonly cost: StepCost; readonly invested: number } {
  const { name, shop, cycleSeconds, uptime, isShared = false, material = 0, scrapValue = 0, workers = 0, energy = 0 } = step
  const { equipment = 0, equipmentYears = 10, tooling = 0, toolUnits = Infinity, floor = 0 } = step
  requirePositive(`${name}.cycleSeconds`, cycleSeconds)
  requireShare(`${name}.uptime`, uptime)
  for (const [key, value] of Object.entries({ material, scrapValue, workers, energy, equipment, tooling, floor })) {
    requireNonNegative(`${name}.${key}`, value)
  }
  if (!(toolUnits > 0)) throw new RangeError(`${name}.toolUnits: expected a number above 0, received ${toolUnits}`)
  const needed = (entering * cycleSeconds) / (rates.hours * 3600 * uptime)
  const lines = step.lines ?? Math.ceil(needed - 1e-9)
  // Of shared equipment a product bears the part it uses.
  const charged = isShared ? needed : lines
  const yearly = (investment: number, years: number): number => investment * capitalRecovery(rates.discountRate, years)
  const sets = Number.isFinite(toolUnits) ? Math.max(Math.ceil((entering * rates.productYears) / charged / toolUnits - 1e-9), 1) : 1
  const year = {
    material: volume * material,
    scrap: (entering - volume) * material - (entering - entering * step.yield) * scrapValue,
    labor: (step.isPaidByUse === true ? needed : charged) * workers * rates.hours * rates.wage,
    energy: entering * energy * rates.energyPrice,
    equipment: yearly(charged * equipment, equipmentYears),
    tooling: tooling === 0 ? 0 : yearly(charged * tooling, rates.productYears / sets),
    building: yearly(charged * floor * rates.building, rates.buildingYears),
    maintenance: rates.maintenance * charged * (equipment + tooling + floor * rates.building),
    overhead: 0,
  }
  year.overhead = rates.overhead * (year.labor + year.equipment + year.tooling + year.building + year.maintenance)
  const byCause = Object.fromEntries(COST_CAUSES.map((cause) => [cause, year[cause] / volume])) as Record<CostCause, number>
  const variable = byCause.material + byCause.scrap + byCause.energy + (step.isPaidByUse === true ? byCause.labor : 0)
  const total = totalOf(byCause)
  return {
    cost: { name, shop, entering, lines, usage: needed / lines, byCause, total },
    invested: total - variable,
  }
}

function sumOf(parts: readonly CostByCause[]): CostByCause {
  return Object.fromEntries(COST_CAUSES.map((cause) => [cause, parts.reduce((sum, part) => sum + part[cause], 0)])) as Record<
    CostCause,
    number
  >
}

function totalOf(byCause: CostByCause): number {
  return COST_CAUSES.reduce((sum, cause) => sum + byCause[cause], 0)
}

function requireShare(name: string, value: number): void {
  if (!(value > 0 && value <= 1)) throw new RangeError(`${name}: expected a share above 0, at most 1, received ${value}`)
}

/**
 * The volume at which two ways of making a unit cost the same, between two volumes; where lines are added in steps, one of those at which they change places.
 * @returns nothing where the same way is cheaper at both
 * @throws RangeError as `unitCost`
 */
export function equalCostVolume(
  a: readonly ProcessStep[],
  b: readonly ProcessStep[],
  rates: CostRates,
  low: number,
  high: number,
): number | undefined {
  const difference = (volume: number): number => unitCost(a, rates, volume).total - unitCost(b, rates, volume).total
  return bracketedRoot(difference, low, high, 1e-9 * high)
}
