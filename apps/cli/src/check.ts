/** `genba check`: what is wrong with a model, and what can be said of it without a run. */
import type { Command } from 'commander'
import { checkMeasure, MeasureFault, staticValue } from 'genba/analysis'
import { formatDiagnostics } from 'genba/model'
import type { Diagnostic } from 'genba/model'
import { formatNumber } from 'genba/report'
import type { ModelFile } from 'genba/runs'
import { status } from './command.ts'
import type { Session } from './command.ts'
import { loadModel } from './model-input.ts'

interface Options {
  readonly json?: true
}

export function define(command: Command, session: Session): void {
  command
    .argument('<file>', 'model file')
    .option('--json', 'print what was found as JSON on standard output')
    .action((file: string, options: Options) => check(session, file, options))
}

/** What `check` found. */
interface Found {
  readonly diagnostics: readonly Diagnostic[]
  /** Sentences about responses and expectations. */
  readonly faults: readonly string[]
  /** Expectations that hold, as written. */
  readonly proved: readonly string[]
  readonly size: Readonly<Record<'elements' | 'lines' | 'shops' | 'links', number>> | null
}

function check(session: Session, file: string, options: Options): void {
  const { terminal } = session
  const found = examine(loadModel(file))
  const isGood = found.size !== null && found.faults.length === 0 && found.diagnostics.every(({ severity }) => severity === 'warning')
  if (!isGood) session.status = status.badInput
  if (options.json === true) {
    terminal.out(`${JSON.stringify(found, null, 1)}\n`)
    return
  }
  if (found.diagnostics.length > 0) terminal.err(`${formatDiagnostics(found.diagnostics)}\n`)
  for (const fault of found.faults) terminal.err(`${file}: ${fault}\n`)
  if (!isGood) return
  const { elements, lines, shops, links } = found.size!
  const warnings = found.diagnostics.length
  terminal.out(
    `${file}: good; ${counted(elements, 'element')}, ${counted(lines, 'line')}, ${counted(shops, 'shop')}, ${counted(links, 'link')}\n`,
  )
  if (found.proved.length > 0) terminal.out(`as expected: ${found.proved.join(', ')}\n`)
  if (warnings > 0) terminal.out(`${counted(warnings, 'warning')}\n`)
}

function counted(count: number, what: string): string {
  return `${formatNumber(count)} ${what}${count === 1 ? '' : 's'}`
}

/** Compiles the model as written and under every scenario, so that each fault is told once, and proves what needs no run. */
function examine(model: ModelFile): Found {
  const all = [null, ...model.scenarios].map((scenario) => ({ scenario, ...model.compile(scenario) }))
  const known = new Map<string, Diagnostic>()
  for (const { diagnostics } of all)
    for (const diagnostic of diagnostics)
      known.set(`${diagnostic.file}:${diagnostic.from}:${diagnostic.code}:${diagnostic.message}`, diagnostic)
  const faults = [...model.faults]
  const proved: string[] = []
  for (const { scenario, measure, values, text } of model.expectations) {
    const plan = all.find((each) => each.scenario === scenario)?.plan
    if (plan === undefined) continue
    try {
      const value = staticValue(plan, measure)?.value
      if (value === undefined) checkMeasure(plan, measure.text)
      else if (Math.abs(value - values[0]!) > 1e-9 * Math.max(1, Math.abs(value)))
        faults.push(`expect.${text}: expected ${values[0]}, but it is ${value}`)
      else proved.push(`${text} ${formatNumber(value, Number.isInteger(value) ? 0 : 3)}`)
    } catch (error) {
      if (!(error instanceof MeasureFault)) throw error
      faults.push(`expect.${text}: ${error.message}`)
    }
  }
  const plan = all[0]!.plan
  for (const { name, measure } of plan === undefined ? [] : model.responses) {
    try {
      checkMeasure(plan!, measure)
    } catch (error) {
      if (!(error instanceof MeasureFault)) throw error
      faults.push(`responses.${name}: ${error.message}`)
    }
  }
  const size =
    plan === undefined
      ? null
      : {
          elements: plan.elements.length,
          lines: plan.lines.length,
          shops: new Set(plan.elements.flatMap(({ shop }) => (shop === undefined ? [] : [shop]))).size,
          links: plan.elements.reduce((sum, { from }) => sum + from.length, 0),
        }
  return { diagnostics: [...known.values()], faults, proved, size }
}
