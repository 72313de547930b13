/** All that is recorded of a run, as rows: the base, its shops, its lines, every element, months and years. */
import type { ElementPlan, Plan } from 'genba/factory'
import type { Evaluator, ResultRow } from './evaluate.ts'
import { MeasureFault } from './measure.ts'

const QUANTILES = ['p50', 'p95'] as const

/** Rows of a run, those without anything to measure left out. */
export function tabulate(plan: Plan, evaluator: Evaluator): readonly ResultRow[] {
  const rows: ResultRow[] = []
  const { shops } = evaluator.scopes
  const isDated = plan.run.start !== undefined

  /** A measure that this plan or element has not is not in the table. */
  function enter(measure: string, per?: 'month' | 'year'): void {
    try {
      rows.push(...evaluator.rows(measure, per).filter(({ value }) => value !== null))
    } catch (error) {
      if (!(error instanceof MeasureFault)) throw error
    }
  }

  for (const measure of ['throughput', 'good_output', 'scrap', 'wip', 'queue', 'lead_time', ...QUANTILES.map((q) => `lead_time(${q})`)])
    enter(measure)
  enter('first_pass_yield')
  for (const { name } of plan.products) {
    enter(`throughput(${name})`)
    enter(`lead_time(${name})`)
  }
  if (plan.heads.length > 0) enter('heads')
  if (plan.elements.some(({ kind }) => kind === 'source')) enter('loss(share)')
  for (const path of [...shops, ...plan.lines.map((line) => line.path)])
    for (const measure of ['throughput', 'wip', 'lead_time', 'scrap', 'state_share', 'utilization', 'availability', 'oee'])
      enter(`${path}.${measure}`)
  for (const { name } of plan.crews)
    for (const measure of ['utilization', 'heads(present)', 'hours(per_part)']) enter(`crews.${name}.${measure}`)
  for (const element of plan.elements) for (const measure of measuresOf(element)) enter(`${element.path}.${measure}`)
  if (isDated)
    for (const per of ['year', 'month'] as const) {
      enter('good_output', per)
      enter('wip', per)
      for (const shop of shops) enter(`${shop}.throughput`, per)
    }
  // What did not happen at all says nothing, but for the measures one looks for.
  const always = new Set(['throughput', 'good_output', 'loss', 'wip', 'first_pass_yield', 'heads'])
  return rows.filter(({ name, value }) => value !== 0 || always.has(name))
}

function measuresOf(element: ElementPlan): readonly string[] {
  switch (element.kind) {
    case 'source':
      return element.whenFull === 'lost' ? ['throughput', 'loss', 'loss(share)'] : ['throughput', 'queue']
    case 'sink':
      return ['throughput', 'lead_time', ...QUANTILES.map((q) => `lead_time(${q})`), 'fill_rate']
    case 'buffer':
      return ['throughput', 'queue', 'waiting_time', ...QUANTILES.map((q) => `waiting_time(${q})`)]
    case 'transport':
      return ['throughput']
    case 'station':
    case 'tunnel':
      return ['throughput', 'wip', 'scrap', 'state_share', 'utilization', 'availability', 'first_pass_yield', 'oee', 'setups', 'energy']
  }
}
