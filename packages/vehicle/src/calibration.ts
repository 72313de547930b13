/** Powertrains from measured consumption. */
import { cycleOf } from './cycles.ts'
import type { CycleName, DriveCycle } from './drive-cycle.ts'
import { drive } from './drive.ts'
import type { RunningCar } from './drive.ts'
import type { Powertrain } from './powertrain.ts'
import type { RoadLoad } from './road-load.ts'

/** A test on a bench: a car, a cycle, and what came out. */
export interface MeasuredTest {
  readonly massKg: number
  readonly roadLoad: RoadLoad
  readonly cycle: CycleName
  /** Energy from the wall, charging losses included. */
  readonly wallWhPerKm: number
}

/** Braking shares outside these belong to a slip of the pen or to another cycle, not to a car. */
const LEAST_BRAKING = 0.3
const MOST_BRAKING = 0.95

/** Wall consumption of a car on a cycle, Wh/km. */
export function wallConsumption(car: RunningCar, cycle: Pick<DriveCycle, 'speeds'>): number {
  const { battery, metres } = drive(car, cycle)
  return battery / 3.6 / metres / car.powertrain.charging
}

/** Energies per km of a test, in Wh: given to the wheels, recoverable from them, auxiliary. The battery gives d/driving - r braking + a. */
function partsOf(
  { massKg, roadLoad, cycle }: Omit<MeasuredTest, 'wallWhPerKm'>,
  powertrain: Powertrain,
): readonly [number, number, number] {
  const { driven, recoverable, auxiliary, metres } = drive({ massKg, roadLoad, powertrain }, cycleOf(cycle))
  const km = 3.6 * metres
  return [driven / km, recoverable / km, auxiliary / km]
}

/** Rounds of reweighting, and the relative error below which all count alike; the fit has settled to 1e-6 by then. */
const ROUNDS = 80
const NEGLIGIBLE = 1e-4

/**
 * `driving` and `braking` that give the least sum of squared relative errors over tests; auxiliaries and charging stay as in `start`.
 * The battery's energy is linear in 1/driving and in braking, so this is an ordinary linear least-squares problem of two unknowns.
 * @param criterion `squares`, or `absolute` for the least sum of absolute relative errors, which a few odd cars do not pull away
 * (iteratively reweighted least squares, Schlossmacher, JASA 68, 1973)
 * @throws RangeError where the tests cannot tell the two apart
 */
export function fitPowertrain(
  tests: readonly MeasuredTest[],
  start: Powertrain,
  criterion: 'squares' | 'absolute' = 'squares',
): Powertrain {
  const rows = tests.map((test) => {
    const measured = test.wallWhPerKm * start.charging
    const [driven, recoverable, auxiliary] = partsOf(test, start)
    return { a: driven / measured, b: -recoverable / measured, y: (measured - auxiliary) / measured }
  })
  let weights = rows.map(() => 1)
  let [inverse, braking] = solve(rows, weights)
  for (let round = 0; criterion === 'absolute' && round < ROUNDS; round++) {
    weights = rows.map(({ a, b, y }) => 1 / Math.max(NEGLIGIBLE, Math.abs(a * inverse + b * braking - y)))
    ;[inverse, braking] = solve(rows, weights)
  }
  return { ...start, driving: 1 / inverse, braking, quality: 1 }
}

interface Row {
  readonly a: number
  readonly b: number
  readonly y: number
}

/** Weighted least squares of `a x + b r = y` with r between its bounds. */
function solve(rows: readonly Row[], weights: readonly number[]): [inverse: number, braking: number] {
  let [aa, ab, bb, ay, by] = [0, 0, 0, 0, 0]
  for (const [i, { a, b, y }] of rows.entries()) {
    const w = weights[i]!
    aa += w * a * a
    ab += w * a * b
    bb += w * b * b
    ay += w * a * y
    by += w * b * y
  }
  const determinant = aa * bb - ab * ab
  if (!(Math.abs(determinant) > 1e-9 * aa * bb))
    throw new RangeError('calibration: tests on one kind of cycle cannot tell driving from braking; give a city and a highway test')
  const braking = Math.min(MOST_BRAKING, Math.max(LEAST_BRAKING, (aa * by - ab * ay) / determinant))
  // Where braking is at its bound, driving is the least squares that is left.
  return [(ay - ab * braking) / aa, braking]
}

/**
 * The rolling resistance for which predicted ranges have the least sum of squared relative errors, to 1e-6, between 0.004 and 0.016.
 * @param errors relative errors of the ranges for a rolling resistance
 */
export function fitRolling(errors: (rolling: number) => readonly number[]): number {
  const cost = (rolling: number): number => errors(rolling).reduce((sum, error) => sum + error * error, 0)
  const golden = (Math.sqrt(5) - 1) / 2
  let [low, high] = [0.004, 0.016]
  while (high - low > 1e-6) {
    const left = high - golden * (high - low)
    const right = low + golden * (high - low)
    if (cost(left) < cost(right)) high = right
    else low = left
  }
  return (low + high) / 2
}
