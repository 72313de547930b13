/**
 * Tandem lines: simple stations in a row, with or without buffers between, always open (tandem-lines.ts).
 *
 * Nothing but its own events changes the inside of such a line, and parts keep their order in it. So what its stations do
 * is done in stage 1 of a tick, at once and up the whole line; parts are numbers from the first station on, and most of
 * what is counted follows from how many have come into and gone from each station. The run is the same, bit for bit, as
 * that of the general path; what is seldom (repairs) is left to it.
 *
 * Blocking after service: a finished part stays at its station until there is room behind it.
 */
import type { Breakdowns } from './breakdowns.ts'
import type { Exits } from './exits.ts'
import type { Flow } from './flow.ts'
import type { WindowObservation } from './observation.ts'
import type { BufferPlan, StationPlan } from './plan.ts'
import { BUSY, DONE, FREE, UP } from './positions.ts'
import { COUNTS, ENDED, ENTERED, LEFT, PASSED_FIRST, STAYED } from './record.ts'
import { BLOCKED, STARVED, STATES, WORKING } from './states.ts'
import type { Stations } from './stations.ts'
import type { World } from './world.ts'

export interface Tandems {
  /** Per slot: 1 for those of stations in tandem, which `due` empties or plans again itself. */
  readonly slots: Uint8Array
  /** The slot of a station is due (stage 1). */
  due(slot: number): void
  /** The first station of a line: is it free, and a part comes in. */
  room(element: number): boolean
  enter(element: number, part: number): void
  /** The part in the last station has left. */
  leave(element: number): void
  /** The part in the last station has found no way out in this tick. */
  stays(element: number): void
  /** Fills in what a window says of the inside of tandem lines. */
  write(window: WindowObservation): void
  /** Brings the present number of parts in each member up to date. */
  writeLevels(): void
  /** Where the part in a station that is blocked, or first in a buffer, waits to go inside a line; -1 otherwise. */
  waitsFor(element: number): number
  bind(breakdowns: Breakdowns, flow: Flow): void
  reset(): void
}

export function createTandems(world: World, exits: Exits, stations: Stations): Tandems {
  const { plan, tandems, layout, events, agenda, parts, draws, record, places } = world
  const { columns } = parts
  const { clock } = events
  const { positionSlot, firstPosition } = layout
  const { phase, part: partAt, left, segment, running, down } = stations.columns
  const { states, levels, fingerprint } = record
  const { state } = states
  const { sums: counts } = record.counts
  const { sums: leftByProduct } = record.leftByProduct
  const products = plan.products.length
  const elements = plan.elements.length

  // Stations of all lines, one line after the other, as columns. Of each: its line, element, position, the buffer before it.
  const members = tandems.flatMap((tandem, line) => tandem.stations.map((element, i) => ({ line, element, buffer: tandem.buffers[i]!, i })))
  const n = members.length
  const element = Int32Array.from(members, (member) => member.element)
  const buffer = Int32Array.from(members, (member) => member.buffer)
  const capacity = Float64Array.from(members, ({ buffer: number }) => (number < 0 ? 0 : (plan.elements[number] as BufferPlan).capacity))
  const position = Int32Array.from(element, (number) => firstPosition[number]!)
  const isFirst = Uint8Array.from(members, (member) => (member.i === 0 ? 1 : 0))
  const isLast = Uint8Array.from(members, ({ line, i }) => (i === tandems[line]!.stations.length - 1 ? 1 : 0))
  const site = Int32Array.from(element, (number) => {
    const station = plan.elements[number] as StationPlan
    return draws.duration(station.steps[0]!.time, station.key, 'work')
  })
  /** Ticks of work if always the same, else -1. */
  const fixed = Float64Array.from(site, (number) => (Number.isNaN(draws.constantOf(number)) ? -1 : draws.constantOf(number)))
  /** Its failure mode, -1 for none. */
  const mode = Int32Array.from(element, (number, k) =>
    (plan.elements[number] as StationPlan).failures.length > 0 ? layout.firstMode[position[k]!]! : -1,
  )
  const stationOf = new Int32Array(layout.positions).fill(-1)
  const stationOfElement = new Int32Array(elements).fill(-1)
  const stationBehind = new Int32Array(elements).fill(-1)
  const slots = new Uint8Array(layout.slots)
  for (let k = 0; k < n; k++) {
    stationOf[position[k]!] = k
    stationOfElement[element[k]!] = k
    if (buffer[k]! >= 0) stationBehind[buffer[k]!] = k
    slots[positionSlot + position[k]!] = 1
  }

  /** Parts that have come into a station, and gone from it: part number `gone` of the line is in it, if one is. */
  const come = new Int32Array(n)
  const gone = new Int32Array(n)
  const comeBefore = new Int32Array(n)
  const goneBefore = new Int32Array(n)
  const endedBefore = new Int32Array(n)
  /** Ticks that the parts in a buffer had been there, at the last cut. */
  const waitedBefore = new Float64Array(n)
  // Parts of a line by number: row, what identifies them, product, each at ringFrom + (number & ringMask) of its station. Of
  // a buffer: when they came in.
  const lineMask = tandems.map(({ buffers }) =>
    maskFor(buffers.reduce((sum, number) => sum + (number < 0 ? 0 : (plan.elements[number] as BufferPlan).capacity) + 1, 0)),
  )
  const lineFrom = starts(lineMask)
  const ringMask = Int32Array.from(members, ({ line }) => lineMask[line]!)
  const ringFrom = Int32Array.from(members, ({ line }) => lineFrom[line]!)
  const ringSize = lineMask.reduce((sum, mask) => sum + mask + 1, 0)
  const ringPart = new Int32Array(ringSize)
  const ringIdentity = new Int32Array(ringSize)
  const ringProduct = new Int32Array(ringSize)
  const sinceMask = Int32Array.from(capacity, maskFor)
  const sinceFrom = Int32Array.from(starts([...sinceMask]))
  const since = new Float64Array(sinceMask.reduce((sum, mask) => sum + mask + 1, 0))
  let toFailure: Float64Array = new Float64Array(0)
  let breakdowns: Breakdowns
  let flow: Flow

  // --- work --------------------------------------------------------------------------------------------------------

  /** Part number `come[k]` of the line begins at station k, which is free. */
  function begin(k: number): void {
    const p = position[k]!
    const number = come[k]!
    come[k] = number + 1
    const ticks = fixed[k]! >= 0 ? fixed[k]! : draws.take(site[k]!, partOf(k, number))
    phase[p] = BUSY
    left[p] = ticks
    const m = mode[k]!
    if (m >= 0 && toFailure[m]! < ticks) {
      running[p] = 0
      partAt[p] = partOf(k, number)
      events.cancel(positionSlot + p)
      stations.proceed(p)
      return
    }
    running[p] = 1
    segment[p] = ticks
    events.schedule(positionSlot + p, ticks)
    if (state[p] !== WORKING) states.change(p, WORKING)
  }

  function due(slot: number): void {
    const p = slot - positionSlot
    if (down[p] !== UP) {
      events.cancel(slot)
      breakdowns.ended(p)
      return
    }
    const k = stationOf[p]!
    const m = mode[k]!
    if (m >= 0) {
      const ticks = segment[p]!
      toFailure[m] = toFailure[m]! - ticks
      const ahead = left[p]! - ticks
      left[p] = ahead
      if (ahead > 0) {
        running[p] = 0
        partAt[p] = partOf(k, gone[k]!)
        events.cancel(slot)
        breakdowns.fails(p)
        return
      }
    }
    if (isLast[k] === 1) {
      complete(k, p)
      return
    }
    const behind = k + 1
    if (phase[position[behind]!] === FREE) {
      depart(k)
      if (buffer[behind]! >= 0) pass(behind)
      begin(behind)
      follow(k)
    } else if (gone[k]! - come[behind]! < capacity[behind]!) {
      depart(k)
      store(behind)
      follow(k)
    } else stop(p, BLOCKED, DONE)
  }

  /** The part at the last station is done; the flow takes it from here. */
  function complete(k: number, p: number): void {
    running[p] = 0
    events.cancel(positionSlot + p)
    phase[p] = DONE
    const part = partOf(k, gone[k]!)
    if (places.after[element[k]!]! >= 0) {
      exits.append(element[k]!, part)
      agenda.work(elements + element[k]!)
    } else {
      if (state[p] !== BLOCKED) states.change(p, BLOCKED)
      flow.finish(element[k]!, part)
    }
  }

  function stop(p: number, as: number, to: number): void {
    running[p] = 0
    events.cancel(positionSlot + p)
    phase[p] = to
    if (state[p] !== as) states.change(p, as)
  }

  function partOf(k: number, number: number): number {
    return ringPart[ringFrom[k]! + (number & ringMask[k]!)]!
  }

  // --- moves -------------------------------------------------------------------------------------------------------

  /** The place of station k is free: what waits before it moves up, and so on. */
  function follow(from: number): void {
    for (let k = from; ; k--) {
      const p = position[k]!
      if (isFirst[k] === 1) {
        stop(p, STARVED, FREE)
        levels.level[element[k]!] = 0
        flow.opened(element[k]!)
        return
      }
      const before = k - 1
      const blocked = phase[position[before]!] === DONE
      if (gone[before]! > come[k]!) {
        takeOut(k)
        begin(k)
        if (!blocked) return
        depart(before)
        store(k)
      } else if (blocked) {
        depart(before)
        begin(k)
      } else {
        stop(p, STARVED, FREE)
        return
      }
    }
  }

  /** The part in station k leaves it. */
  function depart(k: number): void {
    const number = gone[k]!
    gone[k] = number + 1
    leaves(element[k]!, k, number)
  }

  /** Part number `number` of the line of station k leaves a member of it. */
  function leaves(from: number, k: number, number: number): void {
    const at = ringFrom[k]! + (number & ringMask[k]!)
    const cell = from * (products + 1) + ringProduct[at]!
    leftByProduct[cell] = leftByProduct[cell]! + 1
    fingerprint.add(from, clock[0]!, ringIdentity[at]!)
  }

  /** The part that has just left the station before k goes into the buffer between. */
  function store(k: number): void {
    since[sinceFrom[k]! + ((gone[k - 1]! - 1) & sinceMask[k]!)] = clock[0]!
  }

  /** The first part of the buffer before k leaves it. */
  function takeOut(k: number): void {
    leaveBuffer(k, clock[0]! - since[sinceFrom[k]! + (come[k]! & sinceMask[k]!)]!)
  }

  /** The part that has just left the station before k goes through the buffer between. */
  function pass(k: number): void {
    leaveBuffer(k, 0)
  }

  function leaveBuffer(k: number, stayed: number): void {
    const from = buffer[k]!
    leaves(from, k, come[k]!)
    const cell = from * COUNTS + STAYED
    counts[cell] = counts[cell]! + stayed
    record.sketch(from, stayed)
  }

  // --- the ends of the line ------------------------------------------------------------------------------------------

  function enter(number: number, part: number): void {
    const k = stationOfElement[number]!
    const at = ringFrom[k]! + (come[k]! & ringMask[k]!)
    ringPart[at] = part
    ringIdentity[at] = columns.serial[part]! ^ (columns.source[part]! << 20)
    ringProduct[at] = columns.product[part]! < 0 ? products : columns.product[part]!
    levels.level[number] = 1
    begin(k)
  }

  function leave(number: number): void {
    const k = stationOfElement[number]!
    gone[k] = gone[k]! + 1
    follow(k)
  }

  function stays(number: number): void {
    const p = firstPosition[number]!
    if (phase[p] === DONE && down[p] === UP && state[p] !== BLOCKED) states.change(p, BLOCKED)
  }

  // --- what is counted -----------------------------------------------------------------------------------------------

  function write(window: WindowObservation): void {
    const length = window.to - window.from
    for (let k = 0; k < n; k++) {
      const cell = element[k]! * COUNTS
      const ended = gone[k]! + (phase[position[k]!] === DONE ? 1 : 0)
      if (isFirst[k] === 0) window.counts[cell + ENTERED] = come[k]! - comeBefore[k]!
      if (isLast[k] === 0) window.counts[cell + LEFT] = gone[k]! - goneBefore[k]!
      window.counts[cell + ENDED] = ended - endedBefore[k]!
      window.counts[cell + PASSED_FIRST] = ended - endedBefore[k]!
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

  function waitsFor(number: number): number {
    const k = stationOfElement[number]!
    if (k < 0) return stationBehind[number]! < 0 ? -1 : element[stationBehind[number]!]!
    if (isLast[k] === 1 || phase[position[k]!] !== DONE) return -1
    return buffer[k + 1]! < 0 ? element[k + 1]! : buffer[k + 1]!
  }

  function reset(): void {
    for (const column of [come, gone, comeBefore, goneBefore, endedBefore, waitedBefore]) column.fill(0)
  }

  return {
    slots,
    due,
    room: (number) => phase[firstPosition[number]!] === FREE,
    enter,
    leave,
    stays,
    write,
    writeLevels,
    waitsFor,
    bind: (of, through) => {
      breakdowns = of
      flow = through
      toFailure = of.toFailure
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
