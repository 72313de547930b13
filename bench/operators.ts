/**
 * M4 on Genba's kernel: a line whose stations share operators, built from the kernel's parts alone.
 *
 * The calendar of slots, the three stages of a tick, streams by name, parts with columns, monitors, sketches and the
 * fingerprint are those that every model runs on; what is written here is what a block adds to them. A part is taken into
 * the station first, then an operator is asked for. The operators are one choice (stage 3): who has waited longest gets one,
 * at equal ticks the station nearer to the end. Blocking after service.
 */
import { createAgenda, createEventCalendar, createFingerprint, createPartTable, createStateMonitor, createStreamBank } from 'genba/kernel'
import { createTally, createTickLoop } from 'genba/kernel'
import { createQuantileSketch, exponential } from 'genba/statistics'

/** States of a station, in the order of their sums. */
const STARVED = 0
const WORKING = 1
const BLOCKED = 2
const WAITING = 3
const STATES = 4
/** What is in a station: nothing, a part in work or waiting for an operator, a finished part. */
const FREE = 0
const BUSY = 1
const DONE = 2
const BATCH = 4096

export interface OperatorsLine {
  readonly stations: number
  readonly operators: number
  /** Places of each buffer between two stations. */
  readonly places: number
  /** Mean of the exponential work, in seconds. */
  readonly work: number
  readonly ticksPerSecond: number
}

export interface OperatorsRun {
  readonly parts: number
  /** Slots handled: work that ended. */
  readonly events: number
  readonly fingerprint: string
  /** Ticks: station * 4 + (starved, working, blocked, waiting for an operator). */
  readonly states: Float64Array
  /** Sum of ticks in the buffer behind each station, and (behind the last) in the line, of parts that left. */
  readonly stayed: Float64Array
  /** Median of the ticks in the line. */
  readonly medianLead: number
}

/** The line M4 of docs/reference/benchmarks.md. */
export const M4: OperatorsLine = { stations: 20, operators: 12, places: 5, work: 60, ticksPerSecond: 1000 }

/** The line, to be made once in a process: run for any replication until a tick, which is included. */
export function createOperatorsLine({
  stations,
  operators,
  places,
  work,
  ticksPerSecond,
}: OperatorsLine): (seed: number, replication: number, until: number) => OperatorsRun {
  const events = createEventCalendar(stations + 1)
  const { clock } = events
  const agenda = createAgenda(stations, 1)
  const parts = createPartTable(0)
  const { columns } = parts
  const streams = createStreamBank()
  const stream = Int32Array.from({ length: stations }, (_, i) =>
    streams.durations(`line.s${i + 1}`, 'work', exponential(work), ticksPerSecond, 1),
  )
  streams.seal()
  const units = Int32Array.from({ length: stations }, (_, i) => i)
  const states = createStateMonitor(clock, units, stations, STATES, STARVED, Uint8Array.of(0, 1, 0, 1))
  const { state } = states
  const counts = createTally(stations)
  const stayed = createTally(stations)
  const sketches = Array.from({ length: stations }, () => createQuantileSketch())
  const fingerprint = createFingerprint(2 * stations)
  /** Part in each station; parts in each buffer, first in first out. */
  const phase = new Uint8Array(stations)
  const inside = new Int32Array(stations)
  const waiting = new Int32Array(stations * places)
  const head = new Int32Array(stations)
  const level = new Int32Array(stations)
  /** Stations that wait for an operator, and since when, in the order in which they get one. */
  const mask = 2 ** Math.ceil(Math.log2(stations)) - 1
  const queue = new Int32Array(mask + 1)
  const since = new Float64Array(mask + 1)
  /** Operators that are free, beginning and end of the queue, parts made. */
  const cells = new Int32Array(4)

  /** Stage 1: work ends, the operator is free. */
  function handle(slot: number): void {
    const i = slot - 1
    counts.add(i, 1)
    cells[0] = cells[0]! + 1
    phase[i] = DONE
    agenda.work(i)
    if (cells[1] !== cells[2]) agenda.choice(0)
  }

  /** Stage 2: a finished part goes on if it can; a free station takes its next one. */
  function settle(i: number): void {
    if (phase[i] === DONE) {
      if (i === stations - 1) leave(i)
      else if (level[i]! < places) enter(i)
      else {
        if (state[i] !== BLOCKED) states.change(i, BLOCKED)
        return
      }
      phase[i] = FREE
    }
    if (phase[i] !== FREE) return
    if (i === 0) begin(0, make())
    else if (level[i - 1]! > 0) {
      begin(i, take(i - 1))
      if (phase[i - 1] === DONE) agenda.work(i - 1)
    } else if (state[i] !== STARVED) states.change(i, STARVED)
  }

  function make(): number {
    const part = parts.take()
    columns.serial[part] = cells[3]!
    cells[3] = cells[3]! + 1
    columns.born[part] = clock[0]!
    return part
  }

  function leave(i: number): void {
    const part = inside[i]!
    note(i, clock[0]! - columns.born[part]!)
    fingerprint.add(2 * i, clock[0]!, columns.serial[part]!)
    parts.drop(part)
  }

  function enter(i: number): void {
    const part = inside[i]!
    columns.entered[part] = clock[0]!
    fingerprint.add(2 * i, clock[0]!, columns.serial[part]!)
    waiting[i * places + ((head[i]! + level[i]!) % places)] = part
    level[i] = level[i]! + 1
    if (phase[i + 1] === FREE) agenda.work(i + 1)
  }

  function take(buffer: number): number {
    const part = waiting[buffer * places + head[buffer]!]!
    head[buffer] = head[buffer]! + 1 === places ? 0 : head[buffer]! + 1
    level[buffer] = level[buffer]! - 1
    note(buffer, clock[0]! - columns.entered[part]!)
    fingerprint.add(2 * buffer + 1, clock[0]!, columns.serial[part]!)
    return part
  }

  function note(row: number, ticks: number): void {
    stayed.add(row, ticks)
    sketches[row]!.add(ticks)
  }

  function begin(i: number, part: number): void {
    inside[i] = part
    phase[i] = BUSY
    states.change(i, WAITING)
    let place = cells[2]!
    // Those that asked earlier in this tick, but stand nearer to the source, come behind.
    while (place > cells[1]! && since[(place - 1) & mask] === clock[0] && queue[(place - 1) & mask]! < i) {
      queue[place & mask] = queue[(place - 1) & mask]!
      since[place & mask] = since[(place - 1) & mask]!
      place--
    }
    queue[place & mask] = i
    since[place & mask] = clock[0]!
    cells[2] = cells[2]! + 1
    if (cells[0]! > 0) agenda.choice(0)
  }

  /** Stage 3: one operator goes to who has waited longest. */
  function choose(): boolean {
    if (cells[0] === 0 || cells[1] === cells[2]) return false
    const i = queue[cells[1]! & mask]!
    cells[1] = cells[1]! + 1
    cells[0] = cells[0]! - 1
    states.change(i, WORKING)
    events.schedule(i + 1, streams.next(stream[i]!))
    return true
  }

  const loop = createTickLoop(events, agenda, stations + 1, { handle, afterDue: () => undefined, settle, choose })

  return (seed, replication, until) => {
    for (const each of [events, agenda, loop, parts, states, counts, stayed, fingerprint, ...sketches]) each.reset()
    for (const column of [phase, head, level, cells]) column.fill(0)
    streams.reset(seed, replication)
    cells[0] = operators
    agenda.work(0)
    loop.settleNow()
    while (loop.run(until, BATCH) === BATCH);
    events.finish(until)
    return {
      parts: sketches[stations - 1]!.count,
      events: loop.events(),
      fingerprint: fingerprint.digest(),
      states: states.cut(),
      stayed: stayed.cut(),
      medianLead: sketches[stations - 1]!.quantile(0.5),
    }
  }
}
