/** Comma-separated tables beside a model: orders, measured times, travel times (RFC 4180, first row is the header). */

export interface Table {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Line of the file in which each row begins, counted from 1. */
  readonly lines: readonly number[]
}

/** Cells are trimmed; empty lines and lines that begin with # are left out. */
export function readTable(text: string): Table {
  const rows: string[][] = []
  const lines: number[] = []
  let [line, begun] = [1, 1]
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endRow = (): void => {
    row.push(cell.trim())
    if (row.some((each) => each !== '') && !row[0]!.startsWith('#')) {
      rows.push(row)
      lines.push(begun)
    }
    row = []
    cell = ''
    begun = line
  }
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (letter === '\n') line++
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') cell += text[++at]
      else quoted = false
    } else if (letter === '"' && cell.trim() === '') {
      quoted = true
      cell = ''
    } else if (letter === ',') {
      row.push(cell.trim())
      cell = ''
    } else if (letter === '\n') endRow()
    else if (letter !== '\r') cell += letter
  }
  endRow()
  return { header: rows[0] ?? [], rows: rows.slice(1), lines: lines.slice(1) }
}
