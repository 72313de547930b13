/** A claim from the words of `genba claim`. */
import { readRange } from 'genba/model'
import type { Claim } from 'genba/vehicle'
import { Failure, status } from './command.ts'

/**
 * A range and a time, in either order, such as `1200 km` and `10 min`.
 * @param window states of charge, such as `10 to 80 %`
 * @throws Failure (bad input)
 */
export function claimOf(first: string, second: string, window: string): Claim {
  const one = [lengthOf(first), minutesOf(second)] as const
  const other = [lengthOf(second), minutesOf(first)] as const
  const [km, minutes] = other[0] !== undefined && other[1] !== undefined ? other : one
  if (km === undefined || minutes === undefined) {
    // The one that can be read tells which of the two is at fault, in whichever order they stand.
    const isTurned = one.every((each) => each === undefined) && other.some((each) => each !== undefined)
    const [range, time] = isTurned ? [second, first] : [first, second]
    const [readRange, readTime] = isTurned ? other : one
    const faults = [
      ...(readRange === undefined ? [`genba claim: range: expected a length such as "1200 km" or "745 miles", received "${range}"`] : []),
      ...(readTime === undefined ? [`genba claim: time: expected a duration such as "10 min" or "0.5 h", received "${time}"`] : []),
    ]
    throw new Failure(faults.join('\n'), status.badInput)
  }
  if (km < 50 || km > 20_000) throw new Failure(`genba claim: range: expected 50 to 20,000 km, received ${tenths(km)} km`, status.badInput)
  if (minutes < 0.5 || minutes > 1440)
    throw new Failure(`genba claim: time: expected 0.5 min to 24 h, received ${tenths(minutes)} min`, status.badInput)
  return { km, minutes, ...windowOf(window) }
}

function tenths(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function windowOf(text: string): { readonly from: number; readonly to: number } {
  const match = /^\s*(\d+(?:\.\d+)?)\s*%?\s*(?:to|-|–)\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(text)
  const [from, to] = match === null ? [Number.NaN, Number.NaN] : [Number(match[1]) / 100, Number(match[2]) / 100]
  if (!(from >= 0 && to <= 1 && to - from >= 0.01))
    throw new Failure(`genba claim: --window: expected states of charge such as "10 to 80 %", received "${text}"`, status.badInput)
  return { from, to }
}

/** Kilometres of a mile, exactly. */
const MILE_KM = 1.609344

function lengthOf(text: string): number | undefined {
  const miles = /^(.*\d)\s*(?:mi|miles?)$/i.exec(text.trim())
  const written = text.trim().replace(/(\d)\s*kilomet(?:er|re)s?$/i, '$1 km')
  const metres = quantity(miles === null ? written : `${miles[1]} km`, 'length')
  return metres === undefined ? undefined : (metres / 1000) * (miles === null ? 1 : MILE_KM)
}

function minutesOf(text: string): number | undefined {
  const written = text
    .trim()
    .replace(/(\d)\s*min(?:ute)?s?$/i, '$1 min')
    .replace(/(\d)\s*hours?$/i, '$1 h')
    .replace(/(\d)\s*seconds?$/i, '$1 s')
  const seconds = quantity(written, 'duration')
  return seconds === undefined ? undefined : seconds / 60
}

function quantity(text: string, dimension: 'length' | 'duration'): number | undefined {
  try {
    const { low, high } = readRange(text.trim().replace(/^(\d{1,3}),(\d{3})/, '$1$2'), { dimension, draws: false, changes: false })
    return low === high ? low : undefined
  } catch {
    return undefined
  }
}
