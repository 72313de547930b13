/** `genba trace`: one replication run again, and what happened in it. */
import type { Command } from 'commander'
import { momentText } from 'genba/analysis'
import { findSchedule, ganttTable, observeStates, TABLE_ENDINGS, writeTable } from 'genba/runs'
import type { TableColumn, ThreadPool, TracedRun } from 'genba/runs'
import type { Span } from 'genba/kernel'
import { Failure, progressOf, status } from './command.ts'
import type { Session } from './command.ts'
import { countOption, loadModel, planOf, seedOption, untilOf, withPool } from './model-input.ts'
import { spanOf } from './trace-span.ts'

interface Options {
  readonly scenario?: string
  readonly replication: number
  readonly seed?: number
  readonly until?: string
  readonly gantt?: string
  readonly from?: string
  readonly to?: string
}

export function define(command: Command, session: Session): void {
  command
    .argument('<file>', 'model file')
    .option('--gantt <file>', 'write every state of every station: a .csv or .parquet')
    .option('--from <time>', 'from a date, a date with a time, or a duration since the start')
    .option('--to <time>', 'until then (default: a week)')
    .option('-s, --scenario <name>', 'under a scenario of the model')
    .option('-r, --replication <n>', 'the n-th replication', countOption, 1)
    .option('-u, --until <time>', 'of a run that ends at a date or after a duration')
    .option('--seed <n>', 'other random numbers', seedOption)
    .addHelpText('after', '\nExample:\n  genba trace models/jinshan/jinshan.yaml --gantt week.csv --from 2029-03-05')
    .action((file: string, options: Options) => trace(session, file, options))
}

async function trace(session: Session, file: string, options: Options): Promise<void> {
  if (options.gantt === undefined) throw new Failure(`genba trace: say what is wanted: --gantt`, status.badInput)
  checkEnding('--gantt', options.gantt)
  const { plan } = planOf(loadModel(file), options.scenario ?? null)
  const until = options.until === undefined ? {} : { until: untilOf(plan, options.until) }
  await withPool(session, async (pool) => {
    const seed = options.seed ?? plan.run.seed
    const schedule = await findSchedule(pool, { plan, seed, ...until })
    if (schedule === undefined) return interrupted(session)
    const run: TracedRun = { plan, seed, replication: options.replication }
    await exportGantt(session, pool, run, options.gantt!, spanOf(plan, schedule.until, options.from, options.to))
  })
}

async function exportGantt(session: Session, pool: ThreadPool, run: TracedRun, file: string, span: Span): Promise<void> {
  const bar = progressOf(session, 'simulating', 1, 'replications')
  const progress = (done: number): void => bar.update(Math.floor(done * 10) / 10)
  const observation = await observeStates(pool, { ...run, progress }, span).finally(() => bar.end())
  if (observation === undefined) return interrupted(session)
  const table = ganttTable(run.plan, observation.intervals!)
  write(file, table)
  session.terminal.out(
    `${file}: ${table[0]!.data.length} states from ${momentText(run.plan, span.from)} to ${momentText(run.plan, span.until)}\n`,
  )
}

function write(file: string, table: readonly TableColumn[]): void {
  try {
    writeTable(file, table)
  } catch (error) {
    throw new Failure(`${file}: cannot be written: ${(error as Error).message}`, status.badInput)
  }
}

function checkEnding(option: string, file: string): void {
  if (!TABLE_ENDINGS.some((ending) => file.endsWith(ending)))
    throw new Failure(`${option}: expected a file that ends with ${TABLE_ENDINGS.join(' or ')}, received "${file}"`, status.badInput)
}

function interrupted({ terminal }: Session): void {
  terminal.err('interrupted before the replication was finished; nothing is written\n')
}
