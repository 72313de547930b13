/**
 * What the language says and this engine does not simulate: refused by name, never silently ignored.
 *
 * People are a constraint only where the engine carries all that a plan says of them (people.ts); else they are counted and
 * change no result, and the notes of a run say so.
 */
import type { Value } from 'genba/model'
import { waitsForRoom } from './before-service.ts'
import { wantsAlike } from './alike.ts'
import { canFail } from './breakdowns.ts'
import { cardLinesOf, entryOf, targetsOf, unsupportedWithCards } from './card-lines.ts'
import { isDelay } from './delay-station.ts'
import { concernsFaults, faultsOf, MOST_FAULTS } from './hidden-faults.ts'
import { failsTogether, isBeyondJoint } from './joint-failures.ts'
import { lotsInto, lotSize, placesOfBuffer } from './lots.ts'
import { crewPath, misplacedCrewHooks, misplacedHooks, namesHook } from './hooks.ts'
import { unsupportedInLoop } from './loop-support.ts'
import { loopsOf } from './loops.ts'
import { isCarried } from './compile-input-places.ts'
import { isBeyondOverlap, overlap } from './overlapping-repairs.ts'
import { hasOutputPlaces } from './output-places.ts'
import { choosesProduct, namesStores } from './own-products.ts'
import { asksForPeople, notCarried } from './people.ts'
import type { BufferPlan, ElementPlan, Plan, StationPlan, TakePlan } from './plan.ts'
import { setsUpByTurn } from './polling.ts'
import { beyondProcess } from './processes.ts'
import { preempts } from './preemption.ts'
import { setsUpAhead } from './preparations.ts'
import { sendsBack } from './returns.ts'
import { sparesOf } from './spares.ts'
import { waysTo } from './strict-sequence.ts'
import { createTopology } from './topology.ts'
import { unsupportedOfLine, unsupportedOfTunnel } from './tunnel-support.ts'

/** A word of the model and where it stands. */
export interface Unsupported {
  readonly path: string
  readonly word: string
}

const DISCIPLINES: readonly string[] = ['fifo', 'lifo', 'sequence', 'priority', 'due_date', 'shortest', 'random', 'sequence_strict']

const SPARE_PARTS =
  'spare parts of failures, or material of maintenance, from elsewhere than a buffer with places and without carriers or cards'

/** Words of `plan` that the engine cannot honor; empty: it can be run. */
export function unsupportedIn(plan: Plan): readonly Unsupported[] {
  const found: Unsupported[] = []
  const refuse = (path: string, word: string, is: boolean): void => {
    if (is) found.push({ path, word })
  }
  for (const element of plan.elements) {
    const { path } = element
    refuse(path, 'move_by', element.moveBy !== undefined)
    refuse(path, 'to: route with blocking: before_service, or where parts have carriers', followsRoute(plan, element))
    for (const word of misplacedHooks(plan, element)) refuse(path, `${word} by a hook`, true)
    refuse(path, 'unlimited positions that stop, close or need people', isUnlimitedPlace(plan, element))
    wordsOf(plan, element).forEach(([word, is]) => refuse(path, word, is))
  }
  for (const crew of plan.crews) for (const word of misplacedCrewHooks(crew)) refuse(crewPath(crew), `${word} by a hook`, true)
  for (const line of plan.lines) {
    for (const [word, is] of unsupportedOfLine(plan, line)) refuse(line.path, word, is)
    refuse(line.path, 'hook', namesHook(line))
    for (const stop of line.stops) refuse(line.path, SPARE_PARTS, !canTakeSpares(plan, stop.takes))
  }
  for (const line of cardLinesOf(plan)) found.push(...unsupportedWithCards(plan, line))
  for (const loop of loopsOf(plan)) found.push(...unsupportedInLoop(plan, loop))
  refuse('orders', 'schedule', plan.schedule !== undefined)
  return found
}

/** What keeps the people of `plan` from being a constraint: they are counted and change no result. Empty where people are simulated, or none are asked for. */
export function plannedOnlyIn(plan: Plan): readonly Unsupported[] {
  return asksForPeople(plan) ? notCarried(plan) : []
}

/** A sentence that names the words, the first few of them. */
export function describeUnsupported(words: readonly Unsupported[]): string {
  const shown = words.slice(0, 5).map(({ path, word }) => `${path}: ${word}`)
  return `${shown.join(', ')}${words.length > shown.length ? ` and ${words.length - shown.length} more` : ''}`
}

function wordsOf(plan: Plan, element: ElementPlan): readonly (readonly [string, boolean])[] {
  switch (element.kind) {
    case 'source':
      return [
        [
          'make_rule: lowest_stock without a way by product (to: {by: product, ..})',
          choosesProduct(element) && element.makeRule === 'lowest_stock' && !namesStores(element),
        ],
        [
          'make_rule: lowest_stock or a hook of a source without a rate before a batch',
          choosesProduct(element) && element.arrival.kind === 'unlimited' && leadsToBatch(plan, element),
        ],
      ]
    case 'sink':
      return [['demand (rate, every)', element.demand !== undefined]]
    case 'transport':
      return [['transport', true]]
    case 'buffer':
      return [
        ['life with carriers', element.life !== undefined && isCarried(plan.lines, element.line)],
        [
          'life before inputs served by merge: gated',
          element.life !== undefined && targetsOf(element).some((to) => plan.elements[to]!.merge === 'gated'),
        ],
        [
          'capacity in lots with another discipline than fifo, life, or where parts come one by one',
          element.capacityInLots === true && (element.discipline !== 'fifo' || element.life !== undefined || lotsInto(plan, element) === 1),
        ],
        ['lots of different sizes into one buffer, with a merge other than first_come, or with supply', mixesLots(plan, element)],
        [
          `discipline: ${typeof element.discipline === 'string' ? element.discipline : 'hook'}`,
          typeof element.discipline === 'string' && !DISCIPLINES.includes(element.discipline),
        ],
        [
          'discipline: shortest before anything but one station whose times are not drawn',
          element.discipline === 'shortest' && !knowsWork(plan, element),
        ],
        [
          'discipline: random before a station that sends parts back (on_failure: return, preempted: returns)',
          element.discipline === 'random' && targetsOf(element).some((to) => sendsBackTo(plan.elements[to]!)),
        ],
        [
          'discipline: sequence_strict with life, supply or carriers, or behind elements that divide parts or make them from others alone',
          element.discipline === 'sequence_strict' && isBeyondStrict(plan, element),
        ],
        ['supply.cards with a quantity that changes', element.supply?.cards !== undefined && isDrawnOrDated(element.supply.quantity)],
        ['supply.call_off', element.supply?.callOff !== undefined],
        [
          'supply.review of a supply that comes round by itself (every)',
          element.supply?.every !== undefined && element.supply.review !== 'continuous',
        ],
      ]
    case 'tunnel':
      return [...unsupportedOfTunnel(plan, element), [SPARE_PARTS, !canTakeSpares(plan, sparesOf(element))]]
    case 'station':
      return [
        ...unsupportedBeforeService(plan, element),
        [
          'several_modes: together with people, spare parts or another on_failure than resume, with maintenance, tools, heat_up, preempt, a batch, takes, carriers, or in a line that moves',
          overlap(element) && (isBeyondOverlap(element) || !isLone(plan, element, Infinity)),
        ],
        [
          'fails: station with failures by operating time, by chance with blocking: before_service, with maintenance, tools, heat_up, preempt, several_modes: together, or in a line that moves or has carriers',
          failsTogether(element) && (isBeyondJoint(element) || isCarried(plan.lines, element.line)),
        ],
        [
          'on_failure: return without a queue of its own before it, or with a batch, takes, carriers',
          sendsBack(element) && !(isLone(plan, element, Infinity) && hasOwnQueues(plan, element)),
        ],
        [SPARE_PARTS, !canTakeSpares(plan, sparesOf(element))],
        [
          'input_places in a line that moves or has carriers, with preempt, where inputs are served or set up for in turns, or where nothing comes in but what is taken',
          element.inputPlaces > 0,
        ],
        [
          'output_places in a line that moves or has carriers, with blocking: before_service, or before takes with match: order',
          hasOutputPlaces(element) && (isCarried(plan.lines, element.line) || waitsForRoom(element) || isMatched(plan, element)),
        ],
        ['batch with rework: itself', element.batch !== undefined && element.outcomes.some((outcome) => outcome.to === 'itself')],
        [
          'batch.same without buffers of its own before the station, or with takes',
          wantsAlike(element) && (element.takes.length > 0 || !hasOwnQueues(plan, element)),
        ],
        [
          'batch.same with a merge other than priority or first_come',
          wantsAlike(element) && element.from.length > 1 && element.merge !== 'priority' && element.merge !== 'first_come',
        ],
        [
          'lots_of before anything but a sink without demand, or a buffer with places for a lot in no line with cards or carriers',
          element.lotsOf > 1 && !takesLots(plan, element),
        ],
        [
          'lots_of with a batch, divides, rework elsewhere, preempt, output_places, blocking: before_service, carriers, or at a casting cell',
          element.lotsOf > 1 && isBeyondLots(plan, element),
        ],
        [
          'setup_starts: ahead with a batch, takes, carriers, preempt, heat_up, blocking: before_service, at a casting cell, in a line that moves, or behind anything but buffers with places and without life or carriers',
          setsUpAhead(element) && !canSetUpAhead(plan, element),
        ],
        [
          'set-ups by turn at a station with positions, a batch, takes, carriers, or in a moving line',
          setsUpByTurn(element) && !isLone(plan, element),
        ],
        ['preempt with a batch, takes, carriers, or in a line that moves', preempts(element) && !isLone(plan, element, Infinity)],
        [
          'preempted: returns without a queue of its own before it',
          preempts(element) && element.preempted === 'returns' && !hasOwnQueues(plan, element),
        ],
        [
          'preempt with a merge other than priority or first_come',
          preempts(element) && element.from.length > 1 && element.merge !== 'priority' && element.merge !== 'first_come',
        ],
        ['preempt with shift_end: run_out', preempts(element) && element.shiftEnd === 'run_out'],
        ['preempt with failures by chance', preempts(element) && element.failures.some((failure) => failure.chance !== undefined)],
        ['defects on a continuous or self-propelled line', element.defects.length > 0 && isMoving(plan, element)],
        [
          'failures, maintenance, wear, tool, heat_up, setup or process of a station on a continuous or self-propelled line (stops of the line are what stands it still)',
          isMoving(plan, element) && (needsCare(element) || element.setup !== undefined || element.process !== undefined),
        ],
        [`more than ${MOST_FAULTS} kinds of defects`, concernsFaults(element) && faultsOf(plan).length > MOST_FAULTS],
        [
          'inspects on a line that moves, with divides, or with take_when: main_first',
          element.inspects !== undefined &&
            (isMoved(plan, element) || element.divides.length > 0 || (element.takes.length > 0 && element.takeWhen === 'main_first')),
        ],
        ...beyondProcess(plan, element).map((word) => [word, true] as const),
        [
          'merge by a hook with a batch or takes',
          typeof element.merge !== 'string' && (element.batch !== undefined || element.takes.length > 0),
        ],
        [
          'make_rule: lowest_stock without a way by product (to: {by: product, ..})',
          element.casting?.rule === 'lowest_stock' && element.casting.makes.length > 1 && !namesStores(element),
        ],
      ]
  }
}

/** Where work waits for room, it must be known when a part can do so, and it must find its place at the end of its work. */
function unsupportedBeforeService(plan: Plan, station: StationPlan): readonly (readonly [string, boolean])[] {
  if (!waitsForRoom(station)) return []
  const many = station.batch !== undefined || station.divides.length > 0 || station.casting !== undefined
  return [
    [
      'blocking: before_service with a batch, divides, carriers, at a casting cell or in a line that moves',
      many || !isLone(plan, { ...station, takes: [] }, Infinity),
    ],
    ['blocking: before_service with preempt', station.preempt !== 'none'],
    ['blocking: before_service with on_failure: return', sendsBack(station)],
    ['blocking: before_service with heat_up', station.heatUp !== undefined],
    ['blocking: before_service with shift_end: run_out', station.shiftEnd === 'run_out'],
    [
      'blocking: before_service before anything but a sink, a buffer without supply, or a station that takes parts one by one and lets them in while it is down or closed',
      targetsOf(station).some((to) => !keepsPlaces(plan, plan.elements[to]!)),
    ],
  ]
}

/** Can a place be kept in the element, and be used whenever it is wanted? */
function keepsPlaces(plan: Plan, element: ElementPlan): boolean {
  switch (element.kind) {
    case 'sink':
      return element.demand === undefined
    case 'buffer':
      if (element.capacity === 0) return element.to.kind === 'single' && keepsPlaces(plan, plan.elements[element.to.to]!)
      return (
        element.supply === undefined &&
        element.capacityInLots !== true &&
        cardLinesOf(plan).every((line) => entryOf(line) !== element.number)
      )
    case 'station': {
      const opens = element.calendars.length === 0 || (element.whenClosed === 'accepts' && element.shiftEnd !== 'run_out')
      const stands = !canFail(element) || (element.positions === 1 && element.whenDown === 'accepts')
      return isLone(plan, element, Infinity) && opens && stands && !preempts(element) && !setsUpByTurn(element) && !setsUpAhead(element)
    }
    default:
      return false
  }
}

/** Such a source offers one part at a time, and chooses the next when that has left. */
function leadsToBatch(plan: Plan, element: ElementPlan): boolean {
  return targetsOf(element).some((to) => {
    const next = plan.elements[to]!
    if (next.kind === 'buffer' && next.capacity === 0) return leadsToBatch(plan, next)
    return next.kind === 'station' && next.batch !== undefined
  })
}

/** Does the element send by process plan where it may choose twice, or where carriers go round? */
function followsRoute({ lines }: Plan, element: ElementPlan): boolean {
  if (element.to.kind !== 'route') return false
  for (let line = element.line; line !== undefined; line = lines[line]!.parent) if (lines[line]!.carriers !== undefined) return true
  return element.kind === 'station' && waitsForRoom(element)
}

/** Are parts of repairs and maintenance taken from buffers in which they wait for nothing else than to leave? */
function canTakeSpares(plan: Plan, takes: readonly TakePlan[]): boolean {
  return takes.every(({ from }) => {
    const store = plan.elements[from]!
    const isEntry = cardLinesOf(plan).some((line) => entryOf(line) === from)
    return store.kind === 'buffer' && store.capacity > 0 && !isEntry && !isCarried(plan.lines, store.line)
  })
}

/** Unlimited places are counted, not told apart (delays.ts). */
function isUnlimitedPlace(plan: Plan, element: ElementPlan): boolean {
  return element.kind === 'station' && element.positions === Infinity && !isDelay(plan, element)
}

/** At most so many positions, each of which takes one part at a time, by itself, from no carrier. */
function isLone(plan: Plan, { positions, batch, takes, casting, line: own }: StationPlan, most = 1): boolean {
  if (positions > most || batch !== undefined || takes.length > 0 || casting !== undefined) return false
  return !isCarried(plan.lines, own)
}

/** Can the next part of the station wait where it is until a set-up is done? */
function canSetUpAhead(plan: Plan, station: StationPlan): boolean {
  const queues = station.from.map((from) => plan.elements[from]!)
  return (
    isLone(plan, station, Infinity) &&
    !preempts(station) &&
    !waitsForRoom(station) &&
    station.heatUp === undefined &&
    queues.every((queue) => queue.kind === 'buffer' && queue.capacity > 0 && queue.life === undefined && !isCarried(plan.lines, queue.line))
  )
}

/** Is the station on a line all of whose parts move together? */
function isMoved({ lines }: Plan, { line }: StationPlan): boolean {
  return line !== undefined && lines[line]!.transfer !== 'asynchronous'
}

/** Is there anything for which its positions are down? */
function needsCare({ failures, maintenance, wear, tool, heatUp }: StationPlan): boolean {
  return failures.length + maintenance.length + wear.length > 0 || tool !== undefined || heatUp !== undefined
}

/** Is it on one that moves all the time? */
function isMoving(plan: Plan, station: StationPlan): boolean {
  return isMoved(plan, station) && plan.lines[station.line!]!.transfer !== 'synchronous'
}

/** Is the quantity anything but one number? */
function isDrawnOrDated(quantity: Value | undefined): boolean {
  return quantity !== undefined && quantity.kind !== 'constant'
}

/** Do parts of the element go out of the store of an assembly in another order than that in which they came? */
function isMatched({ elements }: Plan, { number }: StationPlan): boolean {
  return elements.some((other) => other.kind === 'station' && other.match === 'order' && other.takes.some(({ from }) => from === number))
}

/** All that comes in has waited in buffers that lead nowhere else. */
function hasOwnQueues({ elements }: Plan, { number, from }: StationPlan): boolean {
  return from.every((before) => {
    const queue = elements[before]!
    return queue.kind === 'buffer' && queue.capacity > 0 && queue.to.kind === 'single' && queue.to.to === number
  })
}

/** May the station send a part back to the queue from which it came? */
function sendsBackTo(element: ElementPlan): boolean {
  return sendsBack(element) || (element.kind === 'station' && preempts(element) && element.preempted === 'returns')
}

/** Are parts to come to the buffer that cannot be known by themselves from the beginning on? */
function isBeyondStrict(plan: Plan, buffer: BufferPlan): boolean {
  if (buffer.life !== undefined || buffer.supply !== undefined || isCarried(plan.lines, buffer.line)) return true
  if (plan.elements.some(({ kind }) => kind === 'transport')) return true
  return [...waysTo(createTopology(plan), buffer.number)].some((number) => {
    const element = plan.elements[number]!
    if (isCarried(plan.lines, element.line) && plan.lines[element.line!]!.carriers !== undefined) return true
    if (element.kind !== 'station') return element.kind === 'buffer' && element.supply !== undefined
    const makesOwn = element.from.every((from) => element.takes.some((take) => take.from === from))
    return element.divides.length > 0 || (makesOwn && element.takes.length > 0)
  })
}

/** Does all that the station passes on go to one place that takes lots as a whole? */
function takesLots(plan: Plan, { to, lotsOf }: StationPlan): boolean {
  const next = to.kind === 'single' ? plan.elements[to.to]! : undefined
  if (next?.kind === 'sink') return next.demand === undefined
  const isFree = cardLinesOf(plan).every((line) => entryOf(line) !== next?.number)
  return next?.kind === 'buffer' && isFree && !isCarried(plan.lines, next.line) && placesOfBuffer(plan, next) >= lotsOf
}

function isBeyondLots(plan: Plan, station: StationPlan): boolean {
  const several = station.batch !== undefined || station.divides.length > 0 || station.casting !== undefined
  const elsewhere = targetsOf(station).length > 1
  const stays = preempts(station) || hasOutputPlaces(station) || waitsForRoom(station) || station.positions === Infinity
  return several || elsewhere || stays || isCarried(plan.lines, station.line)
}

function mixesLots(plan: Plan, buffer: BufferPlan): boolean {
  const size = lotsInto(plan, buffer)
  if (size === 1) return false
  const alone = buffer.from.length <= 1 || buffer.merge === 'first_come'
  return !alone || buffer.supply !== undefined || buffer.from.some((from) => lotSize(plan.elements[from]!) !== size)
}

/** Is the time of the work behind the buffer known before it begins? */
function knowsWork({ elements }: Plan, { to }: BufferPlan): boolean {
  const behind = to.kind === 'single' ? elements[to.to]! : undefined
  return (
    behind?.kind === 'station' && !behind.pacedByLine && behind.process === undefined && behind.steps.every(({ time }) => !isDrawn(time))
  )
}

function isDrawn(of: unknown): boolean {
  if (typeof of !== 'object' || of === null) return false
  return ('kind' in of && (of.kind === 'distribution' || of.kind === 'hook')) || Object.values(of).some(isDrawn)
}
