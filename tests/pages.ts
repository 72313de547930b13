/**
 * Pages of the documentation as tests: their files are written, their commands run, and what they print is compared.
 *
 * ```yaml NAME     a file that the commands of the page read
 * ```console       `$ genba ...`, and below it what that prints; a line `...` stands for any lines
 * ```console long  the same, of commands that take minutes: read and compiled, run only when asked for
 */

/** A block between fences. */
export interface Block {
  /** What stands behind the opening fence, such as `console long`. */
  readonly info: string
  readonly lines: readonly string[]
  /** Index of the first of its lines in the page. */
  readonly at: number
}

/** A command of a page and the lines that it is said to print. */
export interface Command {
  /** Words after `genba`. */
  readonly words: readonly string[]
  readonly expected: readonly string[]
  /** Index of the first expected line in the page. */
  readonly at: number
}

/** The blocks of a page, in order. */
export function blocksOf(text: string): readonly Block[] {
  const found: { info: string; lines: string[]; at: number }[] = []
  let open: (typeof found)[number] | undefined
  text.split('\n').forEach((line, index) => {
    if (open !== undefined && line === '```') open = undefined
    else if (open !== undefined) open.lines.push(line)
    else if (line.startsWith('```')) found.push((open = { info: line.slice(3).trim(), lines: [], at: index + 1 }))
  })
  return found
}

/** The commands of a console block. @throws Error where a line stands before the first of them, or one is not of Genba */
export function commandsOf({ lines, at }: Block): readonly Command[] {
  const found: { words: readonly string[]; expected: string[]; at: number }[] = []
  lines.forEach((line, index) => {
    if (line.startsWith('$ ')) found.push({ words: wordsOf(line.slice(2)), expected: [], at: at + index + 1 })
    else if (found.length > 0) found.at(-1)!.expected.push(line)
    else throw new Error(`line ${at + index + 1}: expected "$ genba ...", received "${line}"`)
  })
  return found
}

function wordsOf(text: string): readonly string[] {
  const [name, ...words] = [...text.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!)
  if (name !== 'genba') throw new Error(`expected "genba ...", received "${text}"`)
  return words
}

/**
 * Compares what a page says with what a command printed, line by line, spaces at the end of lines apart.
 * @returns undefined where they agree, else the first line that is missing
 */
export function missingLine(expected: readonly string[], printed: readonly string[]): string | undefined {
  let next = 0
  let maySkip = false
  for (const [index, line] of expected.entries()) {
    if (line.trim() === '...') {
      maySkip = true
      continue
    }
    const found = maySkip ? printed.findIndex((other, at) => at >= next && same(line, other)) : same(line, printed[next]) ? next : -1
    if (found < 0) return line
    // A line that may stand at several places: what follows decides, so the rest is tried from the next one too.
    if (maySkip) {
      const later = missingLine(['...', ...expected.slice(index)], printed.slice(found + 1))
      if (later === undefined) return undefined
    }
    next = found + 1
    maySkip = false
  }
  return maySkip || next === printed.length ? undefined : `(nothing more, but "${printed[next]}" was printed)`
}

function same(expected: string, printed: string | undefined): boolean {
  return printed !== undefined && expected.trimEnd() === printed.trimEnd()
}

/**
 * What a page should say: lines between `...` are replaced by printed lines of the same shape, numbers apart.
 * @throws Error naming a line of which nothing printed has the shape
 */
export function renewedLines(expected: readonly string[], printed: readonly string[]): readonly string[] {
  if (!expected.some((line) => line.trim() === '...')) return printed.map((line) => line.trimEnd())
  let next = 0
  return expected.map((line) => {
    if (line.trim() === '...') return line
    const found = printed.findIndex((other, at) => at >= next && shape(other) === shape(line))
    if (found < 0) throw new Error(`nothing printed looks like "${line}"`)
    next = found + 1
    return printed[found]!.trimEnd()
  })
}

/** A line without its numbers, bars, widths of columns and what may be chance. */
function shape(line: string): string {
  return line
    .replaceAll(/\(may be chance\)|the same|[▁-█]+|[+-]?\d[\d,.]*/g, '#')
    .replaceAll(/[\s#±%,]+/g, ' ')
    .trim()
}

/** Numbers in the columns headed `Genba` of the tables of a page: each has to be printed by a command of it. */
export function claimedNumbers(text: string): readonly string[] {
  const claimed: string[] = []
  let columns: readonly number[] = []
  for (const line of text.split('\n')) {
    if (!line.startsWith('|')) {
      columns = []
      continue
    }
    const cells = line.split('|').map((cell) => cell.trim())
    const headed = cells.flatMap((cell, i) => (cell === 'Genba' || cell.startsWith('Genba ') ? [i] : []))
    if (headed.length > 0) columns = headed
    else claimed.push(...columns.flatMap((i) => (cells[i] ?? '').match(/\d[\d,.]*/g) ?? []))
  }
  return claimed
}
