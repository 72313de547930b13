/**
 * Estimates of discrete choice on public data (files that are read where they are there): Swissmetro as Biogeme prints it
 * (examples b01a and b09), ModeCanada as mlogit of R does, choices of cars in China and the United States.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { choiceData, fitMultinomial, fitNested, multinomialLikelihood, nestedLikelihood } from './demand-choice.ts'
import type { ChoiceSituation } from './demand-choice.ts'
import { fitMixed, mixedLikelihood, panelData } from './demand-mixed.ts'
import type { PanelData } from './demand-mixed.ts'
import { fitLatent, latentLikelihood } from './demand-latent.ts'
import { haltonPoints } from './halton.ts'
import type { Table } from './formula.ts'
import { outsideData, readCsv } from './outside-data.fixture.ts'
import { canadaChoices, carChoices, electricityChoices, swissmetroChoices } from './reference-choices.ts'

const { folder, absent } = outsideData('choice')
const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)

const readTable = (name: string): Table => readCsv(join(folder, name))
const swissmetro = (): ChoiceSituation[] => swissmetroChoices(readTable('swissmetro.csv.gz'))

test('Swissmetro, multinomial: log-likelihood to 1e-5, coefficients to 1e-4', { skip: absent }, () => {
  const data = choiceData(swissmetro())
  assert.equal(data.taken.length, 6768)
  close(multinomialLikelihood(data, new Float64Array(4)).value, -6964.662979, 1e-5)
  const { logLikelihood, estimates } = fitMultinomial(data)
  close(logLikelihood, -5331.252007, 1e-5)
  for (const [index, value] of [-0.701187, -0.154633, -1.277859, -1.08379].entries()) close(estimates[index]!, value, 1e-4)
})

test('Swissmetro, train and car in a nest: log-likelihood to 1e-4', { skip: absent }, () => {
  const data = choiceData(swissmetro())
  const { logLikelihood, estimates, standardErrors } = fitNested(data)
  close(logLikelihood, -5236.900015, 1e-4)
  // Biogeme stops a little before the maximum: its estimates are nowhere a hundredth of a standard error away, and no likelier.
  const printed = [-0.511953, -0.167141, -0.898716, -0.856701, 2.053862]
  for (const [index, value] of printed.entries()) close(estimates[index]!, value, standardErrors[index]! / 100)
  assert.ok(logLikelihood >= nestedLikelihood(data, Float64Array.from(printed)).value)
})

test('ModeCanada, time by alternative and income: log-likelihood to 0.2', { skip: absent }, () => {
  const situations = canadaChoices(readTable('ModeCanada.csv.gz'))
  const { logLikelihood, estimates, standardErrors } = fitMultinomial(choiceData(situations))
  close(logLikelihood, -1874.3, 0.2)
  close(estimates[0]!, -0.0333421, 1e-5)
  close(estimates[1]!, 0.0925304, 1e-5)
  close(estimates[2]!, -0.0430032, 1e-5)
  for (const [index, value] of [0.0595089, -0.00678188, -0.00645982, -0.00145029].entries()) close(estimates[3 + index]!, value, 1e-5)
  // The constants were found by gradient steps that stop early: within a hundredth of a standard error.
  for (const [index, value] of [0.697311, 1.8437, 3.27381].entries())
    close(estimates[10 + index]!, value, standardErrors[10 + index]! / 100)
})

test('cars in China: 16 coefficients of 6,720 choices to 1e-5', { skip: absent }, () => {
  const { names, situations } = carChoices(readTable('cars_china.csv'))
  const data = choiceData(situations)
  assert.deepEqual([data.taken.length, data.attributes], [6720, 16])
  close(multinomialLikelihood(data, new Float64Array(16)).value, -7382.67458, 1e-5)
  const { logLikelihood, estimates, standardErrors } = fitMultinomial(data)
  close(logLikelihood, -6655.562374, 1e-5)
  close(standardErrors[names.indexOf('price')]!, 0.001624, 1e-6)
  for (const [name, value] of Object.entries({
    price: -0.034957,
    opCost: -0.103264,
    accelTime: -0.172254,
    japanese: -0.468196,
    chinese: -0.228391,
    american: -0.272877,
    bevFastcharge: 0.198403,
    hev: 0.209061,
  })) {
    close(estimates[names.indexOf(name)]!, value, 1e-5)
  }
})

test('cars in the United States to 1e-5', { skip: absent }, () => {
  const { names, situations } = carChoices(readTable('cars_us.csv'))
  const { logLikelihood, estimates } = fitMultinomial(choiceData(situations))
  close(logLikelihood, -4616.951779, 1e-5)
  close(estimates[names.indexOf('price')]!, -0.073878, 1e-5)
  close(estimates[names.indexOf('chinese')]!, -0.758643, 1e-5)
})

const small: ChoiceSituation[] = [0, 1, 2, 3, 4, 5].map((n) => ({
  alternatives: [
    [1, n],
    [0, 2 * n - 3],
    [0.5, n * n * 0.1],
    [-1, 1],
  ],
  nests: [0, 0, 1, -1],
  chosen: n % 4,
}))

test('slopes are those of the likelihood, with nests and without; scales of 1 are no nests', () => {
  const data = choiceData(small)
  const at = [0.3, -0.2, 1.7, 1.2]
  const { gradient } = nestedLikelihood(data, Float64Array.from(at))
  for (const [index, slope] of gradient.entries()) {
    const valueAt = (by: number): number => nestedLikelihood(data, Float64Array.from(at.with(index, at[index]! + by))).value
    close((valueAt(1e-5) - valueAt(-1e-5)) / 2e-5, slope, 1e-8)
  }
  const plain = multinomialLikelihood(data, Float64Array.from([0.3, -0.2]))
  const flat = nestedLikelihood(data, Float64Array.from([0.3, -0.2, 1, 1]))
  close(flat.value, plain.value, 1e-13)
  for (const index of [0, 1]) close(flat.gradient[index]!, plain.gradient[index]!, 1e-13)
})

test('a constant alone reproduces the share: ln(3 / 7), with the error 1 / sqrt(n p q)', () => {
  const situations = Array.from({ length: 10 }, (_, n) => ({ alternatives: [[1], [0]], chosen: n < 3 ? 0 : 1 }))
  const { estimates, standardErrors, logLikelihood } = fitMultinomial(choiceData(situations))
  close(estimates[0]!, Math.log(3 / 7), 1e-8)
  close(standardErrors[0]!, 1 / Math.sqrt(2.1), 1e-6)
  close(logLikelihood, 3 * Math.log(0.3) + 7 * Math.log(0.7), 1e-10)
})

test('an alternative that is not there is told', () => {
  assert.throws(
    () => choiceData([{ alternatives: [[1], [2]], chosen: 2 }]),
    /situations\[0\].chosen: expected one of 2 alternatives, received 2/,
  )
})

// xlogit finds two spreads negative. Over Halton draws the sign of a spread changes the simulated likelihood (-3,888.41 with these signs, -3,890.96 with
// all of them positive), so the estimates are compared where they were found.
const printedMixed = [-0.99963, -0.23553, 2.23079, 1.62517, -9.60674, -9.78928, 0.2358, 0.4025, 1.9263, -1.2193, 2.3354, -1.4201]
const electricity = (): PanelData => panelData(electricityChoices(readTable('electricity.csv.gz')), [0, 1, 2, 3, 4, 5], 600)

test('electricity, six normal coefficients, 600 Halton draws: the log-likelihood of xlogit to 1e-3', { skip: absent }, () => {
  const { value, gradient } = mixedLikelihood(electricity(), Float64Array.from(printedMixed))
  close(value, -3888.413, 1e-3)
  // The estimates are a maximum, as far as they are printed.
  for (const slope of gradient) close(slope, 0, 0.2)
})

const isLong = process.env['GENBA_LONG_TESTS'] === '1' ? absent : 'set GENBA_LONG_TESTS=1'
test('electricity estimated from signs alone: log-likelihood to 1e-3, every coefficient to 0.1 %', { skip: isLong }, () => {
  const { logLikelihood, estimates } = fitMixed(electricity(), [0, 0, 0, 0, 0, 0, 1, 1, 1, -1, 1, -1])
  close(logLikelihood, -3888.413, 1e-3)
  for (const [index, value] of printedMixed.entries()) close(estimates[index]!, value, Math.abs(value) / 1000)
})

test('slopes of mixed logit are those of its likelihood; spreads of 0 leave multinomial logit', () => {
  const persons = [small.slice(0, 2), small.slice(2, 5), small.slice(5)]
  const data = panelData(persons, [1], 50)
  const at = [0.3, -0.2, 0.4]
  const { gradient } = mixedLikelihood(data, Float64Array.from(at))
  for (const [index, slope] of gradient.entries()) {
    const valueAt = (by: number): number => mixedLikelihood(data, Float64Array.from(at.with(index, at[index]! + by))).value
    close((valueAt(1e-5) - valueAt(-1e-5)) / 2e-5, slope, 1e-8)
  }
  close(
    mixedLikelihood(data, Float64Array.of(0.3, -0.2, 0)).value,
    multinomialLikelihood(choiceData(small), Float64Array.of(0.3, -0.2)).value,
    1e-12,
  )
})

test('Swissmetro, two latent classes of which one minds no time: log-likelihood and share to 1e-5', { skip: absent }, () => {
  // Biogeme, example b07. Time has a coefficient in the first class alone.
  const classes = {
    coefficients: [
      [0, 1, 2, 3],
      [0, 1, -1, 3],
    ],
  }
  const { logLikelihood, shares } = fitLatent(choiceData(swissmetro()), classes, [0, 0, -1, -1, 0])
  close(logLikelihood, -5208.49803, 1e-5)
  close(shares[1]!, 0.250792, 1e-5)
})

test('slopes of latent classes are those of their likelihood; classes that are alike are one', () => {
  const data = choiceData(small)
  const classes = {
    coefficients: [
      [0, 1],
      [2, -1],
    ],
    persons: Int32Array.of(0, 2, 5, 6),
  }
  const at = [0.3, -0.2, 1.1, 0.4]
  const { gradient } = latentLikelihood(data, classes, Float64Array.from(at))
  for (const [index, slope] of gradient.entries()) {
    const valueAt = (by: number): number => latentLikelihood(data, classes, Float64Array.from(at.with(index, at[index]! + by))).value
    close((valueAt(1e-5) - valueAt(-1e-5)) / 2e-5, slope, 1e-8)
  }
  const alike = latentLikelihood(
    data,
    {
      coefficients: [
        [0, 1],
        [0, 1],
      ],
    },
    Float64Array.of(0.3, -0.2, 0.7),
  )
  close(alike.value, multinomialLikelihood(data, Float64Array.of(0.3, -0.2)).value, 1e-12)
})

test('the Halton sequence in bases 2 and 3', () => {
  const [twos, threes] = haltonPoints(2, 4, 1)
  assert.deepEqual([...twos!], [1 / 2, 1 / 4, 3 / 4, 1 / 8])
  for (const [index, value] of [1 / 3, 2 / 3, 1 / 9, 4 / 9].entries()) close(threes![index]!, value, 1e-15)
})
