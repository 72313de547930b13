/**
 * Models that mean the same run the same: mappings in another order, elements with other names that keep their `key`, and
 * elements beside the plant that have nothing to do with it. Held on every model under validation/.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { compile, createEngine, unsupportedIn } from 'genba/factory'
import type { Plan } from 'genba/factory'
import { formatDiagnostic, readModel } from 'genba/model'
import { parse, stringify } from 'yaml'
import { dice } from '../packages/factory/src/random-plant.fixture.ts'

const folder = fileURLToPath(new URL('../validation', import.meta.url))
/** Models that are simulated, by name, without what they expect. */
const models = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name): readonly [string, Mapping] => {
    const { expect: _expect, scenarios: _scenarios, ...model } = parse(readFileSync(join(folder, name), 'utf8')) as Mapping
    return [name, model]
  })
  .filter(([, model]) => !JSON.stringify(model).includes('.csv') && unsupportedIn(planOf(model)).length === 0)

type Mapping = Readonly<Record<string, unknown>>
const MOST_MINUTES = 100

function isMapping(of: unknown): of is Mapping {
  return typeof of === 'object' && of !== null && !Array.isArray(of)
}

function planOf(model: Mapping): Plan {
  const { plan, diagnostics } = compile(readModel(stringify(model), { file: 'm.yaml', readText: () => undefined }))
  assert.ok(plan !== undefined, diagnostics.map(formatDiagnostic).join('\n'))
  return plan
}

/** By path of element: what left it, as two hashes, and how often. */
function story(plan: Plan): Record<string, readonly number[]> {
  const until = MOST_MINUTES * 60 * plan.ticksPerSecond
  const { hashes, windows } = createEngine(plan).run({ seed: 7, replication: 1, until, cuts: [until], warmUp: 0 })!
  const { counts } = windows[0]!
  const width = counts.length / plan.elements.length
  return Object.fromEntries(
    plan.elements.map(({ path, number }) => [
      path,
      [hashes[2 * number]!, hashes[2 * number + 1]!, ...counts.subarray(width * number, width * (number + 1))],
    ]),
  )
}

/** The model with all of its mappings in an order that is drawn. */
function reordered(of: unknown, draw: (n: number) => number): unknown {
  if (Array.isArray(of)) return of.map((each) => reordered(each, draw))
  if (!isMapping(of)) return of
  const left = Object.entries(of)
  const drawn: [string, unknown][] = []
  while (left.length > 0) drawn.push(...left.splice(draw(left.length), 1))
  return Object.fromEntries(drawn.map(([key, value]) => [key, reordered(value, draw)]))
}

const BLOCKS = new Set(['source', 'sink', 'station', 'buffer', 'conveyor', 'line', 'casting_cell'])

test('mappings in another order: the same run', () => {
  const changed = models.filter(([name, model], seed) => {
    const other = reordered(model, dice(seed + 1)) as Mapping
    try {
      assert.deepEqual(story(planOf(other)), story(planOf(model)), name)
      return false
    } catch {
      return true
    }
  })
  assert.deepEqual(
    changed.map(([name]) => name),
    [],
  )
})

/** Names of elements that stand in no unit, word or other name. */
function namesIn(of: unknown): readonly string[] {
  if (Array.isArray(of)) return of.flatMap(namesIn)
  if (!isMapping(of)) return []
  const own = Object.entries(of).flatMap(([key, value]) => (BLOCKS.has(key) && typeof value === 'string' ? [value] : []))
  return [...own, ...Object.values(of).flatMap(namesIn)]
}

/** The model with its elements and lines named otherwise, each with the path that it had as its key; steps of a route only name them. */
function renamed(of: unknown, names: ReadonlySet<string>, path: readonly string[] = [], isStep = false): unknown {
  const rename = (text: string): string => text.replaceAll(/[A-Za-z_]\w*/g, (word) => (names.has(word) ? `${word}_renamed` : word))
  if (Array.isArray(of)) return of.map((each) => renamed(each, names, path, isStep))
  if (typeof of === 'string') return rename(of)
  if (!isMapping(of)) return of
  const block = Object.entries(of).find(([key, value]) => BLOCKS.has(key) && typeof value === 'string' && names.has(value))
  const own = block === undefined ? path : [...path, block[1] as string]
  const entries = Object.entries(of).map(
    ([key, value]) => [names.has(key) ? rename(key) : key, renamed(value, names, own, isStep || key === 'route')] as const,
  )
  return { ...Object.fromEntries(entries), ...(block === undefined || isStep || 'key' in of ? {} : { key: own.join('.') }) }
}

test('elements with other names that keep their keys: the same run', () => {
  let count = 0
  const changed = models.filter(([name, model]) => {
    const names = new Set(namesIn(model).filter((each) => each.length > 1 && each !== 'unlimited'))
    if (names.size === 0) return false
    count++
    try {
      const other = story(planOf(renamed(model, names) as Mapping))
      assert.deepEqual(Object.values(other), Object.values(story(planOf(model))), name)
      return false
    } catch {
      return true
    }
  })
  assert.deepEqual(
    changed.map(([name]) => name),
    [],
  )
  assert.ok(count > models.length / 2, `${count} models of ${models.length} have names`)
})

test('elements beside the plant: the same run', () => {
  const beside = [
    { source: 'beside_source', every: '7 s' },
    { station: 'beside_station', cycle: 'exponential(9 s)', failures: { break: { mtbf: '3 min', mttr: '20 s' } } },
    { sink: 'beside_sink' },
  ]
  let count = 0
  const changed = models.filter(([name, model]) => {
    const flow = model['flow']
    // What stands last must not lead to what is added.
    if (!Array.isArray(flow) || !/^(sink|\{"sink)/.test(JSON.stringify(flow.at(-1)).replaceAll(/^"|"$/g, ''))) return false
    count++
    try {
      const other = story(planOf({ ...model, flow: [...flow, ...beside] }))
      const own = Object.fromEntries(Object.entries(other).filter(([path]) => !path.startsWith('beside_')))
      assert.deepEqual(own, story(planOf(model)), name)
      return false
    } catch {
      return true
    }
  })
  assert.deepEqual(
    changed.map(([name]) => name),
    [],
  )
  assert.ok(count > models.length / 2, `${count} models of ${models.length} end in a sink`)
})
