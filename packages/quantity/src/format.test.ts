import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatDuration, formatNumber, formatQuantity, formatScaled, formatShare } from './format.ts'
import { parseQuantity } from './quantity.ts'

test('numbers have four significant digits, all of the whole part, and thousands apart', () => {
  const written: [number, string][] = [
    [0, '0'],
    [-0, '0'],
    [12, '12'],
    [100_000, '100,000'],
    [1234.5, '1,235'],
    [-1234567.8, '-1,234,568'],
    [999.96, '1,000'],
    [12.3456, '12.35'],
    [0.08, '0.08'],
    [0.080512, '0.08051'],
    [0.00012, '0.00012'],
    [0.000012, '1.2e-5'],
    [2.5e15, '2.5e15'],
    [Infinity, 'unlimited'],
  ]
  for (const [value, text] of written) assert.equal(formatNumber(value), text)
  assert.deepEqual(
    [formatNumber(1234.5, 2), formatNumber(0.00001, 2), formatNumber(-0.001, 1), formatNumber(1000, 0)],
    ['1,234.50', '0.00', '0.0', '1,000'],
  )
})

test('durations are written in their two largest units', () => {
  const written: [number, string][] = [
    [0, '0 s'],
    [0.00025, '250 us'],
    [0.85, '850 ms'],
    [12.5, '12.5 s'],
    [59.99, '1 min'],
    [60, '1 min'],
    [150, '2 min 30 s'],
    [3599.7, '1 h'],
    [5400, '1 h 30 min'],
    [86_399, '1 d'],
    [273_600, '3 d 4 h'],
    [86_400 * 1234, '1,234 d'],
    [-90, '-1 min 30 s'],
  ]
  for (const [seconds, text] of written) assert.equal(formatDuration(seconds), text)
})

test('shares, money and other quantities have units of sensible size', () => {
  assert.deepEqual([formatShare(0.08), formatShare(0.0025)], ['8 %', '0.25 %'])
  assert.deepEqual(
    [14.6e9, 350e6, 999_960, 12_500].map((amount) => formatScaled(amount, 'CNY')),
    ['14.6 bn CNY', '350 M CNY', '1 M CNY', '12,500 CNY'],
  )
  const same: [string, string][] = [
    ['0.0065 km', '6.5 m'],
    ['250 g', '250 g'],
    ['1600 kg', '1.6 t'],
    ['4000 Wh', '4 kWh'],
    ['0.05 m/s', '3 m/min'],
    ['12000 W', '12 kW'],
    ['0.8/min', '48/h'],
    ['14.6 bn CNY', '14.6 bn CNY'],
    ['80 CNY/h', '80 CNY/h'],
    ['0.7 CNY/kWh', '0.7 CNY/kWh'],
    ['19 k CNY/t', '19 CNY/kg'],
    ['150 Wh/km', '150 Wh/km'],
    ['3 m*kg', '3 m*kg'],
    ['42', '42'],
  ]
  for (const [text, written] of same) assert.equal(formatQuantity(parseQuantity(text)), written)
})

test('what is written reads as the same quantity to three digits', () => {
  const unit = fc.constantFrom('s', 'm', 'kg', 'kWh', 'kW', 'CNY', 'km/h', 'CNY/kWh', '/h', 'm2', 'g/kWh', 'V', 'degC', 'kg/m')
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), unit, (number, symbol) => {
      const quantity = parseQuantity(`${number.toFixed(6)} ${symbol}`)
      if (quantity.value === 0) return
      const again = parseQuantity(formatQuantity(quantity).replaceAll(',', ''))
      // Durations show two units, so 1 h 0 min stands for up to half a minute more; all others four digits.
      const tolerance = symbol === 's' ? 0.5 / 24 : 6e-4
      assert.ok(Math.abs(again.value / quantity.value - 1) < tolerance, `${formatQuantity(quantity)} for ${number} ${symbol}`)
      assert.deepEqual(again.dimension, quantity.dimension)
    }),
  )
})
