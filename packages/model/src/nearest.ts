/** The known name that was probably meant. */

/**
 * The name nearest to `written`, or undefined where none is near: at most a third of its letters wrong, two for short words.
 * Distance is that of Damerau 1964 with adjacent transpositions (optimal string alignment). Of equals the first in `names`
 * wins, so the caller's order should not depend on the order of a mapping.
 */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  const limit = Math.max(written.length <= 3 ? 1 : 2, Math.floor(written.length / 3))
  let best: string | undefined
  let bestDistance = limit + 1
  for (const name of names) {
    if (name === written || Math.abs(name.length - written.length) >= bestDistance) continue
    const distance = editDistance(written.toLowerCase(), name.toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** `; did you mean "cycle"?` for a message, or nothing. */
export function suggestion(written: string, names: Iterable<string>): string {
  const name = nearestName(written, names)
  return name === undefined ? '' : `; did you mean "${name}"?`
}

function editDistance(left: string, right: string): number {
  let before: number[] = []
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1]
      let distance = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (same ? 0 : 1))
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1])
        distance = Math.min(distance, before[column - 2]! + 1)
      current.push(distance)
    }
    before = previous
    previous = current
  }
  return previous[right.length]!
}
