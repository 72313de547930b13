/**
 * How parts move: exits, entries, and the choices between them.
 *
 * Every element has one exit, a list of finished parts of which the first may leave, and one entry with feeders in rank
 * order. A part moves when it is first at an exit, is bound for an entry, and that entry has room. What needs no choice
 * moves in stage 2 of a tick, in any order; the rest one at a time in stage 3 (docs/mechanisms/ticks.md). Scrapped parts
 * at the head of an exit leave at once, so the head of an exit is never scrap.
 */
import { int32From, uint8, uint8From } from 'genba/kernel'
import * as topologies from './topology.ts'
import { createAssembling } from './assembling.ts'
import { createBatchEntries } from './batch-entries.ts'
import type { Blocks } from './blocks.ts'
import { createBoarding } from './boarding.ts'
import type { Exits } from './exits.ts'
import { createMerging } from './merging.ts'
import { setsUpAhead } from './preparations.ts'
import { createProcessPlans } from './process-plans.ts'
import { hasOutputPlaces } from './output-places.ts'
import { createRouting } from './routing.ts'
import * as records from './record.ts'
import { createSplits } from './splits.ts'
import type { Transfers } from './transfers.ts'
import type { World } from './world.ts'

const { ANY, BUFFER, CHOICE, COMMIT, DIRECT, ENTRY, FIRST_COME, MOVING, SCRAP, SYNCHRONOUS, UNDECIDED } = topologies
const { COUNTS, ENTERED, SCRAPPED } = records

export interface Flow {
  /** First part at the exit of `element`, -1 if none. */
  first(element: number): number
  waiting(element: number): number
  /** Takes the first part away from an exit, -1 if there is none (it is lost). */
  withdraw(element: number): number
  /** `part` is finished in `element` and may leave behind those that are. Its `target` is set or UNDECIDED. */
  finish(element: number, part: number): void
  /** `part` asks for room as if it were finished; work on it has not begun. */
  request(element: number, part: number): void
  /** Which of two parts leaves a buffer first, where that hangs on what they are: true, so for equals false. */
  keyed(element: number): ((a: number, b: number) => boolean) | undefined
  /** Draws the branch of a part that has just come into `element`, where branches are chosen by shares. */
  route(element: number, part: number): void
  /** The entry of `element` may have room, or what it assembles may be there. */
  opened(element: number): void
  /** The set-up of `element` that comes before a part is taken has ended. */
  prepared(element: number): void
  /** Does a main input offer a part to `element`? */
  offered(element: number): boolean
  /** Are all parts there that `element` assembles, to `main` if that has come in? */
  complete(element: number, main?: number): boolean
  /** The first part at the feeder of `link` stays where it is, but is bound: nobody else takes it. */
  hold(link: number): void
  /** The set-up for a part that has stayed where it was is done: it comes in. */
  letIn(part: number): void
  /** Takes the parts that `element` assembles from their stores. */
  consume(element: number, into: number): void
  /** Would a part come in by the entry's own rule, room or not? */
  arrives(element: number): boolean
  /** Brings that part in. */
  take(element: number): void
  /** The line that `element` belongs to is to be looked at in stage 2. */
  revisit(element: number): void
  /** Stage 2 and 3, for the tick loop. Work items: entry of e is e, exit of e is elements + e. */
  settle(item: number): void
  choose(choice: number): boolean
  /** The life of a part in the buffer `element` has run out: it goes over `link`, or as scrap (-1). `waits`: it stands at the exit. */
  expire(element: number, part: number, link: number, waits: boolean): void
  /** A part leaves the base as scrap. */
  scrap(element: number, part: number): void
  bind(blocks: Blocks, transfers: Transfers): void
  reset(): void
}

export function createFlow(world: World, exits: Exits): Flow {
  const { plan, topology, agenda, parts, record, births, streams, carriers, cards, reservations } = world
  const { columns } = parts
  const elements = topology.elements
  const {
    kind,
    linkFrom,
    linkTo,
    linkTakes,
    feeders,
    takes,
    branches,
    entryClass,
    entryChoice,
    commitChoice,
    choiceClass,
    choiceElement,
    givesSpares,
  } = topology
  const { passes, isEmpty } = carriers
  const { strict } = world
  const { waits } = reservations
  const { spares } = world
  const { after, at: transferAt } = world.places
  const { clock } = world.events
  const { sums: counts } = record.counts
  const { first: exitFirst, count: exitCount, removeFirst, departed, passed } = exits
  /** Exits whose first part has not been looked at. */
  const unseen = uint8(elements)
  const isFirst = uint8From(plan.elements, (element) =>
    element.line !== undefined && plan.lines[element.line]!.elements[0] === element.number ? 1 : 0,
  )
  const hasOutputs = uint8From(plan.elements, (element) => (hasOutputPlaces(element) ? 1 : 0))
  const createsOwn = uint8From(plan.elements, (element) => (element.kind === 'station' && feeders[element.number]!.length === 0 ? 1 : 0))
  const setsAhead = uint8From(plan.elements, (element) => (setsUpAhead(element) ? 1 : 0))
  const uniformOf = (name: string, wanted: (element: (typeof plan.elements)[number]) => boolean): Int32Array =>
    int32From(plan.elements, (element) => (wanted(element) ? streams.uniforms(element.key, name) : -1))
  const routeStream = uniformOf(
    'route',
    (element) => element.to.kind === 'shares' || (element.to.kind === 'rule' && element.to.split === 'random'),
  )
  const processPlans = createProcessPlans(plan, topology, columns)
  const splits = createSplits(world, routeStream, (element) => blocks.room(element))
  const merging = createMerging(world, exits, {
    offers,
    waiting: (link) => batches.waitingFor(link, Infinity),
    prepare: (element, link, turnBegins) => blocks.prepare(element, link, offers(link) ? exitFirst[linkFrom[link]!]! : -1, turnBegins),
  })
  const { pick, longestWaiting } = merging
  const { route, branchBy, precedes, keyed } = createRouting(world, topology, routeStream)
  /** Which of two parts at an exit comes first, where that is not the one that came before. */
  const ordered = precedes.map((before, element) =>
    waits[element] === 1 ? (a: number, b: number): boolean => !blocks.waits(element, a) && blocks.waits(element, b) : before,
  )
  const assembling = createAssembling(world, exits, {
    look: (element) => void (unseen[element] === 1 && refresh(element)),
    advance,
    pick: (element) => pick(element),
  })
  const { has: hasTakes, matches, mainFirst, complete, consume, use } = assembling
  const boarding = createBoarding(world, exits, longestWaiting, advance, scrap)
  const boards = uint8From(topology.boarding, (list) => (list.length > 0 ? 1 : 0))
  /** The link of an exit that has but one way, else -1; exits from which several parts are taken at once. */
  const onlyWay = int32From(plan.elements, (element) =>
    element.to.kind === 'single' && branches[element.number]!.length === 1 && carriers.getsOff[element.number] === 0
      ? branches[element.number]![0]!
      : -1,
  )
  const batches = createBatchEntries(world, exits, { offers, take, bring, onlyWay })
  /** Buffers that let out strictly in sequence, before each entry. */
  const strictBefore = topology.feeders.map((list, element) =>
    [...list, ...takes[element]!].map((link) => linkFrom[link]!).filter((from) => strict.has[from] === 1),
  )
  const severalTaken = uint8(elements)
  for (let link = 0; link < topology.links; link++)
    if (linkTakes[link]! > 1 || batches.has(linkTo[link]!) || matches[linkTo[link]!] === 1) severalTaken[linkFrom[link]!] = 1
  let blocks: Blocks
  let transfers: Transfers

  // --- exits -------------------------------------------------------------------------------------------------------

  function finish(element: number, part: number): void {
    if (cards.atFinish[element] === 1) cards.finished(element)
    if (strict.has[element] === 1) {
      columns.ready[part] = clock[0]!
      strict.hold(element, part)
    } else request(element, part)
  }

  function request(element: number, part: number): void {
    columns.ready[part] = clock[0]!
    if (givesSpares[element] === 1) spares.arrived(element)
    const before = ordered[element]
    if (before === undefined) exits.append(element, part)
    else exits.insert(element, part, before)
    if (exitFirst[element] === part) {
      const way = onlyWay[element]!
      if (way >= 0 && columns.target[part] === UNDECIDED) {
        // Nothing to decide: the entry is told at once.
        columns.target[part] = way
        opened(linkTo[way]!)
      } else {
        unseen[element] = 1
        agenda.work(elements + element)
      }
    } else if (severalTaken[element] === 1 && hasRivals(element)) opened(linkTo[columns.target[exitFirst[element]!]!]!)
  }

  /** More than one part at an exit may matter to an assembly that takes several or matches, or to a batch. */
  function hasRivals(element: number): boolean {
    const target = columns.target[exitFirst[element]!]!
    return target >= 0 && (linkTakes[target]! > 1 || batches.has(linkTo[target]!) || matches[linkTo[target]!] === 1)
  }

  /** The next part at an exit comes first. */
  function advance(element: number): void {
    const part = exitFirst[element]!
    if (part < 0) {
      unseen[element] = 0
      return
    }
    const way = onlyWay[element]!
    if (way >= 0 && columns.target[part] === UNDECIDED) {
      unseen[element] = 0
      columns.target[part] = way
      opened(linkTo[way]!)
    } else refresh(element)
  }

  /** Looks at the first part of an exit: scrap leaves, a branch is chosen, the entry it is bound for is told. */
  function refresh(element: number): void {
    unseen[element] = 0
    for (;;) {
      const part = exitFirst[element]!
      if (part < 0) return
      let target = columns.target[part]!
      if (target === SCRAP) {
        if (passes[element] === 1) {
          boarding.putDown(element, part)
          continue
        }
        removeFirst(element)
        record.fingerprint.add(element, -1)
        blocks.leave(element, part)
        scrap(element, part)
        continue
      }
      if (target === UNDECIDED) {
        target = decide(element, part)
        columns.target[part] = target
      }
      if (target >= 0) opened(linkTo[target]!)
      else if (target === ANY) for (const link of branches[element]!) opened(linkTo[link]!)
      else if (commitChoice[element]! >= 0) agenda.choice(commitChoice[element]!)
      return
    }
  }

  /** The branch of a part where no choice between states is needed; UNDECIDED where one is. */
  function decide(element: number, part: number): number {
    if (carriers.getsOff[element] === 1 && isEmpty(part)) return carriers.onward(element, part)
    const { to } = plan.elements[element]!
    switch (to.kind) {
      case 'single':
        return branches[element]![0]!
      case 'by':
        return branchBy(element, part)
      case 'route':
        return processPlans.next(element, part)
      case 'rule':
        return to.split === 'first_free' ? ANY : UNDECIDED
      default:
        return UNDECIDED
    }
  }

  /** Stage 3: the first part of an exit commits to a branch by the exit's rule. */
  function commit(element: number): boolean {
    const part = exitFirst[element]!
    const { to } = plan.elements[element]!
    if (part < 0 || columns.target[part] !== UNDECIDED || to.kind !== 'rule') return false
    const chosen = splits.choose(element, part)
    if (chosen < 0) return false
    columns.target[part] = chosen
    opened(linkTo[chosen]!)
    return true
  }

  // --- entries -----------------------------------------------------------------------------------------------------

  function opened(element: number): void {
    boarding.opened(element)
    if (entryClass[element] === CHOICE) agenda.choice(entryChoice[element]!)
    else agenda.work(element)
  }

  /** True if the first part at the feeder of `link` may go over it. */
  function offers(link: number): boolean {
    // Whoever looks at an exit first lets scrap at its head leave and the next part choose its way.
    if (unseen[linkFrom[link]!] === 1) refresh(linkFrom[link]!)
    const part = exitFirst[linkFrom[link]!]!
    if (part < 0) return false
    const target = columns.target[part]!
    if (topology.off[link] === 1 && !boarding.letsGo(linkFrom[link]!, part)) return false
    return target === link || (target === ANY && branches[linkFrom[link]!]!.includes(link))
  }

  function offered(element: number): boolean {
    const inputs = feeders[element]!
    for (let i = 0; i < inputs.length; i++) if (offers(inputs[i]!)) return true
    return false
  }

  function move(link: number): void {
    const from = linkFrom[link]!
    const to = linkTo[link]!
    const part = removeFirst(from)
    if (waits[from] === 1 && blocks.waits(from, part)) {
      columns.target[part] = link
      reservations.keep(part)
      blocks.begin(from, part)
      advance(from)
      return
    }
    if (passes[from] === 1 && kind[from] !== BUFFER && isEmpty(part)) passed(from, part)
    else departed(from, part)
    blocks.leave(from, part)
    if (cards.touches[link] === 1) cards.moved(link)
    if (topology.off[link] === 1) {
      const onward = carriers.onward(from, part)
      arrive(linkTo[onward]!, carriers.unload(part), onward)
    }
    advance(from)
    arrive(to, part, link)
  }

  /** A finished part for which a place is kept leaves. */
  function depart(part: number): void {
    const link = columns.target[part]!
    const from = linkFrom[link]!
    if (cards.atFinish[from] === 1) cards.finished(from)
    leave(from, part, link)
  }

  /** A part that stands in no list leaves over `link`. */
  function leave(from: number, part: number, link: number): void {
    departed(from, part)
    blocks.leave(from, part)
    if (cards.touches[link] === 1) cards.moved(link)
  }

  function hold(link: number): void {
    const part = removeFirst(linkFrom[link]!)
    columns.target[part] = link
    advance(linkFrom[link]!)
  }

  function letIn(part: number): void {
    const link = columns.target[part]!
    leave(linkFrom[link]!, part, link)
    arrive(linkTo[link]!, part, link)
  }

  function arrive(to: number, part: number, link: number): void {
    if (passes[to] === 0 || kind[to] === BUFFER || !isEmpty(part)) counts[to * COUNTS + ENTERED] = counts[to * COUNTS + ENTERED]! + 1
    columns.entered[part] = clock[0]!
    columns.target[part] = UNDECIDED
    if (strict.isUsed) strict.moved(part, to)
    blocks.enter(to, part, link)
  }

  /** Brings one part into an entry over `link` (-1: the element makes its own), with all that it assembles. */
  function bring(element: number, link: number): void {
    if (link < 0) {
      const product = world.ownProducts.next(element)
      const part = product < 0 ? births.make(element) : births.makeOf(element, product)
      if (product >= 0) births.begin(part, clock[0]!)
      if (hasTakes[element] === 1) consume(element, part)
      record.count(element, ENTERED)
      columns.entered[part] = clock[0]!
      blocks.enter(element, part, -1)
      return
    }
    if (hasTakes[element] === 1 && mainFirst[element] === 0) consume(element, exitFirst[linkFrom[link]!]!)
    if (setsAhead[element] === 0 || !blocks.prepareAhead(element, link, exitFirst[linkFrom[link]!]!)) move(link)
  }

  function pull(element: number): void {
    const inputs = feeders[element]!
    while (boards[element] === 1 && boarding.board(element));
    if (hasTakes[element] === 1) {
      blocks.supply(element)
      if (mainFirst[element] === 0 && !complete(element)) return
    }
    while (blocks.room(element)) {
      let link = -1
      if (inputs.length === 1) {
        link = inputs[0]!
        if (!offers(link) || !blocks.admits(element, exitFirst[linkFrom[link]!]!)) return
      } else if (inputs.length > 1) {
        link = longestWaiting(inputs)
        if (link < 0 || !blocks.admits(element, exitFirst[linkFrom[link]!]!)) return
      } else if (createsOwn[element] === 0) return
      bring(element, link)
      if (hasTakes[element] === 0) continue
      blocks.supply(element)
      if (mainFirst[element] === 0 && !complete(element)) return
    }
  }

  /** Stage 3: one part enters by the entry's rule. */
  function admit(element: number): boolean {
    for (const buffer of strictBefore[element]!) strict.release(buffer)
    if (boards[element] === 1 && boarding.board(element)) return true
    if (kind[element] === SYNCHRONOUS) return blocks.step(element)
    if (kind[element] === MOVING) {
      blocks.advance(element)
      if (!entersHere(element)) return false
    }
    if (batches.has(element)) return batches.admit(element, blocks)
    if (world.urgency.has[element] === 1) return admitUrgent(element)
    if (hasTakes[element] === 1) {
      blocks.supply(element)
      if (mainFirst[element] === 0 && !complete(element)) return false
    }
    if (!blocks.manned(element)) return false
    merging.closeGate(element)
    if (!blocks.room(element)) return false
    if (feeders[element]!.length > 0) {
      const link = merging.next(element)
      if (link < 0 || !blocks.admits(element, exitFirst[linkFrom[link]!]!)) return false
    } else if (createsOwn[element] === 0) return false
    take(element)
    return true
  }

  /** Where urgent parts interrupt work: the most urgent of those that come or were put aside gets a place. */
  function admitUrgent(element: number): boolean {
    const link = pick(element)
    const from = link < 0 ? -1 : linkFrom[link]!
    const part = link < 0 ? -1 : exitFirst[from]!
    if (blocks.goesOn(element, part, link)) return true
    if (link < 0) return false
    const goesElsewhere = columns.target[part] === ANY && firstWilling(from, part, link) !== link
    if (!goesElsewhere && !blocks.makesRoom(element, part, link)) return false
    take(element)
    return true
  }

  function arrives(element: number): boolean {
    if (hasTakes[element] === 1 && mainFirst[element] === 0 && !complete(element)) return false
    return feeders[element]!.length > 0 ? pick(element) >= 0 : createsOwn[element] === 1
  }

  /** Brings in the part that the entry's rule picks. */
  function take(element: number): void {
    let link = -1
    if (feeders[element]!.length > 0) {
      link = pick(element)
      merging.picked(element, link)
      const part = exitFirst[linkFrom[link]!]!
      // A part that several branches would take goes to the one written first in its own `to`.
      if (columns.target[part] === ANY) link = firstWilling(linkFrom[link]!, part, link)
      columns.target[part] = link
    }
    bring(link < 0 ? element : linkTo[link]!, link)
  }

  function firstWilling(from: number, part: number, chosen: number): number {
    for (const link of branches[from]!) {
      if (link === chosen) return chosen
      const to = linkTo[link]!
      if (blocks.room(to) && pick(to) >= 0 && exitFirst[linkFrom[pick(to)]!] === part) return link
    }
    return chosen
  }

  // --- for the tick loop -------------------------------------------------------------------------------------------

  function settle(item: number): void {
    if (item >= elements) {
      const target = after[item - elements]!
      if (target >= 0) transfers.settle(target)
      else {
        if (hasOutputs[item - elements] === 1) blocks.fillOutputs(item - elements)
        refresh(item - elements)
      }
      return
    }
    if (transferAt[item]! >= 0) {
      transfers.settle(transferAt[item]!)
      return
    }
    if (kind[item] === MOVING) {
      blocks.advance(item)
      if (!entersHere(item)) return
    }
    if (entryClass[item] === DIRECT || entryClass[item] === FIRST_COME) pull(item)
    else agenda.choice(entryChoice[item]!)
  }

  /** Members of a moving line other than its first have no entry. */
  function entersHere(element: number): boolean {
    return feeders[element]!.length > 0 || (takes[element]!.length > 0 && isFirst[element] === 1)
  }

  function choose(choice: number): boolean {
    const element = choiceElement[choice]!
    switch (choiceClass[choice]) {
      case COMMIT:
        return commit(element)
      case ENTRY:
        return admit(element)
      default:
        return blocks.choose(choiceClass[choice]!, element)
    }
  }

  function scrap(element: number, part: number): void {
    record.visitLog?.left(element, part)
    record.count(element, SCRAPPED)
    if (cards.atEnd[element] === 1) cards.ended(element)
    births.end(part)
  }

  function expire(element: number, part: number, link: number, waits: boolean): void {
    const wasFirst = exitFirst[element] === part
    const offered = wasFirst ? columns.target[part]! : UNDECIDED
    if (waits) exits.remove(element, part)
    blocks.forget(part)
    if (link < 0) {
      columns.target[part] = SCRAP
      record.fingerprint.add(element, -1)
      blocks.leave(element, part)
      scrap(element, part)
    } else {
      leave(element, part, link)
      arrive(linkTo[link]!, part, link)
    }
    // Who has waited for it, or for what goes with it, is told.
    if (offered >= 0) opened(linkTo[offered]!)
    else if (offered === ANY) for (const branch of branches[element]!) opened(linkTo[branch]!)
    const first = exitFirst[element]!
    if (first < 0) unseen[element] = 0
    else if (wasFirst) {
      unseen[element] = 1
      agenda.work(elements + element)
    } else if (severalTaken[element] === 1 && hasRivals(element)) opened(linkTo[columns.target[first]!]!)
  }

  function reset(): void {
    unseen.fill(0)
    merging.reset()
    splits.reset()
  }

  return {
    first: (element) => exitFirst[element]!,
    waiting: (element) => exitCount[element]!,
    withdraw: (element) => (exitFirst[element]! < 0 ? -1 : removeFirst(element)),
    finish,
    request,
    keyed: (element) => keyed[element],
    route,
    opened,
    prepared: (element) => {
      merging.prepared(element)
      opened(element)
    },
    offered,
    hold,
    letIn,
    complete,
    consume,
    arrives,
    take,
    revisit: (element) => agenda.work(element),
    settle,
    choose,
    expire,
    scrap,
    bind: (of, between) => {
      blocks = of
      assembling.bind(of)
      world.shelfLives.bind(expire)
      strict.bind(request, (buffer) => branches[buffer]!.forEach((link) => opened(linkTo[link]!)))
      boarding.bind(of)
      spares.bind(exitCount, (buffer) => {
        use(buffer, removeFirst(buffer), -1)
        advance(buffer)
      })
      cards.bind(opened)
      reservations.bind(depart, (part) => arrive(linkTo[columns.target[part]!]!, part, columns.target[part]!), opened)
      transfers = between
    },
    reset,
  }
}
