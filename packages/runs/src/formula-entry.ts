/** Files of cases that are formulas: what a formula gives for some arguments, held to what was printed. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { closedForms } from 'genba/analysis'
import { economicFormulas, quantityOf } from 'genba/economics'
import type { Formula, Given, Simulated, Table } from 'genba/economics'
import { plannerFormulas } from 'genba/planner'
import { FileFault } from './model-file.ts'
import type { Level, VerificationCase } from './verification.ts'

/** Formulas that files may call. */
export const formulas: Readonly<Record<string, Formula>> = { ...closedForms, ...economicFormulas, ...plannerFormulas }

/** What must come out: within a tolerance, or, where it is simulated, within so many of its standard errors. */
type Expected = readonly [value: number, tolerance: number] | { readonly value: number; readonly errors: number }

/** One case of a file. */
export interface FormulaEntry {
  readonly id: string
  readonly title: string
  /** Name of the formula. */
  readonly formula: string
  readonly given: Given
  /** By quantity: see `quantityOf`. */
  readonly expect: Readonly<Record<string, Expected>>
  /** True for what takes more than a few seconds: left out when quick. */
  readonly long?: true
}

/**
 * Cases of a file of JSON, `{"formulas": "genba/1", "cases": [...]}`; none where it is another file.
 * @throws FileFault where a case lacks its id, a known formula or something that is expected
 */
export function readFormulaEntries(file: string): readonly FormulaEntry[] {
  const text = readFileSync(file, 'utf8')
  if (!/^\s*\{\s*"formulas"/.test(text)) return []
  let read: { readonly cases?: readonly Partial<FormulaEntry>[] }
  try {
    read = JSON.parse(text) as typeof read
  } catch (error) {
    throw new FileFault(`${file}: expected JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!Array.isArray(read.cases)) throw new FileFault(`${file}: cases: expected a list, received none`)
  return (read.cases as readonly Partial<FormulaEntry>[]).map((entry, index) => {
    const { id, title = '', formula = '', given = {}, expect = {} } = entry
    const place = `${file}: cases[${index}]`
    if (id === undefined) throw new FileFault(`${place}.id: expected a name such as F1, received none`)
    if (formulas[formula] === undefined) {
      throw new FileFault(`${place}.formula: expected one of ${Object.keys(formulas).join(', ')}, received ${formula || 'none'}`)
    }
    if (Object.keys(expect).length === 0) throw new FileFault(`${place}.expect: expected a quantity and its value, received none`)
    return { id: String(id), title, formula, given, expect, ...(entry.long === true ? { long: true } : {}) }
  })
}

/** A table of others that is not on this machine. */
class MissingTable extends Error {}

/**
 * Verifies a case.
 * @returns a case for each quantity; none where it is long and all is to be quick
 */
export function verifyFormula(entry: FormulaEntry, level: Level): readonly VerificationCase[] {
  if (entry.long === true && level === 'quick') return []
  const begun = performance.now()
  let result: unknown
  let reason: string | undefined
  let isMissing = false
  try {
    result = formulas[entry.formula]!(entry.given, readTable)
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error)
    isMissing = error instanceof MissingTable
  }
  const seconds = Math.round(performance.now() - begun) / 1000
  return Object.entries(entry.expect).map(([quantity, expected], index): VerificationCase => {
    const told = reason === undefined ? quantityOf(result, quantity) : undefined
    const { value, standardError }: Simulated = typeof told === 'object' ? told : { value: told ?? Number.NaN, standardError: 0 }
    const wanted = isRow(expected) ? expected[0] : expected.value
    const bound = isRow(expected) ? expected[1] : expected.errors * standardError
    const isGood = Math.abs(value - wanted) <= bound
    const why = reason ?? (told === undefined ? `${entry.formula} gives no number ${quantity}` : undefined)
    return {
      id: `${entry.id}:${quantity}`,
      title: entry.title,
      quantity,
      headline: index === 0 || (!isGood && !isMissing),
      expected: wanted,
      estimate: Number.isNaN(value) ? null : value,
      standardError: told === undefined ? null : standardError,
      z: standardError === 0 ? null : (value - wanted) / standardError,
      status: isGood ? 'passed' : isMissing ? 'skipped' : 'failed',
      seconds: index === 0 ? seconds : 0,
      ...(why === undefined ? {} : { reason: why }),
    }
  })
}

function isRow(expected: Expected): expected is readonly [number, number] {
  return Array.isArray(expected)
}

/** A table of comma-separated values from the folder that GENBA_DATA names, packed or not. */
function readTable(name: string): Table {
  const root = process.env['GENBA_DATA']
  const file = join(root ?? '', 'external', name)
  if (root === undefined || !existsSync(file)) {
    throw new MissingTable(`needs external/${name}, which does not come with Genba, in the folder that GENBA_DATA names`)
  }
  const bytes = readFileSync(file)
  const [head, ...lines] = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString()
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => line.replaceAll('"', '').split(','))
  return lines.map((cells) => Object.fromEntries(head!.map((key, index) => [key, cells[index]!])))
}
