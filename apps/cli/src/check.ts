/** `genba check`: what is wrong with a model, and what can be said of it without a run. */
import type { Command } from 'commander'
import { isStatic } from 'genba/factory'
import type { Compiled, Plan } from 'genba/factory'
import { formatDiagnostics } from 'genba/model'
import type { Diagnostic } from 'genba/model'
import { formatNumber } from 'genba/report'
import { checkHookTypes, expectationsOf, responsesOf } from 'genba/runs'
import type { HookTypes, ModelFile } from 'genba/runs'
import { planResearch } from 'genba/vehicle'
import { status } from './command.ts'
import type { Session } from './command.ts'
import { faultOf, loadModel } from './model-input.ts'

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
  /** Of the file of functions, where the model calls any and may do so. */
  readonly hooks?: HookTypes
}

function check(session: Session, file: string, options: Options): void {
  const { terminal } = session
  const found = examine(loadModel(file), session.allowsHooks)
  const isGood =
    found.size !== null &&
    found.faults.length + (found.hooks?.faults.length ?? 0) === 0 &&
    found.diagnostics.every(({ severity }) => severity === 'warning')
  if (!isGood) session.status = status.badInput
  if (options.json === true) {
    terminal.out(`${JSON.stringify(found, null, 1)}\n`)
    return
  }
  if (found.diagnostics.length > 0) terminal.err(`${formatDiagnostics(found.diagnostics)}\n`)
  for (const fault of found.faults) terminal.err(`${file}: ${fault}\n`)
  for (const fault of found.hooks?.faults ?? []) terminal.err(`${fault}\n`)
  if (found.hooks?.isChecked === false)
    terminal.err('note: the types of its functions are not checked: there is no typescript beside them; npm install typescript\n')
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

/** Where the words of the research base do not fit together; one replication tells. */
function researchFaults({ root, names }: Compiled): readonly string[] {
  const fault = planResearch(root, names, 1)?.fault
  return fault === undefined ? [] : [`research: ${fault}`]
}

function typesOf(plan: Plan, allowsHooks: boolean): Pick<Found, 'hooks'> {
  const hooks = allowsHooks ? checkHookTypes(plan) : undefined
  return hooks === undefined ? {} : { hooks }
}

function examine(model: ModelFile, allowsHooks: boolean): Found {
  const diagnostics = model.check()
  const compiled = model.compile(null)
  const { plan } = compiled
  if (plan === undefined || diagnostics.some(({ severity }) => severity === 'error'))
    return { diagnostics, faults: [], proved: [], size: null }
  const expectations = expectationsOf(compiled)
  const faults = [
    ...responsesOf(compiled).flatMap(({ name, measure }) => faultOf(plan, measure).map((fault) => `responses.${name}: ${fault}`)),
    ...expectations
      .filter((each) => each.scenario === null && !isStatic(each.measure))
      .flatMap(({ measure, text }) => faultOf(plan, measure.text).map((fault) => `expect.${text}: ${fault}`)),
    ...researchFaults(compiled),
  ]
  const proved = expectations
    .filter(({ measure }) => isStatic(measure))
    .map(({ text, values }) => `${text} ${formatNumber(values[0]!, Number.isInteger(values[0]) ? 0 : 3)}`)
  const size = {
    elements: plan.elements.length,
    lines: plan.lines.length,
    shops: new Set(plan.elements.flatMap(({ shop }) => (shop === undefined ? [] : [shop]))).size,
    links: compiled.drawing.links.length,
  }
  return { diagnostics, faults, proved, size, ...typesOf(plan, allowsHooks) }
}
