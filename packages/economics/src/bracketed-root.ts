/** The root of a function between two points at which its signs differ. */

/** An end of the bracket. */
interface End {
  readonly x: number
  readonly value: number
}

const MOST_STEPS = 200

/**
 * A root by regula falsi, the value of an end that stays being halved (M. Dowell, P. Jarratt, BIT 11 (1971) 168), and by halving where that falls outside.
 * @param low where the search begins; its value is computed first
 * @param tolerance the width of the bracket at which it ends, above 0
 * @param small a value whose size is near enough to 0; 0 if left out
 * @returns nothing where the values at both ends have one sign
 */
export function bracketedRoot(of: (x: number) => number, low: number, high: number, tolerance: number, small = 0): number | undefined {
  let a: End = { x: low, value: of(low) }
  if (Math.abs(a.value) <= small) return low
  let b: End = { x: high, value: of(high) }
  if (Math.abs(b.value) <= small) return high
  if (!(a.value * b.value < 0)) return undefined
  let at = low
  let stayed = 0
  for (let step = 0; step < MOST_STEPS && Math.abs(b.x - a.x) > tolerance; step++) {
    const secant = (a.x * b.value - b.x * a.value) / (b.value - a.value)
    const isInside = (secant - a.x) * (secant - b.x) < 0
    // An end that has stayed for long is met by halving: the other values may be far from a line.
    at = isInside && Math.abs(stayed) < 4 ? secant : (a.x + b.x) / 2
    const value = of(at)
    if (Math.abs(value) <= small) return at
    if (value * a.value > 0) {
      if (stayed > 0) b = { x: b.x, value: b.value / 2 }
      stayed = stayed > 0 && stayed < 4 ? stayed + 1 : 1
      a = { x: at, value }
    } else {
      if (stayed < 0) a = { x: a.x, value: a.value / 2 }
      stayed = stayed < 0 && stayed > -4 ? stayed - 1 : -1
      b = { x: at, value }
    }
  }
  return Math.abs(a.value) < Math.abs(b.value) ? a.x : b.x
}
