/** The China Light-duty vehicle Test Cycle for Passenger cars, repaired from a damaged copy; the standard itself was not at hand. */
import { readTrace } from './drive-cycle.ts'
import { CLTC_P_AS_FOUND } from './trace-cltc-p.ts'

/** The published limit of acceleration and deceleration, m/s2, as km/h in a second. */
const STEEPEST = 1.47 * 3.6
/** Seconds of the official cycle. */
const SECONDS = 1800

/**
 * Speeds in km/h at second 0 to 1800.
 *
 * Standstills are shortened, the longest first, until the cycle lasts as long as published; a standstill costs auxiliary energy alone.
 * A step steeper than the published limit is a misread digit: each speed is put midway between the highest and the lowest trace that keep
 * the limit and touch the copy, which moves no speed by more than the break itself; standstills stay standstills.
 */
export function cltcTrace(): number[] {
  return withoutBreaks(shortened(readTrace(CLTC_P_AS_FOUND).map((tenths) => tenths / 10)))
}

function shortened(speeds: readonly number[]): number[] {
  const left = [...speeds]
  while (left.length > SECONDS + 1) {
    let [best, length, start] = [0, 0, -1]
    for (let i = 0; i <= left.length; i++) {
      if (left[i] === 0) {
        if (start === -1) start = i
      } else {
        if (start !== -1 && i - start > length) [best, length] = [start, i - start]
        start = -1
      }
    }
    left.splice(best, 1)
  }
  return left
}

function withoutBreaks(speeds: readonly number[]): number[] {
  const under = below(speeds)
  const over = below(speeds.map((speed) => -speed)).map((speed) => -speed)
  const middle = speeds.map((speed, i) => (speed === 0 ? 0 : (under[i]! + over[i]!) / 2))
  return below(middle)
}

/** The highest trace that keeps the limit and lies nowhere above `speeds`. */
function below(speeds: readonly number[]): number[] {
  const result = [...speeds]
  for (let i = 1; i < result.length; i++) result[i] = Math.min(result[i]!, result[i - 1]! + STEEPEST)
  for (let i = result.length - 2; i >= 0; i--) result[i] = Math.min(result[i]!, result[i + 1]! + STEEPEST)
  return result
}
