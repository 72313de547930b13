/** People, which are known without a run. */
import { isStatic } from 'genba/factory'
import type { Plan } from 'genba/factory'
import { suggestion } from 'genba/model'
import type { Value } from 'genba/model'
import { MeasureFault } from './measure.ts'
import type { Measure } from './measure.ts'

/** Value and unit of a static measure; undefined for one that needs a run. @throws MeasureFault where the plan has no such thing */
export function staticValue(plan: Plan, measure: Measure): { readonly value: number; readonly unit: string } | undefined {
  return measure.measure === 'heads' && isStatic(measure) ? { value: heads(plan, measure.path), unit: 'people' } : undefined
}

/** People counted at a path or below it: `heads`, `body.heads`, `body.heads.operators`. Dated ones at the end of the run. */
function heads(plan: Plan, path: string | null): number {
  const list = plan.heads.filter((each) => path === null || each.path === path || each.path.startsWith(`${path}.`))
  if (list.length === 0 && path !== null)
    throw new MeasureFault(
      `nobody is counted at "${path}"${suggestion(
        path,
        plan.heads.map((each) => each.path),
      )}`,
    )
  return list.reduce((sum, each) => sum + finalValue(each.heads), 0)
}

/** People by shop or line, and those of the base by what they do; as written, largest first. */
export function headsByPlace(plan: Plan): readonly { readonly place: string; readonly people: number }[] {
  const places = new Map<string, number>()
  for (const { path, heads: value } of plan.heads) {
    const [, owner, name] = /^(?:(.*)\.)?heads(?:\.(\w+))?$/.exec(path) ?? []
    const place = owner ?? name ?? 'base'
    places.set(place, (places.get(place) ?? 0) + finalValue(value))
  }
  return [...places].map(([place, people]) => ({ place, people })).toSorted((a, b) => b.people - a.people)
}

function finalValue(value: Value): number {
  if (value.kind === 'constant') return value.value
  if (value.kind === 'dated') return finalValue(value.steps.at(-1)!.value)
  if (value.kind === 'curve') return finalValue(value.to ?? value.from)
  throw new MeasureFault('heads: expected numbers, dated ones or courses')
}
