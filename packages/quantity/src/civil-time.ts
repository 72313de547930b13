/**
 * Moments at the base: civil seconds, that is seconds since 1970-01-01 00:00 on the base's own clock. Every civil day has
 * 86,400 of them; there is no summer time (design: a fixed offset from UTC).
 */
import { formatDate, parseDate } from './civil-date.ts'

/** Seconds of a civil day. */
export const DAY = 86_400

/** Seconds after midnight of `06:30`, `06:30:15` or `24:00`. @throws RangeError if it is none */
export function parseClock(text: string): number {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text)
  const seconds = parts === null ? NaN : Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0)
  if (parts === null || Number(parts[2]) > 59 || Number(parts[3] ?? 0) > 59 || seconds > DAY)
    throw new RangeError(`expected a time of day such as "06:30", received "${text}"`)
  return seconds
}

/** `06:30`, or `06:30:15` where there are seconds, of a number of seconds from 0 to 86,400 (fractions cut off). */
export function formatClock(seconds: number): string {
  const whole = Math.floor(seconds)
  const pair = (value: number): string => String(value).padStart(2, '0')
  const clock = `${pair(Math.floor(whole / 3600))}:${pair(Math.floor(whole / 60) % 60)}`
  return whole % 60 === 0 ? clock : `${clock}:${pair(whole % 60)}`
}

/**
 * Civil seconds of `2028-01-25`, `2028-01-25 06:30` or `2028-01-25T06:30:15`; a date alone is its first midnight.
 * @throws RangeError if it is none
 */
export function parseMoment(text: string): number {
  const at = text.search(/[T ]/)
  if (at < 0) return parseDate(text) * DAY
  return parseDate(text.slice(0, at)) * DAY + parseClock(text.slice(at + 1))
}

/** `2028-01-25 06:30` of civil seconds, with seconds where there are any. */
export function formatMoment(seconds: number): string {
  const day = Math.floor(seconds / DAY)
  return `${formatDate(day)} ${formatClock(seconds - day * DAY)}`
}
