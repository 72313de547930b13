/** Failures, stops, maintenance and heating up, for the plan. */
import type { Node, Read, Value } from 'genba/model'
import { compileDemand } from './compile-people.ts'
import { keyOf, ZERO } from './compiling.ts'
import type { Compiling } from './compiling.ts'
import type { PlantElement } from './flow-plant.ts'
import type { Take } from './links.ts'
import type { FailurePlan, HeatUpPlan, MaintenancePlan, TakePlan } from './plan.ts'
import { tunnelPlace } from './words-base.ts'
import type { FailureWords } from './words-failure.ts'
import type { HeatUpWords } from './words-operation.ts'

/** `60 s` under mtbf or mttr is a mean, and means exponential; distributions stay. */
export function exponentialOf(value: Value): Value {
  return value.kind === 'distribution' ? value : { kind: 'distribution', family: 'exponential', parameters: { mean: value } }
}

/** What is taken, in flow order: takes stand in a mapping. */
export function compileTakes(takes: readonly Take[], { numberOf }: Compiling): readonly TakePlan[] {
  return takes.map(({ from, count }) => ({ from: numberOf(from), count })).toSorted((one, other) => one.from - other.from)
}

/** A failure, stop or the like, by its mode; its random draws are keyed by `key` and its name. */
export function compileFailure(
  path: string,
  key: string,
  mode: { readonly name: string; readonly value: Read<FailureWords>; readonly key: Node; readonly node: Node },
  takes: readonly Take[],
  reworkTo: number | undefined,
  compiling: Compiling,
): FailurePlan {
  const { name, value } = mode
  const { reading, crews } = compiling
  const where = `${path}.${name}`
  // What could not be read may be what is missing.
  const told = reading.diagnostics.failedWithin(mode.node)
  const ups = [value.mtbf, value.up, value.chance].filter((each) => each !== undefined).length
  if (ups !== 1 && !told)
    reading.diagnostics.error(
      mode.key,
      where,
      'G1125',
      `needs one of "mtbf", "up" and "chance", received ${ups === 0 ? 'none' : 'several'}`,
    )
  const downs = [value.mttr, value.down].filter((each) => each !== undefined).length
  if (downs !== 1 && !told)
    reading.diagnostics.error(mode.key, where, 'G1125', `needs one of "mttr" and "down", received ${downs === 0 ? 'none' : 'both'}`)
  const up = value.up ?? (value.mtbf === undefined ? undefined : exponentialOf(value.mtbf))
  const onFailure = value.on_failure ?? 'resume'
  return {
    name,
    key: `${key}.${name}`,
    ...(up === undefined ? {} : { up }),
    ...(value.chance === undefined ? {} : { chance: value.chance }),
    down: value.down ?? (value.mttr === undefined ? ZERO : exponentialOf(value.mttr)),
    clock: value.clock ?? 'operating',
    onFailure:
      typeof onFailure === 'object' || onFailure === 'rework' ? (reworkTo === undefined ? 'return' : { rework: reworkTo }) : onFailure,
    crew: compileDemand(value.crew, crews),
    takes: compileTakes(takes, compiling),
    ...(value.reach === undefined ? {} : { reach: value.reach }),
  }
}

/** `heat_up`, for stations, tunnels and lines. */
export function compileHeatUp(words: Read<HeatUpWords>): HeatUpPlan {
  return { after: words.after ?? 0, duration: words.duration ?? ZERO, restartScrap: words.restart_scrap ?? 0 }
}

/** Planned maintenance of an element, by name. */
export function compileMaintenance(element: PlantElement, compiling: Compiling): readonly MaintenancePlan[] {
  const { plant, on, crews, reading } = compiling
  const modes = new Set((plant.read(element, tunnelPlace.properties.failures) ?? []).map(({ name }) => name))
  return (plant.read(element, tunnelPlace.properties.maintenance) ?? []).map(({ name, value, key, node }) => {
    const path = `${element.path}.maintenance.${name}`
    if ((value.every === undefined) === (value.when === undefined) && !reading.diagnostics.failedWithin(node))
      reading.diagnostics.error(
        key,
        path,
        'G1125',
        `needs one of "every" and "when", received ${value.every === undefined ? 'none' : 'both'}`,
      )
    for (const mode of Array.isArray(value.renews) ? (value.renews as readonly string[]) : [])
      if (!modes.has(mode)) reading.diagnostics.error(key, path, 'G1102', `renews "${mode}", but there is no such failure here`)
    return {
      name,
      key: `${keyOf(element, compiling)}.maintenance.${name}`,
      ...(value.every === undefined ? {} : { every: value.every }),
      ...(value.when === undefined ? {} : { when: value.when }),
      duration: value.duration ?? ZERO,
      policy: value.policy ?? 'age',
      clock: value.clock ?? 'operating',
      renews: value.renews ?? 'all',
      maintain: value.maintain ?? 'after_part',
      ...(value.latest === undefined ? {} : { latest: value.latest }),
      crew: compileDemand(value.crew, crews),
      takes: compileTakes(on.spares(element, `maintenance.${name}`), compiling),
    }
  })
}
