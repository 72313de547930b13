/** What a row of stages with echelon base stocks costs in a long run of periods, against what theory expects. */
import { fillUniforms, normalQuantile, requirePositive } from 'genba/statistics'
import type { StreamKey } from 'genba/statistics'
import type { SerialStage } from './serial-system.ts'

/** Mean cost of a period and its error. */
export interface SimulatedCost {
  readonly cost: number
  /** By means of batches of periods. */
  readonly standardError: number
}

const BATCHES = 50
const BLOCK = 4096

/**
 * Mean cost of a period when each stage orders up to its echelon level. A period: demand comes at the last stage, each stage orders, what was
 * ordered a lead time ago comes in, stages ship what they can, the supplier without limit; then `sum h_j IL_j + (p + sum h) B` is
 * counted, IL_j being the echelon stock of stage j less what is owed, B what is owed. Between order and count lies the demand of exactly the lead time,
 * as `optimizeSerialSystem` has it (L. V. Snyder, Z.-J. M. Shen, "Fundamentals of Supply Chain Theory" (2019), 6.2).
 * @param stages downstream first, lead times in whole periods from 1
 * @param echelonLevels of each stage
 * @param periods counted, after a hundredth as many that are not
 * @throws RangeError unless there are as many levels as stages, lead times are whole, and sd and periods positive
 */
export function simulateSerialSystem(
  stages: readonly SerialStage[],
  echelonLevels: readonly number[],
  backorderCost: number,
  demand: { readonly mean: number; readonly sd: number },
  periods: number,
  key: StreamKey,
): SimulatedCost {
  if (echelonLevels.length !== stages.length || stages.length === 0) {
    throw new RangeError(`echelonLevels: expected one for each of ${stages.length} stages, one at least, received ${echelonLevels.length}`)
  }
  stages.forEach(({ leadTime }, index) => {
    if (!(Number.isInteger(leadTime) && leadTime >= 1)) {
      throw new RangeError(`stages[${index}].leadTime: expected whole periods from 1, received ${leadTime}`)
    }
  })
  requirePositive('sd', demand.sd)
  requirePositive('periods', periods)
  const last = stages.length - 1
  const shortage = backorderCost + stages.reduce((sum, { echelonHoldingCost }) => sum + echelonHoldingCost, 0)
  // Echelon stock less what is owed, with what is on its way to the stage (position) and without (level).
  const position = [...echelonLevels]
  const level = [...echelonLevels]
  const pipes = stages.map(({ leadTime }) => new Float64Array(leadTime))
  const uniforms = new Float64Array(BLOCK)
  const warmUp = Math.ceil(periods / 100)
  const batch = Math.ceil(periods / BATCHES)
  const sums = new Float64Array(BATCHES)
  for (let period = 0; period < warmUp + periods; period++) {
    if (period % BLOCK === 0) fillUniforms(key, period / BLOCK, uniforms, 0, BLOCK)
    const asked = demand.mean + demand.sd * normalQuantile(uniforms[period % BLOCK]!)
    let cost = 0
    // Upstream first: a stage cannot draw more than the echelon above it has.
    for (let stage = last; stage >= 0; stage--) {
      const pipe = pipes[stage]!
      const slot = period % pipe.length
      position[stage]! -= asked
      const above = stage === last ? Infinity : level[stage + 1]!
      const target = Math.max(Math.min(echelonLevels[stage]!, above), position[stage]!)
      level[stage]! += pipe[slot]! - asked
      pipe[slot] = target - position[stage]!
      position[stage] = target
      cost += stages[stage]!.echelonHoldingCost * level[stage]!
    }
    cost += shortage * Math.max(-level[0]!, 0)
    if (period >= warmUp) sums[Math.floor((period - warmUp) / batch)]! += cost
  }
  const full = Math.floor(periods / batch)
  const means = sums.subarray(0, full).map((sum) => sum / batch)
  const cost = sums.reduce((all, sum) => all + sum, 0) / periods
  const center = means.reduce((all, mean) => all + mean, 0) / full
  const squares = means.reduce((all, mean) => all + (mean - center) * (mean - center), 0)
  return { cost, standardError: Math.sqrt(squares / (full - 1) / full) }
}
