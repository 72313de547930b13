/** What is verified: models with expected values, an entry for each scenario of a file that has some. */
import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describeUnsupported, isStatic, plannedOnlyIn, unsupportedIn } from 'genba/factory'
import type { Plan } from 'genba/factory'
import { formatDiagnostics } from 'genba/model'
import { readFormulaEntries } from './formula-entry.ts'
import type { FormulaEntry } from './formula-entry.ts'
import { expectationsOf, readModelFile } from './model-file.ts'
import type { Expectation, ModelFile } from './model-file.ts'

export interface VerificationEntry {
  /** The entry's own name: `L05`, `Q4.16`. */
  readonly id: string
  readonly title: string
  readonly expectations: readonly Expectation[]
  /** The one that decides. */
  readonly headline: Expectation
  /** Absent where the model cannot be compiled. */
  readonly plan?: Plan
  /** Why there is no plan. */
  readonly fault?: string
}

/**
 * Entries of a model or a file of formulas; of a folder, those of all its models in order of their names, then those of files
 * of formulas in it and in its folders.
 * @throws FileFault where one cannot be read, Error where there is no such path
 */
export function readEntries(path: string): readonly (VerificationEntry | FormulaEntry)[] {
  if (!statSync(path).isDirectory()) return path.endsWith('.json') ? readFormulaEntries(path) : entriesOf(readModelFile(path))
  const inside = readdirSync(path, { withFileTypes: true })
  const files = inside.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
  const below = inside
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(path, name)).map((file) => join(name, file)))
  const models = files.filter((file) => /\.ya?ml$/.test(file)).toSorted((a, b) => naturalOrder(a, b))
  const formulas = [...files, ...below].filter((file) => file.endsWith('.json')).toSorted((a, b) => naturalOrder(a, b))
  return [
    ...models.flatMap((file) => entriesOf(readModelFile(join(path, file)))),
    ...formulas.flatMap((file) => readFormulaEntries(join(path, file))),
  ]
}

/** Entries of one model. */
export function entriesOf(model: ModelFile): readonly VerificationEntry[] {
  const written = model.compile(null)
  const simulated = expectationsOf(written).filter(({ measure }) => !isStatic(measure))
  const scenarios = [...new Set(simulated.map(({ scenario }) => scenario))]
  return scenarios.map((scenario): VerificationEntry => {
    const expectations = simulated.filter((each) => each.scenario === scenario)
    const { plan, diagnostics } = scenario === null ? written : model.compile(scenario)
    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    const missing = plan === undefined ? [] : [...unsupportedIn(plan), ...plannedOnlyIn(plan)]
    if (missing.length > 0)
      return {
        id: idOf(model, scenario),
        title: model.name,
        expectations,
        headline: headlineOf(expectations),
        fault: `not simulated yet: ${describeUnsupported(missing)}`,
      }
    return {
      id: idOf(model, scenario),
      title: model.name,
      expectations,
      headline: headlineOf(expectations),
      ...(plan === undefined ? {} : { plan }),
      ...(plan === undefined ? { fault: formatDiagnostics(errors) } : {}),
    }
  })
}

const ID = /^[A-Z]{1,3}\d+(\.\d+)?[a-z]?$/

/** A scenario called `L02` or `Q4_16` is an entry of its own; any other stands behind the entry of its file. */
function idOf({ name, file }: ModelFile, scenario: string | null): string {
  const first = /^\S+/.exec(name)?.[0] ?? ''
  const own = ID.test(first) ? first : basename(file).replace(/\.ya?ml$/, '')
  if (scenario === null) return own
  const written = scenario.replace(/^([A-Z]{1,3}\d+)_(\d+)/, '$1.$2')
  return /^[A-Z]{1,3}\d/.test(written) ? written : `${own}.${scenario}`
}

/** Throughput decides, else a mean time or number, else a loss, else what is there; of several the base's own, then the first. */
function headlineOf(expectations: readonly Expectation[]): Expectation {
  const rank = ({ measure }: Expectation): number => {
    const isPlain = measure.arguments.length === 0
    const own = measure.path === null ? 0 : 0.5
    switch (measure.measure) {
      case 'departures':
      case 'makespan':
        return own
      case 'throughput':
      case 'good_output':
        return measure.arguments.some((argument) => argument === 'variance_rate' || argument === 'dispersion') ? 5 : 1 + own
      case 'lead_time':
      case 'waiting_time':
      case 'wip':
      case 'queue':
        return isPlain || !/^p\d/.test(measure.arguments[0]!) ? 2 + own : 4.2
      case 'loss':
      case 'fill_rate':
        return 3 + own
      default:
        return 4 + own / 10
    }
  }
  return expectations.reduce((best, each) => (rank(each) < rank(best) ? each : best))
}

/** `L2` before `L10`. */
function naturalOrder(a: string, b: string): number {
  const key = (text: string): string => text.replaceAll(/\d+/g, (digits) => digits.padStart(8, '0'))
  return key(a) < key(b) ? -1 : 1
}
