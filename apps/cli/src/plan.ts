/** `genba plan`: one base from its plant to its market and its money. */
import type { Command } from 'commander'
import colors from 'picocolors'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readMeasure } from 'genba/analysis'
import { formatDiagnostics } from 'genba/model'
import { JINSHAN, PAGE_EFFORT, PLAN_CONVENTIONS, QUICK_EFFORT, readBusiness, readMarketTable } from 'genba/planner'
import type { PlanInput } from 'genba/planner'
import { createPictures, createPlanPage, createPlanWorkbook, createReport, planAnswer, planSections } from 'genba/report'
import { createPlanResult, createResult, factsOf, planOnThread, plantYears, writeResult } from 'genba/runs'
import type { PlanResult, PlantYearFacts, Response } from 'genba/runs'
import { Failure, openProgressOf, status } from './command.ts'
import type { Session } from './command.ts'
import { carNumbers } from './plan-car.ts'
import { plantOfOrders, simulatedPlant } from './plan-plant.ts'
import { simulateWays, waysToSimulate } from './plan-ways.ts'
import { countOption, loadModel, planOf, seedOption, withPool } from './model-input.ts'
import { tableText, WIDTH, wrapText } from './text-chart.ts'
import { version } from './version.ts'

interface Options {
  readonly scenario?: string
  readonly replications?: number
  readonly seed?: number
  readonly quick?: true
  readonly anew?: true
  readonly json?: true
  readonly excel?: string
  readonly market?: string
  readonly out: string
}

export function define(command: Command, session: Session): void {
  command
    .argument('<file>', 'model file')
    .option('-s, --scenario <name>', 'under a scenario of the model')
    .option('-r, --replications <n>', 'so many replications of the plant (as the model says, else 5)', countOption)
    .option('--seed <n>', 'other random numbers', seedOption)
    .option(
      '--quick',
      'fewer variants of market and money, and no plant simulated with fewer orders: rougher worths and effects, in a fifth of the time',
    )
    .option('--anew', 'simulate the plant again, though its replications are kept from an earlier run')
    .option('--json', 'print plan.json on standard output')
    .option('--market <file>', 'prices and volumes of rivals from a table, such as market.csv with the columns name, cars_2025, price')
    .option('--excel <file>', 'write the cash flow as a workbook with live formulas, such as plan.xlsx')
    .option('-o, --out <folder>', 'folder for results', 'runs')
    .addHelpText('after', '\nExamples:\n  genba plan models/jinshan/jinshan.yaml\n  genba plan models/jinshan/jinshan.yaml --quick --json')
    .action((file: string, options: Options) => plan(session, file, options))
}

async function plan(session: Session, file: string, options: Options): Promise<void> {
  const { terminal, signal } = session
  const scenario = options.scenario ?? null
  const model = loadModel(file)
  const compiled = planOf(model, scenario)
  if (compiled.diagnostics.length > 0 && !session.isQuiet) terminal.err(`${formatDiagnostics(compiled.diagnostics)}\n`)
  const facts = factsOf(model, compiled)
  const cars = carsOf(file, facts.responses)
  if (compiled.plan.run.start === undefined)
    throw new Failure(
      `${file}: run: expected dates, since a plan speaks of calendar years; write run: {start: 2027-08-02, end: 2030-12-31}`,
      status.badInput,
    )

  const business = readBusiness(compiled.root, compiled.names)
  const named = { ...inputOf(model.name, facts.responses), ...business.lists }
  const market = options.market === undefined ? named.market : marketOf(options.market, named.market)
  const ways = options.quick === true ? [] : waysToSimulate(model, business.ways, options)
  const outcome = await simulatedPlant(session, compiled, options)
  if (outcome.status === 'deadlocked')
    throw new Failure(`${file}: the plant locks for good, so that there is nothing to plan; "genba run" says where`, status.failed)
  if (signal.aborted || outcome.observations.length === 0) {
    terminal.err('interrupted before the plan was finished; nothing is written\n')
    return
  }
  const given: PlanInput = {
    ...named,
    market,
    numbers: { ...business.numbers, ...carNumbers(compiled.plan, business.written) },
  }
  const plantFacts: PlantYearFacts = {
    cars,
    paidHours: PLAN_CONVENTIONS.paidHours.value,
    outside: 'site and development',
    energyPerCar: Object.fromEntries(given.shops.map(({ shop, energy }) => [shop, energy.value])),
  }
  const years = plantYears(outcome, plantFacts)
  if (years.size === 0)
    throw new Failure(
      `${file}: run: expected dates that hold the end of at least one calendar year, so that a year can be planned with`,
      status.badInput,
    )
  const built = [...years.values()].at(-1)!.cars
  if (!(built > 0))
    throw new Failure(
      `${file}: ${cars}: no car leaves in ${Math.max(...years.keys())}, so that there is nothing to plan with; "genba run" shows where the plant stands still`,
      status.failed,
    )
  const steps = ways.length === 0 ? [] : await withPool(session, (pool) => simulateWays(session, pool, ways, options))
  const input: PlanInput = { ...given, from: Math.min(...years.keys()), plantYears: [...years.keys()], steps }

  const effort = { ...(options.quick === true ? QUICK_EFFORT : PAGE_EFFORT), ...(options.seed === undefined ? {} : { seed: options.seed }) }
  const bar = openProgressOf(session, 'planning', 'variants')
  let taken: string | undefined
  const planning = withPool(session, (pool) => {
    const plant = plantOfOrders(session, pool, outcome, years, plantFacts, input.tolerance.cars, options)
    taken = plant.reason
    return planOnThread({ input, effort }, plant.simulate, signal, bar.update)
  })
    .catch((error: unknown) => {
      if (error instanceof RangeError) throw new Failure(`${file}: ${error.message}`, status.badInput)
      throw error
    })
    .finally(bar.end)
  // Meanwhile the plant is written up on this thread.
  const result = createResult(outcome, facts, scenario, version())
  const plantPages = { 'report.html': createReport(result, []), ...createPictures(result) }
  const report = await planning
  if (report === undefined) {
    terminal.err('interrupted before the plan was finished; nothing is written\n')
    return
  }
  const planned = createPlanResult(report, result, input.target, years, taken)
  const json = `${JSON.stringify(planned, null, 1)}\n`
  const folder = writeResult(result, options.out, {
    ...plantPages,
    'plan.html': createPlanPage(planned),
    'plan.json': json,
  })
  if (options.excel !== undefined) writeWorkbook(options.excel, createPlanWorkbook(planned))
  if (options.json === true) {
    terminal.out(json)
    return
  }
  const page = relative(process.cwd(), join(folder, 'plan.html'))
  const rough =
    options.quick === true
      ? `\nfewer variants than without --quick: worths and effects are rougher, the plant is the same${business.ways.length > 0 ? '; ways to build are compared as assumed, not as simulated' : ''}`
      : ''
  terminal.out(`${planText(planned, terminal.hasColor)}${rough}\npage ${page.startsWith('..') ? join(folder, 'plan.html') : page}\n`)
}

/** The market with the prices and volumes of a table. @throws Failure (bad input) with all faults of the table */
function marketOf(file: string, market: PlanInput['market']): PlanInput['market'] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Failure(
      `--market ${file}: ${code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code ?? String(error)})`}`,
      status.badInput,
    )
  }
  const read = readMarketTable(text, file, market)
  if (read.faults.length > 0) throw new Failure(read.faults.join('\n'), status.badInput)
  return read.market
}

/** @throws Failure (bad input) where the file cannot be written */
function writeWorkbook(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Failure(
      `--excel ${file}: cannot be written (${code ?? String(error)}); name a file in a folder that is there`,
      status.badInput,
    )
  }
}

/** Path of where cars leave: the place of the first throughput among the responses. */
function carsOf(file: string, responses: readonly Response[]): string {
  const path = responses
    .map(({ measure }) => readMeasure(measure))
    .find(({ measure, path: of }) => measure === 'throughput' && of !== null)?.path
  if (path === undefined || path === null)
    throw new Failure(
      `${file}: responses: expected the throughput of a place, so that the plan knows where cars leave; write responses: {cars: {measure: shipped.throughput, per: year, target: 100_000 /year}}`,
      status.badInput,
    )
  return path
}

/** The plan of a model: market and money as they are known for the luxury cars of China, cars and people as its responses want them. */
function inputOf(name: string, responses: readonly Response[]): PlanInput {
  const wanted = (of: string): number | undefined => responses.find(({ measure }) => readMeasure(measure).measure === of)?.target
  const { cars, heads } = JINSHAN.target
  const target = { cars: wanted('throughput') ?? cars, heads: wanted('heads') ?? heads }
  // As exact, of its own output, as the plan of the Jinshan base.
  const tolerance = { ...JINSHAN.tolerance, cars: (JINSHAN.tolerance.cars * target.cars) / cars }
  return { ...JINSHAN, name, target, tolerance }
}

/** Most characters of a name; longer ones, and lines beyond the width, are cut on a terminal and whole on the page. */
const NAME = 40

/** The plan on a terminal. */
function planText(planned: PlanResult, hasColor: boolean): string {
  const paint = colors.createColors(hasColor)
  const { answer } = planned
  const head = answer.canBuildTarget && answer.hasHeads ? paint.green : paint.yellow
  const parts = planSections(planned, 'brief').map(({ title, lead, table = [] }, k) => {
    // The answer stands at the top already.
    const text = k === 0 ? lead.replace(planAnswer(planned), '').trim() : lead
    return [paint.bold(title), wrapText(text, WIDTH), ...rowsText(table, paint)].join('\n')
  })
  const answered = wrapText(`${planned.model.name}. ${planAnswer(planned)}`, WIDTH)
  return `${head(answered)}\n\n${parts.join('\n\n')}\n`
}

/** A table with its head dimmed; numbers stand right. */
function rowsText(table: readonly (readonly string[])[], paint: ReturnType<typeof colors.createColors>): readonly string[] {
  if (table.length < 2) return []
  const rows = table.map(([name, ...cells]) => [cut(name!, NAME), ...cells])
  const isText = (column: number): boolean => column === 0 || rows.slice(1).some((row) => /^[a-zA-Z]/.test(row[column] ?? ''))
  const sides = rows[0]!.map((_, column) => (isText(column) ? 'left' : 'right'))
  const [head, ...lines] = tableText(rows, sides)
    .split('\n')
    .map((line) => cut(line, WIDTH))
  return [paint.dim(head!), ...lines]
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 3).trimEnd()}...` : text
}
