/**
 * The standard normal curve: density, distribution function and quantile function, in exact arithmetic.
 */
import { exactExp, quickLog } from './exact.ts'

const ROOT_TWO_PI = 2.5066282746310002

/** Density of the standard normal distribution at `z`. */
export function normalDensity(z: number): number {
  return exactExp(-0.5 * z * z) / ROOT_TWO_PI
}

/**
 * Probability that a standard normal variate is at most `z`, relative error below 1e-13 also far in the lower tail.
 * Near the middle the series of Abramowitz & Stegun 26.2.11, in the tails the continued fraction 26.2.14.
 */
export function normalCumulative(z: number): number {
  if (z > 2.5) return 1 - upperTail(z)
  if (z < -2.5) return upperTail(-z)
  let term = z
  let sum = z
  for (let n = 3; Math.abs(term) > 1e-18; n += 2) sum += term *= (z * z) / n
  return 0.5 + normalDensity(z) * sum
}

/** Probability above `z` > 2.5. */
function upperTail(z: number): number {
  if (z > 40) return 0
  // Evaluated from the back: 150 levels give full accuracy at 2.5 and more beyond.
  let fraction = z
  for (let level = 150; level >= 1; level--) fraction = z + level / fraction
  return normalDensity(z) / fraction
}

/**
 * Standard normal quantile of 0 < u < 1, relative error below 1e-14, exactly odd about 1/2.
 * M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988)
 * 477-484, routine PPND16.
 */
export function normalQuantile(u: number): number {
  const q = u - 0.5
  if (q >= -0.425 && q <= 0.425) {
    const r = 0.180625 - q * q
    return (
      (q *
        (((((((r * 2509.0809287301227 + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r + 13731.69376550946) * r +
          1971.5909503065513) *
          r +
          133.14166789178438) *
          r +
          3.3871328727963665)) /
      (((((((r * 5226.495278852854 + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r + 5394.196021424751) * r +
        687.1870074920579) *
        r +
        42.31333070160091) *
        r +
        1)
    )
  }
  const tail = Math.sqrt(-quickLog(q < 0 ? u : 1 - u))
  if (tail <= 5) {
    const r = tail - 1.6
    const z =
      (((((((r * 0.0007745450142783414 + 0.022723844989269184) * r + 0.2417807251774506) * r + 1.2704582524523684) * r +
        3.6478483247632045) *
        r +
        5.769497221460691) *
        r +
        4.630337846156546) *
        r +
        1.4234371107496835) /
      (((((((r * 1.0507500716444169e-9 + 0.0005475938084995345) * r + 0.015198666563616457) * r + 0.14810397642748008) * r +
        0.6897673349851) *
        r +
        1.6763848301838038) *
        r +
        2.053191626637759) *
        r +
        1)
    return q < 0 ? -z : z
  }
  return farQuantile(tail - 5, q)
}

/** Beyond 1.4e-11: so seldom that it is kept out of the function that loops inline. */
function farQuantile(r: number, q: number): number {
  const z =
    (((((((r * 2.0103343992922881e-7 + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r + 0.026532189526576124) * r +
      0.29656057182850487) *
      r +
      1.7848265399172913) *
      r +
      5.463784911164114) *
      r +
      6.657904643501103) /
    (((((((r * 2.0442631033899397e-15 + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r + 0.0007868691311456133) * r +
      0.014875361290850615) *
      r +
      0.1369298809227358) *
      r +
      0.599832206555888) *
      r +
      1)
  return q < 0 ? -z : z
}
