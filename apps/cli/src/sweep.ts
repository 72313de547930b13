/** `genba sweep`: every combination of values of one or more factors. */
import type { Command } from 'commander'
import type { Change, Design, ModelFile } from 'genba/runs'
import { chosenResponses, factorOf, printJson, runDesigns, withDesignOptions } from './compare.ts'
import type { DesignOptions } from './compare.ts'
import { sweepText } from './comparison-text.ts'
import { Failure, status } from './command.ts'
import type { Session } from './command.ts'
import { loadModel, planOf } from './model-input.ts'

interface Options extends DesignOptions {
  readonly scenario?: string
}

type Factor = ReturnType<typeof factorOf>

const MOST_DESIGNS = 2000

export function define(command: Command, session: Session): void {
  withDesignOptions(
    command
      .argument('<file>', 'model file')
      .argument('<factors...>', 'PATH=VALUES: values separated by commas, or "60 s..120 s step 10 s"')
      .option('-s, --scenario <name>', 'under a scenario of the model'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  genba sweep plant.yaml "press.cycle=90 s,120 s,150 s"\n  genba sweep plant.yaml "body.before_*.capacity=1..8 step 1" "eol.adas.positions=3,4"',
    )
    .action((file: string, factors: readonly string[], options: Options) => sweep(session, file, factors.map(factorOf), options))
}

async function sweep(session: Session, file: string, factors: readonly Factor[], options: Options): Promise<void> {
  const model = loadModel(file)
  const scenario = options.scenario ?? null
  // Says what is wrong with the model itself before what is wrong with the changes.
  const compiled = planOf(model, scenario)
  const designs = designsOf(model, scenario, factors)
  const comparison = await runDesigns(session, chosenResponses(compiled, options), designs, options)
  if (options.json === true) printJson(session, model, comparison)
  else session.terminal.out(sweepText(comparison, session.terminal.hasColor))
}

function designsOf(model: ModelFile, scenario: string | null, factors: readonly Factor[]): readonly Design[] {
  const count = factors.reduce((product, { values }) => product * values.length, 1)
  if (count > MOST_DESIGNS)
    throw new Failure(`genba sweep: ${count} combinations; at most ${MOST_DESIGNS} are run at a time`, status.badInput)
  const combinations = factors.reduce<readonly (readonly Change[])[]>(
    (before, { path, values }) => before.flatMap((changes) => values.map((value) => [...changes, { path, value }])),
    [[]],
  )
  return combinations.map((changes, i): Design => {
    const { plan } = planOf(model, scenario, changes)
    return { name: `design ${i + 1}`, factors: Object.fromEntries(changes.map(({ path, value }) => [path, value])), plan }
  })
}
