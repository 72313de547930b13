/**
 * Overall equipment effectiveness of a work unit, by the definitions of ISO 22400-2:2014, read through a secondary source:
 * OPC 40501-1 (UA for Machine Tools), annex C.2.4.
 *
 * availability = APT / PBT, effectiveness = PRI * PQ / APT, quality ratio = GQ / PQ, OEE = their product = PRI * GQ / PBT with
 * - APT, actual production time: time in the state working;
 * - PBT, planned busy time: open time less planned maintenance; so waiting counts as loss of availability too;
 * - PRI, planned run time per item: the expected cycle as written (the takt of a moving line). Where the cycle has no fixed
 *   expectation (it changes in time, differs by product or is redrawn), PRI is taken as APT / PQ and effectiveness is 1;
 * - PQ, produced quantity: operations that ended; GQ, good quantity: those that ended neither as scrap nor as rework.
 * Where a station has several positions, times are added up over them.
 */
import { ENDED, REWORKED, SCRAPPED } from 'genba/factory'
import type { Plan } from 'genba/factory'
import { product, ratio } from './formula.ts'
import type { Formula } from './formula.ts'
import { meanOf } from './mean-value.ts'
import { MeasureFault } from './measure.ts'
import type { Scope } from './scope.ts'
import type { Sum, WindowReader } from './window-reader.ts'

export type OeeFactor = 'oee' | 'availability' | 'effectiveness' | 'quality'
export const OEE_FACTORS: readonly OeeFactor[] = ['availability', 'effectiveness', 'quality']

/** OEE or one of its factors. @throws MeasureFault for what is no work unit: the base, a shop, a line of single stations */
export function oee(plan: Plan, reader: WindowReader, scope: Scope, factor: OeeFactor): Formula {
  const last = scope.elements.at(-1)
  if (scope.rows.length !== 1 || last === undefined || (last.kind !== 'station' && last.kind !== 'tunnel'))
    throw new MeasureFault(`oee belongs to a station, a tunnel or a line that moves as one, not to ${scope.path ?? 'the base'}`)
  const apt = reader.inStates(scope, ['working'])
  const watched = reader.watched(scope)
  const unplanned = reader.inStates(scope, ['closed', 'maintenance'])
  const pbt: Sum = (window) => watched(window) - unplanned(window)
  const pq = reader.count([last], ENDED)
  const scrapped = reader.count([last], SCRAPPED)
  const reworked = reader.count([last], REWORKED)
  const gq: Sum = (window) => pq(window) - scrapped(window) - reworked(window)
  const seconds = plannedRunTime(plan, scope)
  const pri = seconds === undefined ? undefined : seconds * plan.ticksPerSecond

  switch (factor) {
    case 'availability':
      return ratio('1', 1, apt, pbt)
    case 'quality':
      return ratio('1', 1, gq, pq)
    case 'effectiveness':
      return pri === undefined ? ratio('1', 1, apt, apt) : ratio('1', pri, pq, apt)
    case 'oee':
      return pri === undefined ? product([ratio('1', 1, apt, pbt), ratio('1', 1, gq, pq)]) : ratio('1', pri, gq, pbt)
  }
}

/**
 * Planned run time per item in seconds (PRI), of a station, a tunnel or a line that moves as one; undefined where it is not one number.
 * @param scope with one row of states
 */
export function plannedRunTime(plan: Plan, scope: Scope): number | undefined {
  const last = scope.elements.at(-1)!
  const line = last.line === undefined ? undefined : plan.lines[last.line]!
  const isRowOfLine = scope.rows[0]! >= plan.elements.length
  if (isRowOfLine) return line?.takt === undefined ? undefined : meanOf(line.takt)
  if (last.kind === 'tunnel') return meanOf(last.takt)
  if (last.kind !== 'station' || last.batch !== undefined) return undefined
  return last.steps.reduce<number | undefined>((sum, step) => {
    const mean = meanOf(step.time)
    return sum === undefined || mean === undefined ? undefined : sum + mean
  }, 0)
}
