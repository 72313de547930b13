/** What a variate of each distribution costs: blocks of 64, as streams make them, without the uniforms, which stand first. */
import * as laws from 'genba/statistics'
import type { Round } from './speed.ts'
import { secondsOf } from './stopwatch.ts'

const BLOCK = 64
/** Blocks made at a time, and seconds for one figure. */
const BLOCKS = 2000
const LEAST = 0.1

/** One of each family; parameters hardly matter. */
const families: readonly (readonly [string, laws.Distribution])[] = [
  ['constant', laws.constant(60)],
  ['uniform', laws.uniform(50, 70)],
  ['triangular', laws.triangular(50, 58, 90)],
  ['exponential', laws.exponential(60)],
  ['discrete', laws.discrete(Array.from({ length: 8 }, (_, i) => ({ share: 1 / 8, value: i + 1 })))],
  ['empirical', laws.empirical(Array.from({ length: 100 }, (_, i) => i * i))],
  ['normal', laws.normal(60, 5)],
  ['weibull', laws.weibull(2.2, 500)],
  ['normal, redrawn below zero', laws.normalNonNegative(60, 20)],
  ['lognormal', laws.lognormal(90, 0.4)],
  ['gamma', laws.gamma(4, 60)],
  ['beta', laws.beta(2, 5, 40, 90)],
  ['pert', laws.pert(50, 58, 90)],
  ['mix of two exponentials', laws.mix([0.3, 0.7].map((share) => ({ share, of: laws.exponential(60 * share) })))],
  ['sum of two exponentials', laws.sum([laws.exponential(20), laws.exponential(40)])],
  ['truncated gamma', laws.truncated(laws.gamma(4, 60), 30, 120)],
]

/** `rounds` figures of each distribution, the distributions in turn; an event is one variate. */
export function timeVariates(rounds: number): readonly Round[] {
  const uniforms = new Float64Array(2 * BLOCK)
  const variates = new Float64Array(BLOCK)
  const key = laws.streamKey(1, 1, 'bench', 'variates')
  const kinds: readonly (readonly [string, (block: number) => void])[] = [
    ['a uniform of a stream', (block) => laws.fillUniforms(key, block, uniforms, 0, BLOCK)],
    ...families.map(([name, law]): readonly [string, () => void] => [name, () => law.transform(uniforms, 0, variates, 0, BLOCK)]),
  ]
  laws.fillUniforms(key, 0, uniforms, 0, 2 * BLOCK)
  const timed = (name: string, make: (block: number) => void): Round => {
    const seconds = secondsOf(() => {
      for (let block = 0; block < BLOCKS; block++) make(block)
    }, LEAST)
    return { name, events: BLOCKS * BLOCK, parts: 0, visits: 0, seconds }
  }
  for (const [name, make] of kinds) timed(name, make)
  return Array.from({ length: rounds }).flatMap(() => kinds.map(([name, make]) => timed(name, make)))
}
