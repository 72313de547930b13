/** Numbers and quantities as people read them. The same on every machine: no locale is asked. */
import type { ResultRow } from 'genba/analysis'

/** `12,345.6`: thousands apart, `digits` behind the point. */
export function formatNumber(value: number, digits = 0): string {
  if (!Number.isFinite(value)) return value === Number.POSITIVE_INFINITY ? 'unlimited' : 'none'
  const fixed = Math.abs(value).toFixed(digits)
  const [whole, rest] = fixed.split('.') as [string, string | undefined]
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const isZero = Number(fixed) === 0
  return `${value < 0 && !isZero ? '-' : ''}${grouped}${rest === undefined ? '' : `.${rest}`}`
}

/** A value with the digits that its interval leaves standing: two of the half-width, else four of its own. */
export function formatValue(value: number, halfWidth: number | null): string {
  return formatNumber(value, digitsFor(value, halfWidth))
}

/** Digits behind the point. */
export function digitsFor(value: number, halfWidth: number | null): number {
  const leading = (x: number): number => Math.floor(Math.log10(Math.abs(x)))
  if (halfWidth !== null && !isNothing(halfWidth, value)) return Math.min(8, Math.max(0, 1 - leading(halfWidth)))
  if (Number.isInteger(value) || value === 0) return 0
  return Math.min(8, Math.max(0, 3 - leading(value)))
}

/** `± 0.4` with the digits of its value; a half-width that is nothing beside the value is a rounding error, and written 0. */
export function formatSpread(halfWidth: number, value: number, digits: number): string {
  return `± ${isNothing(halfWidth, value) ? '0' : formatNumber(halfWidth, digits)}`
}

function isNothing(halfWidth: number, value: number): boolean {
  return halfWidth <= 1e-9 * Math.abs(value)
}

/** `12.3 %`. */
export function formatShare(share: number, digits = 1): string {
  return `${formatNumber(share * 100, digits)} %`
}

/** A duration in seconds in the unit in which it is easiest to read: `90 s`, `6.5 min`, `4.2 h`, `3.1 d`. */
export function formatDuration(seconds: number): string {
  const { factor, unit } = durationUnit(seconds)
  return `${formatNumber(seconds / factor, seconds / factor < 10 ? 2 : 1)} ${unit}`
}

function durationUnit(seconds: number): { readonly factor: number; readonly unit: string } {
  const size = Math.abs(seconds)
  if (size < 120) return { factor: 1, unit: 's' }
  if (size < 7200) return { factor: 60, unit: 'min' }
  if (size < 172_800) return { factor: 3600, unit: 'h' }
  return { factor: 86_400, unit: 'd' }
}

/** A row's value and half-width in the unit for reading. Null where there is no value. */
export interface Shown {
  readonly value: string
  /** `± 1.2`, or empty where there is no interval. */
  readonly spread: string
  readonly unit: string
  /** What one unit of the row is in this unit. */
  readonly scale: number
}

export function showRow(row: Pick<ResultRow, 'value' | 'halfWidth' | 'unit'>): Shown | null {
  const { value, halfWidth } = row
  if (value === null) return null
  const { factor, unit } = readingUnit(value, row.unit)
  const [shown, half] = [value / factor, halfWidth === null ? null : halfWidth / factor]
  const digits = digitsFor(shown, half)
  return { value: formatNumber(shown, digits), spread: half === null ? '' : formatSpread(half, shown, digits), unit, scale: 1 / factor }
}

/** `58.2 ± 0.4 /h` on one line. */
export function rowText(row: Pick<ResultRow, 'value' | 'halfWidth' | 'unit'>): string {
  const shown = showRow(row)
  return shown === null ? 'nothing to measure' : [shown.value, shown.spread, shown.unit].filter((part) => part !== '').join(' ')
}

function readingUnit(value: number, unit: string): { readonly factor: number; readonly unit: string } {
  if (unit === 's') return durationUnit(value)
  if (unit === '1') return { factor: 0.01, unit: '%' }
  if (unit === '/h' && Math.abs(value) < 0.5 && value !== 0) return { factor: 1 / 24, unit: '/d' }
  if (unit === 'parts') return { factor: 1, unit: 'parts' }
  return { factor: 1, unit }
}

/** `blocked`, `waiting for crew`: a word of the language for people. */
export function words(name: string): string {
  return name.replaceAll('_', ' ')
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `Aug 2027` of `2027-08`; a year stays as it is. */
export function formatPeriod(period: string): string {
  const [year, month] = period.split('-')
  return month === undefined ? period : `${MONTHS[Number(month) - 1]} ${year}`
}

/** `Aug` of `2027-08`. */
export function monthName(period: string): string {
  return MONTHS[Number(period.slice(5, 7)) - 1] ?? period
}
