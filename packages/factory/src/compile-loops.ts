/**
 * Closed loops of the plan: carriers go from the last element of their line to its first, parts get off where the line says.
 */
import type { Diagnostics } from 'genba/model'
import type { Level } from './flow-plant.ts'
import type { ElementPlan, LinePlan, Routing } from './plan.ts'
import { placesOf } from './loops.ts'
import { targetsOfRouting } from './topology.ts'

/**
 * The elements of a plan with the ways of its loops closed, and with the way back of carriers as a buffer of its own where it
 * takes time: `loop.return`, after all other elements.
 */
export function closeLoops(
  elements: readonly ElementPlan[],
  lines: readonly LinePlan[],
  levels: readonly Level[],
  diagnostics: Diagnostics,
): { readonly elements: readonly ElementPlan[]; readonly lines: readonly LinePlan[] } {
  const closed: ElementPlan[] = [...elements]
  const all = lines.map((line, number) => {
    if (line.carriers === undefined) return line
    const { carriers } = line
    const count = carriers.kinds.reduce((sum, kind) => sum + kind.count, 0)
    const places = line.elements.reduce((sum, element) => sum + placesOf(closed[element]!), 0)
    if (count > places)
      diagnostics.error(
        levels[number]!.anchor,
        line.path,
        'G1133',
        `${count} carriers find only ${places} places in its buffers and stations; take fewer, or make its buffers larger`,
      )
    return closeLoop(line, carriers, closed)
  })
  return { elements: closed, lines: all }
}

function closeLoop(line: LinePlan, carriers: NonNullable<LinePlan['carriers']>, elements: ElementPlan[]): LinePlan {
  const [first, last] = [line.elements[0]!, line.elements.at(-1)!]
  const { getsOff, returnTime } = carriers
  const exit = elements[last]!.to
  const members = [...line.elements]
  let back = first
  if (returnTime !== undefined) {
    back = elements.length
    members.push(back)
    elements.push(returnOf(line, elements[first]!, returnTime, back))
  }
  const round: Routing = { kind: 'single', to: back }
  const onward = getsOff === last ? round : elements[getsOff]!.to
  elements[last] = { ...elements[last]!, to: round }
  elements[getsOff] = { ...elements[getsOff]!, to: exit }
  // Who comes from where, in the ranks that were written.
  for (const target of targetsOfRouting(exit))
    elements[target] = { ...elements[target]!, from: elements[target]!.from.map((from) => (from === last ? getsOff : from)) }
  if (back !== first) addFeeder(elements, back, last)
  addFeeder(elements, first, back === first ? last : back)
  return { ...line, elements: members, carriers: { ...carriers, onward } }
}

function addFeeder(elements: ElementPlan[], to: number, from: number): void {
  if (!elements[to]!.from.includes(from)) elements[to] = { ...elements[to]!, from: [...elements[to]!.from, from] }
}

/** The way back: it has room for all, and who comes first is there first. */
function returnOf(
  line: LinePlan,
  first: ElementPlan,
  moveTime: NonNullable<LinePlan['carriers']>['returnTime'],
  number: number,
): ElementPlan {
  return {
    kind: 'buffer',
    number,
    path: `${line.path}.return`,
    key: `${line.key}.return`,
    ...(line.shop === undefined ? {} : { shop: line.shop }),
    line: line.number,
    calendars: [],
    openEarly: 0,
    to: { kind: 'single', to: first.number },
    from: [],
    merge: 'first_come',
    visitEmpty: false,
    capacity: Infinity,
    discipline: 'fifo',
    startsWith: [],
    ...(moveTime === undefined ? {} : { moveTime }),
  }
}
