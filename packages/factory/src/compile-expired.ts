/**
 * Where parts wait whose life has run out and that the model sends elsewhere (`expired`): outside their buffer, in a place without limit
 * (`store.expired`) that leads there, so that they hold back nobody.
 */
import type { BufferPlan, ElementPlan } from './plan.ts'

/** The elements of a plan with these places, after all other elements. */
export function addExpiredPlaces(elements: readonly ElementPlan[]): readonly ElementPlan[] {
  const all = [...elements]
  for (const buffer of elements) {
    if (buffer.kind !== 'buffer' || buffer.life === undefined || buffer.expired === undefined) continue
    const [target, number] = [buffer.expired, all.length]
    all.push(expiredOf(buffer, target, number))
    all[buffer.number] = { ...buffer, expired: number }
    const { from } = all[target]!
    // It has the rank that was written for the buffer, unless that leads there otherwise too.
    const leadsThere = buffer.to.kind === 'single' ? buffer.to.to === target : buffer.to.kind !== 'none'
    all[target] = {
      ...all[target]!,
      from: leadsThere || !from.includes(buffer.number) ? [...from, number] : from.map((each) => (each === buffer.number ? number : each)),
    }
  }
  return all
}

function expiredOf(buffer: BufferPlan, to: number, number: number): BufferPlan {
  return {
    kind: 'buffer',
    number,
    path: `${buffer.path}.expired`,
    key: `${buffer.key}.expired`,
    ...(buffer.shop === undefined ? {} : { shop: buffer.shop }),
    calendars: [],
    openEarly: 0,
    to: { kind: 'single', to },
    from: [buffer.number],
    merge: 'first_come',
    visitEmpty: false,
    capacity: Infinity,
    discipline: 'fifo',
    startsWith: [],
  }
}
