/** How a new product spreads: Bass and logistic curves, and fits of both. */
import { exactExp, exactLog, requireNonNegative, requirePositive } from 'genba/statistics'
import { fitCurve } from './curve-fit.ts'
import type { CurveFit } from './curve-fit.ts'

/** Coefficients of F. M. Bass, "A new product growth for model consumer durables", Management Science 15 (1969) 215. */
export interface BassCurve {
  /** Chance in a unit of time that somebody adopts by himself. */
  readonly innovation: number
  /** What the whole market adds to that chance once all have adopted. */
  readonly imitation: number
}

/**
 * Share of the market that has adopted: `F(t) = (1 - e^(-(p + q) t)) / (1 + (q / p) e^(-(p + q) t))`.
 * @param time since the beginning, from 0
 * @throws RangeError unless innovation is positive, and imitation and time not negative
 */
export function bassShare({ innovation, imitation }: BassCurve, time: number): number {
  requireBass(innovation, imitation)
  requireNonNegative('time', time)
  const left = exactExp(-(innovation + imitation) * time)
  return (1 - left) / (1 + (imitation / innovation) * left)
}

/**
 * Share of the market that adopts in a unit of time: `(p + q)^2 / p e^(-(p + q) t) / (1 + (q / p) e^(-(p + q) t))^2`.
 * @throws RangeError as `bassShare`
 */
export function bassRate({ innovation, imitation }: BassCurve, time: number): number {
  requireBass(innovation, imitation)
  requireNonNegative('time', time)
  const both = innovation + imitation
  const left = exactExp(-both * time)
  const below = 1 + (imitation / innovation) * left
  return ((both * both) / innovation) * (left / (below * below))
}

/**
 * When most adopt in a unit of time, `ln(q / p) / (p + q)`, and which share then does, `(p + q)^2 / (4 q)`; at once, and p, if
 * imitation does not exceed innovation.
 * @throws RangeError as `bassShare`
 */
export function bassPeak({ innovation, imitation }: BassCurve): { readonly time: number; readonly rate: number } {
  requireBass(innovation, imitation)
  if (imitation <= innovation) return { time: 0, rate: innovation }
  const both = innovation + imitation
  return { time: exactLog(imitation / innovation) / both, rate: (both * both) / (4 * imitation) }
}

/** A fitted Bass curve with the market it grows to. */
export interface BassFit extends BassCurve {
  /** All who adopt in the end. */
  readonly market: number
  /** The fit of (market, innovation, imitation). */
  readonly fit: CurveFit
}

/**
 * Bass curve of adopters by period, the first period beginning at time 0: `m (F(t) - F(t - 1))` by nonlinear least squares
 * (V. Srinivasan, C. H. Mason, Marketing Science 5 (1986) 169). Before the peak has been seen the market is hardly determined:
 * look at its standard error.
 * @param adopters in each period, four or more
 * @throws RangeError if there are fewer, or no curve comes to rest
 */
export function fitBass(adopters: readonly number[]): BassFit {
  if (adopters.length < 4) throw new RangeError(`adopters: expected four periods or more, received ${adopters.length}`)
  const all = adopters.reduce((sum, each) => sum + each, 0)
  const fit = fitCurve(
    ([market, innovation, imitation]) => {
      if (!(innovation! > 0 && imitation! >= 0)) return adopters.map(() => Number.NaN)
      const curve = { innovation: innovation!, imitation: imitation! }
      return adopters.map((_, k) => market! * (bassShare(curve, k + 1) - bassShare(curve, k)))
    },
    adopters,
    // Prior means of F. Sultan, J. U. Farley, D. R. Lehmann, Journal of Marketing Research 27 (1990) 70.
    [all, 0.03, 0.38],
  )
  const [market, innovation, imitation] = fit.parameters
  return { market: market!, innovation: innovation!, imitation: imitation!, fit }
}

/** `ceiling / (1 + e^(-growth (t - midpoint)))`. */
export interface LogisticCurve {
  /** Share that is approached; a scenario, since data from before the midpoint hardly determine it. */
  readonly ceiling: number
  /** Early relative growth in a unit of time. */
  readonly growth: number
  /** Time at which half the ceiling is reached. */
  readonly midpoint: number
}

/** Share at a time. */
export function logisticShare({ ceiling, growth, midpoint }: LogisticCurve, time: number): number {
  return ceiling / (1 + exactExp(-growth * (time - midpoint)))
}

/** A share that was seen, or is to be reached, at a time. */
export interface SharePoint {
  readonly time: number
  readonly share: number
}

/**
 * The logistic curve of a ceiling through two points.
 * @throws RangeError unless the shares are between 0 and the ceiling, and the times differ
 */
export function logisticThrough(ceiling: number, first: SharePoint, second: SharePoint): LogisticCurve {
  const logit = (name: string, share: number): number => {
    if (!(share > 0 && share < ceiling))
      throw new RangeError(`${name}: expected a share between 0 and the ceiling of ${ceiling}, received ${share}`)
    return exactLog(share / (ceiling - share))
  }
  const start = logit('first.share', first.share)
  const growth = (logit('second.share', second.share) - start) / (second.time - first.time)
  if (!Number.isFinite(growth)) throw new RangeError(`second.time: expected another time than the first, received ${second.time}`)
  return { ceiling, growth, midpoint: first.time - start / growth }
}

/**
 * The logistic curve of a given ceiling nearest to some points, by nonlinear least squares.
 * @param points three or more, begun from the curve through the first and the last
 * @throws RangeError as `logisticThrough`, or if there are fewer points or no curve comes to rest
 */
export function fitLogistic(ceiling: number, points: readonly SharePoint[]): LogisticCurve & { readonly fit: CurveFit } {
  if (points.length < 3) throw new RangeError(`points: expected three or more, received ${points.length}`)
  const begin = points[0]!.time
  const start = logisticThrough(ceiling, points[0]!, points.at(-1)!)
  // Time is counted from the year before the first point, so that the midpoint is not fitted as a small part of a year such as 2025.
  const fit = fitCurve(
    ([growth, midpoint]) => points.map(({ time }) => logisticShare({ ceiling, growth: growth!, midpoint: midpoint! }, time - begin + 1)),
    points.map(({ share }) => share),
    [start.growth, start.midpoint - begin + 1],
  )
  const [growth, midpoint] = fit.parameters
  return { ceiling, growth: growth!, midpoint: midpoint! + begin - 1, fit }
}

function requireBass(innovation: number, imitation: number): void {
  requirePositive('innovation', innovation)
  requireNonNegative('imitation', imitation)
}
