/**
 * Quantities for people: few digits, thousands apart, a unit of sensible size. Without Intl, so that a report reads the same
 * on every machine. What is written can be read again by `parseQuantity`, apart from the commas.
 */
import { nameOfDimension } from './dimension.ts'
import type { DimensionName } from './dimension.ts'
import { convert } from './quantity.ts'
import type { Quantity } from './quantity.ts'

/**
 * A number: `100,000`, `1,234.5`, `0.0805`. By default four significant digits, all digits of the whole part, no zeros at
 * the end; below 1e-4 and from 1e15 with a power of ten.
 * @param decimals digits after the point, kept even if zero
 */
export function formatNumber(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? 'unlimited' : '-unlimited'
  const size = Math.abs(value)
  if (size >= 1e15 || (size > 0 && size < 1e-4 && decimals === undefined)) return trimmed(value.toExponential(3))
  if (decimals !== undefined) return grouped(value.toFixed(decimals))
  // toPrecision(4) decides how many decimals are left; the whole part keeps all its digits.
  const digits = size >= 1000 ? 0 : size === 0 ? 0 : Math.max(0, (size.toPrecision(4).split('e')[0]!.split('.')[1] ?? '').length)
  return grouped(trimmed(value.toFixed(digits)))
}

const DURATIONS: readonly (readonly [number, string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
]

/**
 * A duration in its two largest units: `850 ms`, `12.5 s`, `1 h 30 min`, `3 d 4 h`. Seconds below a minute keep three digits.
 */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return formatNumber(seconds)
  const size = Math.abs(seconds)
  const sign = seconds < 0 ? '-' : ''
  if (size === 0) return '0 s'
  if (size < 0.9995) return `${sign}${formatDigits(size < 0.0009995 ? size * 1e6 : size * 1000)} ${size < 0.0009995 ? 'us' : 'ms'}`
  if (size < 59.95) return `${sign}${formatDigits(size)} s`
  // Rounded to the smaller unit first, so that no "1 h 60 min" comes out.
  for (let i = 0; i < DURATIONS.length - 1; i++) {
    const [large, symbol] = DURATIONS[i]!
    const [small, smallSymbol] = DURATIONS[i + 1]!
    const count = Math.round(size / small)
    if (count * small < large && i < DURATIONS.length - 2) continue
    const [whole, rest] = [Math.floor((count * small) / large), count - (Math.floor((count * small) / large) * large) / small]
    return `${sign}${grouped(String(whole))} ${symbol}${rest === 0 ? '' : ` ${rest} ${smallSymbol}`}`
  }
  return `${sign}${formatDigits(size)} s`
}

/** A share as a percentage: `8 %`, `0.25 %`. */
export function formatShare(share: number): string {
  return `${formatNumber(share * 100)} %`
}

/** Units to choose from, largest first, for each dimension; the first with a number of at least 1 is taken, else the last. */
const CHOICES: Partial<Record<DimensionName, readonly string[]>> = {
  length: ['km', 'm', 'mm'],
  area: ['m2'],
  volume: ['m3', 'L'],
  speed: ['m/s', 'm/min'],
  flow: ['m3/h'],
  mass: ['t', 'kg', 'g'],
  massPerLength: ['kg/m', 'g/m'],
  energy: ['GWh', 'MWh', 'kWh', 'Wh'],
  energyPerMass: ['Wh/kg'],
  energyPerLength: ['kWh/km', 'Wh/km'],
  carbonFactor: ['kg/kWh', 'g/kWh'],
  power: ['MW', 'kW', 'W'],
  current: ['A'],
  voltage: ['V'],
  charge: ['A*h'],
  temperature: ['degC'],
  rate: ['/s', '/min', '/h', '/d'],
}

/** A quantity with a unit of sensible size; a share or count as a number; money as `14.6 bn CNY`, prices per kWh, kg or hour. */
export function formatQuantity({ value, dimension, currencies }: Quantity): string {
  const name = nameOfDimension(dimension)
  const currency = Object.keys(currencies)[0] ?? ''
  if (name === 'number') return formatNumber(value)
  if (name === 'duration') return formatDuration(value)
  if (name === 'money') return formatScaled(value, currency)
  if (name === 'moneyRate') return `${formatScaled(value * 3600, currency)}/h`
  if (name === 'pricePerEnergy') return `${formatNumber(value * 3_600_000)} ${currency}/kWh`
  if (name === 'pricePerMass') return `${formatScaled(value, currency)}/kg`
  const units = name === undefined ? undefined : CHOICES[name]
  if (units === undefined) return `${formatNumber(value)} ${baseUnits(dimension, currencies)}`.trim()
  const base = units[units.length - 1]!
  const inUnit = (unit: string): number => value * convert(1, baseUnits(dimension, currencies), unit)
  const unit = units.find((candidate) => Math.abs(inUnit(candidate)) >= 0.9995) ?? (value === 0 ? units[0]! : base)
  return `${formatNumber(inUnit(unit))}${unit.startsWith('/') ? '' : ' '}${unit}`
}

/** Money with k, M or bn: `14.6 bn CNY`, `350 M CNY`, `12,500 CNY`. */
export function formatScaled(amount: number, currency: string): string {
  const size = Math.abs(amount)
  if (size >= 999_950_000) return `${formatNumber(amount / 1e9)} bn ${currency}`
  if (size >= 999_950) return `${formatNumber(amount / 1e6)} M ${currency}`
  return `${formatNumber(amount)} ${currency}`
}

/** The base units of a dimension: `m*kg/s/s`, `CNY/kg`, `/s`. */
function baseUnits(dimension: Quantity['dimension'], currencies: Quantity['currencies']): string {
  const powers: [string, number][] = [
    ...Object.entries(currencies),
    ['m', dimension.length],
    ['kg', dimension.mass],
    ['s', dimension.time],
    ['A', dimension.current],
    ['degC', dimension.temperature],
  ]
  const above = powers.flatMap(([symbol, power]) => (power > 0 ? Array.from({ length: power }, () => symbol) : []))
  const below = powers.flatMap(([symbol, power]) => (power < 0 ? Array.from({ length: -power }, () => `/${symbol}`) : []))
  return above.join('*') + below.join('')
}

/** Three significant digits, no zeros at the end. */
function formatDigits(value: number): string {
  return grouped(trimmed(Number(value.toPrecision(3)).toString()))
}

function trimmed(text: string): string {
  const [mantissa, exponent] = text.split('e')
  const short = mantissa!.includes('.') ? mantissa!.replace(/\.?0+$/, '') : mantissa!
  return exponent === undefined ? short : `${short}e${exponent.replace('+', '')}`
}

function grouped(text: string): string {
  const [whole, fraction] = text.split('.')
  const apart = whole!.replace(/\B(?=(\d{3})+$)/g, ',')
  const result = fraction === undefined ? apart : `${apart}.${fraction}`
  return /^-[0.]*$/.test(result) ? result.slice(1) : result
}
