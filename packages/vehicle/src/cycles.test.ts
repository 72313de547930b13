import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { cycleOf } from './cycles.ts'
import { CYCLE_NAMES, distanceOf, statisticsOf } from './drive-cycle.ts'
import type { CycleName } from './drive-cycle.ts'

/** Published: seconds, km, mean and highest km/h, highest and lowest m/s2. */
const PUBLISHED: Readonly<Record<CycleName, readonly [number, number, number, number, number, number]>> = {
  UDDS: [1369, 11.99, 31.53, 91.3, 1.48, -1.48],
  HWFET: [765, 16.507, 77.68, 96.4, 1.43, -1.48],
  US06: [600, 12.888, 77.33, 129.2, 3.76, -3.08],
  'WLTC 3b': [1800, 23.266, 46.53, 131.3, 1.67, -1.5],
  NEDC: [1180, 11.013, 33.6, 120, 1.04, -1.39],
  'CLTC-P (unofficial)': [1800, 14.48, 28.96, 114, 1.47, -1.47],
}

for (const name of CYCLE_NAMES)
  test(`${name} has its published length, distance, speeds and accelerations`, () => {
    const { seconds, km, meanKmh, maxKmh, maxAcceleration, minAcceleration } = statisticsOf(cycleOf(name))
    const [length, way, mean, top, up, down] = PUBLISHED[name]
    assert.equal(seconds, length)
    const close = (value: number, expected: number, by: number): void =>
      assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)
    close(km, way, 0.001)
    close(meanKmh, mean, 0.0051)
    close(maxKmh, top, 0.051)
    close(maxAcceleration, up, 0.0051)
    close(minAcceleration, down, 0.0051)
  })

const data = join(
  process.env['GENBA_DATA'] ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url)),
  'external/epa/drive-cycles.json',
)
const absent = existsSync(data) ? false : `${data} is not there (GENBA_DATA names its folder)`

test('the traces of authorities are those of an independent copy, second by second', { skip: absent }, () => {
  const copies = JSON.parse(readFileSync(data, 'utf8')) as Record<string, { unit: string; speed: readonly number[] }>
  for (const [name, { unit, speed }] of Object.entries(copies)) {
    const { speeds } = cycleOf(name as CycleName)
    assert.equal(speeds.length, speed.length, name)
    const scale = unit === 'mph' ? 0.44704 : 1 / 3.6
    speed.forEach((value, second) => assert.ok(Math.abs(speeds[second]! - value * scale) < 1e-9, `${name}, second ${second}`))
  }
})

test('every cycle begins and ends at a standstill and never goes backwards', () => {
  for (const name of CYCLE_NAMES) {
    const { speeds } = cycleOf(name)
    assert.deepEqual([speeds[0], speeds.at(-1)], [0, 0], name)
    assert.ok(speeds.every((speed) => speed >= 0))
  }
})

test('the phases of WLTC 3b have their published distances', () => {
  // Low 589 s, medium 433 s, high 455 s, extra-high 323 s (UN GTR No. 15).
  const ends = [589, 1022, 1477, 1800]
  const published = [3.095, 4.756, 7.162, 8.254]
  ends.forEach((end, i) => {
    const km = distanceOf(cycleOf('WLTC 3b'), ends[i - 1] ?? 0, end) / 1000
    assert.ok(Math.abs(km - published[i]!) < 0.001, `${km}`)
  })
})

test('the repaired CLTC-P stands as long as published, within a percent of its time', () => {
  assert.ok(Math.abs(statisticsOf(cycleOf('CLTC-P (unofficial)')).standing - 0.2211) < 0.01)
})
