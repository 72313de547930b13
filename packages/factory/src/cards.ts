/**
 * Cards: at most so many parts in a line (CONWIP, kanban). A part that comes into the entry queue of a line takes a card; it
 * gives it back when it leaves the line, or when its last operation there has ended (`card_back`), or as scrap.
 *
 * With `when_finished` the last operation is that of a station behind which the line has no other, rework included; a part
 * that never comes to such a station gives its card back where it goes on to places behind all stations, or leaves.
 * M. L. Spearman, D. L. Woodruff, W. J. Hopp, "CONWIP: a pull alternative to kanban", Int. J. Production Research 28 (1990).
 */
import { int32, int32From, uint8From } from 'genba/kernel'
import { cardLinesOf, entryOf } from './card-lines.ts'
import type { CardLine } from './card-lines.ts'
import type { Plan } from './plan.ts'
import type { Topology } from './topology.ts'

export interface Cards {
  /** Per link: 1 if a part that goes over it takes or gives back a card. */
  readonly touches: Uint8Array
  /** Per element: 1 if a part that is finished there gives back a card; if one that is scrapped or used there does. */
  readonly atFinish: Uint8Array
  readonly atEnd: Uint8Array
  /** Is the element the entry queue of a line with cards? */
  isEntry(element: number): boolean
  /** May a part come into `element`, as far as cards go? */
  admits(element: number): boolean
  /** A part has gone over the link. */
  moved(link: number): void
  finished(element: number): void
  /** A part has been scrapped in the element, or has gone from it into another. */
  ended(element: number): void
  /** @param opened is told the entry for which a card is free */
  bind(opened: (element: number) => void): void
  reset(): void
}

export function createCards(plan: Plan, topology: Topology): Cards {
  const lines = cardLinesOf(plan)
  const { linkFrom, linkTo } = topology
  const free = int32(lines.length)
  const insides = lines.map(({ elements }) => new Set(elements))
  const behinds = lines.map((line, i) => behind(line, insides[i]!))
  /** Per element: the line whose entry queue it is. */
  const lineOfEntry = int32From(plan.elements, ({ number }) => lines.findIndex((line) => entryOf(line) === number))
  const indices = (wanted: (line: number) => boolean): Int32Array => Int32Array.from([...lines.keys()].filter(wanted))
  const givenByLink = Array.from({ length: topology.links }, (_, link) => {
    const [from, to] = [linkFrom[link]!, linkTo[link]!]
    return indices((i) => insides[i]!.has(from) && !behinds[i]!.has(from) && (!insides[i]!.has(to) || (behinds[i]!.has(to) && !isWork(to))))
  })
  const givenAtFinish = plan.elements.map(({ number }) => indices((i) => behinds[i]!.has(number) && isWork(number)))
  const givenAtEnd = plan.elements.map(({ number }) => indices((i) => insides[i]!.has(number) && !behinds[i]!.has(number)))
  let opened: (element: number) => void

  function isWork(element: number): boolean {
    const { kind } = plan.elements[element]!
    return kind === 'station' || kind === 'tunnel'
  }

  /** With `when_finished`: elements of the line from which no station of it can be reached any more, other than they themselves are. */
  function behind(line: CardLine, inside: ReadonlySet<number>): ReadonlySet<number> {
    if (line.cardBack === 'when_left' || !line.elements.some(isWork)) return new Set()
    const next = (element: number): readonly number[] =>
      [...linkFrom.keys()].flatMap((link) => (linkFrom[link] === element && inside.has(linkTo[link]!) ? [linkTo[link]!] : []))
    const reachesWork = (element: number, seen: Set<number>): boolean =>
      next(element).some((to) => {
        if (isWork(to)) return true
        if (seen.has(to)) return false
        seen.add(to)
        return reachesWork(to, seen)
      })
    return new Set(line.elements.filter((element) => !reachesWork(element, new Set())))
  }

  function give(list: Int32Array): void {
    for (let i = 0; i < list.length; i++) {
      const line = list[i]!
      free[line] = free[line]! + 1
      opened(entryOf(lines[line]!))
    }
  }

  return {
    touches: uint8From(givenByLink, (list, link) => (list.length > 0 || lineOfEntry[linkTo[link]!]! >= 0 ? 1 : 0)),
    atFinish: uint8From(givenAtFinish, (list) => (list.length > 0 ? 1 : 0)),
    atEnd: uint8From(givenAtEnd, (list) => (list.length > 0 ? 1 : 0)),
    isEntry: (element) => lineOfEntry[element]! >= 0,
    admits: (element) => lineOfEntry[element]! < 0 || free[lineOfEntry[element]!]! > 0,
    moved: (link) => {
      const entered = lineOfEntry[linkTo[link]!]!
      if (entered >= 0) free[entered] = free[entered]! - 1
      give(givenByLink[link]!)
    },
    finished: (element) => give(givenAtFinish[element]!),
    ended: (element) => give(givenAtEnd[element]!),
    bind: (of) => {
      opened = of
    },
    reset: () => lines.forEach(({ cards }, line) => void (free[line] = cards)),
  }
}
