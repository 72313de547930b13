/** Models of the tests: compiled from a text, with files beside it, and what was said about them. */
import { formatDiagnostic, readModel } from 'genba/model'
import type { ModelDocument } from 'genba/model'
import { compile } from './compile.ts'
import type { Compiled, CompileOptions } from './compile.ts'
import type { ElementPlan, Plan } from './plan.ts'

export type Files = Readonly<Record<string, string>>

/** The document `m.yaml`. */
export function documentOf(text: string, files: Files = {}): ModelDocument {
  return readModel(text, { file: 'm.yaml', readText: (path) => files[path] })
}

export function compiled(text: string, options: CompileOptions & { readonly files?: Files } = {}): Compiled {
  const { files, ...rest } = options
  return compile(documentOf(text, files), rest)
}

/** The plan of a model that must have no fault. */
export function planOf(text: string, options: CompileOptions & { readonly files?: Files } = {}): Plan {
  const { plan, diagnostics } = compiled(text, options)
  if (plan === undefined || diagnostics.length > 0)
    throw new Error(`expected a plan without a word, received\n${diagnostics.map(formatDiagnostic).join('\n')}`)
  return plan
}

/** Everything that is said of a model, a line each. */
export function told(text: string, options: CompileOptions & { readonly files?: Files } = {}): string[] {
  return compiled(text, options).diagnostics.map(formatDiagnostic)
}

/** The element at a path. */
export function elementOf(plan: Plan, path: string): ElementPlan {
  const element = plan.elements.find((each) => each.path === path)
  if (element === undefined) throw new Error(`there is no element ${path}`)
  return element
}

/** Links of a plan as `from > to`, in the order of elements. */
export function linksOf(plan: Plan): string[] {
  return plan.elements.flatMap((element) => {
    const name = (number: number): string => plan.elements[number]!.path
    const takes = 'takes' in element ? element.takes.map((take) => `${name(take.from)} >> ${element.path}`) : []
    return [...element.from.map((from) => `${name(from)} > ${element.path}`), ...takes]
  })
}
