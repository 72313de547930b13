/** `genba run`: replications of a model, and what they come to. */
import type { Command } from 'commander'
import { createPictures, createReport } from 'genba/report'
import { createResult, factsOf, keepRun, keptRunsFolder, measuresOf, runPlan, writeResult } from 'genba/runs'
import type { RunRequest } from 'genba/runs'
import { join, relative } from 'node:path'
import { formatDiagnostics } from 'genba/model'
import { openProgressOf, status } from './command.ts'
import type { Session } from './command.ts'
import { countOption, loadModel, planOf, seedOption, shareOption, untilOf, withPool } from './model-input.ts'
import { summaryText } from './summary.ts'
import { version } from './version.ts'

interface Options {
  readonly scenario?: string
  readonly replications?: number
  readonly precision?: number
  readonly until?: string
  readonly seed?: number
  readonly json?: true
  readonly out: string
}

export function define(command: Command, session: Session): void {
  command
    .argument('<file>', 'model file')
    .option('-s, --scenario <name>', 'under a scenario of the model')
    .option('-r, --replications <n>', 'so many replications', countOption)
    .option('-p, --precision <share>', 'until the good output of the base is known so well, such as 0.5 %', shareOption)
    .option('-u, --until <time>', 'end at a date or after a duration')
    .option('--seed <n>', 'other random numbers', seedOption)
    .option('--json', 'print result.json on standard output')
    .option('-o, --out <folder>', 'folder for results', 'runs')
    .addHelpText(
      'after',
      '\nExamples:\n  genba run models/jinshan/jinshan.yaml\n  genba run plant.yaml --scenario third_shift --precision 1%',
    )
    .action((file: string, options: Options) => run(session, file, options))
}

async function run(session: Session, file: string, options: Options): Promise<void> {
  const { terminal } = session
  const scenario = options.scenario ?? null
  const model = loadModel(file)
  const compiled = planOf(model, scenario)
  const { plan, diagnostics } = compiled
  if (diagnostics.length > 0 && !session.isQuiet) terminal.err(`${formatDiagnostics(diagnostics)}\n`)
  const until = options.until === undefined ? undefined : untilOf(plan, options.until)

  await withPool(session, async (pool) => {
    const bar = openProgressOf(session, 'simulating', 'replications')
    const request: RunRequest = {
      plan,
      measures: measuresOf(compiled),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.replications === undefined ? {} : { replications: options.replications }),
      ...(options.precision === undefined ? {} : { precision: options.precision }),
      ...(until === undefined ? {} : { until }),
    }
    const outcome = await runPlan(pool, {
      ...request,
      progress: bar.update,
    }).finally(bar.end)
    if (outcome.status === 'deadlocked') session.status = status.failed
    if (outcome.observations.length === 0) {
      terminal.err('interrupted before the first replication was finished; nothing is written\n')
      return
    }
    // `genba plan` of the same model takes up these replications.
    keepRun(keptRunsFolder(options.out), request, outcome)
    const result = createResult(outcome, factsOf(model, compiled), scenario, version())
    // Loaded late, since most models say nothing of their car.
    const { carSections } = await import('./car-files.ts')
    const report = createReport(result, carSections(plan.products))
    const folder = writeResult(result, options.out, { 'report.html': report, ...createPictures(result) })
    if (options.json === true) terminal.out(`${JSON.stringify(result, null, 1)}\n`)
    else terminal.out(summaryText(result, terminal.hasColor))
    const page = relative(process.cwd(), join(folder, 'report.html'))
    if (options.json !== true) terminal.out(`\nreport ${page.startsWith('..') ? join(folder, 'report.html') : page}\n`)
  })
}
