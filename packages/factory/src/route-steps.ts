/** Names by which a value differs from step to step of process plans (process-plans.ts). */

/** What such a value goes by; its cases are those of `stepCase`. No attribute can be called so. */
export const BY_STEP = 'route step'

/** The case of a step, counted from 0, of a product. */
export function stepCase(product: string, step: number): string {
  return `${product} ${step}`
}
