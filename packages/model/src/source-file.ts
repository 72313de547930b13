/** A text that was read, and where in it something stands. */

export interface SourceFile {
  /** As the planner knows it: relative to the first file, forward slashes. */
  readonly name: string
  readonly text: string
}

export interface Position {
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units, as editors count. */
  readonly column: number
}

const lineStarts = new WeakMap<SourceFile, readonly number[]>()

/** Line and column of `offset` in the file's text. Offsets outside the text are moved to its ends. */
export function positionAt(file: SourceFile, offset: number): Position {
  let starts = lineStarts.get(file)
  if (starts === undefined) {
    starts = startsOfLines(file.text)
    lineStarts.set(file, starts)
  }
  const inside = Math.max(0, Math.min(offset, file.text.length))
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= inside) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: inside - starts[low]! + 1 }
}

function startsOfLines(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
