/** Expected value of a written value, where it has one that does not change in time and is known in closed form. */
import type { Value } from 'genba/model'
import { exactGamma } from 'genba/statistics'

/**
 * The mean of what is drawn, in base units; undefined where it changes in time, differs by part or has no closed form.
 * Formulas of the families: N. L. Johnson, S. Kotz, N. Balakrishnan, Continuous Univariate Distributions (1994, 1995).
 */
export function meanOf(value: Value): number | undefined {
  if (value.kind === 'constant') return value.value
  if (value.kind !== 'distribution') return undefined
  const parameter = (name: string): number => {
    const given = value.parameters[name]
    return given === undefined ? Number.NaN : (meanOf(given) ?? Number.NaN)
  }
  const mean = meanOfFamily(value, parameter)
  return mean === undefined || Number.isNaN(mean) ? undefined : mean
}

function meanOfFamily(value: Value & { kind: 'distribution' }, parameter: (name: string) => number): number | undefined {
  switch (value.family) {
    case 'exponential':
    case 'lognormal':
    case 'gamma':
    case 'erlang':
      return parameter('mean')
    case 'uniform':
      return (parameter('low') + parameter('high')) / 2
    case 'triangular':
      return (parameter('low') + parameter('mode') + parameter('high')) / 3
    case 'pert':
      return (parameter('low') + 4 * parameter('mode') + parameter('high')) / 6
    case 'weibull':
      return parameter('scale') * exactGamma(1 + 1 / parameter('shape'))
    case 'beta': {
      const share = parameter('alpha') / (parameter('alpha') + parameter('beta'))
      return parameter('low') + share * (parameter('high') - parameter('low'))
    }
    case 'sum':
      return total(value.parts?.map((part) => meanOf(part.of)))
    case 'mix':
    case 'discrete':
      return total(
        value.parts?.map(
          (part) => (meanOf(part.of) ?? Number.NaN) * (part.share === undefined ? Number.NaN : (meanOf(part.share) ?? Number.NaN)),
        ),
      )
    case 'empirical':
      return value.data === undefined || value.interpolate === true ? undefined : total([...value.data])! / value.data.length
    // Redrawing moves the mean.
    case 'normal':
    case 'truncated':
      return undefined
  }
}

function total(numbers: readonly (number | undefined)[] | undefined): number | undefined {
  return numbers?.reduce<number>((sum, each) => sum + (each ?? Number.NaN), 0)
}
