/** Parts as `genba trace` names them: in words, as data and in tables. */
import { momentText } from 'genba/analysis'
import type { History, PartIdentity } from 'genba/analysis'
import type { Plan } from 'genba/factory'
import type { TableColumn } from 'genba/runs'

/** Path of the element that made a part. */
export function makerOf(plan: Plan, source: number): string {
  return plan.elements[source]?.path ?? 'carrier'
}

/** `car of body.s1`. */
export function nameOf(plan: Plan, { source, product }: { readonly source: number; readonly product: number }): string {
  return `${plan.products[product]?.name ?? 'part'} of ${makerOf(plan, source)}`
}

/** The part that makes a visit, as names. */
export function identityOf({ plan, visits }: History, row: number): { source: string; serial: number; product?: string } {
  const product = plan.products[visits.product[row]!]?.name
  return { source: makerOf(plan, visits.source[row]!), serial: visits.serial[row]!, ...(product === undefined ? {} : { product }) }
}

/** A part as data: `product`, `made_by`, `number` from 1. */
export function identityRecord(plan: Plan, product: number, { source, serial }: PartIdentity): object {
  const name = plan.products[product]?.name
  return { ...(name === undefined ? {} : { product: name }), made_by: makerOf(plan, source), number: serial + 1 }
}

/** Ticks as data: `seconds` since the start of the run, and `moment`. */
export function momentRecord(plan: Plan): (tick: number) => object {
  return (tick) => ({ seconds: tick / plan.ticksPerSecond, moment: momentText(plan, tick) })
}

/** A column of texts. */
export function texts<T>(name: string, rows: readonly T[], of: (row: T, at: number) => string): TableColumn {
  return { name, type: 'STRING', data: rows.map(of) }
}
