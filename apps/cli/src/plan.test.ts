/** What `genba plan` says where it cannot plan, and what its sections and page say of a plan. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { JINSHAN, ordersUpTo } from 'genba/planner'
import type { PlantYear } from 'genba/planner'
import { createPlanPage, planAnswer, planSections } from 'genba/report'
import { createPlanResult, planOnThread } from 'genba/runs'
import type { PlanResult, Result } from 'genba/runs'
import { runCommandLine } from './command-line.ts'
import { commands } from './commands.ts'
import { recordTerminal } from './terminal.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'genba-plan-'))
after(() => rmSync(folder, { recursive: true }))

async function planOf(
  text: string,
  signal = new AbortController().signal,
  out = 'runs',
): Promise<{ status: number; out: string; err: string }> {
  const file = join(folder, 'model.yaml')
  writeFileSync(file, text)
  const terminal = recordTerminal()
  const status = await runCommandLine(['plan', file, '--out', join(folder, out), '--quiet'], terminal, signal, commands)
  return { status, out: terminal.results.join(''), err: terminal.errors.join('') }
}

const FLOW = 'flow: [source, {station: M1, cycle: 1 h}, {sink: shipped}]\n'
const DATES = 'run: {start: 2027-08-02, end: 2028-12-31}\n'
const CARS = 'responses: {cars: {measure: shipped.throughput, per: year, target: 100_000 /year}}\n'

test('a model that cannot be planned is refused with what to write', async () => {
  const noCars = await planOf(`genba: model/1\n${DATES}${FLOW}`)
  assert.equal(noCars.status, 2)
  assert.match(noCars.err, /responses: expected the throughput of a place.*write responses: \{cars:/)
  const noDates = await planOf(`genba: model/1\nrun: {length: 1000 h}\n${FLOW}${CARS}`)
  assert.equal(noDates.status, 2)
  assert.match(noDates.err, /run: expected dates/)
  const noYear = await planOf(`genba: model/1\nrun: {start: 2027-08-02, end: 2027-08-31}\n${FLOW}${CARS}`)
  assert.equal(noYear.status, 2)
  assert.match(noYear.err, /expected dates that hold the end of at least one calendar year/)
  const noPlace = await planOf(`genba: model/1\n${DATES}${FLOW}${CARS}costs: {ways: {conveyor: {place: M2}, casting: {place: shipped}}}\n`)
  assert.equal(noPlace.status, 2)
  assert.match(noPlace.err, /costs.ways.conveyor: nothing is called "M2"/)
  assert.match(noPlace.err, /costs.ways.casting: oee belongs to a station/)
  const nothing = await planOf(`genba: model/1\n${DATES}${FLOW.replace('1 h', '1000 d')}${CARS}`)
  assert.equal(nothing.status, 1)
  assert.match(nothing.err, /shipped: no car leaves in 2028, so that there is nothing to plan with/)
})

test('an interrupted plan says so and writes nothing', async () => {
  const { status, out, err } = await planOf(`genba: model/1\n${DATES}${FLOW}${CARS}`, AbortSignal.abort(), 'interrupted')
  assert.deepEqual([status, out], [130, ''])
  assert.match(err, /interrupted before the plan was finished; nothing is written/)
  assert.ok(!readdirSync(folder).includes('interrupted'))
})

let known: Promise<PlanResult> | undefined

/** A small plan, computed once. */
function planned(): Promise<PlanResult> {
  return (known ??= smallPlan())
}

async function smallPlan(): Promise<PlanResult> {
  const full = (cars: number): PlantYear => ({
    cars,
    scrapped: 0,
    leadWeeks: 0.3,
    heads: 1_000,
    heldBy: 'ga.final2',
    shops: ['casting', 'ga'].map((shop) => ({ shop, laborHours: 900_000, energy: cars * 400, yield: 1 })),
  })
  const years = new Map([
    [2027, full(32_000)],
    [2028, full(103_000)],
  ])
  const input = { ...JINSHAN, until: 2029, plantYears: [2027, 2028] }
  const effort = { draws: 20, trajectories: 2, points: 2, inputs: 2, samples: 4, grid: 2, seed: 3 }
  const report = await planOnThread(
    { input, effort },
    ordersUpTo(async (year) => years.get(year) ?? years.get(2028)!),
    new AbortController().signal,
    () => {},
  )
  const run = {
    model: { name: 'A <base>', hash: '0' },
    scenario: null,
    engine: '0',
    seed: 1,
    replications: 2,
    fingerprint: 'f',
    warnings: [],
  }
  return createPlanResult(report!, run as unknown as Result, input.target, years, 'without --quick this is simulated')
}

test('the page answers first, and has every year, every number of the ledger and every form', async () => {
  const plan = await planned()
  assert.equal(plan.genba, 'plan/1')
  assert.equal(
    planAnswer(plan),
    'Yes: 100,000 cars a year with 1,000 people, from 2028 on. In a full year it builds 103,000 at most, with 1,000 people; ga.final2 holds it.',
  )
  const short = { ...plan, answer: { ...plan.answer, canBuildTarget: false } }
  assert.match(planAnswer(short), /^No, not 100,000 cars a year with 1,000 people\./)
  const whole = planSections(plan, 'whole')
  const rows = (title: RegExp): readonly (readonly string[])[] => whole.find((section) => title.test(section.title))!.table!.slice(1)
  assert.deepEqual(
    rows(/^Orders/).map(([year]) => year),
    ['2027', '2028', '2029'],
  )
  assert.equal(rows(/^Assumptions/).length, plan.ledger.length)
  // The strongest number comes first.
  assert.equal(rows(/^Assumptions/)[0]![0], 'brand premium')
  assert.equal(rows(/ownership/).length, plan.forms.length)
  // Shops and their sum: to the rounding of nine lines.
  const cost = rows(/^What a car costs/).map((row) => Number(row.at(-1)!.replaceAll(',', '')))
  const shops = cost.slice(0, -1).reduce((sum, each) => sum + each, 0)
  assert.ok(Math.abs(shops - cost.at(-1)!) <= cost.length, `${shops} ${cost.at(-1)}`)
  assert.ok(Math.abs(cost.at(-1)! - plan.cost.total) <= 1)
  const page = createPlanPage(plan)
  assert.ok(page.includes('Plan of A &lt;base&gt;') && !page.includes('<base>'))
  for (const { title } of whole) assert.ok(page.includes(`<h2>${title.replaceAll('&', '&amp;')}</h2>`), title)
  // Each drawing stands with what it is about.
  const sectionOf = (drawing: string): string => [...page.slice(0, page.indexOf(drawing)).matchAll(/<h2>([^<]*)/g)].at(-1)![1]!
  assert.equal(sectionOf('cars ordered, built and possible'), 'Orders, output and price')
  assert.match(sectionOf('cost of a car by cause'), /^What a car costs in/)
  // The line on which forms are worth the same is drawn over the pairs that were computed.
  assert.equal(page.match(/<circle/g)!.length, 4 + plan.ownership.line.length + 2)
  // What a terminal shows is part of it.
  for (const [k, { title }] of planSections(plan, 'brief').entries()) assert.equal(title, whole[k]!.title)
  // No figure is lost in writing: null stands for the model as written, and for engines of any size.
  const nulls = JSON.stringify(plan, null, 1).match(/"\w+": null/g) ?? []
  assert.deepEqual([...new Set(nulls)].toSorted(), ['"litres": null', '"scenario": null'])
})

/** All numbers of a document. */
function numbersOf(of: unknown): number[] {
  if (typeof of === 'number') return [of]
  return typeof of === 'object' && of !== null ? Object.values(of).flatMap(numbersOf) : []
}

test('each figure of the tables of the page is in the document: as it is, in millions or billions, as a share, as half an interval or a sum of causes', async () => {
  const plan = await planned()
  const figuresOf = numbersOf(JSON.parse(JSON.stringify(plan)))
  const { byCause, byShop } = plan.cost
  for (const causes of [byCause, ...Object.values(byShop)]) figuresOf.push(Object.values(causes).reduce((sum, each) => sum + each, 0))
  const scales = [1, 1e-6, 1e-9, 100, 1.96, 1.96e-9]
  const sizes = scales.map((scale) => Float64Array.from(figuresOf, (value) => Math.abs(value * scale)).toSorted())
  const has = (size: number, half: number): boolean =>
    sizes.some((list) => {
      const at = list.findIndex((value) => value >= size - half * (1 + 1e-9))
      return at >= 0 && list[at]! <= size + half * (1 + 1e-9)
    })
  let figures = 0
  for (const { title, table = [] } of planSections(plan, 'whole')) {
    for (const row of table.slice(1)) {
      for (const cell of row) {
        // A figure alone, with its unit, or a range of two; names and sources may have digits of their own.
        if (!/^[+-]?\u2212?[\d,.]+( (bn|M|%|CNY|to|and|±|[+-]?[\d,.]+))*$/.test(cell)) continue
        for (const [text] of cell.matchAll(/\d[\d,]*(\.\d+)?/g)) {
          const decimals = text.split('.')[1]?.length ?? 0
          assert.ok(has(Number(text.replaceAll(',', '')), 0.5 * 10 ** -decimals), `${title}: ${row[0]}: ${cell}`)
          figures++
        }
      }
    }
  }
  assert.ok(figures > 500, String(figures))
})
