/**
 * Tandem lines: simple stations in a row, with or without buffers between, always open (tandem-lines.ts).
 *
 * Nothing but its own events changes the inside of such a line, and parts keep their order in it. So what its stations do
 * is done in stage 1 of a tick, at once and up the whole line; parts are numbers from the first station on, and most of
 * what is counted follows from how many have come into and gone from each station. Where the line begins at an unlimited
 * source or ends at a sink, which nothing else can change either, that is true of them too. The run is the same, bit for
 * bit, as that of the general path. Where people work at its stations (tandem-crews.ts), a part comes in and waits for them
 * until stage 3.
 *
 * Blocking after service: a finished part stays at its station until there is room behind it.
 */
import { float64, int32, int32From, uint8, uint8From, SOON } from 'genba/kernel'
import type { Breakdowns } from './breakdowns.ts'
import type { Exits } from './exits.ts'
import type { Flow } from './flow.ts'
import type { WindowObservation } from './observation.ts'
import type { BufferPlan, StationPlan } from './plan.ts'
import * as positions from './positions.ts'
import type { PositionColumns } from './positions.ts'
import * as records from './record.ts'
import * as states from './states.ts'
import { STATES } from './states.ts'
import { createTandemCrews } from './tandem-crews.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { BUSY, DONE, FREE } = positions
const { COUNTS, ENDED, ENTERED, FAILURES, LEFT, PASSED_FIRST, STAYED } = records
const { BLOCKED, DOWN, STARVED, WAITING_FOR_CREW, WORKING } = states
const { SINK, UNDECIDED } = topologies

export interface Tandems {
  /** Per slot: 1 for those of stations in tandem, which `due` empties or plans again itself. */
  readonly slots: Uint8Array
  /** The slot of a station is due (stage 1). */
  due(slot: number): void
  /** By crew: 1 for those that work in tandem lines alone, whose people `serve` gives (stage 3). */
  readonly crews: Uint8Array
  serve(crew: number): void
  /** The first station of a line: is it free, and a part comes in. */
  room(element: number): boolean
  enter(element: number, part: number): void
  /** The part in the last station has left. */
  leave(element: number): void
  /** The part in the last station has found no way out in this tick. */
  stays(element: number): void
  /** Writes down what is not written at once; before a window is cut. */
  count(): void
  /** Fills in what a window says of the inside of tandem lines. */
  write(window: WindowObservation): void
  /** Brings the present number of parts in each member up to date. */
  writeLevels(): void
  /** Where the part in a station that is blocked, or first in a buffer, waits to go inside a line; -1 otherwise. */
  waitsFor(element: number): number
  /** @param give @param arrive as of sources and buffers */
  bind(
    breakdowns: Pick<Breakdowns, 'modeUp' | 'modeDown'>,
    flow: Flow,
    give: (source: number) => number,
    arrive: (sink: number, part: number) => void,
  ): void
  reset(): void
}

/** What comes to work that is not simply done. */
const FAILS = 1
const DOWN_NOW = 2
/** What the end of work at a station brings besides: the end of the line, people who are free; or both. */
const LAST = 1
const STAFFED = 2

export function createTandems(world: World, exits: Exits, position: PositionColumns): Tandems {
  const { plan, tandems, topology, layout, events, agenda, parts, draws, streams, record, places } = world
  const { columns } = parts
  const { clock } = events
  const { positionSlot } = layout
  const { phase, left, toFailure } = position
  const { states, levels, times, fingerprint, visitLog } = record
  const { state } = states
  const { sums: counts } = record.counts
  const { sums: leftByProduct } = record.leftByProduct
  const products = plan.products.length
  const elements = plan.elements.length

  // Stations of all lines, one line after the other, as columns: element, buffer before it, and so on. The layout numbers
  // their positions first and in this order, so station k is position k.
  const members = tandems.flatMap((tandem, line) => tandem.stations.map((element, i) => ({ line, element, buffer: tandem.buffers[i]!, i })))
  const n = members.length
  const element = int32From(members, (member) => member.element)
  const buffer = int32From(members, (member) => member.buffer)
  const timesRow = int32From(buffer, (number) => (number < 0 ? -1 : record.timesRow[number]!))
  const capacity = int32From(members, ({ buffer: number }) => (number < 0 ? 0 : (plan.elements[number] as BufferPlan).capacity))
  const isFirst = uint8From(members, (member) => (member.i === 0 ? 1 : 0))
  const crews = createTandemCrews(world, element, { granted: goOn, takesOver: takeOver, waits })
  const { crewOf, ask, release } = crews
  const isLast = uint8From(members, ({ line, i }) => (i === tandems[line]!.stations.length - 1 ? 1 : 0))
  const ending = uint8From(members, (_, k) => (isLast[k] === 1 ? LAST : 0) + (crewOf[k]! >= 0 ? STAFFED : 0))
  const site = int32From(element, (number) => {
    const station = plan.elements[number] as StationPlan
    return draws.duration(station.steps[0]!.time, station.key, 'work')
  })
  /** The unlimited source before the first station of a line, the sink behind the last; -1 for none. */
  const source = int32From(members, ({ element: number, i }) => {
    const before = plan.elements[places.before[number]!]
    const isGiven = i === 0 && places.between[number]! < 0 && before?.kind === 'source' && before.arrival.kind === 'unlimited'
    return isGiven ? before.number : -1
  })
  const sink = int32From(members, ({ element: number, line, i }) => {
    const after = places.after[number]!
    const isEnd = i === tandems[line]!.stations.length - 1 && after >= 0 && places.between[after]! < 0
    return isEnd && topology.kind[after] === SINK ? after : -1
  })
  /** Ticks of work if always the same, not too many and without people, else -1. */
  const fixed = int32From(site, (number, k) => (crewOf[k]! < 0 && draws.constantOf(number) < SOON ? draws.constantOf(number) : -1))
  /** The stream of its work, -1 where more has to be asked. */
  const streamOf = int32From(site, (number) => draws.streamOf(number))
  /** Its failure mode, -1 for none. */
  const mode = int32From(element, (number, k) => ((plan.elements[number] as StationPlan).failures.length > 0 ? layout.firstMode[k]! : -1))
  const stationOfElement = int32(elements).fill(-1)
  const stationBehind = int32(elements).fill(-1)
  const slots = uint8(layout.slots)
  for (let k = 0; k < n; k++) {
    stationOfElement[element[k]!] = k
    if (buffer[k]! >= 0) stationBehind[buffer[k]!] = k
    slots[positionSlot + k] = 1
  }

  /** Parts that have come into a station, and gone from it: part number `gone` of the line is in it, if one is. */
  const come = int32(n)
  const gone = int32(n)
  const comeBefore = int32(n)
  const goneBefore = int32(n)
  const endedBefore = int32(n)
  /** The product of the parts of the line, -1 before the first; 1 once there have been others. How many are in `leftByProduct`. */
  const productOf = int32(n)
  const isMixed = uint8(n)
  const goneCounted = int32(n)
  const comeCounted = int32(n)
  /** When the part in a station came in, and was ready; where visits are wanted one by one. */
  const enteredAt = float64(n)
  const readyAt = float64(n)
  /** FAILS while a failure will come into the work, DOWN_NOW while it is repaired. */
  const broken = uint8(n)
  /** Ticks that parts which have left had been in a buffer, since it was last written down. */
  const stayedTicks = float64(n)
  /** Ticks that the parts in a buffer had been there, at the last cut. */
  const waitedBefore = float64(n)
  // Parts of a line by number: row, what identifies them, product, each at ringFrom + (number & ringMask) of its station. Of
  // a buffer: when they came in.
  const lineMask = tandems.map(({ buffers }) =>
    maskFor(buffers.reduce((sum, number) => sum + (number < 0 ? 0 : (plan.elements[number] as BufferPlan).capacity) + 1, 0)),
  )
  const lineFrom = starts(lineMask)
  const ringMask = int32From(members, ({ line }) => lineMask[line]!)
  const ringFrom = int32From(members, ({ line }) => lineFrom[line]!)
  const ringSize = lineMask.reduce((sum, mask) => sum + mask + 1, 0)
  const ringPart = int32(ringSize)
  const ringIdentity = int32(ringSize)
  const ringProduct = int32(ringSize)
  const sinceMask = int32From(capacity, maskFor)
  const sinceFrom = Int32Array.from(starts([...sinceMask]))
  const since = float64(sinceMask.reduce((sum, mask) => sum + mask + 1, 0))
  /** The slot in which the next event of a station stands, and whose event it is: another one's where their people have changed places. */
  const slotOf = int32From({ length: n }, (_, k) => positionSlot + k)
  const stationOf = int32From({ length: n }, (_, k) => k)
  /** Sites of times to failure and of repairs. */
  const up = int32(n)
  const down = int32(n)
  let flow: Flow
  let give: (source: number) => number
  let arrive: (sink: number, part: number) => void

  // --- work --------------------------------------------------------------------------------------------------------

  function due(slot: number): void {
    const k = stationOf[slot - positionSlot]!
    if (broken[k] === FAILS) {
      strike(k, gone[k]!)
      return
    }
    if (broken[k] === DOWN_NOW) {
      mend(k)
      return
    }
    if (visitLog !== undefined) readyAt[k] = clock[0]!
    const ends = ending[k]!
    if (ends !== 0) {
      if (ends >= STAFFED) release(k)
      if (ends !== STAFFED) {
        complete(k)
        return
      }
    }
    const behind = k + 1
    const isFree = phase[behind] === FREE
    if (!isFree && gone[k]! - come[behind]! >= capacity[behind]!) {
      stop(k, BLOCKED, DONE)
      if (visitLog !== undefined) visitLog.done(k)
      return
    }
    depart(k)
    if (!isFree) store(behind)
    move(k, isFree ? behind : -1)
  }

  // --- failures ------------------------------------------------------------------------------------------------------

  /** Work on part `number` for `ticks` more, in which the failure comes. */
  function beginBroken(k: number, number: number, ticks: number): void {
    const until = toFailure[mode[k]!]!
    left[k] = ticks - until
    if (until === 0) {
      strike(k, number)
      return
    }
    broken[k] = FAILS
    events.schedule(slotOf[k]!, until)
    if (state[k] !== WORKING) states.change(k, WORKING)
  }

  function strike(k: number, number: number): void {
    broken[k] = DOWN_NOW
    const cell = element[k]! * COUNTS + FAILURES
    counts[cell] = counts[cell]! + 1
    if (visitLog !== undefined) visitLog.failed(k, failureOf(k))
    events.schedule(slotOf[k]!, draws.take(down[k]!, partOf(k, number)))
    if (state[k] !== DOWN) states.change(k, DOWN)
  }

  /** The repair is over: the work goes on, to its end or to the next failure. */
  function mend(k: number): void {
    broken[k] = 0
    toFailure[mode[k]!] = draws.take(up[k]!, -1)
    goOn(k)
  }

  /** What is left of the work on the part in station k is done, to its end or to the next failure. */
  function goOn(k: number): void {
    const m = mode[k]!
    const ticks = left[k]!
    const ahead = m < 0 ? 0 : toFailure[m]! - ticks
    if (ahead < 0) {
      beginBroken(k, gone[k]!, ticks)
      return
    }
    if (m >= 0) toFailure[m] = ahead
    events.schedule(slotOf[k]!, ticks)
    if (state[k] !== WORKING) states.change(k, WORKING)
  }

  /** People go from station `from`, where the work is over, to station k: with the slot of their next event. */
  function takeOver(k: number, from: number): void {
    const [own, other] = [slotOf[k]!, slotOf[from]!]
    slotOf[k] = other
    slotOf[from] = own
    stationOf[other - positionSlot] = k
    stationOf[own - positionSlot] = from
    goOn(k)
  }

  /** Part `number` is in station k and waits for people. */
  function request(k: number, number: number): void {
    left[k] = draws.take(site[k]!, partOf(k, number))
    events.cancel(slotOf[k]!)
    ask(k)
  }

  function waits(k: number): void {
    if (state[k] !== WAITING_FOR_CREW) states.change(k, WAITING_FOR_CREW)
  }

  function failureOf(k: number): string {
    return (plan.elements[element[k]!] as StationPlan).failures[0]!.name
  }

  /** The part at the last station is done; the flow takes it from here, unless it goes straight to a sink. */
  function complete(k: number): void {
    const part = partOf(k, gone[k]!)
    if (visitLog !== undefined) {
      columns.place[part] = k
      columns.entered[part] = enteredAt[k]!
      columns.ready[part] = readyAt[k]!
    }
    if (sink[k]! >= 0) {
      gone[k] = gone[k]! + 1
      exits.departed(element[k]!, part)
      const cell = sink[k]! * COUNTS + ENTERED
      counts[cell] = counts[cell]! + 1
      if (visitLog !== undefined) columns.entered[part] = clock[0]!
      arrive(sink[k]!, part)
      move(k, -1)
      return
    }
    events.cancel(slotOf[k]!)
    phase[k] = DONE
    if (places.after[element[k]!]! >= 0) {
      exits.append(element[k]!, part)
      agenda.work(elements + element[k]!)
    } else {
      if (state[k] !== BLOCKED) states.change(k, BLOCKED)
      flow.finish(element[k]!, part)
    }
  }

  function stop(k: number, as: number, to: number): void {
    events.cancel(slotOf[k]!)
    phase[k] = to
    if (state[k] !== as) states.change(k, as)
  }

  function partOf(k: number, number: number): number {
    return ringPart[ringFrom[k]! + (number & ringMask[k]!)]!
  }

  // --- moves -------------------------------------------------------------------------------------------------------

  /**
   * A part begins at station `next`, which is free (-1: at none). Then what waits before station `from`, whose part has just
   * left, moves up (-1: nobody has left), and so on. All in one loop, which V8 makes one piece of code of.
   */
  function move(from: number, next: number): void {
    let at = from
    let k = next
    let blocked = false
    for (;;) {
      let stayed = -1
      if (k < 0) {
        // What comes into station `at`?
        if (isFirst[at] === 1) {
          const part = source[at]! < 0 ? -1 : give(source[at]!)
          if (part < 0) {
            stop(at, STARVED, FREE)
            levels.level[element[at]!] = 0
            flow.opened(element[at]!)
            return
          }
          const cell = element[at]! * COUNTS + ENTERED
          counts[cell] = counts[cell]! + 1
          columns.target[part] = UNDECIDED
          admit(at, part)
          blocked = false
        } else {
          blocked = phase[at - 1] === DONE
          if (gone[at - 1]! > come[at]!) stayed = clock[0]! - since[sinceFrom[at]! + (come[at]! & sinceMask[at]!)]!
          else if (blocked) depart(at - 1)
          else {
            stop(at, STARVED, FREE)
            return
          }
        }
        k = at
      } else if (buffer[k]! >= 0) stayed = 0
      if (stayed >= 0) {
        stayedTicks[k] = stayedTicks[k]! + stayed
        times.add(timesRow[k]!, stayed)
        if (isMixed[k] === 1) countOne(buffer[k]!, ringProduct[ringFrom[k]! + (come[k]! & ringMask[k]!)]!)
      }
      if (visitLog !== undefined) enteredAt[k] = clock[0]!
      const number = come[k]!
      come[k] = number + 1
      phase[k] = BUSY
      const always = fixed[k]!
      if (ending[k]! >= STAFFED) request(k, number)
      else {
        const ticks = always >= 0 ? always : streamOf[k]! >= 0 ? streams.next(streamOf[k]!) : draws.take(site[k]!, partOf(k, number))
        const m = mode[k]!
        // Nothing interrupts the work but its own failures, so it ages when it begins.
        const ahead = m < 0 ? 0 : toFailure[m]! - ticks
        if (ahead >= 0) {
          if (m >= 0) toFailure[m] = ahead
          if (always >= 0) events.scheduleSoon(positionSlot + k, always)
          else events.schedule(positionSlot + k, ticks)
          if (state[k] !== WORKING) states.change(k, WORKING)
        } else beginBroken(k, number, ticks)
      }
      if (k !== at) {
        if (at < 0) return
        k = -1
      } else if (blocked) {
        if (stayed >= 0) {
          depart(at - 1)
          store(at)
        }
        at--
        k = -1
      } else return
    }
  }

  /** The part in station k leaves it. */
  function depart(k: number): void {
    const number = gone[k]!
    gone[k] = number + 1
    const at = ringFrom[k]! + (number & ringMask[k]!)
    fingerprint.add(element[k]!, ringIdentity[at]!)
    if (visitLog !== undefined) visitLog.passed(k)
    if (isMixed[k] === 1) countOne(element[k]!, ringProduct[at]!)
  }

  /** The part that has just left the station before k goes into the buffer between. */
  function store(k: number): void {
    since[sinceFrom[k]! + ((gone[k - 1]! - 1) & sinceMask[k]!)] = clock[0]!
  }

  // --- the ends of the line ------------------------------------------------------------------------------------------

  function enter(number: number, part: number): void {
    const k = stationOfElement[number]!
    admit(k, part)
    levels.level[number] = 1
    move(-1, k)
  }

  /** A part comes into the first station of a line, as its next. */
  function admit(k: number, part: number): void {
    const product = columns.product[part]! < 0 ? products : columns.product[part]!
    if (product !== productOf[k]) newProduct(k, product)
    const at = ringFrom[k]! + (come[k]! & ringMask[k]!)
    ringPart[at] = part
    ringIdentity[at] = columns.serial[part]! ^ (columns.source[part]! << 20)
    ringProduct[at] = product
    if (visitLog !== undefined) visitLog.admitted(k, part)
  }

  function leave(number: number): void {
    const k = stationOfElement[number]!
    gone[k] = gone[k]! + 1
    move(k, -1)
  }

  function stays(number: number): void {
    const k = stationOfElement[number]!
    if (phase[k] === DONE && state[k] !== BLOCKED) states.change(k, BLOCKED)
  }

  // --- products --------------------------------------------------------------------------------------------------------
  // As long as all parts are of one product, who left by product follows from how many left.

  function countOne(from: number, product: number): void {
    const cell = from * (products + 1) + product
    leftByProduct[cell] = leftByProduct[cell]! + 1
  }

  /** The first part of another product comes into the line whose first station is k. */
  function newProduct(k: number, product: number): void {
    const before = productOf[k]!
    if (before >= 0) count()
    for (let member = k; member < n && members[member]!.line === members[k]!.line; member++) {
      if (before >= 0) isMixed[member] = 1
      productOf[member] = product
    }
  }

  function count(): void {
    for (let k = 0; k < n; k++) {
      if (isMixed[k] === 0 && productOf[k]! >= 0) {
        const cell = element[k]! * (products + 1) + productOf[k]!
        if (isLast[k] === 0) leftByProduct[cell] = leftByProduct[cell]! + gone[k]! - goneCounted[k]!
        const inBuffer = buffer[k]! * (products + 1) + productOf[k]!
        if (buffer[k]! >= 0) leftByProduct[inBuffer] = leftByProduct[inBuffer]! + come[k]! - comeCounted[k]!
      }
      if (buffer[k]! >= 0) {
        const cell = buffer[k]! * COUNTS + STAYED
        counts[cell] = counts[cell]! + stayedTicks[k]!
        stayedTicks[k] = 0
      }
      goneCounted[k] = gone[k]!
      comeCounted[k] = come[k]!
    }
  }

  // --- what is counted -----------------------------------------------------------------------------------------------

  function write(window: WindowObservation): void {
    const length = window.to - window.from
    for (let k = 0; k < n; k++) {
      const cell = element[k]! * COUNTS
      const ended = gone[k]! + (phase[k] === DONE ? 1 : 0)
      if (isFirst[k] === 0) window.counts[cell + ENTERED] = come[k]! - comeBefore[k]!
      if (isLast[k] === 0) window.counts[cell + LEFT] = gone[k]! - goneBefore[k]!
      window.counts[cell + ENDED] = ended - endedBefore[k]!
      window.counts[cell + PASSED_FIRST] = ended - endedBefore[k]!
      const crew = crewOf[k]!
      if (crew >= 0) {
        const row = element[k]! * STATES.length
        const ticks = window.states[row + WORKING]! + window.states[row + DOWN]!
        window.people[2 * crew] = window.people[2 * crew]! + crews.count[k]! * ticks
      }
      window.levels[element[k]!] = length - window.states[element[k]! * STATES.length + STARVED]!
      if (buffer[k]! >= 0) writeBuffer(window, k)
      endedBefore[k] = ended
    }
    comeBefore.set(come)
    goneBefore.set(gone)
    writeLevels()
  }

  /** Parts in a buffer, over time: what those that left had waited, and those inside, less what was before the window. */
  function writeBuffer(window: WindowObservation, k: number): void {
    const cell = buffer[k]! * COUNTS
    let waited = 0
    for (let number = come[k]!; number < gone[k - 1]!; number++) waited += window.to - since[sinceFrom[k]! + (number & sinceMask[k]!)]!
    window.counts[cell + ENTERED] = gone[k - 1]! - goneBefore[k - 1]!
    window.counts[cell + LEFT] = come[k]! - comeBefore[k]!
    window.levels[buffer[k]!] = window.counts[cell + STAYED]! + waited - waitedBefore[k]!
    waitedBefore[k] = waited
  }

  function writeLevels(): void {
    for (let k = 0; k < n; k++) {
      levels.level[element[k]!] = come[k]! - gone[k]!
      if (buffer[k]! >= 0) levels.level[buffer[k]!] = gone[k - 1]! - come[k]!
    }
  }

  function tellInside(): void {
    for (let k = 0; k < n; k++) {
      if (buffer[k]! >= 0)
        for (let number = come[k]!; number < gone[k - 1]!; number++)
          visitLog!.inside(buffer[k]!, partOf(k, number), since[sinceFrom[k]! + (number & sinceMask[k]!)]!, -1)
      if (come[k]! > gone[k]!) visitLog!.inside(elements + k, partOf(k, gone[k]!), enteredAt[k]!, phase[k] === DONE ? readyAt[k]! : -1)
    }
  }

  visitLog?.bind(tellInside)

  function waitsFor(number: number): number {
    const k = stationOfElement[number]!
    if (k < 0) return stationBehind[number]! < 0 ? -1 : element[stationBehind[number]!]!
    if (isLast[k] === 1 || phase[k] !== DONE) return -1
    return buffer[k + 1]! < 0 ? element[k + 1]! : buffer[k + 1]!
  }

  function reset(): void {
    for (const column of [
      come,
      gone,
      broken,
      comeBefore,
      goneBefore,
      endedBefore,
      waitedBefore,
      stayedTicks,
      isMixed,
      goneCounted,
      comeCounted,
    ])
      column.fill(0)
    for (let k = 0; k < n; k++) {
      slotOf[k] = positionSlot + k
      stationOf[k] = k
    }
    productOf.fill(-1)
    crews.reset()
  }

  return {
    slots,
    due,
    crews: crews.has,
    serve: crews.serve,
    room: (number) => phase[stationOfElement[number]!] === FREE,
    enter,
    leave,
    stays,
    count,
    write,
    writeLevels,
    waitsFor,
    bind: ({ modeUp, modeDown }, through, from, into) => {
      for (let k = 0; k < n; k++) {
        up[k] = mode[k]! < 0 ? -1 : modeUp[mode[k]!]!
        down[k] = mode[k]! < 0 ? -1 : modeDown[mode[k]!]!
      }
      flow = through
      give = from
      arrive = into
    },
    reset,
  }
}

/** One less than the least power of two that is more than `count`. */
function maskFor(count: number): number {
  return (1 << (32 - Math.clz32(count))) - 1
}

/** Where each of several rings begins in one array. */
function starts(masks: readonly number[]): readonly number[] {
  let from = 0
  return masks.map((mask) => (from += mask + 1) - mask - 1)
}
