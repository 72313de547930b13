/** Faults of a plan's input, all at once. */
import type { Ranged } from 'genba/economics'
import type { PlanInput } from './plan-input.ts'

/** What is wrong with an input, one sentence each with its place; none where it can be planned. */
export function planFaults(input: PlanInput): string[] {
  const faults: string[] = []
  const { begins, from, until } = input
  if (!(Number.isInteger(begins) && Number.isInteger(from) && Number.isInteger(until) && begins <= from && from < until)) {
    faults.push(`begins, from, until: expected whole years in this order, received ${begins}, ${from}, ${until}`)
  }
  const range = (name: string, { value, low, high, unit }: Ranged): void => {
    if (!(low <= value && value <= high)) {
      faults.push(`${name}: expected a number from ${low} to ${high} ${unit}, received ${value}; widen the range if it is meant`)
    }
  }
  for (const [name, ranged] of Object.entries(input.numbers)) range(`numbers.${name}`, ranged)
  for (const { name, cars, referencePrice, freight } of input.destinations) {
    for (const [key, ranged] of Object.entries({ cars, referencePrice, freight })) range(`destinations.${name}.${key}`, ranged)
  }
  for (const { shop, ...numbers } of input.shops) for (const [key, ranged] of Object.entries(numbers)) range(`shops.${shop}.${key}`, ranged)
  for (const { name, chance } of input.events) range(`events.${name}.chance`, chance)
  for (const { name, numbers } of input.sourcing?.parts ?? []) {
    for (const [key, ranged] of Object.entries(numbers)) range(`parts.${name}.${key}`, ranged)
  }
  const sum = (of: (shop: PlanInput['shops'][number]) => number): number => input.shops.reduce((all, shop) => all + of(shop), 0)
  for (const [name, whole] of [
    ['machines and buildings', sum(({ machines, buildings }) => machines.value + buildings.value)],
    ['material', sum(({ material }) => material.value)],
  ] as const) {
    if (Math.abs(whole - 1) > 1e-6) faults.push(`shops: expected shares of ${name} that sum to 1, received ${Number(whole.toPrecision(6))}`)
  }
  if (!(input.target.cars > 0 && input.target.heads > 0)) faults.push('target: expected cars and heads above 0')
  if (input.market.length === 0) faults.push('market: expected cars of rivals, received none')
  return faults
}
