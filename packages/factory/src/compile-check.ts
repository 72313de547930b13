/** `genba check`: everything that can be said of a model without a run, for the model and all its scenarios. */
import { createDiagnostics } from 'genba/model'
import type { Diagnostic, Measure, ModelDocument, Value } from 'genba/model'
import { isStatic } from './compile-expect.ts'
import { compileFully } from './compile.ts'
import type { CompileOptions, FullyCompiled } from './compile.ts'

/** The faults of a model, of each of its scenarios, and what its static `expect` entries say against it. */
export function checkModel(document: ModelDocument, options: Pick<CompileOptions, 'vocabulary'> = {}): readonly Diagnostic[] {
  const base = compileFully(document, options)
  if (base.plan === undefined) return base.diagnostics
  const diagnostics = createDiagnostics(base.diagnostics)
  const compiled = new Map<string | null, FullyCompiled>([[null, base]])
  const said = new Set(base.diagnostics.map(keyOf))
  const ofScenarios: Diagnostic[] = []
  for (const scenario of base.scenarios) {
    const under = compileFully(document, { ...options, scenario })
    compiled.set(scenario, under)
    for (const diagnostic of under.diagnostics) {
      if (said.has(keyOf(diagnostic)) || diagnostic.severity === 'warning') continue
      said.add(keyOf(diagnostic))
      ofScenarios.push({ ...diagnostic, message: `${diagnostic.message} (in scenario "${scenario}")` })
    }
  }
  for (const { scenario, measure, values, written, place, text } of base.expectations) {
    if (!isStatic(measure)) continue
    const at = { file: document.files.find((file) => file.name === place.file)!, from: place.from, to: place.to }
    const actual = staticMeasure(measure, compiled.get(scenario)!)
    if (typeof actual === 'string') diagnostics.error(at, `expect.${text}`, 'G1402', actual)
    else if (actual !== values[0]) diagnostics.error(at, `expect.${text}`, 'G1401', `expected ${written[0]}, the model gives ${actual}`)
  }
  return [...diagnostics.sorted(), ...ofScenarios]
}

function keyOf({ file, from, code, message }: Diagnostic): string {
  return `${file}:${from}:${code}:${message}`
}

/** Value of a measure that needs no run, or why there is none. */
export function staticMeasure(measure: Measure, compiled: FullyCompiled): number | string {
  const { path } = measure
  if (measure.measure === 'heads') {
    const counted = compiled.heads.filter((each) => path === null || each.path === path || each.path.startsWith(`${path}.`))
    return counted.reduce((sum, { heads }) => sum + finalOf(heads), 0)
  }
  const name = /^calendars\.(\w+)$/.exec(path ?? '')?.[1]
  const year = /^\d{4}$/.test(measure.arguments[0] ?? '') ? Number(measure.arguments[0]) : undefined
  if (name === undefined || year === undefined || compiled.book === undefined)
    return `expected a calendar and a year, such as calendars.two_shifts.${measure.measure}(2028)`
  const value = measure.measure === 'days' ? compiled.book.productionDays(name, year) : compiled.book.openHours(name, year)
  return value ?? `"${name}" has a period and no days`
}

/** Heads as planned at the end: the last of a dated number. */
function finalOf(value: Value): number {
  if (value.kind === 'constant') return value.value
  if (value.kind === 'dated') return finalOf(value.steps.at(-1)!.value)
  if (value.kind === 'curve') return finalOf(value.to ?? value.from)
  return Number.NaN
}
