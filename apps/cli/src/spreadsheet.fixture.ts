/** A spreadsheet for tests: reads a workbook from its file and computes its formulas, as a planner's own program would. */

/** Cells by sheet and place, `Drivers!B3`. */
export interface Spreadsheet {
  value(cell: string): number | string
  /** Changes a number; what follows from it is computed anew. */
  set(cell: string, value: number): void
  /** What the file says that a cell is, before anything is computed. */
  written(cell: string): number | string | undefined
  /** The row of a sheet whose first cell is this text. */
  row(sheet: string, title: string): number
  readonly formulas: number
}

/** Opens a workbook. @throws Error where it is no archive of stored files, or a formula cannot be read */
export function openWorkbook(bytes: Uint8Array): Spreadsheet {
  const files = new Map<string, string>()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; view.getUint32(at, true) === 0x04034b50;) {
    const [size, name] = [view.getUint32(at + 22, true), view.getUint16(at + 26, true)]
    const decode = (from: number, count: number): string => new TextDecoder().decode(bytes.subarray(from, from + count))
    files.set(decode(at + 30, name), decode(at + 30 + name, size))
    at += 30 + name + size
  }
  const names = [...files.get('xl/workbook.xml')!.matchAll(/<sheet name="(\w+)"/g)].map(([, name]) => name!)
  const known = new Map<string, number | string>()
  const formulas = new Map<string, string>()
  for (const [k, sheet] of names.entries()) {
    for (const [, place, , inner] of files.get(`xl/worksheets/sheet${k + 1}.xml`)!.matchAll(/<c r="([A-Z]+\d+)"([^>]*)>(.*?)<\/c>/g)) {
      const [text] = [/<t [^>]*>(.*?)<\/t>/.exec(inner!)?.[1]]
      const number = /<v>(.*?)<\/v>/.exec(inner!)?.[1]
      const formula = /<f>(.*?)<\/f>/.exec(inner!)?.[1]
      if (formula !== undefined) formulas.set(`${sheet}!${place}`, plain(formula))
      if (text !== undefined) known.set(`${sheet}!${place}`, plain(text))
      else if (number !== undefined) known.set(`${sheet}!${place}`, Number(number))
    }
  }
  const written = new Map(known)
  let computed = new Map<string, number>()
  const value = (cell: string): number | string => {
    const formula = formulas.get(cell)
    if (formula === undefined) return known.get(cell) ?? 0
    const before = computed.get(cell)
    if (before !== undefined) return before
    const result = compute(formula, cell.split('!')[0]!, value)
    computed.set(cell, result)
    return result
  }
  return {
    value,
    written: (cell) => written.get(cell),
    formulas: formulas.size,
    set: (cell, to) => {
      known.set(cell, to)
      formulas.delete(cell)
      computed = new Map()
    },
    row: (sheet, title) => {
      const found = [...known].find(([place, text]) => text === title && place.startsWith(`${sheet}!A`))
      if (found === undefined) throw new Error(`${sheet}: no row "${title}"`)
      return Number(found[0].replace(/.*!A/, ''))
    },
  }
}

function plain(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

type Lookup = (cell: string) => number | string

/** Value of a formula: + - * / ^, comparisons, MIN, MAX, SUM, IF, INDEX, cells and ranges. */
function compute(formula: string, sheet: string, lookup: Lookup): number {
  const tokens = formula.match(/[A-Za-z]+!|\$?[A-Z]+\$?\d+|[A-Z]+(?=\()|\d+(?:\.\d+)?(?:e[+-]?\d+)?|<=|>=|<>|[-+*/^(),:<>=]/g)!
  if (tokens.join('') !== formula) throw new Error(`cannot read ${formula}`)
  let at = 0
  const take = (token: string): boolean => {
    if (tokens[at] !== token) return false
    at++
    return true
  }
  const need = (token: string): void => {
    if (!take(token)) throw new Error(`expected ${token} in ${formula}, found ${tokens[at]}`)
  }
  const comparison = (): number => {
    const left = sum()
    for (const [sign, holds] of COMPARISONS) {
      if (take(sign)) return holds(left, sum()) ? 1 : 0
    }
    return left
  }
  const sum = (): number => {
    let result = product()
    for (;;) {
      if (take('+')) result += product()
      else if (take('-')) result -= product()
      else return result
    }
  }
  const product = (): number => {
    let result = power()
    for (;;) {
      if (take('*')) result *= power()
      else if (take('/')) result /= power()
      else return result
    }
  }
  // In spreadsheets a sign binds more closely than a power.
  const power = (): number => {
    let result = signed()
    while (take('^')) result = Math.pow(result, signed())
    return result
  }
  const signed = (): number => (take('-') ? -signed() : atom())
  const cell = (): string => {
    const home = tokens[at]!.endsWith('!') ? tokens[at++]!.slice(0, -1) : sheet
    return `${home}!${tokens[at++]!.replaceAll('$', '')}`
  }
  const range = (): number[] => {
    const from = cell()
    if (!take(':')) return [Number(lookup(from))]
    const to = cell()
    const [home, first] = from.split('!') as [string, string]
    const [[c0, r0], [c1, r1]] = [placeOf(first), placeOf(to.split('!').at(-1)!)]
    const values: number[] = []
    for (let r = r0; r <= r1; r++) for (let c = c0; c <= c1; c++) values.push(Number(lookup(`${home}!${nameOf(c)}${r}`)))
    return values
  }
  const isRange = (): boolean => {
    const k = tokens[at]!.endsWith('!') ? at + 1 : at
    return tokens[k + 1] === ':'
  }
  const atom = (): number => {
    const token = tokens[at]!
    if (take('(')) {
      const result = comparison()
      need(')')
      return result
    }
    if (/^\d/.test(token)) return Number(tokens[at++])
    if (tokens[at + 1] === '(' && /^[A-Z]+$/.test(token)) {
      at += 2
      const parts: number[][] = []
      do parts.push(isRange() ? range() : [comparison()])
      while (take(','))
      need(')')
      const flat = parts.flat()
      if (token === 'SUM') return flat.reduce((all, each) => all + each, 0)
      if (token === 'MIN') return Math.min(...flat)
      if (token === 'MAX') return Math.max(...flat)
      if (token === 'IF') return parts[0]![0] === 0 ? parts[2]![0]! : parts[1]![0]!
      if (token === 'INDEX') return parts[0]![parts[2]![0]! - 1] ?? 0
      throw new Error(`no function ${token}`)
    }
    return range()[0]!
  }
  const result = comparison()
  if (at !== tokens.length) throw new Error(`cannot read ${formula} from ${tokens[at]}`)
  return result
}

const COMPARISONS: readonly (readonly [string, (a: number, b: number) => boolean])[] = [
  ['<=', (a, b) => a <= b],
  ['>=', (a, b) => a >= b],
  ['<>', (a, b) => a !== b],
  ['<', (a, b) => a < b],
  ['>', (a, b) => a > b],
  ['=', (a, b) => a === b],
]

function placeOf(name: string): readonly [column: number, row: number] {
  const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(name)!
  return [Array.from(letters!).reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0), Number(row)]
}

function nameOf(column: number): string {
  return column === 0 ? '' : nameOf(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26))
}
