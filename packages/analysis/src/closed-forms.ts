/** The closed forms of this room by the names under which files of cases call them, so that `verify` holds them to reference values. */
import { bernoulliLine, bernoulliPair } from './bernoulli-line.ts'
import { smallestCrew } from './erlang.ts'
import type { ServedQueue } from './erlang.ts'
import { allenCunneenWait, kraemerLangenbachBelzWait, sakasegawaWait } from './general-queue.ts'
import type { GeneralQueue } from './general-queue.ts'
import { pointAvailability } from './repairable-machine.ts'
import type { RepairableMachine } from './repairable-machine.ts'
import { rolledYield } from './rolled-yield.ts'
import { wrightTimes } from './wright-curve.ts'

/** From arguments by name to a result of numbers, lists and records of them; what is missing or odd is told by the form itself. */
export type ClosedForm = (values: Readonly<Record<string, unknown>>) => unknown

/** Closed forms by name; arguments as those of the functions they call. */
export const closedForms: Readonly<Record<string, ClosedForm>> = {
  bernoulli_line: (values) => {
    const { chances, capacities } = given<{ readonly chances: readonly number[]; readonly capacities: readonly number[] }>(values)
    return bernoulliLine(chances, capacities)
  },
  bernoulli_pair: (values) => {
    const { first, second, capacity } = given<{ readonly first: number; readonly second: number; readonly capacity: number }>(values)
    return { throughput: bernoulliPair(first, second, capacity) }
  },
  general_queue: (values) => {
    const queue = given<GeneralQueue>(values)
    return {
      allenCunneen: allenCunneenWait(queue),
      kraemerLangenbachBelz: kraemerLangenbachBelzWait(queue),
      sakasegawa: sakasegawaWait(queue),
    }
  },
  /** At each of `times`. */
  point_availability: (values) => {
    const { times, ...machine } = given<RepairableMachine & { readonly times: readonly number[] }>(values)
    return times.map((time) => pointAvailability(machine, time))
  },
  rolled_yield: (values) => rolledYield(given<{ readonly yields: readonly number[] }>(values).yields),
  smallest_crew: (values) => {
    const { within, share, ...queue } = given<ServedQueue & { readonly within: number; readonly share: number }>(values)
    return smallestCrew(queue, within, share)
  },
  wright_times: (values) => {
    const { first, rate, units } = given<{ readonly first: number; readonly rate: number; readonly units: number }>(values)
    return wrightTimes(first, rate, units)
  },
}

function given<T>(values: Readonly<Record<string, unknown>>): T {
  return values as unknown as T
}
