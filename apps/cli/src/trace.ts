/** `genba trace`: one replication run again, and what happened in it. */
import type { Command } from 'commander'
import { momentText } from 'genba/analysis'
import { createCauses, createReasons, criticalPath, lifeOf } from 'genba/analysis'
import type { History, PartLife } from 'genba/analysis'
import type { Plan } from 'genba/factory'
import {
  eventTable,
  findArrival,
  findSchedule,
  ganttTable,
  observeArrivals,
  observeHistory,
  observeStates,
  TABLE_ENDINGS,
  writeTable,
} from 'genba/runs'
import type { Arrival, TableColumn, ThreadPool, TracedRun } from 'genba/runs'
import type { Span } from 'genba/kernel'
import { Failure, progressOf, status } from './command.ts'
import type { Session } from './command.ts'
import { countOption, loadModel, planOf, seedOption, untilOf, withPool } from './model-input.ts'
import { carParts, genealogyRecord, genealogyTable, genealogyText } from './trace-genealogy.ts'
import { carRecall, elementOf, recallRecord, recallTable, recallText, type Recall } from './trace-recall.ts'
import { lifeRecord, pathRecord } from './trace-record.ts'
import { spanOf } from './trace-span.ts'
import { lifeText, pathText } from './trace-text.ts'

interface Options {
  readonly car?: number
  readonly at?: string
  readonly branches?: true
  readonly genealogy?: true
  readonly recall?: string
  readonly lot?: number
  readonly table?: string
  readonly json?: true
  readonly scenario?: string
  readonly replication: number
  readonly seed?: number
  readonly until?: string
  readonly critical?: true
  readonly gantt?: string
  readonly events?: string
  readonly from?: string
  readonly to?: string
}

export function define(command: Command, session: Session): void {
  command
    .argument('<file>', 'model file')
    .option('--car <n>', 'the life of the n-th car that leaves the base, and why it waited', countOption)
    .option('--at <sink>', 'of those that come to this sink (default: the last one)')
    .option('--branches', 'and the lives of what was assembled into it')
    .option('--genealogy', 'instead: what is in it, and what that was made of')
    .option('--recall <element>', 'the cars with parts that were in an element within the span')
    .option('--lot <n>', 'the cars with the n-th part that this element made, such as a coil', countOption)
    .option('--table <file>', 'write the genealogy or the recall: a .csv or .parquet')
    .option('--json', 'print it as JSON on standard output')
    .option('--critical', 'where the time went on the way to the last car of a span')
    .option('--gantt <file>', 'write every state of every station: a .csv or .parquet')
    .option('--events <file>', 'write every start and departure, and its cause: a .csv or .parquet')
    .option('--from <time>', 'from a date, a date with a time, or a duration since the start')
    .option('--to <time>', 'until then (default: a week)')
    .option('-s, --scenario <name>', 'under a scenario of the model')
    .option('-r, --replication <n>', 'the n-th replication', countOption, 1)
    .option('-u, --until <time>', 'of a run that ends at a date or after a duration')
    .option('--seed <n>', 'other random numbers', seedOption)
    .addHelpText(
      'after',
      '\nExamples:\n  genba trace models/jinshan/jinshan.yaml --car 5000\n  genba trace models/jinshan/jinshan.yaml --gantt week.csv --from 2029-03-05',
    )
    .action((file: string, options: Options) => trace(session, file, options))
}

async function trace(session: Session, file: string, options: Options): Promise<void> {
  checkWanted(options)
  checkEnding('--gantt', options.gantt)
  checkEnding('--events', options.events)
  checkEnding('--table', options.table)
  const { plan } = planOf(loadModel(file), options.scenario ?? null)
  const sink = sinkOf(plan, options.at)
  const recalled = options.recall === undefined ? undefined : elementOf(plan, options.recall)
  const until = options.until === undefined ? {} : { until: untilOf(plan, options.until) }
  await withPool(session, async (pool) => {
    const seed = options.seed ?? plan.run.seed
    const schedule = await findSchedule(pool, { plan, seed, ...until })
    if (schedule === undefined) return interrupted(session)
    const run: TracedRun = { plan, seed, replication: options.replication }
    if (options.car !== undefined) await tellCar(session, pool, run, sink, schedule.until, options)
    if (recalled !== undefined) {
      const span = spanOf(plan, schedule.until, options.from, options.to)
      const recall = { element: recalled, span, ...(options.lot === undefined ? {} : { lot: options.lot - 1 }) }
      await tellRecall(session, pool, run, recall, schedule.until, options)
    }
    if ((options.critical ?? options.gantt ?? options.events) === undefined) return
    const span = spanOf(plan, schedule.until, options.from, options.to)
    if (options.gantt !== undefined) await exportGantt(session, pool, run, options.gantt, span)
    if ((options.critical ?? options.events) !== undefined) await tellCauses(session, pool, run, sink, span, schedule.until, options)
  })
}

/** @throws Failure (bad input) where nothing is asked for, or an option without that which it is about */
function checkWanted({ car, critical, gantt, events, recall, genealogy, lot, table }: Options): void {
  if (genealogy !== undefined && car === undefined) throw new Failure('--genealogy: say of which car, with --car', status.badInput)
  if (lot !== undefined && recall === undefined) throw new Failure('--lot: say of which element, with --recall', status.badInput)
  if ((car ?? critical ?? gantt ?? events ?? recall) === undefined)
    throw new Failure('genba trace: say what is wanted: --car, --recall, --critical, --gantt or --events', status.badInput)
  if (table !== undefined && (genealogy === undefined) === (recall === undefined))
    throw new Failure('--table: expected one of --genealogy and --recall, whose table it is', status.badInput)
}

/** The sink at which cars are counted. @throws Failure (bad input) where there is none of this name, or none at all */
function sinkOf(plan: Plan, path: string | undefined): number {
  const sinks = plan.elements.filter(({ kind }) => kind === 'sink')
  const found = path === undefined ? sinks.at(-1) : sinks.find((sink) => sink.path === path)
  if (found !== undefined) return found.number
  const known = sinks.length === 0 ? 'the model has none' : `the model has ${sinks.map((sink) => sink.path).join(', ')}`
  throw new Failure(`--at: expected a sink; ${known}`, status.badInput)
}

/** Days before a car left of which all is written down, at first. */
const LOOK_BACK = 14
const DAY = 86_400

async function tellCar(session: Session, pool: ThreadPool, run: TracedRun, sink: number, end: number, options: Options): Promise<void> {
  const { plan } = run
  const { terminal } = session
  const number = options.car!
  const arrival = await withProgress(session, run, (traced) => findArrival(pool, traced, sink, number, end))
  if (arrival === undefined) return interrupted(session)
  if (arrival.count !== undefined) throw neverComes(plan, number, sink, end, arrival)
  const day = DAY * plan.ticksPerSecond
  let from = Math.max(0, Math.round(arrival.tick - LOOK_BACK * day))
  // A visit is written down when it ends: those of parts that stood in the way, too.
  const until = Math.min(end, Math.round(arrival.tick + day))
  for (;;) {
    const history = await withProgress(session, run, (traced) => observeHistory(pool, traced, { from, until }))
    if (history === undefined) return interrupted(session)
    const came = history.at(sink).filter((row) => history.visits.left[row] === arrival.tick)
    // Of several that came within the tick it is the last.
    const { born, isCut, tell } = storyOf(run, number, sink, history, came.at(-1)!, options)
    // Once more where it was there before; if there is too much to write down, what there is must do.
    const earliest = Math.max(0, Math.round(born - day))
    if (isCut && earliest < from && history.from === from) {
      from = earliest
      continue
    }
    terminal.out(tell())
    return
  }
}

/** What there is to tell of a car: since when, whether something is missing, and the words. */
interface Story {
  readonly born: number
  readonly isCut: boolean
  readonly tell: () => string
}

function storyOf(run: TracedRun, number: number, sink: number, history: History, row: number, options: Options): Story {
  const { plan } = run
  const isData = options.json === true
  if (options.genealogy === undefined) {
    const life = lifeOf(history, createReasons(history), row)
    const tell = (): string => (isData ? data(lifeRecord(plan, life)) : lifePage(run, number, sink, life, options))
    return { born: life.born, isCut: life.isCut, tell }
  }
  const parts = carParts(history, row)
  const tell = (): string => {
    if (options.table !== undefined) write(options.table, genealogyTable(parts))
    return isData ? data(genealogyRecord(parts)) : `${carTitle(run, number, sink, options)}\n${genealogyText(parts)}\n`
  }
  return { born: parts.earliest, isCut: parts.isCut, tell }
}

function data(record: object): string {
  return `${JSON.stringify(record, null, 1)}\n`
}

/** The cars with parts of one place or lot. */
async function tellRecall(
  session: Session,
  pool: ThreadPool,
  run: TracedRun,
  recall: Recall,
  end: number,
  options: Options,
): Promise<void> {
  const { plan } = run
  const { terminal } = session
  const from = recall.lot === undefined ? recall.span.from : 0
  const sinks = plan.elements.filter(({ kind }) => kind === 'sink').map((sink) => sink.number)
  const arrivals = await withProgress(session, run, (traced) => observeArrivals(pool, traced, sinks, end))
  if (arrivals === undefined) return interrupted(session)
  const history = await withProgress(session, run, (traced) => observeHistory(pool, traced, { from, until: end }))
  if (history === undefined) return interrupted(session)
  if (history.from > from)
    terminal.err(
      `note: there is more than can be kept; all is there from ${momentText(plan, history.from)} on. Ask for an earlier end with --until\n`,
    )
  const cars = carRecall(history, recall, arrivals)
  if (recall.lot !== undefined && history.lastOf(recall.element, recall.lot) < 0)
    throw new Failure(
      `--lot ${recall.lot + 1}: until ${momentText(plan, end)} ${plan.elements[recall.element]!.path} made no such part that has gone on`,
      status.badInput,
    )
  if (options.table !== undefined) write(options.table, recallTable(cars))
  const title = `${plan.name}${scenarioOf(options)}, replication ${run.replication}`
  terminal.out(options.json === true ? data(recallRecord(cars)) : `${title}\n${recallText(cars)}\n`)
}

function neverComes(plan: Plan, number: number, sink: number, end: number, { count, deadlock }: Arrival): Failure {
  const { path } = plan.elements[sink]!
  if (deadlock !== undefined)
    return new Failure(
      `--car ${number}: only ${count} came to ${path}; from ${momentText(plan, deadlock.tick)} on the plant is locked for good:\n${deadlock.waits.map((wait) => `  ${wait}`).join('\n')}`,
      status.failed,
    )
  return new Failure(
    `--car ${number}: until ${momentText(plan, end)} only ${count} came to ${path}; ask for one of them, or for a longer run with --until`,
    status.badInput,
  )
}

function lifePage(run: TracedRun, number: number, sink: number, life: PartLife, options: Options): string {
  return `${carTitle(run, number, sink, options)}\n${lifeText(run.plan, life, options.branches === true)}\n`
}

function carTitle({ plan, replication }: TracedRun, number: number, sink: number, options: Options): string {
  return `${plan.name}${scenarioOf(options)}, replication ${replication}: number ${number} at ${plan.elements[sink]!.path}`
}

function scenarioOf({ scenario }: Options): string {
  return scenario === undefined ? '' : `, scenario ${scenario}`
}

async function withProgress<T>(session: Session, run: TracedRun, work: (run: TracedRun) => Promise<T>): Promise<T> {
  const bar = progressOf(session, 'simulating', 1, 'replications')
  return work({ ...run, progress: (done) => bar.update(Math.floor(done * 10) / 10) }).finally(() => bar.end())
}

async function exportGantt(session: Session, pool: ThreadPool, run: TracedRun, file: string, span: Span): Promise<void> {
  const states = await withProgress(session, run, (traced) => observeStates(pool, traced, span))
  if (states === undefined) return interrupted(session)
  const table = ganttTable(run.plan, states)
  write(file, table)
  session.terminal.out(
    `${file}: ${table[0]!.data.length} states from ${momentText(run.plan, span.from)} to ${momentText(run.plan, span.until)}\n`,
  )
}

/** The events of a span with their causes, and the critical path to the last car in it. */
async function tellCauses(
  session: Session,
  pool: ThreadPool,
  run: TracedRun,
  sink: number,
  span: Span,
  end: number,
  options: Options,
): Promise<void> {
  const { plan } = run
  // Causes lie before what they cause, and a visit is written down when it ends.
  const day = Math.round(DAY * plan.ticksPerSecond)
  const around = { from: Math.max(0, span.from - day), until: Math.min(end, span.until + day) }
  const history = await withProgress(session, run, (traced) => observeHistory(pool, traced, around))
  if (history === undefined) return interrupted(session)
  const causes = createCauses(history)
  const until = momentText(plan, span.until)
  if (history.from > span.from)
    session.terminal.err(
      `note: there is more than can be kept; all is there from ${momentText(plan, history.from)} on. Ask for a shorter span for the rest\n`,
    )
  if (options.events !== undefined) {
    const table = eventTable(history, causes, Math.max(span.from, history.from), span.until)
    write(options.events, table)
    session.terminal.out(`${options.events}: ${table[0]!.data.length} events from ${momentText(plan, span.from)} to ${until}\n`)
  }
  if (options.critical === undefined) return
  const last = history.at(sink).findLast((row) => history.visits.left[row]! <= span.until)
  const { path } = plan.elements[sink]!
  if (last === undefined)
    throw new Failure(
      `--critical: nothing came to ${path} from ${momentText(plan, span.from)} to ${until}; ask for a longer span`,
      status.badInput,
    )
  const way = criticalPath(history, causes, createReasons(history), last, Math.max(span.from, history.from))
  session.terminal.out(options.json === true ? data(pathRecord(plan, way)) : `${pathText(plan, path, way)}\n`)
}

function write(file: string, table: readonly TableColumn[]): void {
  try {
    writeTable(file, table)
  } catch (error) {
    throw new Failure(`${file}: cannot be written: ${(error as Error).message}`, status.badInput)
  }
}

function checkEnding(option: string, file: string | undefined): void {
  if (file !== undefined && !TABLE_ENDINGS.some((ending) => file.endsWith(ending)))
    throw new Failure(`${option}: expected a file that ends with ${TABLE_ENDINGS.join(' or ')}, received "${file}"`, status.badInput)
}

function interrupted({ terminal }: Session): void {
  terminal.err('interrupted before the replication was finished; nothing is written\n')
}
