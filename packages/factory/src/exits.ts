/**
 * Exits: of every element the finished parts in the order in which they may leave, and what is written down when one does.
 */
import { int32, uint8From } from 'genba/kernel'
import { createRandomOrder } from './random-order.ts'
import * as records from './record.ts'
import { createWays } from './transfer-places.ts'
import type { World } from './world.ts'

const { COUNTS, LEFT } = records

export interface Exits {
  /** Per element: first and last part of the list (-1: none; the last is meaningless then), and how many. Read only. */
  readonly first: Int32Array
  readonly last: Int32Array
  readonly count: Int32Array
  append(element: number, part: number): void
  /** Puts the part before the first one that it `precedes`. */
  insert(element: number, part: number, precedes: (a: number, b: number) => boolean): void
  /** The list must not be empty. */
  removeFirst(element: number): number
  /** Takes a part out of the middle of the list. */
  remove(element: number, part: number): void
  /** Puts `part` in the place of the first one. */
  replaceFirst(element: number, part: number): void
  /** Writes down that the part leaves the element by its ordinary way, now. */
  departed(element: number, part: number): void
  /** Writes down that an empty carrier leaves a station: it is no part, and counts as none. */
  passed(element: number, row: number): void
  /** Takes back the count of a departure: the part is back. */
  takenBack(element: number, part: number): void
  reset(): void
}

export function createExits(world: World): Exits {
  const { plan, topology, parts, record } = world
  const ways = createWays(topology)
  const { columns } = parts
  const { sums: counts } = record.counts
  const { sums: leftByProduct } = record.leftByProduct
  const { fingerprint } = record
  const products = plan.products.length
  // What leaves a plain buffer is known from what the elements before and behind it do.
  const isPlainBuffer = uint8From(plan.elements, (element) => (element.kind === 'buffer' && ways.isPlain(element) ? 1 : 0))
  const random = createRandomOrder(world)
  const first = int32(plan.elements.length).fill(-1)
  const last = int32(plan.elements.length).fill(-1)
  const count = int32(plan.elements.length)

  function append(element: number, part: number): void {
    columns.next[part] = -1
    if (first[element]! < 0) first[element] = part
    else columns.next[last[element]!] = part
    last[element] = part
    count[element] = count[element]! + 1
  }

  function insert(element: number, part: number, precedes: (a: number, b: number) => boolean): void {
    let previous = -1
    let at = first[element]!
    while (at >= 0 && !precedes(part, at)) {
      previous = at
      at = columns.next[at]!
    }
    columns.next[part] = at
    if (previous < 0) first[element] = part
    else columns.next[previous] = part
    if (at < 0) last[element] = part
    count[element] = count[element]! + 1
  }

  function removeFirst(element: number): number {
    const part = first[element]!
    first[element] = columns.next[part]!
    columns.next[part] = -1
    count[element] = count[element]! - 1
    return part
  }

  function replaceFirst(element: number, part: number): void {
    const before = first[element]!
    columns.next[part] = columns.next[before]!
    columns.next[before] = -1
    first[element] = part
    if (last[element] === before) last[element] = part
  }

  function remove(element: number, part: number): void {
    if (first[element] === part) {
      removeFirst(element)
      return
    }
    let before = first[element]!
    while (columns.next[before] !== part) before = columns.next[before]!
    columns.next[before] = columns.next[part]!
    columns.next[part] = -1
    if (last[element] === part) last[element] = before
    count[element] = count[element]! - 1
  }

  /** Where parts leave in random order, the one that would leave now stands first, and the others as they came. */
  function appendDrawn(element: number, part: number): void {
    const front = first[element]!
    if (random.has[element] === 1 && front >= 0 && random.precedes(element, part, front)) insert(element, part, always)
    else append(element, part)
  }

  function removeDrawn(element: number): number {
    const part = removeFirst(element)
    if (random.has[element] === 1) {
      random.departed(element)
      lead(element)
    }
    return part
  }

  function removeAnyDrawn(element: number, part: number): void {
    const wasFirst = first[element] === part
    remove(element, part)
    if (wasFirst && random.has[element] === 1) lead(element)
  }

  function lead(element: number): void {
    let best = first[element]!
    if (best < 0) return
    for (let part = columns.next[best]!; part >= 0; part = columns.next[part]!) if (random.precedes(element, part, best)) best = part
    if (best === first[element]) return
    remove(element, best)
    insert(element, best, always)
  }

  function departed(element: number, part: number): void {
    counts[element * COUNTS + LEFT] = counts[element * COUNTS + LEFT]! + 1
    const cell = cellOf(element, part)
    leftByProduct[cell] = leftByProduct[cell]! + 1
    passed(element, part)
  }

  function passed(element: number, row: number): void {
    if (isPlainBuffer[element] === 0) fingerprint.add(element, columns.serial[row]! ^ (columns.source[row]! << 20))
  }

  /** The same, written down too where visits are wanted one by one. */
  function noted(depart: Exits['departed']): Exits['departed'] {
    const { visitLog } = record
    if (visitLog === undefined) return depart
    return (element, part) => {
      visitLog.left(element, part)
      depart(element, part)
    }
  }

  function takenBack(element: number, part: number): void {
    counts[element * COUNTS + LEFT] = counts[element * COUNTS + LEFT]! - 1
    const cell = cellOf(element, part)
    leftByProduct[cell] = leftByProduct[cell]! - 1
  }

  function cellOf(element: number, part: number): number {
    const product = columns.product[part]!
    return element * (products + 1) + (product < 0 ? products : product)
  }

  function reset(): void {
    first.fill(-1)
    last.fill(-1)
    count.fill(0)
    random.reset()
  }

  return {
    first,
    last,
    count,
    append: random.isUsed ? appendDrawn : append,
    insert,
    removeFirst: random.isUsed ? removeDrawn : removeFirst,
    remove: random.isUsed ? removeAnyDrawn : remove,
    replaceFirst,
    departed: noted(departed),
    passed,
    takenBack,
    reset,
  }
}

const always = (): boolean => true
