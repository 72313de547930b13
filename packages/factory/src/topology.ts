/**
 * The graph of a plan in numbers: links, who feeds whom in which rank, and in which stage an entry is decided.
 *
 * These numbers come from the written order alone (never from names or from the order of computing), and decide ties.
 */
import { waitsForRoom } from './before-service.ts'
import { int32, int32From, uint8From } from 'genba/kernel'
import { isDelay } from './delay-station.ts'
import { loopOfElement, loopsOf } from './loops.ts'
import { outsideCallers } from './outside-calls.ts'
import { waitsUntilIdle } from './opportunities.ts'
import { choosesProduct } from './own-products.ts'
import type { ElementPlan, Plan, Routing } from './plan.ts'
import { setsUpByTurn } from './polling.ts'
import { preempts } from './preemption.ts'
import { groupOf } from './skilled-crews.ts'
import { takersOf } from './spares.ts'

/** Behaviour of an element, the block that carries it. */
export const SOURCE = 0
export const SINK = 1
export const BUFFER = 2
export const STATION = 3
export const DELAY = 4
export const TUNNEL = 5
/** Members of lines that move as one: the line's block carries them. */
export const SYNCHRONOUS = 6
export const MOVING = 7
/** Stations and inner buffers of a tandem line (tandem-lines.ts). */
export const TANDEM = 8

/** How an entry is decided: the only feeder may go in; first come of feeders in stage 2; a choice in stage 3. */
export const DIRECT = 0
export const FIRST_COME = 1
export const CHOICE = 2

/** A part's `target` while it has none, when any of its branches will do, and when it leaves as scrap. */
export const UNDECIDED = -1
export const ANY = -2
export const SCRAP = -3
/** Target of a part that is worked on once more at the same station. */
export const ITSELF = -4

export interface Topology {
  readonly elements: number
  /** Per element. */
  readonly kind: Uint8Array
  readonly entryClass: Uint8Array
  /** Links: from, to, rank among the feeders of `to`, and how many parts an assembly takes over it (0: the main input). */
  readonly links: number
  readonly linkFrom: Int32Array
  readonly linkTo: Int32Array
  readonly linkRank: Int32Array
  readonly linkTakes: Int32Array
  /** Main feeders of each element by rank (link numbers), and the links over which it assembles. */
  readonly feeders: readonly Int32Array[]
  readonly takes: readonly Int32Array[]
  /** Per element: the line with carriers to which it belongs, -1 for none. */
  readonly loop: Int32Array
  /** Where parts get onto carriers: links over which they come, by rank; those over which carriers come are its feeders. */
  readonly boarding: readonly Int32Array[]
  /** Per link: 1 if a part gets off its carrier there. */
  readonly off: Uint8Array
  /** Links out of each element for its pass routing, in written order. */
  readonly branches: readonly Int32Array[]
  /** The link from one element to another, -1 if there is none. */
  linkBetween(from: number, to: number): number
  /** Per element: 1 for buffers from which repairs or maintenance take parts. */
  readonly givesSpares: Uint8Array
  /** Choice numbers in order of precedence: exits that commit, entries, sources that choose a product, repairs that take parts, supplies, losses, standstills, idleness, people. */
  readonly choices: number
  readonly commitChoice: Int32Array
  readonly entryChoice: Int32Array
  /** Of sources that look at the plant to choose what comes next. */
  readonly makingChoice: Int32Array
  /** Of elements whose repairs or maintenance take parts, and the first of lines whose stops do. */
  readonly spareChoice: Int32Array
  readonly supplyChoice: Int32Array
  readonly lossChoice: Int32Array
  readonly standstillChoice: Int32Array
  /** Of stations with maintenance that waits until they are idle. */
  readonly idleChoice: Int32Array
  /** Per crew. */
  readonly crewChoice: Int32Array
  /** Element and class of each choice. */
  readonly choiceElement: Int32Array
  readonly choiceClass: Uint8Array
}

export const COMMIT = 0
export const ENTRY = 1
/** What a source makes next. */
export const MAKING = 2
/** Which position, or stop of a tunnel, gets the parts that its repair or maintenance takes. */
export const SPARES = 3
export const SUPPLY = 4
export const LOSS = 5
/** Who could not leave in this tick, and so stops what carries it. */
export const STANDSTILL = 6
/** Whether maintenance begins that waits until a position is idle. */
export const IDLENESS = 7
/** Whom free people of a crew serve. */
export const PEOPLE = 8

export function createTopology(plan: Plan): Topology {
  const { elements } = plan
  const kind = uint8From(elements, (element) => kindOf(plan, element))
  const links: { from: number; to: number; takes: number }[] = []
  const find = (from: number, to: number): number => links.findIndex((link) => link.from === from && link.to === to)

  /** A buffer without places is no element of the flow: what goes there goes on to where it leads. */
  function beyond(to: number): number {
    const element = elements[to]!
    return element.kind === 'buffer' && element.capacity === 0 && element.to.kind === 'single' ? beyond(element.to.to) : to
  }

  function link(from: number, written: number): number {
    const to = beyond(written)
    const known = find(from, to)
    if (known >= 0) return known
    const target = elements[to]!
    const taken = target.kind === 'station' ? (target.takes.find((take) => take.from === from)?.count ?? 0) : 0
    return links.push({ from, to, takes: taken }) - 1
  }

  const branches = elements.map((element) =>
    element.kind === 'buffer' && element.capacity === 0 ? int32(0) : int32From(routingTargets(element), (to) => link(element.number, to)),
  )
  for (const element of elements) {
    if (element.kind === 'station' || element.kind === 'tunnel') {
      for (const outcome of element.outcomes) if (typeof outcome.to === 'number') link(element.number, outcome.to)
      if (typeof element.afterTries === 'number') link(element.number, element.afterTries)
    }
    if (element.kind === 'station') for (const part of element.divides) link(element.number, part.to)
    if (element.kind === 'station' && typeof element.inspects?.to === 'number') link(element.number, element.inspects.to)
    if (element.kind === 'buffer' && element.expired !== undefined) link(element.number, element.expired)
  }

  const loop = loopOfElement(plan)
  for (const { carriers } of loopsOf(plan)) for (const to of targetsOfRouting(carriers.onward)) link(carriers.getsOff, to)
  const boards = (element: number): boolean => loop[element]! >= 0 && plan.lines[loop[element]!]!.carriers!.getsOn === element
  const fromInside = ({ from, to }: { from: number; to: number }): boolean => loop[from] === loop[to]

  const linksTo = elements.map(() => [] as number[])
  links.forEach((l, number) => void (l.takes === 0 && linksTo[l.to]!.push(number)))
  const withoutPlaces = elements.filter((other) => other.kind === 'buffer' && other.capacity === 0)
  const coming = elements.map((element) => {
    const here = linksTo[element.number]!
    // A feeder behind buffers without places has the rank of the last of them.
    const arriving = (from: number): number => {
      const empty = withoutPlaces.find((other) => beyond(other.number) === element.number && other.from.includes(from))
      return empty === undefined ? from : empty.number
    }
    const rank = (number: number): number => {
      const { from } = links[number]!
      const at = element.from.indexOf(element.from.includes(from) ? from : arriving(from))
      return at >= 0 ? at : element.from.length + from
    }
    return Int32Array.from(here.sort((a, b) => rank(a) - rank(b)))
  })
  const feeders = coming.map((list, element) => (boards(element) ? list.filter((l) => fromInside(links[l]!)) : list))
  const boarding = coming.map((list, element) => (boards(element) ? list.filter((l) => !fromInside(links[l]!)) : int32(0)))
  const off = uint8From(links, ({ from, to }) => (loop[from]! >= 0 && loop[from] !== loop[to] ? 1 : 0))
  const takes = elements.map((element) => {
    if (element.kind !== 'station') return int32(0)
    return int32From(element.takes, (take) => find(take.from, element.number)).filter((l) => l >= 0)
  })
  const linkRank = int32(links.length)
  for (const list of feeders) list.forEach((number, rank) => void (linkRank[number] = rank))

  const callsOutside = outsideCallers(plan)
  const entryClass = uint8From(elements, (element) => classOf(element))

  function classOf(element: ElementPlan): number {
    const inputs = coming[element.number]!
    const all = [...inputs, ...takes[element.number]!]
    if (setsUpByTurn(element) || preempts(element) || callsOutside[element.number] === 1) return CHOICE
    if (element.kind === 'station' && (element.batch !== undefined || element.match === 'order')) return CHOICE
    if (element.kind === 'station' && element.casting !== undefined && element.casting.makes.length > 1) return CHOICE
    // A synchronous line steps on what then waits.
    if (kind[element.number] === SYNCHRONOUS) return CHOICE
    for (const number of all) {
      const feeder = elements[links[number]!.from]!
      // A part that gets off its carrier needs room for both.
      if (off[number] === 1) return CHOICE
      if (feeder.to.kind === 'rule' && (feeder.to.split === 'first_free' || feeder.to.commit === 'when_room')) return CHOICE
      if (feeder.kind === 'buffer' && feeder.discipline !== 'fifo') return CHOICE
    }
    // A store that several stations take from: who gets the part is a choice.
    for (const number of takes[element.number]!) if (destinations(links[number]!.from) > 1) return CHOICE
    if (feeders[element.number]!.length <= 1 && boarding[element.number]!.length <= 1) return DIRECT
    if (element.merge !== 'first_come') return CHOICE
    const readyInStageOne = inputs.every((number) => {
      const feeder = elements[links[number]!.from]!
      // Empty carriers pass a station in stage 2; what waits for room before it is worked on comes in then.
      return feeder.kind !== 'buffer' && !waitsForRoom(feeder) && loop[feeder.number]! < 0 && destinations(feeder.number) === 1
    })
    return readyInStageOne ? FIRST_COME : CHOICE
  }

  function destinations(from: number): number {
    return links.filter((l) => l.from === from).length
  }

  // Input places stand before their station.
  const place = (element: ElementPlan): number =>
    element.kind === 'buffer' && element.inputOf !== undefined ? element.inputOf - 0.5 : element.number
  const ordered = elements.toSorted((a, b) => place(a) - place(b))
  // Choices in order of precedence: class by class, in flow order.
  const choiceElement: number[] = []
  const choiceClass: number[] = []
  const numbered = (choiceKind: number, wanted: (element: ElementPlan) => boolean): Int32Array => {
    const choices = int32(elements.length).fill(-1)
    for (const element of ordered) {
      if (!wanted(element)) continue
      choiceClass.push(choiceKind)
      choices[element.number] = choiceElement.push(element.number) - 1
    }
    return choices
  }
  const commitChoice = numbered(COMMIT, (element) => element.to.kind === 'rule')
  const entryChoice = numbered(ENTRY, (element) => entryClass[element.number] === CHOICE || manyFailingPositions(element))
  const makingChoice = numbered(MAKING, choosesProduct)
  const spareTakers = takersOf(plan)
  const spareStores = new Set(spareTakers.flatMap((taker) => taker.takes.map(({ from }) => from)))
  const spareChoice = numbered(SPARES, ({ number }) => spareTakers.some(({ element }) => element === number))
  const supplyChoice = numbered(SUPPLY, (element) => element.kind === 'buffer' && element.supply !== undefined)
  const lossChoice = numbered(LOSS, (element) => element.kind === 'source' && element.whenFull === 'lost')
  const standstillChoice = numbered(STANDSTILL, (element) => kind[element.number] === TUNNEL || kind[element.number] === MOVING)
  const idleChoice = numbered(IDLENESS, waitsUntilIdle)

  /** Pools of a crew serve as one. */
  const crewChoice = int32(plan.crews.length)
  plan.crews.forEach((_, crew) => {
    const group = groupOf(plan.crews, crew)
    if (group === crew) choiceClass.push(PEOPLE)
    crewChoice[crew] = group === crew ? choiceElement.push(crew) - 1 : crewChoice[group]!
  })

  const byEnds = new Map(links.map((l, number) => [l.from * elements.length + l.to, number]))
  return {
    elements: elements.length,
    kind,
    entryClass,
    links: links.length,
    linkFrom: int32From(links, (l) => l.from),
    linkTo: int32From(links, (l) => l.to),
    linkRank,
    linkTakes: int32From(links, (l) => l.takes),
    feeders,
    takes,
    loop,
    boarding,
    off,
    branches,
    linkBetween: (from, to) => byEnds.get(from * elements.length + beyond(to)) ?? -1,
    givesSpares: uint8From(elements, ({ number }) => (spareStores.has(number) ? 1 : 0)),
    choices: choiceElement.length,
    commitChoice,
    entryChoice,
    makingChoice,
    spareChoice,
    supplyChoice,
    lossChoice,
    standstillChoice,
    idleChoice,
    crewChoice,
    choiceElement: Int32Array.from(choiceElement),
    choiceClass: Uint8Array.from(choiceClass),
  }
}

/** A station whose places fail by themselves: if all free ones are down, which takes the next part is decided in stage 3. */
function manyFailingPositions(element: ElementPlan): boolean {
  return (
    element.kind === 'station' &&
    element.positions > 1 &&
    element.positions !== Infinity &&
    (element.failures.length + element.maintenance.length + element.wear.length > 0 ||
      element.tool !== undefined ||
      element.heatUp !== undefined ||
      element.casting !== undefined)
  )
}

/** Where the pass routing of an element leads, in written order. */
export function routingTargets(element: ElementPlan): readonly number[] {
  return targetsOfRouting(element.to)
}

/** Where a way leads, in written order. */
export function targetsOfRouting(to: Routing): readonly number[] {
  switch (to.kind) {
    case 'none':
      return []
    case 'single':
      return [to.to]
    case 'shares':
      return to.branches.map((branch) => branch.to)
    case 'rule':
    case 'route':
      return to.to
    case 'by':
      return [...new Set([...Object.values(to.cases), ...(to.otherwise === undefined ? [] : [to.otherwise])])]
  }
}

function kindOf(plan: Plan, element: ElementPlan): number {
  switch (element.kind) {
    case 'source':
      return SOURCE
    case 'sink':
      return SINK
    case 'buffer':
      return BUFFER
    case 'tunnel':
      return TUNNEL
    case 'transport':
      throw new Error(`${element.path}: transports are not part of this engine`)
    case 'station': {
      const transfer = element.line === undefined ? 'asynchronous' : plan.lines[element.line]!.transfer
      if (transfer === 'synchronous') return SYNCHRONOUS
      if (transfer !== 'asynchronous') return MOVING
      return isDelay(plan, element) ? DELAY : STATION
    }
  }
}
