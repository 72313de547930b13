import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planOf } from './compile.fixture.ts'
import { createEngine } from './engine.ts'
import { findIndependentPlants } from './independent-plants.ts'
import type { Observation } from './observation.ts'
import type { Plan } from './plan.ts'

const BASE = `
genba: model/1
name: two plants and a crew
run: {length: 1 h, warm_up: 0 s}
products: {left: {}, right: {}}
crews: {fitters: {size: 1}}
shops:
  first:
    flow:
      - {source: in, of: left, rate: 40/h}
      - {buffer: queue, capacity: 5}
      - {station: turn, positions: 2, cycle: exponential(2 min), failures: {jam: {mtbf: 20 min, mttr: exponential(3 min)}}}
      - {buffer: store, capacity: 4}
      - {station: mill, cycle: exponential(80 s), CREW scrap: 10 %}
      - {sink: out}
  second:
    transfer: synchronous
    takt: 50 s
    flow:
      - {source: in, of: right}
      - {line: assembly, stations: 4, stops: {andon: {mtbf: 10 min, mttr: exponential(1 min)}}}
      - {buffer: store, capacity: 3}
      - {station: rack, positions: 80, cycle: 20 min, CREW2}
      - {sink: out}
`

function run(plan: Plan): Observation {
  const until = 3600 * plan.ticksPerSecond
  return createEngine(plan).run({ seed: 3, replication: 1, until, cuts: [until / 4, until], warmUp: until / 4 })!
}

/** The number of kernel events is no result: calendars and cuts count in each plant. */
function results(observation: Observation): unknown {
  return { ...observation, events: 0 }
}

const text = (crew = '', crew2 = ''): string => BASE.replace('CREW2', crew2).replace('CREW', crew)

test('plants that share nothing, run apart, do what they do together, to the last digit', () => {
  const plan = planOf(text())
  const plants = findIndependentPlants(plan)
  assert.deepEqual(
    plants.plans.map(({ elements }) => elements.filter(({ to }) => to.kind !== 'none').length),
    [7, 5],
  )
  assert.deepEqual(results(plants.join(plants.plans.map(run))), results(run(plan)))
})

test('so do closed loops, whose carriers are numbered each by itself', () => {
  const loop = (name: string): string =>
    `- {line: ${name}, carriers: {a: 2, b: 1}, flow: [{buffer: ${name}_front, capacity: 2}, {station: ${name}_load, cycle: {by: carrier, a: exponential(1 min), b: exponential(2 min)}}, {station: ${name}_work, cycle: exponential(1 min)}]}`
  const plan = planOf(
    `genba: model/1\nflow:\n  - {source: parts, rate: 40/h}\n  - {buffer: 3}\n  ${loop('one')}\n  - {sink: out}\n  ${loop('two')}\n  - {sink: others}\n`,
  )
  const plants = findIndependentPlants(plan)
  assert.equal(plants.plans.length, 2)
  assert.deepEqual(results(plants.join(plants.plans.map(run))), results(run(plan)))
})

test('a crew that both need makes one plant of two, a way from one to the other too', () => {
  const own = 'crew: fitters,'
  assert.equal(findIndependentPlants(planOf(text(own))).plans.length, 2)
  assert.equal(findIndependentPlants(planOf(text(own, own))).plans.length, 1)
  const joined = text().replace('      - {sink: out}\n  second', '  second').replace('scrap: 10 %}', 'scrap: 10 %, to: second.store}')
  assert.equal(findIndependentPlants(planOf(joined)).plans.length, 1)
})
