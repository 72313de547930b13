/** A scenario's `times 1.1` and `plus 2 s`, applied to whatever a value is. */
import type { DistributionValue, Value } from './value.ts'

/** Parameters that are not of the variable's own dimension. */
const PURE = new Set(['shape', 'cv', 'alpha', 'beta'])

/** Families that move with their parameters when something is added. */
const MOVED: Readonly<Partial<Record<DistributionValue['family'], readonly string[]>>> = {
  uniform: ['low', 'high'],
  triangular: ['low', 'mode', 'high'],
  pert: ['low', 'mode', 'high'],
  normal: ['mean'],
  beta: ['low', 'high'],
}

/** The changed value, or undefined where it cannot be: a hook or an attribute may give anything. */
export function changed(value: Value, change: 'times' | 'plus', amount: number): Value | undefined {
  switch (value.kind) {
    case 'constant':
      return { kind: 'constant', value: change === 'times' ? value.value * amount : value.value + amount }
    case 'dated':
    case 'daily': {
      const steps = value.steps.map((step) => ({ from: step.from, value: changed(step.value, change, amount) }))
      return steps.some((step) => step.value === undefined) ? undefined : ({ ...value, steps } as Value)
    }
    case 'curve': {
      if (value.form === 'wright' && change === 'plus') return undefined
      const from = changed(value.from, change, amount)
      const to = value.to === undefined ? undefined : changed(value.to, change, amount)
      if (from === undefined || (value.to !== undefined && to === undefined)) return undefined
      return { ...value, from, ...(to === undefined ? {} : { to }) }
    }
    case 'choice': {
      const cases: Record<string, Value> = {}
      for (const [key, each] of Object.entries(value.cases)) {
        const next = changed(each, change, amount)
        if (next === undefined) return undefined
        cases[key] = next
      }
      const otherwise = value.otherwise === undefined ? undefined : changed(value.otherwise, change, amount)
      if (value.otherwise !== undefined && otherwise === undefined) return undefined
      return { ...value, cases, ...(otherwise === undefined ? {} : { otherwise }) }
    }
    case 'distribution':
      return change === 'times' ? scaled(value, amount) : moved(value, amount)
    case 'attribute':
    case 'hook':
      return undefined
  }
}

function scaled(value: DistributionValue, factor: number): Value | undefined {
  const parameters: Record<string, Value> = {}
  for (const [name, parameter] of Object.entries(value.parameters)) {
    const next = PURE.has(name) ? parameter : changed(parameter, 'times', factor)
    if (next === undefined) return undefined
    parameters[name] = next
  }
  const parts = value.parts?.map((part) => ({ ...part, of: changed(part.of, 'times', factor) }))
  if (parts?.some((part) => part.of === undefined) === true) return undefined
  return {
    ...value,
    parameters,
    ...(parts === undefined ? {} : { parts: parts as NonNullable<DistributionValue['parts']> }),
    ...(value.data === undefined ? {} : { data: value.data.map((each) => each * factor) }),
  }
}

function moved(value: DistributionValue, amount: number): Value | undefined {
  const names = MOVED[value.family]
  if (names === undefined)
    return { kind: 'distribution', family: 'sum', parameters: {}, parts: [{ of: value }, { of: { kind: 'constant', value: amount } }] }
  const parameters: Record<string, Value> = { ...value.parameters }
  for (const name of names) {
    const next = changed(value.parameters[name]!, 'plus', amount)
    if (next === undefined) return undefined
    parameters[name] = next
  }
  return { ...value, parameters }
}
