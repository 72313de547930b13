/** Which known name was probably meant. */

/**
 * The name nearest to `written`, or undefined where none is near: at most a third of its letters wrong, two in short
 * words, one in words of up to three letters. Upper and lower case count as the same. Of equals the first wins. Distance
 * is that of Damerau (1964) with swaps of neighbors (optimal string alignment).
 */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(written.length <= 3 ? 1 : 2, Math.floor(written.length / 3)) + 1
  for (const name of names) {
    if (name === written || Math.abs(name.length - written.length) >= least) continue
    const distance = editDistance(written.toLowerCase(), name.toLowerCase())
    if (distance < least) {
      best = name
      least = distance
    }
  }
  return best
}

/** Insertions, deletions, replacements and swaps of neighbors that lead from `left` to `right`. */
function editDistance(left: string, right: string): number {
  let [before, row] = [[] as number[], Array.from({ length: right.length + 1 }, (_, column) => column)]
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      let distance = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) distance = Math.min(distance, before[j - 2]! + 1)
      next.push(distance)
    }
    ;[before, row] = [row, next]
  }
  return row[right.length]!
}
