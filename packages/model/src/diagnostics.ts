/**
 * What the reader says: every fault at once, each with its place, path, code and the nearest name.
 *
 * An error means that there is no plan. A warning means that there is one which probably differs from what was meant.
 */
import { positionAt } from './source-file.ts'
import type { SourceFile } from './source-file.ts'

export interface Diagnostic {
  /** G and four digits: G0 files and YAML, G1 words, values and links, G2 warnings. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** Offsets into the text of the file. */
  readonly from: number
  readonly to: number
  /** Names joined by dots; empty for the file as a whole. */
  readonly path: string
  readonly message: string
}

/** Something that stands somewhere. */
export interface Place {
  readonly file: SourceFile
  readonly from: number
  readonly to: number
}

export interface Diagnostics {
  error(at: Place, path: string, code: string, message: string): void
  warning(at: Place, path: string, code: string, message: string): void
  /** Everything reported so far, in order of file (as met) and place. */
  sorted(): Diagnostic[]
  /** Whether an error was reported. */
  failed(): boolean
  /** Whether an error was reported within a place: what is missing there may be what was misspelled. */
  failedWithin(place: Place): boolean
  /** Whether one of these codes was reported. */
  reported(codes: ReadonlySet<string>): boolean
}

/** More than this many are no help to anybody; the rest is left out with a last line that says so. */
export const MOST_DIAGNOSTICS = 200

/** A collection that begins with `earlier` ones. A second report of the same fault at the same place is dropped. */
export function createDiagnostics(earlier: readonly Diagnostic[] = []): Diagnostics {
  const list: Diagnostic[] = [...earlier]
  const known = new Set<string>()
  const files: string[] = [...new Set(earlier.map(({ file }) => file))]
  let failed = earlier.some(({ severity }) => severity === 'error')

  function report(severity: 'error' | 'warning', at: Place, path: string, code: string, message: string): void {
    if (severity === 'error') failed = true
    const key = `${at.file.name}:${at.from}:${code}:${message}`
    if (known.has(key)) return
    known.add(key)
    if (!files.includes(at.file.name)) files.push(at.file.name)
    const { line, column } = positionAt(at.file, at.from)
    list.push({ code, severity, file: at.file.name, line, column, from: at.from, to: at.to, path, message })
  }

  function sorted(): Diagnostic[] {
    const all = list.toSorted(
      (one, other) =>
        files.indexOf(one.file) - files.indexOf(other.file) ||
        one.from - other.from ||
        (one.code < other.code ? -1 : one.code > other.code ? 1 : 0),
    )
    if (all.length <= MOST_DIAGNOSTICS) return all
    const last = all[MOST_DIAGNOSTICS]!
    const rest: Diagnostic = {
      ...last,
      code: 'G0001',
      severity: 'warning',
      path: '',
      message: `and ${all.length - MOST_DIAGNOSTICS} more, not listed`,
    }
    return [...all.slice(0, MOST_DIAGNOSTICS), rest]
  }

  return {
    error: (at, path, code, message) => report('error', at, path, code, message),
    warning: (at, path, code, message) => report('warning', at, path, code, message),
    sorted,
    failed: () => failed,
    failedWithin: ({ file, from, to }) =>
      list.some((each) => each.severity === 'error' && each.file === file.name && each.from >= from && each.to <= to),
    reported: (codes) => list.some(({ code }) => codes.has(code)),
  }
}

/** One line a diagnostic, places aligned: `press.yaml:88:22   press.cycle: expected ...  [G1003]`. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const places = diagnostics.map(({ file, line, column }) => `${file}:${line}:${column}`)
  const width = Math.max(0, ...places.map((place) => place.length)) + 2
  return diagnostics
    .map(({ path, message, code, severity }, index) => {
      const mark = severity === 'warning' ? `${code}, warning` : code
      return `${places[index]!.padEnd(width)}${path === '' ? '' : `${path}: `}${message}  [${mark}]`
    })
    .join('\n')
}

/** One diagnostic without alignment. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  return formatDiagnostics([diagnostic])
}
