import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DIMENSIONS, sameDimension } from './dimension.ts'
import type { DimensionName } from './dimension.ts'
import { convert, parseAs, parseQuantity, parseUnit, QuantityError } from './quantity.ts'
import { UNIT_SYMBOLS, unitOf } from './unit.ts'

test('quantities are read into base units, to the last bit', () => {
  const read: [string, DimensionName, number][] = [
    ['120 s', 'duration', 120],
    ['120s', 'duration', 120],
    ['2 min', 'duration', 120],
    ['1 h 30 min', 'duration', 5400],
    ['1h30min', 'duration', 5400],
    ['-1 h 30 min', 'duration', -5400],
    ['10 d', 'duration', 864_000],
    ['2 week', 'duration', 1_209_600],
    ['7 ms', 'duration', 0.007],
    ['250 us', 'duration', 0.00025],
    ['6.5 m', 'length', 6.5],
    ['12 m2', 'area', 12],
    ['500 L', 'volume', 0.5],
    ['90 km/h', 'speed', 25],
    ['1.6 t', 'mass', 1600],
    ['8 %', 'number', 0.08],
    ['7%', 'number', 0.07],
    ['300 ppm', 'number', 0.0003],
    ['100_000', 'number', 100_000],
    ['1e-3', 'number', 0.001],
    ['2.5E2', 'number', 250],
    ['4 kWh', 'energy', 14_400_000],
    ['0.25 kWh/kg', 'energyPerMass', 900_000],
    ['12 kW', 'power', 12_000],
    ['3 kW*h', 'energy', 10_800_000],
    ['0.8/min', 'rate', 0.8 / 60],
    ['60 parts/h', 'rate', 1 / 60],
    ['2 people', 'number', 2],
    ['21 degC', 'temperature', 21],
    ['60 A*h', 'charge', 216_000],
    ['14.6 bn CNY', 'money', 14.6e9],
    ['350 M CNY', 'money', 350e6],
    ['3 k EUR', 'money', 3000],
    ['500 CNY', 'money', 500],
    ['80 CNY/h', 'moneyRate', 80 / 3600],
    ['120 k CNY/year', 'moneyRate', 120_000 / 31_557_600],
    ['0.7 CNY/kWh', 'pricePerEnergy', 0.7 / 3_600_000],
  ]
  for (const [text, dimension, value] of read) assert.equal(parseAs(text, dimension), value, text)
})

test('a currency keeps its name, and so does a rate of exchange', () => {
  assert.deepEqual(parseQuantity('14.6 bn CNY').currencies, { CNY: 1 })
  assert.deepEqual(parseQuantity('7.8 CNY/EUR').currencies, { CNY: 1, EUR: -1 })
  assert.ok(sameDimension(parseQuantity('7.8 CNY/EUR').dimension, DIMENSIONS.number.exponents))
  assert.deepEqual(parseQuantity('3 CNY/CNY').currencies, {})
})

test('what is wrong is said with what was expected and received, and where', () => {
  const wrong: [string, DimensionName, string, number][] = [
    ['fast', 'duration', 'expected a duration such as "120 s", received "fast"', 0],
    ['', 'length', 'expected a length such as "6.5 m", received ""', 0],
    ['5 kg', 'duration', 'expected a duration such as "120 s", received "5 kg"', 0],
    ['5', 'duration', 'expected a duration such as "120 s", received "5"', 0],
    ['2 month', 'duration', 'expected a duration such as "120 s", received "2 month"; month and year are for rates, money and dates', 0],
    ['5 mim', 'duration', 'unknown unit "mim"; did you mean "min"?', 2],
    ['5 KWH', 'energy', 'unknown unit "KWH"; did you mean "kWh"?', 2],
    ['5 m/fortnight', 'speed', 'unknown unit "fortnight"', 4],
    ['5 m/', 'speed', 'expected a unit after "/"', 4],
    ['14.6 bn', 'money', 'expected a currency after "bn", as in 14.6 bn CNY', 4],
    ['14.6 bn s', 'money', 'expected a currency after "bn", as in 14.6 bn CNY', 4],
    ['1 h 30', 'duration', 'expected a unit after "30"', 3],
    ['1 30 min', 'duration', 'expected a unit after the number, received " 30 min"', 1],
    ['1 h 3 kg', 'duration', 'expected units of one kind, received "1 h 3 kg"', 3],
    ['1 h -3 min', 'duration', 'expected a minus at the beginning only, received "1 h -3 min"', 3],
    ['1e400 s', 'duration', 'expected a number below 1.8e308, received "1e400 s"', 0],
    ['3 s fast', 'duration', 'expected a unit after the number, received " fast"', 3],
  ]
  for (const [text, dimension, message, at] of wrong)
    assert.throws(
      () => parseAs(text, dimension),
      (error: unknown) => {
        assert.ok(error instanceof QuantityError)
        assert.deepEqual([error.message, error.at], [message, at], text)
        return true
      },
    )
})

test('units are converted by whole numbers', () => {
  assert.equal(convert(90, 'km/h', 'm/s'), 25)
  assert.equal(convert(1, 'kWh', 'MJ'), 3.6)
  assert.equal(convert(150, 'Wh/km', 'kWh/km'), 0.15)
  assert.equal(convert(2, 'bn CNY', 'M CNY'), 2000)
  assert.equal(convert(100, '%', 'ppm'), 1e6)
  assert.equal(convert(1, 'year', 'month'), 12)
  assert.throws(() => convert(1, 'km', 'kg'), { message: 'expected units of one kind, received "km" and "kg"' })
  assert.throws(() => convert(1, 'CNY', 'EUR'), /expected units of one kind/)
  assert.throws(() => parseUnit('5 km'), { message: 'expected a unit such as "km/h", received "5 km"' })
})

test('any number with any unit is read as the product of both', () => {
  const symbol = fc.constantFrom(...UNIT_SYMBOLS, 'CNY')
  const amount = fc.integer({ min: -1_000_000, max: 1_000_000 })
  fc.assert(
    fc.property(amount, symbol, fc.array(fc.tuple(fc.constantFrom('/', '*'), symbol), { maxLength: 3 }), (number, first, more) => {
      const text = `${number} ${first}${more.map((pair) => pair.join('')).join('')}`
      let factor = unitOf(first)!.numerator / unitOf(first)!.denominator
      for (const [operator, next] of more) {
        const size = unitOf(next)!.numerator / unitOf(next)!.denominator
        factor = operator === '/' ? factor / size : factor * size
      }
      const { value } = parseQuantity(text)
      assert.ok(Math.abs(value - number * factor) <= 1e-14 * Math.abs(value), text)
    }),
  )
})

test('no text makes the reader fail in any other way', () => {
  const pieces = fc.array(
    fc.oneof(fc.constantFrom(...UNIT_SYMBOLS, 'CNY', 'k', 'M', 'bn', '/', '*', ' ', '-', '.', '_', '1', '2e3', '%'), fc.string()),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(pieces, (parts) => {
      try {
        assert.ok(Number.isFinite(parseQuantity(parts.join('')).value))
      } catch (error) {
        if (!(error instanceof QuantityError)) throw error
      }
    }),
    { numRuns: 2000 },
  )
})
