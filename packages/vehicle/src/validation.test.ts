/** The models against cars: tests of the EPA, brochures, and the bands that are printed. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { bandOf } from './band.ts'
import { BROCHURE_CARS } from './brochure-cars.ts'
import { fitPowertrain, fitRolling } from './calibration.ts'
import { GENERIC_POWERTRAIN, GENERIC_ROLLING } from './powertrain.ts'
import { coastDownRoadLoad } from './road-load.ts'
import { brochureErrors, leftOutBrochure, leftOutEpa, meanAbsolute, siblingErrors } from './validation.ts'
import { EPA_CARS, nearestCars, siblingNames, siblingOf, testsOf } from './validated-cars.ts'

const data = process.env['GENBA_DATA'] ?? join(dirname(fileURLToPath(import.meta.url)), '../../../../shared/data')
const list = join(data, 'external/epa/2022-electric-tests.csv')
const absent = existsSync(list) ? false : `${list} is not there (GENBA_DATA names its folder)`

const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)

test('the table of tested cars is that of the list of the EPA, cleaned by the stated rules', { skip: absent }, () => {
  const groups = new Map<string, { mass: number; load: ReturnType<typeof coastDownRoadLoad>; city: number[]; highway: number[] }>()
  for (const line of readFileSync(list, 'utf8').trim().split(/\r?\n/).slice(1)) {
    const cells = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!.replaceAll('"', ''))
    const [, , make, model, , , weight, procedure, , , economy, , a, b, c] = cells
    if ((procedure !== '81' && procedure !== '84') || economy === '') continue
    if (/BOLT/.test(model!) || (/EQS 450/.test(model!) && procedure === '84')) continue
    const key = [make, model, weight, a, b, c].join()
    const group = groups.get(key) ?? {
      mass: Number(weight) * 0.45359237,
      load: coastDownRoadLoad(Number(a), Number(b), Number(c)),
      city: [],
      highway: [],
    }
    groups.set(key, group)
    const value = Number(economy)
    const list = procedure === '81' ? group.city : group.highway
    list.push((value < 60 ? value * 10 : 33_705 / value) / 1.609344)
  }
  const paired = [...groups.values()].filter(({ city, highway }) => city.length > 0 && highway.length > 0)
  assert.equal(paired.length, EPA_CARS.length)
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length
  for (const { mass, load, city, highway } of paired)
    assert.ok(
      EPA_CARS.some(
        (car) =>
          Math.abs(car.massKg - mass) <= 0.5 &&
          Math.abs(car.roadLoad.f0 - load.f0) < 0.01 &&
          Math.abs(car.roadLoad.f2 - load.f2) < 1e-4 &&
          Math.abs(car.cityWhPerKm - mean(city)) < 0.01 &&
          Math.abs(car.highwayWhPerKm - mean(highway)) < 0.01,
      ),
      `${mass} kg, ${mean(city)} Wh/km`,
    )
})

test('the generic powertrain and rolling resistance are those that the tables give', () => {
  const fitted = fitPowertrain(
    EPA_CARS.flatMap((car) => testsOf(car)),
    GENERIC_POWERTRAIN,
    'absolute',
  )
  close(fitted.driving, GENERIC_POWERTRAIN.driving, 1e-4)
  close(fitted.braking, GENERIC_POWERTRAIN.braking, 1e-4)
  close(
    fitRolling((rolling) => brochureErrors(rolling).map(({ error }) => error)),
    GENERIC_ROLLING,
    1e-5,
  )
})

test('makes that took no part in the fit are predicted to 9 % a cycle', () => {
  const errors = leftOutEpa()
  assert.equal(errors.length, EPA_CARS.length)
  const city = meanAbsolute(errors.map((each) => each.city))
  const highway = meanAbsolute(errors.map((each) => each.highway))
  assert.ok(city <= 0.09 && highway <= 0.09, `${city}, ${highway}`)
  assert.ok(meanAbsolute(errors.flatMap((each) => [each.city, each.highway])) < 0.075)
})

test('one sibling brings a car to 5 % a cycle', () => {
  const errors = siblingErrors()
  assert.ok(errors.length >= 75)
  for (const cycle of ['city', 'highway', 'combined'] as const) {
    const mean = meanAbsolute(errors.map((each) => each[cycle]))
    assert.ok(mean <= 0.05, `${cycle}: ${mean}`)
  }
})

test('cars of which brochures alone are known are predicted to 8 % of their WLTP range, their make left out', () => {
  const errors = leftOutBrochure('WLTC 3b')
  assert.equal(errors.length, 21)
  assert.ok(meanAbsolute(errors.map(({ error }) => error)) <= 0.08)
  const chinese = leftOutBrochure('CLTC-P (unofficial)')
  assert.equal(chinese.length, 7)
  assert.ok(meanAbsolute(chinese.map(({ error }) => error)) <= 0.08)
})

test('bands that are called validated are those of left-out cars, and hold 70 to 90 % of them', () => {
  // Errors of range, predicted over true: the band is low = km / (1 + b), high = km / (1 - b) of the predicted, so that |error| <= b lies in it.
  const asRange = (errors: readonly number[]): readonly number[] => errors.map((error) => 1 / (1 + error) - 1)
  const [generic, siblings] = [leftOutEpa(), siblingErrors()]
  const name = { city: 'UDDS', highway: 'HWFET', combined: 'EPA combined' } as const
  const cases: readonly (readonly [string, readonly number[], number])[] = [
    ...(['city', 'highway', 'combined'] as const).flatMap((cycle) => [
      [`coast-down ${cycle}`, asRange(generic.map((each) => each[cycle])), bandOf('coast-down', name[cycle]).share] as const,
      [`sibling ${cycle}`, asRange(siblings.map((each) => each[cycle])), bandOf('coast-down and sibling', name[cycle]).share] as const,
    ]),
    ['brochure', leftOutBrochure('WLTC 3b').map(({ error }) => error), bandOf('brochure', 'WLTC 3b').share],
  ]
  for (const [what, errors, band] of cases) {
    const sorted = errors.map(Math.abs).toSorted((a, b) => a - b)
    const ranked = sorted[Math.ceil(0.8 * (errors.length + 1)) - 1]!
    close(Math.ceil(ranked * 200) / 200, band, 1e-12)
    const held = sorted.filter((error) => error <= band).length / errors.length
    assert.ok(held >= 0.7 && held <= 0.9, `${what}: ${held}`)
  }
})

test('a sibling is found by words of its name, and a car without one has its names told', () => {
  const tesla = siblingOf('Tesla Model 3')!
  assert.equal(tesla.cars.length, 3)
  assert.ok(tesla.powertrain.driving > GENERIC_POWERTRAIN.driving)
  assert.deepEqual(siblingOf('Tesla Model 3 LR AWD')!.cars, ['Tesla Model 3 Long Range AWD'])
  assert.ok(siblingOf('NIO')!.powertrain.quality > 1)
  // Names as papers and sellers shorten them.
  for (const name of [
    'Tesla Model 3 RWD',
    'Tesla Model S LR',
    'BMW i4 M50 19"',
    'VW ID.4 AWD Pro',
    'Mercedes EQS 580 4M',
    'Lucid Air GT',
    'Hyundai Ioniq 5 AWD',
    'Porsche Taycan 4S PB+',
    'Polestar 2 SM',
    'Volvo C40 twin',
    'Ford Mach-E RWD',
    'Nissan Leaf SV/SL',
    'Kia EV6 2022',
  ])
    assert.ok(siblingOf(name) !== undefined && siblingOf(name)!.isMeasured, name)
  assert.deepEqual(siblingOf('Ford Mach-E RWD')!.cars, ['Ford Mach-E RWD'])
  assert.equal(siblingOf('Trabant'), undefined)
  assert.equal(siblingOf('AWD'), undefined)
  assert.ok(siblingNames().includes('Porsche Taycan Turbo'))
})

test('the cars that lie nearest are alike in mass and road load', () => {
  const own = EPA_CARS.find(({ model }) => model === 'Q4 e-tron 50')!
  const [first, second] = nearestCars(own, 2)
  assert.deepEqual([first!.name, first!.difference], ['Audi Q4 e-tron 50', 0])
  assert.ok(second!.difference < 0.1)
})

test('every car of the table says what is doubtful of it, or has nothing that is', () => {
  for (const { doubts, model } of BROCHURE_CARS) assert.ok(doubts === '' || doubts.length > 10, model)
})
