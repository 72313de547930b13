import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHARGE_BAND, LEAST_CHARGE_BAND } from './band.ts'
import { BROCHURE_CARS, OTHER_CHARGES } from './brochure-cars.ts'
import { secondLevel, thirdLevel } from './charge-levels.ts'
import { spansOf, UNLIMITED_STATION } from './charge.ts'
import { chargeCircuit, nickelRichCell, nickelRichVoltage } from './circuit-charge.ts'
import type { CircuitPack } from './circuit-charge.ts'
import { CHARGE_EFFICIENCY, chargePlanned, closedFormSeconds, rateAt, USUAL_END, USUAL_KNEE, usualRates } from './planned-charge.ts'
import type { PlannedPack } from './planned-charge.ts'
import { predictCharge, USUAL_PEAK_RATE } from './prediction.ts'

const close = (value: number, expected: number, relative: number): void =>
  assert.ok(Math.abs(value / expected - 1) <= relative, `${value}, expected ${expected}`)

const pack: PlannedPack = {
  usableKwh: 100,
  voltageV: 700,
  rates: { plateau: 2, knee: 0.3, endRate: 1 },
  efficiency: 0.95,
  heatCapacity: 4e5,
  coolingW: 1e6,
  startC: 25,
  highestC: 55,
}

test('a charge under the rate curve alone takes the time of its closed form', () => {
  close(chargePlanned(pack, UNLIMITED_STATION).seconds, closedFormSeconds(pack.rates, 0.1, 0.8), 1e-3)
  close(closedFormSeconds({ plateau: 4.2, knee: 0.8, endRate: 4.2 }, 0.1, 0.8), 600, 1e-12)
})

test('ten minutes from 10 to 80 % are 4.2C whatever the pack', () => {
  for (const usableKwh of [75, 100, 120, 135, 150]) {
    const flat = { ...pack, usableKwh, efficiency: 1, rates: { plateau: 4.2, knee: 0.9, endRate: 4.2 } }
    const trace = chargePlanned(flat, UNLIMITED_STATION)
    close(trace.seconds, 600, 1e-9)
    close(trace.power[0]!, 4.2 * usableKwh * 1000, 1e-12)
  }
})

test('station, cable, and cooling each take over where they are the least, and are named for every second', () => {
  const station = { powerW: 150_000, currentA: 300, cableA: 250, voltageV: 900 }
  const trace = chargePlanned({ ...pack, rates: { ...pack.rates, endRate: 0.8 } }, station)
  assert.equal(trace.limits.length, Math.ceil(trace.seconds))
  assert.deepEqual(
    spansOf(trace).map(({ limit }) => limit),
    ['station power', 'cell charge rate'],
  )
  assert.equal(trace.power[0], 150_000)
  assert.equal(chargePlanned(pack, { ...station, cableA: 200 }).limits[0], 'cable current')
  assert.equal(chargePlanned(pack, { ...station, powerW: 1e9, currentA: 1e9, cableA: 1e9 }).limits[0], 'cell charge rate')
  const hot = chargePlanned({ ...pack, coolingW: 3000 }, UNLIMITED_STATION)
  const cooling = hot.limits.indexOf('cooling')
  assert.ok(cooling > 0)
  close(hot.power[cooling]!, 3000 / 0.05, 1e-12)
})

test('states that are no charge are refused with an example', () => {
  assert.throws(() => chargePlanned(pack, UNLIMITED_STATION, 0.8, 0.1), /expected states of charge such as from 0\.1 to 0\.8/)
})

const charges = [
  ...BROCHURE_CARS.flatMap(({ usableKwh, charge }) => (charge === undefined ? [] : [{ usableKwh, ...charge }])),
  ...OTHER_CHARGES.map(([, usableKwh, minutes, peakKw]) => ({ usableKwh, minutes, peakKw })),
]

test('the shape of the usual charge and its band come from the cars of the table', () => {
  // Time over the time at peak power all along.
  const logs = charges.map(({ usableKwh, minutes, peakKw }) => Math.log((minutes / 60) * (peakKw / (0.7 * usableKwh))))
  const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length
  const spread = Math.sqrt(logs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (logs.length - 1))
  close(1.2816 * spread * Math.sqrt(1 + 1 / logs.length), CHARGE_BAND, 0.005)
  assert.ok(CHARGE_BAND >= LEAST_CHARGE_BAND)
  const rates = usualRates(100, 100)
  close(closedFormSeconds(rates, 0.1, 0.8) / (3600 * 0.7), Math.exp(mean), 0.001)
  assert.deepEqual([rates.knee, rates.endRate / rates.plateau], [USUAL_KNEE, USUAL_END])
  const peaks = charges.map(({ usableKwh, peakKw }) => peakKw / usableKwh).toSorted((a, b) => a - b)
  close(peaks[(peaks.length - 1) / 2]!, USUAL_PEAK_RATE, 0.005)
})

test('the band holds 70 to 90 % of the known charging times, each predicted from its own peak', () => {
  const inside = charges.filter(({ usableKwh, minutes, peakKw }) => {
    const { low, high } = predictCharge(usableKwh, peakKw, UNLIMITED_STATION, 400)
    return minutes >= low && minutes <= high
  })
  const share = inside.length / charges.length
  assert.ok(share >= 0.7 && share <= 0.9, `${inside.length} of ${charges.length}`)
})

const rates = usualRates(270, 95, CHARGE_EFFICIENCY)
const circuit: CircuitPack = {
  cell: nickelRichCell((soc) => rateAt(rates, soc), 3),
  series: 192,
  usableKwh: 95,
  heatCapacity: 4e5,
  coolingWPerK: 300,
  coolingMostW: 10_000,
  coolantC: 25,
  startC: 25,
  highestC: 55,
}
const station = { powerW: 200_000, currentA: 500, cableA: 500, voltageV: 920 }

/** The same charge by Runge and Kutta's fourth-order rule in hundredths of a second, written apart from the model. */
function byFineSteps(from: number, to: number): { readonly seconds: number; readonly temperature: number } {
  const meanV = Array.from({ length: 10_000 }, (_, i) => nickelRichVoltage((i + 0.5) / 10_000)).reduce((a, b) => a + b, 0) / 10_000
  const perRate = (95 * 1000) / meanV
  const slope = ([soc, v1, t]: readonly [number, number, number]): [number, number, number] => {
    const warm = Math.exp((-25_000 / 8.314462618) * (1 / 298.15 - 1 / (t + 273.15)))
    const r = 0.035 * warm
    const rest = nickelRichVoltage(soc) + v1
    const power = (-rest + Math.sqrt(rest * rest + (4 * r * 200_000) / perRate)) / (2 * r)
    const rate = Math.min(power, rateAt(rates, soc), (4.2 - rest) / r)
    return [rate / 3600, (r * rate - v1) / 40, ((v1 + r * rate) * rate * perRate - Math.max(0, 300 * (t - 25))) / 4e5]
  }
  const step = 0.01
  let state: [number, number, number] = [from, 0, 25]
  for (let i = 0; ; i++) {
    const move = (by: readonly [number, number, number], h: number): [number, number, number] => [
      state[0] + by[0] * h,
      state[1] + by[1] * h,
      state[2] + by[2] * h,
    ]
    const a = slope(state)
    const b = slope(move(a, step / 2))
    const c = slope(move(b, step / 2))
    const d = slope(move(c, step))
    const next = state.map((value, j) => value + (step / 6) * (a[j]! + 2 * b[j]! + 2 * c[j]! + d[j]!)) as [number, number, number]
    if (next[0] >= to) return { seconds: (i + (to - state[0]) / (next[0] - state[0])) * step, temperature: next[2] }
    state = next
  }
}

test('the second level agrees with an independent integration in fine steps, and closer with smaller steps', () => {
  const exact = byFineSteps(0.1, 0.8)
  const errors = [1, 0.25].map((step) => Math.abs(chargeCircuit(circuit, station, 0.1, 0.8, step).seconds / exact.seconds - 1))
  assert.ok(errors[0]! < 1e-3 && errors[1]! < errors[0]! / 3, errors.join())
  const { temperature } = chargeCircuit(circuit, station)
  assert.ok(Math.abs(temperature.at(-1)! - exact.temperature) < 0.05)
})

test('at the second level energy is conserved to rounding, and the limits of voltage and heat are kept', () => {
  const charge = chargeCircuit({ ...circuit, coolingWPerK: 30, highestC: 30 }, station, 0.1, 0.99)
  close(charge.given, charge.stored + charge.heat, 1e-12)
  assert.ok(Math.abs(charge.heat - charge.cooled - charge.warmed) < 1e-6 * charge.heat)
  assert.ok(Math.max(...charge.temperature) < 30.1)
  assert.ok(Math.max(...charge.voltage) <= 192 * 4.2 + 1e-9)
  const names = new Set(charge.limits)
  for (const limit of ['station power', 'cooling'] as const) assert.ok(names.has(limit), limit)
  close(charge.stored / 3.6e6, 95 * integral(0.1, 0.99), 1e-3)
})

/** Share of the energy between two states. */
function integral(from: number, to: number): number {
  const sum = (one: number, other: number): number =>
    Array.from({ length: 5000 }, (_, i) => nickelRichVoltage(one + ((other - one) * (i + 0.5)) / 5000)).reduce((a, b) => a + b, 0) *
    ((other - one) / 5000)
  return sum(from, to) / sum(0, 1)
}

test('a charge beyond the rate for which a cell was measured says so', () => {
  assert.equal(chargeCircuit(circuit, station).extrapolated, false)
  const fast = { ...circuit, cell: nickelRichCell(() => 5, 3) }
  assert.equal(chargeCircuit(fast, { ...station, powerW: 1e6, currentA: 1000, cableA: 1000 }).extrapolated, true)
})

test('the levels agree where nothing but the cell limits, and each says where its cells were not measured', () => {
  const first = predictCharge(77, 125, UNLIMITED_STATION, 360).minutes
  const second = secondLevel(77, 125, UNLIMITED_STATION, 360, 25)
  close(second.minutes, first, 0.02)
  assert.equal(second.caution, '')
  assert.match(secondLevel(77, 400, UNLIMITED_STATION, 700, 25).caution, /above 3C/)
  const third = thirdLevel(77, 125, 25)
  assert.ok(third.minutes > 34 && third.minutes < 45)
  assert.match(third.caution, /up to 1\.5C/)
  assert.equal(thirdLevel(77, 70, 25).caution, '')
})
