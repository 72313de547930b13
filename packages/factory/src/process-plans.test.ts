import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readModel } from 'genba/model'
import { compile } from './compile.ts'
import { createEngine } from './engine.ts'
import type { Plan } from './plan.ts'

function planOf(text: string): Plan {
  const { plan, diagnostics } = compile(readModel(text))
  assert.ok(diagnostics.every(({ severity }) => severity !== 'error'))
  return plan!
}

/** Seconds at which parts leave for the sink `out`. */
function departures(plan: Plan): readonly number[] {
  const out = plan.elements.findIndex(({ path }) => path === 'out')
  const engine = createEngine(plan, { departures: [{ element: out, first: Infinity }] })
  const { departures: ticks } = engine.run({ seed: 1, replication: 1, until: 1_000_000, cuts: [1_000_000], warmUp: 0 })!
  return ticks[out]!.map((tick) => tick / 1000)
}

const SHOP = `genba: model/1
products:
  j1: {route: [{station: M1, cycle: 3 s}, {station: M2, cycle: 2 s}, {station: M3, cycle: 2 s}, {sink: out}]}
  j2: {route: [{station: M1, cycle: 2 s}, {station: M3, cycle: 1 s}, {station: M2, cycle: 4 s}, {sink: out}]}
  j3: {route: [{station: M2, cycle: 4 s}, {station: M3, cycle: 3 s}, {sink: out}]}
input_places: unlimited
output_places: unlimited
flow:
  - {source: release, sequence: [j1, j2, j3], limit: 3, every: 1 s, batch: 3, first: 1 s, to: route}
  - {station: M1, to: route}
  - {station: M2, to: route}
  - {station: M3, to: route}
  - {sink: out}
`

test('a job shop with three machines, first in first out, worked out by hand', () => {
  // From 1 s on: M1 works on j1 to 4 and j2 to 6; M2 on j3 to 5. j1 comes to M2 at 4, waits, 5 to 7; j3 to M3 5 to 8; j2 to M3 at 6, waits, 8 to 9;
  // j1 comes to M3 at 7, behind j2 (6): 9 to 11; j2 to M2 9 to 13. Out: j3 at 8, j1 at 11, j2 at 13.
  assert.deepEqual(departures(planOf(SHOP)), [8, 11, 13])
})

test('parts come to a machine again and again, each time for as long as their plan says', () => {
  // 1 to 3, wash 3 to 4, again 4 to 9, wash 9 to 10, 10 to 11.
  const plan = planOf(`genba: model/1
products:
  wafer: {route: [{station: litho, cycle: 2 s}, {station: wash}, {station: litho, cycle: 5 s}, {station: wash}, {station: litho, cycle: 1 s}, {sink: out}]}
flow:
  - {source: release, of: wafer, first: 1 s, every: 1 h, limit: 1, to: route}
  - {station: litho, to: route}
  - {station: wash, cycle: 1 s, to: route}
  - {sink: out}
`)
  assert.deepEqual(departures(plan), [11])
})

test('a step may be a line, and what lies beside the plan sends on as well', () => {
  // prepare 1 to 2, a line of 2 and 3 s to 7, mended for 4 s to 11, then the next step: 1 s.
  const plan = planOf(`genba: model/1
products: {car: {route: [{station: prepare}, {line: body}, {station: check}, {sink: out}]}}
flow:
  - {source: release, of: car, first: 1 s, every: 1 h, limit: 1, to: route}
  - {station: prepare, cycle: 1 s, to: route}
  - {line: body, to: mend, flow: [{station: weld, cycle: 2 s}, {station: seal, cycle: 3 s}]}
  - {station: mend, cycle: 4 s, to: route}
  - {station: check, cycle: 1 s, to: route}
  - {sink: out}
`)
  assert.deepEqual(departures(plan), [12])
})

test('what cannot be followed is told where it is written', () => {
  const faults = (text: string): readonly string[] => compile(readModel(text)).diagnostics.map(({ path, message }) => `${path}: ${message}`)
  const shop = (route: string): string =>
    `genba: model/1\nproducts: {a: {route: ${route}}, b: {}}\nflow: [{source: s, of: {a: 50 %, b: 50 %}, to: route}, {station: M, cycle: 1 s, to: route}, {sink: out}]\n`
  assert.deepEqual(faults(shop('[{station: M}, {sink: out}]')), [
    'products.b.route: missing: "s" sends by route what it makes; write route: [{station: M1, cycle: 8 s}, ..]',
  ])
  assert.ok(
    faults(shop('[{station: M}, {sink: out}, {station: M}]')).includes(
      'products.a.route: it ends at "M", from which parts go on by route; end it with a sink',
    ),
  )
})
