/**
 * Small mixed-integer programs to proven optimality: linear programs by the simplex method, whole decisions by branch and bound.
 *
 * G. B. Dantzig, "Linear Programming and Extensions" (1963), with the rule of R. G. Bland, Mathematics of Operations Research 2 (1977) 103, which never
 * cycles; A. H. Land, A. G. Doig, "An automatic method of solving discrete programming problems", Econometrica 28 (1960) 497. Dense: meant for some
 * hundred decisions.
 */

/** `sum coefficients x <= limit`; a least value is written with both signs turned. */
export interface LinearLimit {
  readonly coefficients: ArrayLike<number>
  readonly limit: number
}

/** A point and what it costs. */
export interface LinearOptimum {
  readonly x: Float64Array
  readonly cost: number
}

const EPSILON = 1e-9

/**
 * The point that costs least: minimize `cost x` over `x >= 0` within limits.
 * @returns nothing where no point is within all limits
 * @throws RangeError where a limit has another number of coefficients than there are costs, or the cost falls without bound
 */
export function solveLinearProgram(costs: ArrayLike<number>, limits: readonly LinearLimit[]): LinearOptimum | undefined {
  const [n, m] = [costs.length, limits.length]
  const odd = limits.findIndex(({ coefficients }) => coefficients.length !== n)
  if (odd >= 0) throw new RangeError(`limits[${odd}]: expected ${n} coefficients, received ${limits[odd]!.coefficients.length}`)
  // Columns: x, one slack a limit, one artificial variable that pulls all negative limits up, the right side.
  const width = n + m + 2
  const artificial = n + m
  const table = limits.map(({ coefficients, limit }, i) => {
    const row = new Float64Array(width)
    for (let j = 0; j < n; j++) row[j] = coefficients[j]!
    row[n + i] = 1
    row[artificial] = -1
    row[width - 1] = limit
    return row
  })
  const basis = Int32Array.from({ length: m }, (_, i) => n + i)
  const pivot = (at: number, column: number, others: readonly Float64Array[]): void => {
    const row = table[at]!
    const by = row[column]!
    for (let j = 0; j < width; j++) row[j]! /= by
    for (const other of others) {
      const times = other[column]!
      if (other === row || times === 0) continue
      for (let j = 0; j < width; j++) other[j]! -= times * row[j]!
    }
    basis[at] = column
  }
  // Enters the first column whose cost is below 0, leaves the row that is tight first; Bland's rule on both.
  const descend = (goal: Float64Array, columns: number): void => {
    for (;;) {
      let enters = -1
      for (let j = 0; j < columns && enters < 0; j++) if (goal[j]! < -EPSILON) enters = j
      if (enters < 0) return
      let [leaves, least] = [-1, Infinity]
      for (let i = 0; i < m; i++) {
        const by = table[i]![enters]!
        if (by <= EPSILON) continue
        const ratio = table[i]![width - 1]! / by
        if (ratio < least - EPSILON || (ratio < least + EPSILON && basis[i]! < basis[leaves]!)) [leaves, least] = [i, ratio]
      }
      if (leaves < 0) throw new RangeError('costs: expected a cost that does not fall without bound, received one that does')
      pivot(leaves, enters, [...table, goal])
    }
  }
  const worst = table.reduce((low, row, i) => (row[width - 1]! < (table[low]?.[width - 1] ?? 0) ? i : low), -1)
  if (worst >= 0) {
    const pull = new Float64Array(width)
    pull[artificial] = 1
    pivot(worst, artificial, [...table, pull])
    descend(pull, artificial)
    if (-pull[width - 1]! > 1e-7) return undefined
    // An artificial variable that stays at zero leaves for any column that it can be exchanged with.
    const at = basis.indexOf(artificial)
    if (at >= 0) {
      const column = table[at]!.findIndex((value, j) => j < artificial && Math.abs(value) > EPSILON)
      if (column >= 0) pivot(at, column, [...table, pull])
    }
  }
  for (const row of table) row[artificial] = 0
  const goal = new Float64Array(width)
  for (let j = 0; j < n; j++) goal[j] = costs[j]!
  for (let i = 0; i < m; i++) {
    const times = goal[basis[i]!]!
    if (times !== 0) for (let j = 0; j < width; j++) goal[j]! -= times * table[i]![j]!
  }
  descend(goal, artificial)
  const x = new Float64Array(n)
  for (let i = 0; i < m; i++) if (basis[i]! < n) x[basis[i]!] = table[i]![width - 1]!
  return { x, cost: x.reduce((sum, value, j) => sum + value * costs[j]!, 0) }
}

/** A choice of yes and no that is proven best. */
export interface BinaryOptimum {
  readonly chosen: readonly boolean[]
  readonly cost: number
  /** Linear programs that were solved for the proof. */
  readonly nodes: number
}

/**
 * The choice of decisions, each taken or not, that costs least within limits. A branch is given up where its linear program, in which decisions may be taken in
 * part, costs no less than the best choice found; the decision nearest to a half is divided.
 * @returns nothing where no choice is within all limits
 * @throws RangeError as `solveLinearProgram`
 */
export function solveBinaryProgram(costs: ArrayLike<number>, limits: readonly LinearLimit[]): BinaryOptimum | undefined {
  const n = costs.length
  let best: { readonly chosen: boolean[]; readonly cost: number } | undefined
  let nodes = 0
  const fixed = new Int8Array(n).fill(-1)
  // A decision that a limit without negative coefficients keeps to once needs no limit of its own.
  const isOnce = Array.from({ length: n }, (_, j) =>
    limits.some(
      ({ coefficients, limit }) =>
        coefficients[j]! >= limit && coefficients[j]! > 0 && Array.prototype.every.call(coefficients, (each) => each >= 0),
    ),
  )
  const search = (): void => {
    const free = [...fixed.keys()].filter((j) => fixed[j] === -1)
    const taken = (coefficients: ArrayLike<number>): number =>
      fixed.reduce((sum, state, j) => (state === 1 ? sum + coefficients[j]! : sum), 0)
    const rest = limits.map(({ coefficients, limit }) => ({
      coefficients: free.map((j) => coefficients[j]!),
      limit: limit - taken(coefficients),
    }))
    if (free.length === 0 && rest.some(({ limit }) => limit < -1e-7)) return
    const once = free.flatMap((each, k) => (isOnce[each]! ? [] : [{ coefficients: free.map((_, j) => (j === k ? 1 : 0)), limit: 1 }]))
    nodes++
    const relaxed = solveLinearProgram(
      free.map((j) => costs[j]!),
      [...rest, ...once],
    )
    if (relaxed === undefined) return
    const cost = relaxed.cost + taken(costs)
    if (best !== undefined && cost >= best.cost - EPSILON * Math.max(1, Math.abs(best.cost))) return
    let [divided, distance] = [-1, 0.5 - 1e-7]
    for (const [k, j] of free.entries()) {
      const from = Math.abs(relaxed.x[k]! - 0.5)
      if (from < distance) [divided, distance] = [j, from]
    }
    if (divided < 0) {
      const chosen = [...fixed].map((state) => state === 1)
      for (const [k, j] of free.entries()) chosen[j] = relaxed.x[k]! > 0.5
      best = { chosen, cost: chosen.reduce((sum, is, j) => (is ? sum + costs[j]! : sum), 0) }
      return
    }
    const first = relaxed.x[free.indexOf(divided)]! > 0.5 ? 1 : 0
    for (const state of [first, 1 - first]) {
      fixed[divided] = state
      search()
    }
    fixed[divided] = -1
  }
  search()
  return best === undefined ? undefined : { ...best, nodes }
}
