/** What is left of parts that pass several steps, each of which scraps a share. */

/** Yield of a chain of steps. */
export interface RolledYield {
  /** Share of what is begun that comes out good: the product of the yields. */
  readonly yield: number
  /** Parts to be begun for a good one: its inverse. */
  readonly startsPerGood: number
}

/**
 * The yield of steps in series, each of which scraps parts whatever became of them before: elementary.
 * @param yields share of good parts of each step, above 0 and at most 1; none: everything is good
 * @throws RangeError where these do not hold
 */
export function rolledYield(yields: readonly number[]): RolledYield {
  const rolled = yields.reduce((product, share, index) => {
    if (!(share > 0 && share <= 1)) throw new RangeError(`yields[${index}]: expected a share above 0 and at most 1, received ${share}`)
    return product * share
  }, 1)
  return { yield: rolled, startsPerGood: 1 / rolled }
}
