/**
 * From a value of the language to numbers while the model runs.
 *
 * Every place in the model that uses a value has a site. What is constant costs a read; what has a fixed law comes from a
 * block of its stream; what changes (by date, by product, by attribute, on a learning curve) is computed when the activity
 * that uses it starts. A duration is rounded once, when drawn. Each site owns one stream, and each use takes the same
 * number of uniforms whatever case applies, so that the n-th use of a site meets the n-th uniform in every scenario.
 */
import { float64, int32 } from 'genba/kernel'
import type { EventCalendar, PartTable, StreamBank } from 'genba/kernel'
import type { DistributionValue, Value } from 'genba/model'
import type { HookCalls } from './hook-calls.ts'
import * as laws from 'genba/statistics'
import type { Distribution } from 'genba/statistics'
import { kindsOfCarriers } from './loops.ts'
import type { Plan } from './plan.ts'
import { BY_STEP, stepCase } from './route-steps.ts'

export interface Draws {
  /** A site of durations in ticks, rounded, at least `least` (1 for activities, 0 for what is optional). */
  duration(value: Value, key: string, purpose: string, least?: 0 | 1): number
  /** A site of plain numbers (shares, counts, speeds), in base units. */
  quantity(value: Value, key: string, purpose: string): number
  /** The next number of a site, for `part` (-1: none). */
  take(site: number, part: number): number
  /** The number that `take` would give, where it does not depend on a part; 0 where it does. */
  peek(site: number): number
  /** The number of a site at another time, in seconds after the start of the run, without a part. */
  at(site: number, seconds: number): number
  /** The number if the site is constant, else NaN. */
  constantOf(site: number): number
  /** The stream whose next number is that of the site, whatever the part; -1 where there is none. */
  streamOf(site: number): number
  reset(): void
}

const CONSTANT = 0
const STREAM = 1
const GENERAL = 2

/** Evaluates a value for a part; `uniform` gives the next uniform of the site's stream. */
type Evaluate = (part: number, uniform: () => number) => number

export function createDraws(plan: Plan, events: EventCalendar, streams: StreamBank, parts: PartTable, hooks: HookCalls): Draws {
  const kind: number[] = []
  const fixed: number[] = []
  const stream: number[] = []
  const general: ((part: number) => number)[] = []
  const made: Float64Array[] = []
  const none = (): number => Number.NaN
  /** A call from the site that is being made. */
  let callFrom: (name: string) => (part: number) => number

  function add(value: Value, key: string, purpose: string, ticksPerUnit: number, least: number): number {
    const site = kind.length
    const constant = constantOf(value, plan.run.finished)
    if (constant !== undefined) {
      kind.push(CONSTANT)
      fixed.push(rounded(constant, ticksPerUnit, least))
      stream.push(-1)
      general.push(none)
      return site
    }
    const settled = settle(value, plan.run.finished)
    if (settled.kind === 'distribution' && hasFixedLaw(settled)) {
      kind.push(STREAM)
      fixed.push(Number.NaN)
      const law = lawOf(settled)
      stream.push(ticksPerUnit > 0 ? streams.durations(key, purpose, law, ticksPerUnit, least) : streams.variates(key, purpose, law))
      general.push(none)
      return site
    }
    kind.push(GENERAL)
    fixed.push(Number.NaN)
    const count = uniformsOf(settled)
    const source = count > 0 ? streams.uniforms(key, purpose) : -1
    stream.push(source)
    callFrom = (name) => hooks.place(key, purpose, name, ticksPerUnit > 0 ? 'time' : 'share').number
    const evaluate = evaluatorOf(settled)
    const used = int32(1)
    const uniform = (): number => {
      used[0] = used[0]! + 1
      return streams.next(source)
    }
    general.push((part) => {
      used[0] = 0
      const x = evaluate(part, uniform)
      for (let left = used[0]!; left < count; left++) streams.next(source)
      return rounded(x, ticksPerUnit, least)
    })
    return site
  }

  function take(site: number, part: number): number {
    const how = kind[site]!
    if (how === CONSTANT) return fixed[site]!
    if (how === STREAM) return streams.next(stream[site]!)
    return general[site]!(part)
  }

  function evaluatorOf(value: Value): Evaluate {
    switch (value.kind) {
      case 'constant':
        return () => value.value
      case 'attribute': {
        const column = plan.attributes.findIndex((attribute) => attribute.name === value.name)
        const width = plan.attributes.length
        return (part) => (part < 0 ? 0 : parts.columns.attributes[part * width + column]!)
      }
      case 'dated': {
        const steps = value.steps.map((step) => ({ from: step.from - (plan.run.start ?? 0), of: evaluatorOf(step.value) }))
        if (value.interpolate) return (part, uniform) => interpolated(steps, seconds(), part, uniform)
        return (part, uniform) => {
          const now = seconds()
          let at = 0
          while (at + 1 < steps.length && steps[at + 1]!.from <= now) at++
          return steps[at]!.of(part, uniform)
        }
      }
      case 'daily': {
        const steps = value.steps.map((step) => ({ from: step.from, of: evaluatorOf(step.value) }))
        return (part, uniform) => {
          const clock = civil() - Math.floor(civil() / 86_400) * 86_400
          let at = steps.length - 1
          for (let i = 0; i < steps.length; i++) if (steps[i]!.from <= clock) at = i
          return steps[at]!.of(part, uniform)
        }
      }
      case 'curve':
        return curve(value)
      case 'choice':
        return choice(value)
      case 'distribution':
        return drawn(value)
      case 'hook':
        return callFrom(value.name)
    }
  }

  function curve(value: Extract<Value, { kind: 'curve' }>): Evaluate {
    const from = evaluatorOf(value.from)
    const to = value.to === undefined ? from : evaluatorOf(value.to)
    const span = value.span ?? 1
    const since = value.since === undefined ? 0 : value.since - (plan.run.start ?? 0)
    if (value.form === 'wright') {
      const counted = float64(1)
      made.push(counted)
      const exponent = laws.exactLog(value.rate ?? 1) / laws.exactLog(2)
      return (part, uniform) => {
        counted[0] = counted[0]! + 1
        return from(part, uniform) * laws.exactPow(counted[0]!, exponent)
      }
    }
    const progress = {
      learning: (x: number) => 1 - laws.exactPow(2, -x),
      linear: (x: number) => Math.min(1, x),
      // From 1 % to 99 % of the way within the span.
      logistic: (x: number) => 1 / (1 + laws.exactExp(-2 * laws.exactLog(99) * (x - 0.5))),
    }[value.form]
    return (part, uniform) => {
      const start = from(part, uniform)
      const passed = seconds() - since
      return passed <= 0 ? start : start + (to(part, uniform) - start) * progress(passed / span)
    }
  }

  function choice(value: Extract<Value, { kind: 'choice' }>): Evaluate {
    const otherwise = value.otherwise === undefined ? undefined : evaluatorOf(value.otherwise)
    const cases = new Map(Object.entries(value.cases).map(([name, of]) => [name, evaluatorOf(of)]))
    if (value.by === 'product') {
      const of = plan.products.map((product) => cases.get(product.name))
      const ofVariant = plan.products.map((product) => product.variants.map((variant) => cases.get(variant.name)))
      return (part, uniform) => {
        const product = part < 0 ? -1 : parts.columns.product[part]!
        const chosen = product < 0 ? otherwise : (ofVariant[product]![parts.columns.variant[part]!] ?? of[product] ?? otherwise)
        return chosen === undefined ? missing(value.by) : chosen(part, uniform)
      }
    }
    if (value.by === BY_STEP) {
      const of = plan.products.map(({ name, route }) => route.map((_, step) => cases.get(stepCase(name, step))))
      return (part, uniform) => {
        const product = part < 0 ? -1 : parts.columns.product[part]!
        const chosen = (product < 0 ? undefined : of[product]![parts.columns.step[part]!]) ?? otherwise
        return chosen === undefined ? missing(value.by) : chosen(part, uniform)
      }
    }
    if (value.by === 'carrier') {
      const of = kindsOfCarriers(plan).map((kind) => cases.get(kind))
      return (part, uniform) => {
        const carrier = part < 0 ? -1 : parts.columns.carrier[part]!
        const chosen = carrier < 0 ? otherwise : (of[carrier] ?? otherwise)
        return chosen === undefined ? missing(value.by) : chosen(part, uniform)
      }
    }
    const column = plan.attributes.findIndex((attribute) => attribute.name === value.by)
    const categories = plan.attributes[column]?.categories ?? []
    const of = categories.map((category) => cases.get(category))
    const width = plan.attributes.length
    return (part, uniform) => {
      const chosen = part < 0 ? otherwise : (of[parts.columns.attributes[part * width + column]!] ?? otherwise)
      return chosen === undefined ? missing(value.by) : chosen(part, uniform)
    }
  }

  /** A law whose parameters change: rebuilt when they do, kept while they do not. */
  function drawn(value: DistributionValue): Evaluate {
    const names = Object.keys(value.parameters)
    const parameters = names.map((name) => evaluatorOf(value.parameters[name]!))
    if (hasFixedLaw(value)) return byLaw(lawOf(value))
    if (value.parts !== undefined) throw new Error(`${value.family}: parts that change with time are not part of this engine`)
    if (value.family === 'exponential') return (part, uniform) => -parameters[0]!(part, uniform) * laws.exactLog(1 - uniform())
    const last = float64(names.length).fill(Number.NaN)
    let draw: Evaluate | undefined
    return (part, uniform) => {
      let same = draw !== undefined
      for (let i = 0; i < names.length; i++) {
        const x = parameters[i]!(part, uniform)
        if (x !== last[i]) same = false
        last[i] = x
      }
      if (!same)
        draw = byLaw(
          lawOf({ ...value, parameters: Object.fromEntries(names.map((name, i) => [name, { kind: 'constant', value: last[i]! }])) }),
        )
      return draw!(part, uniform)
    }
  }

  /** Another time to look at than the present, NaN for the present. */
  const looksAt = float64(1).fill(Number.NaN)
  const seconds = (): number => (Number.isNaN(looksAt[0]) ? events.clock[0]! / plan.ticksPerSecond : looksAt[0]!)
  const civil = (): number => (plan.run.start ?? 0) + seconds()

  return {
    duration: (value, key, purpose, least = 1) => add(value, key, purpose, plan.ticksPerSecond, least),
    quantity: (value, key, purpose) => add(value, key, purpose, 0, 0),
    take,
    peek: (site) => (kind[site] === CONSTANT ? fixed[site]! : kind[site] === STREAM ? streams.peek(stream[site]!) : 0),
    at: (site, time) => {
      looksAt[0] = time
      const x = take(site, -1)
      looksAt[0] = Number.NaN
      return x
    },
    constantOf: (site) => fixed[site]!,
    streamOf: (site) => (kind[site] === STREAM ? stream[site]! : -1),
    reset: () => {
      for (const counted of made) counted[0] = 0
    },
  }
}

/** Ticks of `x` units, to the nearest, at least `least`; `x` itself for 0 ticks per unit. */
export function rounded(x: number, ticksPerUnit: number, least: number): number {
  if (ticksPerUnit === 0) return x
  const ticks = Math.floor(x * ticksPerUnit + 0.5)
  return ticks < least ? least : ticks
}

function missing(by: string): never {
  throw new Error(`a value by ${by} has no case for this part and no "else"`)
}

function byLaw(law: Distribution): Evaluate {
  if (law.uniforms === 1) return (_, uniform) => law.quantile(uniform())
  const u = float64(law.uniforms)
  const x = float64(1)
  return (_, uniform) => {
    for (let i = 0; i < u.length; i++) u[i] = uniform()
    law.transform(u, 0, x, 0, 1)
    return x[0]!
  }
}

function interpolated(steps: readonly { from: number; of: Evaluate }[], now: number, part: number, uniform: () => number): number {
  let at = 0
  while (at + 1 < steps.length && steps[at + 1]!.from <= now) at++
  const here = steps[at]!
  const next = steps[at + 1]
  const x = here.of(part, uniform)
  if (next === undefined || now < here.from) return x
  return x + (next.of(part, uniform) - x) * ((now - here.from) / (next.from - here.from))
}

/** With a finished ramp, the final value of everything that changes with time. */
function settle(value: Value, finished: boolean): Value {
  if (!finished) return value
  switch (value.kind) {
    case 'dated':
      return settle(value.steps.at(-1)!.value, finished)
    case 'curve':
      return value.to === undefined ? value : settle(value.to, finished)
    case 'choice': {
      const cases = Object.fromEntries(Object.entries(value.cases).map(([name, of]) => [name, settle(of, finished)]))
      return value.otherwise === undefined ? { ...value, cases } : { ...value, cases, otherwise: settle(value.otherwise, finished) }
    }
    case 'distribution': {
      const parameters = Object.fromEntries(Object.entries(value.parameters).map(([name, of]) => [name, settle(of, finished)]))
      return value.parts === undefined
        ? { ...value, parameters }
        : { ...value, parameters, parts: value.parts.map((part) => ({ ...part, of: settle(part.of, finished) })) }
    }
    default:
      return value
  }
}

/** The number that a value always has, if it has one. */
export function constantOf(value: Value, finished = false): number | undefined {
  const settled = settle(value, finished)
  if (settled.kind === 'constant') return settled.value
  if (settled.kind === 'dated' && settled.steps.length === 1) return constantOf(settled.steps[0]!.value)
  return undefined
}

function hasFixedLaw(value: Value): boolean {
  if (value.kind === 'constant') return true
  if (value.kind !== 'distribution') return false
  return (
    Object.values(value.parameters).every((of) => constantOf(of) !== undefined) &&
    (value.parts ?? []).every((part) => hasFixedLaw(part.of) && (part.share === undefined || constantOf(part.share) !== undefined))
  )
}

function uniformsOf(value: Value): number {
  switch (value.kind) {
    case 'distribution':
      return hasFixedLaw(value) ? lawOf(value).uniforms : 1
    case 'dated':
    case 'daily':
      return Math.max(...value.steps.map((step) => uniformsOf(step.value)))
    case 'choice':
      return Math.max(0, ...Object.values(value.cases).map(uniformsOf), value.otherwise === undefined ? 0 : uniformsOf(value.otherwise))
    case 'curve':
      return Math.max(uniformsOf(value.from), value.to === undefined ? 0 : uniformsOf(value.to))
    default:
      return 0
  }
}

/** The law of a distribution with constant parameters, in the unit of its parameters. */
export function lawOf(value: Value): Distribution {
  if (value.kind === 'constant') return laws.constant(value.value)
  if (value.kind !== 'distribution') throw new Error(`expected a distribution with constant parameters, received a ${value.kind} value`)
  const p = (name: string): number => {
    const x = value.parameters[name] === undefined ? undefined : constantOf(value.parameters[name])
    if (x === undefined) throw new Error(`${value.family}: parameter ${name} is missing or changes`)
    return x
  }
  const parts = (): { share: number; of: Distribution }[] =>
    (value.parts ?? []).map((part) => ({ share: part.share === undefined ? 1 : constantOf(part.share)!, of: lawOf(part.of) }))
  switch (value.family) {
    case 'exponential':
      return laws.exponential(p('mean'))
    case 'uniform':
      return laws.uniform(p('low'), p('high'))
    case 'triangular':
      return laws.triangular(p('low'), p('mode'), p('high'))
    case 'pert':
      return laws.pert(p('low'), p('mode'), p('high'))
    case 'normal':
      return laws.normalNonNegative(p('mean'), p('sd'))
    case 'lognormal':
      return laws.lognormal(p('mean'), p('cv'))
    case 'gamma':
      return laws.gamma(p('shape'), p('mean'))
    case 'erlang':
      return laws.erlang(p('shape'), p('mean'))
    case 'weibull':
      return laws.weibull(p('shape'), p('scale'))
    case 'beta':
      return laws.beta(p('alpha'), p('beta'), p('low'), p('high'))
    case 'mix':
      return laws.mix(parts())
    case 'sum':
      return laws.sum(parts().map((part) => part.of))
    case 'discrete':
      return laws.discrete((value.parts ?? []).map((part) => ({ share: constantOf(part.share!)!, value: constantOf(part.of)! })))
    case 'empirical':
      return laws.empirical(value.data ?? [], value.interpolate ?? false)
    case 'truncated':
      return laws.truncated(lawOf(value.parts![0]!.of), p('low'), p('high'))
  }
}
