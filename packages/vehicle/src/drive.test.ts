import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cycleOf } from './cycles.ts'
import { CYCLE_NAMES } from './drive-cycle.ts'
import { batteryConsumption, drive, driveTraced } from './drive.ts'
import { GENERIC_POWERTRAIN } from './powertrain.ts'
import { brochureRoadLoad, coastDownRoadLoad, forceAt, GRAVITY } from './road-load.ts'

const car = { massKg: 2000, roadLoad: { f0: 150, f1: 2, f2: 0.4 }, powertrain: GENERIC_POWERTRAIN }
const close = (value: number, expected: number, relative: number): void =>
  assert.ok(Math.abs(value / expected - 1) <= relative, `${value}, expected ${expected}`)

test('at constant speed the battery gives force times way over efficiency, and auxiliaries', () => {
  const speeds = new Float64Array(3601).fill(30)
  const { battery, driven, braked, metres } = drive(car, { speeds })
  close(metres, 108_000, 1e-12)
  close(driven, forceAt(car.roadLoad, 30) * 108_000, 1e-12)
  assert.equal(braked, 0)
  close(battery, (forceAt(car.roadLoad, 30) * 108_000) / GENERIC_POWERTRAIN.driving + 200 * 3600, 1e-12)
})

test('a car that coasts asks nothing of its wheels: the closed form of coasting needs no power', () => {
  // m dv/dt = -(f0 + f2 v^2) has v = sqrt(f0/f2) tan(atan(v0 sqrt(f2/f0)) - sqrt(f0 f2) t / m).
  const roadLoad = { f0: 150, f1: 0, f2: 0.4 }
  const mass = 2000 * 1.03
  const at = (t: number): number =>
    Math.sqrt(150 / 0.4) * Math.tan(Math.atan(35 * Math.sqrt(0.4 / 150)) - (Math.sqrt(150 * 0.4) * t) / mass)
  const seconds = 150
  assert.ok(at(seconds) > 5)
  const speeds = Float64Array.from({ length: seconds + 1 }, (_, i) => at(i))
  const { driven, braked } = drive({ ...car, roadLoad }, { speeds })
  const kinetic = (mass * (35 ** 2 - at(seconds) ** 2)) / 2
  // The rule of the middle leaves an error of second order in the step.
  assert.ok((driven + braked) / kinetic < 1e-4, `${(driven + braked) / kinetic}`)
})

test('energy is conserved to rounding: wheels give what road load takes, the battery what wheels, losses and auxiliaries take', () => {
  for (const name of CYCLE_NAMES) {
    const { speeds } = cycleOf(name)
    const result = drive(car, { speeds })
    let road = 0
    for (let i = 1; i < speeds.length; i++) {
      const v = (speeds[i]! + speeds[i - 1]!) / 2
      road += forceAt(car.roadLoad, v) * v
    }
    // From rest to rest the kinetic energy is nothing.
    close(result.driven - result.braked, road, 1e-10)
    close(result.battery, road + result.lost + result.auxiliary, 1e-12)
    assert.ok(result.lost > 0)
  }
})

test('the power of each second adds up to the energy of the battery', () => {
  const { energy, trace } = driveTraced(car, cycleOf('WLTC 3b'))
  close(
    trace.battery.reduce((sum, power) => sum + power, 0),
    energy.battery,
    1e-12,
  )
  assert.equal(Math.max(...trace.battery), energy.peakOut)
})

test('climbing asks for weight times height', () => {
  const speeds = new Float64Array(101).fill(20)
  const flat = drive(car, { speeds }).driven
  close(drive(car, { speeds }, 0.05).driven - flat, 2000 * GRAVITY * 0.05 * 2000, 1e-12)
})

test('braking stays below the limit of the motors', () => {
  const limited = { ...car, powertrain: { ...GENERIC_POWERTRAIN, brakingLimitW: 20_000 } }
  const result = drive(limited, cycleOf('US06'))
  assert.ok(result.peakIn <= 20_000 * GENERIC_POWERTRAIN.braking)
  assert.ok(result.battery > drive(car, cycleOf('US06')).battery)
})

test('quality is consumption relative to the generic powertrain, auxiliaries apart', () => {
  const own = { ...GENERIC_POWERTRAIN, auxiliaryW: 0 }
  const generic = batteryConsumption(drive({ ...car, powertrain: own }, cycleOf('UDDS')))
  close(batteryConsumption(drive({ ...car, powertrain: { ...own, quality: 0.9 } }, cycleOf('UDDS'))), 0.9 * generic, 1e-12)
})

test('coast-downs of the EPA become newtons as tabulated', () => {
  // Tesla Model 3 RWD 2022: 37.17 lbf, 0.047 lbf/mph, 0.0144 lbf/mph2 are 165.3 N, 0.130 N/(km/h), 0.0247 N/(km/h)2.
  const { f0, f1, f2 } = coastDownRoadLoad(37.17, 0.047, 0.0144)
  assert.deepEqual([f0.toFixed(1), (f1 / 3.6).toFixed(3), (f2 / 3.6 ** 2).toFixed(4)], ['165.3', '0.130', '0.0247'])
  close(forceAt(brochureRoadLoad(2000, 0.01, 0.6), 30), 2000 * GRAVITY * 0.01 + 0.5 * 1.204 * 0.6 * 900, 1e-12)
})

test('range answers to mass, drag, rolling, powertrain and auxiliaries as another implementation has it, to 0.4 points', () => {
  // A saloon of 2,300 kg, drag area 0.50 m2, in percent of range on WLTC 3b and CLTC-P.
  const powertrain = { ...GENERIC_POWERTRAIN, driving: 0.87, braking: 0.82, auxiliaryW: 150 }
  const consumption = (
    name: 'WLTC 3b' | 'CLTC-P (unofficial)',
    {
      mass = 2300,
      rolling = 0.008,
      area = 0.5,
      own = powertrain,
    }: { mass?: number; rolling?: number; area?: number; own?: typeof powertrain },
  ): number => batteryConsumption(drive({ massKg: mass, roadLoad: brochureRoadLoad(mass, rolling, area), powertrain: own }, cycleOf(name)))
  const published: readonly (readonly [Parameters<typeof consumption>[1], number, number])[] = [
    [{ mass: 2530 }, -6, -7.1],
    [{ area: 0.55 }, -3.2, -1.8],
    [{ rolling: 0.0088 }, -3.8, -4.1],
    [{ own: { ...powertrain, driving: 0.89 } }, 3, 3.3],
    [{ own: { ...powertrain, braking: 0.87 } }, 2.6, 3.6],
    [{ own: { ...powertrain, auxiliaryW: 250 } }, -1.6, -2.8],
  ]
  for (const [change, ...expected] of published)
    (['WLTC 3b', 'CLTC-P (unofficial)'] as const).forEach((name, i) => {
      const percent = (consumption(name, {}) / consumption(name, change) - 1) * 100
      assert.ok(Math.abs(percent - expected[i]!) < 0.4, `${name}, ${JSON.stringify(change)}: ${percent}, ${expected[i]}`)
    })
})
