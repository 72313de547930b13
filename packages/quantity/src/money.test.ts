import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMoney, exchange, formatMoney, inYear, money, scaleMoney } from './money.ts'

test('amounts of one currency and year add up, and others do not', () => {
  const a = money(100, 'CNY', 2027)
  assert.deepEqual(addMoney(a, scaleMoney(a, 2), a), { amount: 400, currency: 'CNY', year: 2027 })
  assert.throws(() => addMoney(a, money(1, 'EUR', 2027)), {
    name: 'RangeError',
    message: 'money: expected CNY of 2027, received EUR of 2027',
  })
  assert.throws(() => addMoney(a, money(1, 'CNY', 2028)), { message: 'money: expected CNY of 2027, received CNY of 2028' })
  assert.throws(() => addMoney(), /expected at least one amount/)
})

test('currency and year change by a rate and an index', () => {
  assert.deepEqual(exchange(money(100, 'EUR', 2027), 'CNY', 7.8), { amount: 780, currency: 'CNY', year: 2027 })
  assert.deepEqual(inYear(money(100, 'CNY', 2027), 2030, 1.06), { amount: 106, currency: 'CNY', year: 2030 })
  assert.equal(formatMoney(money(14.6e9, 'CNY', 2027)), '14.6 bn CNY (2027)')
})

test('what is no money is refused', () => {
  assert.throws(() => money(NaN, 'CNY', 2027), { message: 'amount: expected a finite number, received NaN' })
  assert.throws(() => money(1, 'yuan', 2027), { message: 'currency: expected three capital letters such as CNY, received yuan' })
  assert.throws(() => money(1, 'CNY', 2027.5), { message: 'year: expected a whole number, received 2027.5' })
})
