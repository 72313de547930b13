/** The families of distributions: their parameters as written, and what those must satisfy. */
import type { DistributionValue, Value } from './value.ts'

export type Family = DistributionValue['family']

/** How one parameter is written: `x` has the dimension of the variable, `per_x` its inverse, the others are plain numbers. */
export type ParameterKind = 'x' | 'per_x' | 'number'

export interface FamilyWords {
  readonly example: string
  /** Named parameters. */
  readonly named: Readonly<Record<string, ParameterKind>>
  /** Parameters that may stand without their names, in this order. */
  readonly ordered: readonly string[]
  /** Sets of names of which exactly one must be complete. */
  readonly needs: readonly (readonly string[])[]
}

/** Families with parameters only. `mix`, `sum`, `discrete`, `empirical` and `truncated` have a grammar of their own. */
export const FAMILIES: Readonly<Partial<Record<Family, FamilyWords>>> = {
  exponential: { example: 'exponential(60 s)', named: { mean: 'x', rate: 'per_x' }, ordered: ['mean'], needs: [['mean'], ['rate']] },
  uniform: { example: 'uniform(50 s to 70 s)', named: { low: 'x', high: 'x' }, ordered: ['low', 'high'], needs: [['low', 'high']] },
  triangular: {
    example: 'triangular(50 s 58 s 90 s)',
    named: { low: 'x', mode: 'x', high: 'x' },
    ordered: ['low', 'mode', 'high'],
    needs: [['low', 'mode', 'high']],
  },
  pert: {
    example: 'pert(50 s 58 s 90 s)',
    named: { low: 'x', mode: 'x', high: 'x' },
    ordered: ['low', 'mode', 'high'],
    needs: [['low', 'mode', 'high']],
  },
  normal: { example: 'normal(mean 60 s sd 5 s)', named: { mean: 'x', sd: 'x' }, ordered: [], needs: [['mean', 'sd']] },
  lognormal: { example: 'lognormal(mean 90 s cv 0.4)', named: { mean: 'x', cv: 'number' }, ordered: [], needs: [['mean', 'cv']] },
  gamma: { example: 'gamma(shape 4 mean 1 min)', named: { shape: 'number', mean: 'x' }, ordered: [], needs: [['shape', 'mean']] },
  erlang: { example: 'erlang(shape 2 mean 1 min)', named: { shape: 'number', mean: 'x' }, ordered: [], needs: [['shape', 'mean']] },
  weibull: {
    example: 'weibull(shape 2.2 scale 500 h)',
    named: { shape: 'number', scale: 'x', mean: 'x' },
    ordered: [],
    needs: [
      ['shape', 'scale'],
      ['shape', 'mean'],
    ],
  },
  beta: {
    example: 'beta(alpha 2 beta 5 40 s to 90 s)',
    named: { alpha: 'number', beta: 'number', low: 'x', high: 'x' },
    ordered: ['low', 'high'],
    needs: [['alpha', 'beta', 'low', 'high']],
  },
}

/** All words that begin a distribution. */
export const FAMILY_NAMES: readonly Family[] = [
  'exponential',
  'uniform',
  'triangular',
  'pert',
  'normal',
  'lognormal',
  'gamma',
  'erlang',
  'weibull',
  'beta',
  'mix',
  'sum',
  'discrete',
  'empirical',
  'truncated',
]

/** The number of a parameter that does not change. */
function fixed(value: Value | undefined): number | undefined {
  return value?.kind === 'constant' ? value.value : undefined
}

/**
 * What is wrong with the parameters, as a sentence, or undefined where nothing is.
 * @param nonnegative whether the variable cannot be negative, as a duration
 */
export function faultOf(family: Family, parameters: Readonly<Record<string, Value>>, nonnegative: boolean): string | undefined {
  const number = (name: string): number | undefined => fixed(parameters[name])
  const mean = number('mean')
  const shape = number('shape')
  const [low, mode, high] = [number('low'), number('mode'), number('high')]
  if (nonnegative && mean !== undefined && mean <= 0 && family !== 'normal') return 'the mean must be above zero'
  if (shape !== undefined && shape <= 0) return 'the shape must be above zero'
  if (family === 'erlang' && shape !== undefined && !Number.isInteger(shape))
    return `the shape of erlang is a whole number of phases, received ${shape}; gamma takes any`
  if (family === 'lognormal' && mean !== undefined && mean <= 0) return 'the mean must be above zero'
  for (const name of ['sd', 'cv']) if ((number(name) ?? 0) < 0) return `${name} cannot be negative`
  for (const name of ['alpha', 'beta', 'scale', 'rate']) if ((number(name) ?? 1) <= 0) return `${name} must be above zero`
  if (low !== undefined && high !== undefined && low > high) return 'low, mode and high stand in rising order'
  if (low !== undefined && mode !== undefined && low > mode) return 'low, mode and high stand in rising order'
  if (mode !== undefined && high !== undefined && mode > high) return 'low, mode and high stand in rising order'
  if (family === 'beta' && low !== undefined && low === high) return 'low and high must differ'
  if (nonnegative && low !== undefined && low < 0) return 'it cannot be negative here'
  return undefined
}

/** Mean over standard deviation at which a normal variable is below zero with probability 1 % (its 99 % quantile). */
const ONE_PERCENT = 2.3263478740408408

/** Whether more than 1 % of a normal variable lies below zero, where it is drawn again. */
export function isOftenNegative(value: Value): boolean {
  if (value.kind !== 'distribution' || value.family !== 'normal') return false
  const mean = fixed(value.parameters['mean'])
  const sd = fixed(value.parameters['sd'])
  return mean !== undefined && sd !== undefined && sd > 0 && mean < ONE_PERCENT * sd
}
