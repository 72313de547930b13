/** `genba compare` and `genba sweep`: scenarios, or combinations of values, under common random numbers. */
import type { Command } from 'commander'
import { suggestion } from 'genba/model'
import { compareDesigns, factorValues, responsesOf } from 'genba/runs'
import type { Comparison, Design, ModelFile, Response } from 'genba/runs'
import { comparisonText } from './comparison-text.ts'
import { Failure, progressOf, status } from './command.ts'
import type { Session } from './command.ts'
import { countOption, faultOf, loadModel, planOf, seedOption, untilOf, withPool } from './model-input.ts'
import type { Planned } from './model-input.ts'

export interface DesignOptions {
  readonly replications: number
  readonly seed?: number
  readonly until?: string
  readonly responses?: string
  readonly json?: true
}

/** Replications where none are asked for: enough for a paired interval worth its name. */
export const REPLICATIONS = 10
/** What is compared of a model without responses. */
const PLAIN: readonly Response[] = ['throughput', 'lead_time', 'wip'].map((measure) => ({ name: measure, measure }))

/** Options that compare and sweep share. */
export function withDesignOptions(command: Command): Command {
  return command
    .option('-r, --replications <n>', 'replications of each', countOption, REPLICATIONS)
    .option('-u, --until <time>', 'end at a date or after a duration')
    .option('--responses <list>', 'only these, separated by commas: responses of the model by name, or measures')
    .option('--seed <n>', 'other random numbers', seedOption)
    .option('--json', 'print the comparison as JSON on standard output')
}

export function define(command: Command, session: Session): void {
  withDesignOptions(
    command.argument('<file>', 'model file').argument('<scenarios...>', 'scenarios; a single one is compared with the model as written'),
  )
    .addHelpText('after', '\nExample:\n  genba compare models/jinshan/jinshan.yaml as_measured belt')
    .action((file: string, scenarios: readonly string[], options: DesignOptions) => compare(session, file, scenarios, options))
}

async function compare(session: Session, file: string, names: readonly string[], options: DesignOptions): Promise<void> {
  const model = loadModel(file)
  const scenarios = names.length === 1 ? [null, ...names] : names
  const compiled = scenarios.map((scenario) => planOf(model, scenario))
  const designs = scenarios.map((scenario, i): Design => ({ name: scenario ?? 'as written', factors: {}, plan: compiled[i]!.plan }))
  const comparison = await runDesigns(session, chosenResponses(compiled[0]!, options), designs, options)
  if (options.json === true) printJson(session, model, comparison)
  else session.terminal.out(comparisonText(comparison, session.terminal.hasColor))
}

/** The responses that are asked for, of those of the model and of all measures. @throws Failure (bad input) naming what is neither */
export function chosenResponses(compiled: Planned, { responses }: DesignOptions): readonly Response[] {
  const known = responsesOf(compiled)
  if (responses === undefined) return known.length > 0 ? known : PLAIN
  return factorValues(responses).map((text) => {
    const response = known.find(({ name }) => name === text)
    if (response !== undefined) return response
    const [fault] = faultOf(compiled.plan, text)
    if (fault === undefined) return { name: text, measure: text }
    const names = known.map(({ name }) => name)
    throw new Failure(
      names.length === 0
        ? `--responses: ${fault}`
        : `--responses: expected a measure or one of ${names.join(', ')}, received "${text}"${suggestion(text, names)}`,
      status.badInput,
    )
  })
}

/** Runs designs with progress, and sets the status of the session by how they ended. */
export async function runDesigns(
  session: Session,
  responses: readonly Response[],
  designs: readonly Design[],
  options: DesignOptions,
): Promise<Comparison> {
  const { replications, seed, until } = options
  const comparison = await withPool(session, async (pool) => {
    const progress = progressOf(session, 'simulating', designs.length * replications, 'replications')
    return compareDesigns(pool, {
      designs,
      responses,
      replications,
      ...(seed === undefined ? {} : { seed }),
      ...(until === undefined ? {} : { until: (plan) => untilOf(plan, until) }),
      progress: (done) => progress.update(Math.floor(done * 10) / 10),
    }).finally(() => progress.end())
  })
  if (comparison.status === 'deadlocked') session.status = status.failed
  return comparison
}

export function printJson(session: Session, model: ModelFile, comparison: Comparison): void {
  session.terminal.out(
    `${JSON.stringify({ genba: 'comparison/1', model: { name: model.name, hash: model.hash }, ...comparison }, null, 1)}\n`,
  )
}

/** A factor as written, `press.cycle=90 s,120 s`, as an option or argument. */
export function factorOf(text: string): { readonly path: string; readonly values: readonly string[] } {
  const at = text.indexOf('=')
  if (at < 1)
    throw new Failure(`genba sweep: expected a path and its values, such as "press.cycle=90 s,120 s", received "${text}"`, status.badInput)
  try {
    return { path: text.slice(0, at).trim(), values: factorValues(text.slice(at + 1)) }
  } catch (error) {
    throw new Failure(`genba sweep: ${text.slice(0, at)}: ${(error as Error).message}`, status.badInput)
  }
}
