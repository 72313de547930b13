import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readModelFile } from './model-file.ts'

const text = `genba: model/1
run: {length: 10 h, warm_up: none}
products:
  pack: {energy: 90 kWh, cells: 192}
  car: {driving_level: 3, sets: {charging.cycle: charge_time, adas.cycle: calibration_time}}
flow: [{source: line_off, of: car, every: 2 min}, {station: adas, positions: 3, cycle: 60 s}, {buffer: unlimited}, {station: charging, positions: 40, cycle: 1 min}, sink]
scenarios: {long_range: {products.pack.energy: 143 kWh}, assisted: {products.car.driving_level: 2}}
`

test('the car drives the plant: energy of its pack the posts, its level the stands; a change by hand comes last', () => {
  const folder = mkdtempSync(join(tmpdir(), 'genba-car-plant-'))
  try {
    const file = join(folder, 'plant.yaml')
    writeFileSync(file, text)
    const model = readModelFile(file)
    const cycles = (scenario: string | null, changes: Parameters<typeof model.compile>[1] = []): Record<string, unknown> => {
      const { plan, diagnostics } = model.compile(scenario, changes)
      assert.deepEqual(diagnostics, [])
      return Object.fromEntries(
        plan!.elements.flatMap((element) => {
          const work = 'steps' in element ? element.steps[0]!.time : undefined
          return work?.kind === 'constant' ? [[element.path, work.value]] : []
        }),
      )
    }
    assert.deepEqual(cycles(null), { adas: 240, charging: 1890 })
    // 35 % of 143 kWh at 60 kW, rounded to a tick where it is drawn.
    assert.ok(Math.abs((cycles('long_range')['charging'] as number) - 3003) < 1e-6)
    assert.deepEqual(cycles('assisted'), { adas: 120, charging: 1890 })
    assert.deepEqual(cycles(null, [{ path: 'adas.cycle', value: '300 s' }]), { adas: 300, charging: 1890 })
    assert.deepEqual(cycles(null, [{ path: 'products.pack.energy', value: '60 kWh' }]), { adas: 240, charging: 1260 })
    // At 60 cars an hour twice the posts: 60 x 1,890 s at 80 % of the time are 39.4.
    writeFileSync(
      file,
      text
        .replace(
          'charging.cycle: charge_time',
          'charging.cycle: charge_time, charging.positions: charge_posts, adas.positions: calibration_stands',
        )
        .replace('driving_level: 3', 'driving_level: 3, planned_rate: 60/h'),
    )
    const { plan, diagnostics } = readModelFile(file).compile(null)
    assert.deepEqual(diagnostics, [])
    const positions = Object.fromEntries(plan!.elements.flatMap((each) => ('positions' in each ? [[each.path, each.positions]] : [])))
    assert.deepEqual([positions['charging'], positions['adas']], [40, 4])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
