/** Prices and volumes from a table, and what is said of a wrong one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LUXURY_MARKET } from 'genba/economics'
import { readMarketTable } from './market-table.ts'

const read = (text: string): ReturnType<typeof readMarketTable> => readMarketTable(text, 'market.csv', LUXURY_MARKET)

test('a row of a known car replaces what its cells say, another one adds a car', () => {
  const { market, faults } = read(
    '\uFEFFName,Price,cars 2025,drive,firm\n# first quarter\nTesla,249 900,,,\n\n"Denza, new",310000,50_000,battery,BYD\n',
  )
  assert.deepEqual(faults, [])
  assert.equal(market.length, LUXURY_MARKET.length + 1)
  const tesla = market.find(({ name }) => name === 'Tesla')!
  const known = LUXURY_MARKET.find(({ name }) => name === 'Tesla')!
  assert.deepEqual(tesla, {
    ...known,
    price: { value: 249_900, low: 249_900, high: 249_900, unit: 'price', source: 'market.csv:3', basis: 'read' },
  })
  const { name, firm, drive, cars2024, cars2025, weeks } = market.at(-1)!
  assert.deepEqual([name, firm, drive, cars2024.value, cars2025.value, weeks], ['Denza, new', 'BYD', 'battery', 50_000, 50_000, 3])
  assert.deepEqual(
    LUXURY_MARKET.find((car) => car.name === 'Tesla'),
    known,
  )
})

test('faults tell line, column and remedy, all at once; nothing is taken from a wrong table', () => {
  const { market, faults } = read(
    'name,drive,cars_2025,price\nTesla,,600000,dear\nNIO,steam,-3,250000\nTesla,,,\nTesler,,,\n,battery,1000,300000\nBMW petrol,,545,500,1\n',
  )
  assert.deepEqual(faults, [
    'market.csv:2:4  price: expected a price in CNY, value-added tax included, received "dear"; write a plain number without unit, such as 285000',
    'market.csv:3:3  cars_2025: expected cars sold in China in 2025, received "-3"; write a number from 1 to 100000000, such as 545500',
    'market.csv:3:2  drive: expected one of battery, extended, hybrid, petrol, received "steam"; write one of them',
    'market.csv:4:1  name: "Tesla" stands in line 2 already; leave one of the rows out',
    'market.csv:5  "Tesler" is no car of the market (did you mean "Tesla"?); a further car needs drive, cars_2025, price',
    'market.csv:6:1  name: expected the name of a car, received nothing; write one',
    'market.csv:7  expected 4 cells, received 5; write numbers without commas, or put cells with commas in quotes',
  ])
  assert.equal(market, LUXURY_MARKET)
  assert.match(
    read('name,pric\nTesla,1\n').faults[0]!,
    /market\.csv: column 2: expected the name of a column, received "pric"; did you mean "price"\?/,
  )
  assert.match(read('').faults[0]!, /expected a column "name", received an empty table/)
})
