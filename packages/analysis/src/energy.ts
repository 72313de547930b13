/** Electric energy of stations, tunnels and lines: time in each state times the power written for it. */
import { STATES } from 'genba/factory'
import type { Plan } from 'genba/factory'
import type { Value } from 'genba/model'
import type { Formula } from './formula.ts'
import { total } from './formula.ts'
import { MeasureFault } from './measure.ts'
import type { Scope, Scopes } from './scope.ts'

const KILOWATT_HOUR = 3.6e6

/**
 * kWh of a scope in the measured time. A state without a power of its own has that of `idle`, `closed` that of `off`, and
 * what is not written is 0.
 * @throws MeasureFault where a power changes in time
 */
export function energy(plan: Plan, scope: Scope, scopes: Scopes): Formula {
  const cells: { cell: number; watts: number }[] = []
  for (const element of scope.elements) {
    const { power, path } = element
    if (power === undefined) continue
    for (const row of scopes.find(path).rows) {
      STATES.forEach((state, number) => {
        const watts = constantOf(path, power[state] ?? power[state === 'closed' ? 'off' : 'idle'])
        if (watts > 0) cells.push({ cell: row * STATES.length + number, watts })
      })
    }
  }
  const joulesPerTick = 1 / plan.ticksPerSecond
  return total('kWh', joulesPerTick / KILOWATT_HOUR, ({ states }) => cells.reduce((sum, { cell, watts }) => sum + states[cell]! * watts, 0))
}

function constantOf(path: string, value: Value | undefined): number {
  if (value === undefined) return 0
  if (value.kind !== 'constant') throw new MeasureFault(`${path}.power: energy is measured for powers that do not change`)
  return value.value
}
