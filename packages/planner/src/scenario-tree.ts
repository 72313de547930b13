/**
 * What could come, as a tree of events, and decisions held against all of it: expectation, regret, and the mean of the worst part.
 *
 * Regret: L. J. Savage, "The theory of statistical decision", Journal of the American Statistical Association 46 (1951) 55. Conditional value at risk: R. T.
 * Rockafellar, S. Uryasev, "Optimization of conditional value-at-risk", Journal of Risk 2 (2000) 21.
 */

/** An event that comes or does not, on its own of others. */
export interface TreeEvent<Change> {
  readonly name: string
  readonly probability: number
  readonly change: Change
}

/** A leaf: the events that came. */
export interface TreeLeaf<Change> {
  readonly events: readonly string[]
  readonly probability: number
  /** Changes of the events together; a later one replaces the same property of an earlier one. */
  readonly change: Change
}

/**
 * All leaves of independent events, two to the power of their number.
 * @throws RangeError unless probabilities are between 0 and 1
 */
export function treeLeaves<Change extends object>(events: readonly TreeEvent<Change>[]): TreeLeaf<Change>[] {
  return events.reduce<TreeLeaf<Change>[]>(
    (leaves, { name, probability, change }) => {
      if (!(probability >= 0 && probability <= 1)) {
        throw new RangeError(`${name}.probability: expected a number from 0 to 1, received ${probability}`)
      }
      return leaves.flatMap((leaf) => [
        { ...leaf, probability: leaf.probability * (1 - probability) },
        { events: [...leaf.events, name], probability: leaf.probability * probability, change: { ...leaf.change, ...change } },
      ])
    },
    [{ events: [], probability: 1, change: {} as Change }],
  )
}

/** How a decision stands against all leaves. */
export interface DecisionValue {
  readonly decision: string
  readonly expected: number
  /** Mean of the worst part of all outcomes. */
  readonly tail: number
  /** Largest loss against the decision that would have been best, and its expectation. */
  readonly mostRegret: number
  readonly expectedRegret: number
  /** By leaf. */
  readonly values: readonly number[]
}

/**
 * Mean of the worst part of outcomes with probabilities: the outcome at the border of the part counts as far as it lies within.
 * @param part above 0, at most 1
 * @throws RangeError for another part
 */
export function conditionalValueAtRisk(values: readonly number[], probabilities: readonly number[], part: number): number {
  if (!(part > 0 && part <= 1)) throw new RangeError(`part: expected a share above 0, at most 1, received ${part}`)
  const order = values.map((_, k) => k).toSorted((a, b) => values[a]! - values[b]!)
  let [left, sum] = [part, 0]
  for (const k of order) {
    const taken = Math.min(probabilities[k]!, left)
    sum += taken * values[k]!
    left -= taken
  }
  return sum / (part - left)
}

/**
 * Decisions against leaves.
 * @param valueOf money of a decision at a leaf, more being better
 * @param part of the worst outcomes, for the tail
 */
export function judgeDecisions<Change>(
  leaves: readonly TreeLeaf<Change>[],
  decisions: readonly string[],
  valueOf: (decision: string, leaf: TreeLeaf<Change>) => number,
  part: number,
): DecisionValue[] {
  const table = decisions.map((decision) => leaves.map((leaf) => valueOf(decision, leaf)))
  const best = leaves.map((_, k) => Math.max(...table.map((row) => row[k]!)))
  const probabilities = leaves.map(({ probability }) => probability)
  const mean = (row: readonly number[]): number => row.reduce((sum, value, k) => sum + value * probabilities[k]!, 0)
  return decisions.map((decision, d) => {
    const values = table[d]!
    const regrets = values.map((value, k) => best[k]! - value)
    return {
      decision,
      expected: mean(values),
      tail: conditionalValueAtRisk(values, probabilities, part),
      mostRegret: Math.max(...regrets.filter((_, k) => probabilities[k]! > 0)),
      expectedRegret: mean(regrets),
      values,
    }
  })
}
