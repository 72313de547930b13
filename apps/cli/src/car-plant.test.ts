/** The configured car drives the plant of its model: posts, stands, stacking, castings, and what comes off the line. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readModelFile } from 'genba/runs'
import { PLANT_VALUES } from 'genba/vehicle'
import { runCommandLine } from './command-line.ts'
import { commands } from './commands.ts'
import { recordTerminal } from './terminal.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'genba-car-plant-'))
const file = join(folder, 'plant.yaml')
after(() => rmSync(folder, { recursive: true }))

const text = `genba: model/1
name: Small base
run: {length: 2 d, warm_up: 12 h, replications: 2}
products:
  casting: {mass: 65 kg}
  pack: {energy: 90 kWh, cells: 192}
  cell: {energy: 0.469 kWh}
  car:
    mass: 2250 kg
    drag: 0.26
    area: 2.7 m2
    driving_level: 3
    sets:
      products.casting.mass: casting_mass
      casting.press.shot_mass: shot_mass
      pack.stacking.cycle: stacking_time
      eol.adas.cycle: calibration_time
      eol.adas.positions: calibration_stands
      eol.charging.cycle: charge_time
      eol.charging.positions: charge_posts
shops:
  casting: {flow: [{casting_cell: press, makes: casting, cycle: 60 s, shot_mass: 90 kg}, sink]}
  pack: {flow: [{source: cells, of: cell, every: 2 min}, {station: stacking, positions: 6, cycle: 10 min}, sink]}
  eol:
    flow:
      - {source: line_off, of: car, every: 2 min}
      - {station: adas, positions: 1, cycle: 1 min}
      - {buffer: unlimited}
      - {station: charging, positions: 1, cycle: 1 min}
      - {sink: shipped}
scenarios:
  long_range: {products.pack.energy: 143 kWh, products.pack.cells: 305}
  light_cells: {like: long_range, products.cell.mass: 1.2 kg}
  assisted: {products.car.driving_level: 2}
`

/** What the plan has of the elements that the car drives. */
function drivenBy(scenario: string | null): Readonly<Record<string, unknown>> {
  writeFileSync(file, text)
  const { plan, diagnostics } = readModelFile(file).compile(scenario)
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  )
  const element = (path: string): { readonly [word: string]: unknown } =>
    plan!.elements.find((each) => each.path === path) as unknown as { readonly [word: string]: unknown }
  const seconds = (path: string): number => {
    const [step] = element(path)['steps'] as readonly { readonly time: { readonly value: number } }[]
    return Math.round(step!.time.value)
  }
  const { shotMass } = element('casting.press')['casting'] as { readonly shotMass: { readonly value: number } }
  return {
    casting: plan!.products.find(({ name }) => name === 'casting')!.quantities['mass'],
    shot: shotMass.value,
    stacking: seconds('pack.stacking'),
    adas: [seconds('eol.adas'), element('eol.adas')['positions']],
    charging: [seconds('eol.charging'), element('eol.charging')['positions']],
  }
}

test('energy, cells and level of the car set times, places and masses in the plant, under every scenario', () => {
  assert.deepEqual(drivenBy(null), { casting: 65.077, shot: 90.106, stacking: 576, adas: [240, 2], charging: [1890, 20] })
  assert.deepEqual(drivenBy('long_range'), { casting: 66.688, shot: 92.337, stacking: 915, adas: [240, 2], charging: [3003, 32] })
  // The same energy in lighter cells: 391 Wh/kg instead of 270.
  assert.deepEqual(drivenBy('light_cells'), { casting: 65.344, shot: 90.476, stacking: 915, adas: [240, 2], charging: [3003, 32] })
  assert.deepEqual(drivenBy('assisted'), { casting: 65.077, shot: 90.106, stacking: 576, adas: [120, 1], charging: [1890, 20] })
})

test('with posts that grow with the pack as many cars are shipped; twenty posts hold 143 kWh back', async () => {
  const shipped = async (model: string, results: string): Promise<number> => {
    writeFileSync(file, model)
    const terminal = recordTerminal()
    const words = ['run', file, '--scenario', 'long_range', '--json', '--quiet', '--out', join(folder, results)]
    assert.equal(await runCommandLine(words, terminal, new AbortController().signal, commands), 0, terminal.errors.join(''))
    const { responses } = JSON.parse(terminal.results.join('')) as {
      responses: { name: string; element: string | null; value: number; unit: string }[]
    }
    const { value, unit } = responses.find(({ name, element }) => name === 'throughput' && element === 'eol.shipped')!
    assert.equal(unit, '/h')
    return value
  }
  assert.ok(Math.abs((await shipped(text, 'grown')) - 30) < 0.1)
  // 20 posts at 3,003 s.
  const today = text.replace(/ +eol.charging.positions: charge_posts\n/, '').replace('charging, positions: 1,', 'charging, positions: 20,')
  assert.ok(Math.abs((await shipped(today, 'today')) - (20 * 3600) / 3003) < 0.1)
})

test('the language knows every value that a car can set, and no other', () => {
  const faults = (value: string): number => {
    writeFileSync(file, text.replace('eol.charging.positions: charge_posts', `eol.charging.positions: ${value}`))
    return readModelFile(file)
      .check()
      .filter(({ severity }) => severity === 'error').length
  }
  for (const value of PLANT_VALUES) assert.equal(faults(value), 0, value)
  assert.equal(faults('charge_moment'), 1)
})
