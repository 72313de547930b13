/**
 * M4 on Genba's kernel: a line whose stations share operators, built from the kernel's parts alone.
 *
 * The calendar of slots, the three stages of a tick, streams by name, monitors, sketches and the
 * fingerprint are those that every model runs on; what is written here is what a block adds to them. A part is taken into
 * the station first, then an operator is asked for. The operators are one choice (stage 3): who has waited longest gets one,
 * at equal ticks the station nearer to the end. Blocking after service.
 */
import { createAgenda, createEventCalendar, createFingerprint, createStateMonitor, createStreamBank } from 'genba/kernel'
import { createTally, createTickLoop, float64, int32, int32From, uint8 } from 'genba/kernel'
import { createQuantileSketches, exponential } from 'genba/statistics'

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

const afterDue = (): void => undefined

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
  const events = createEventCalendar(operators + 1)
  const { clock } = events
  const agenda = createAgenda(stations, 1)
  const streams = createStreamBank()
  const stream = int32From({ length: stations }, (_, i) =>
    streams.durations(`line.s${i + 1}`, 'work', exponential(work), ticksPerSecond, 1),
  )
  streams.seal()
  const units = int32From({ length: stations }, (_, i) => i)
  const states = createStateMonitor(clock, units, stations, STATES, STARVED, Uint8Array.of(0, 1, 0, 1))
  const { state } = states
  const counts = createTally(stations)
  const stayed = createTally(stations)
  const sketches = createQuantileSketches(stations)
  const fingerprint = createFingerprint(2 * stations, events.clock)
  /**
   * Parts are numbers in the order in which they come in. The part in each station; those in each buffer with the ticks at
   * which they entered, in rings of `room`; the tick at which each came into the line, in a ring of `lineRoom`.
   */
  const phase = uint8(stations)
  const inside = int32(stations)
  const room = powerOfTwo(places)
  const waiting = int32(stations * room)
  const entered = float64(stations * room)
  const head = int32(stations)
  const level = int32(stations)
  const lineRoom = powerOfTwo(stations * (places + 1))
  const born = float64(lineRoom)
  /** Stations that wait for an operator, and since when, in the order in which they get one. */
  const mask = powerOfTwo(stations) - 1
  const queue = int32(mask + 1)
  const since = float64(mask + 1)
  /** Slots of operators: who is free, and where the others work. */
  const idle = int32(operators)
  const worksAt = int32(operators + 1)
  /** Operators that are free, beginning and end of the queue, parts made. */
  const cells = int32(4)

  /** Stage 1: work ends. The operator goes to who has waited since an earlier tick, whoever else may ask at this one. */
  function finish(slot: number): void {
    const i = worksAt[slot]!
    counts.add(i, 1)
    phase[i] = DONE
    agenda.work(i)
    if (cells[1] === cells[2]) {
      idle[cells[0]!] = slot
      cells[0] = cells[0]! + 1
      events.cancel(slot)
    } else serve(slot)
  }

  /** The operator of `slot` begins work at the station that has waited longest. */
  function serve(slot: number): void {
    const i = queue[cells[1]! & mask]!
    cells[1] = cells[1]! + 1
    worksAt[slot] = i
    states.change(i, WORKING)
    events.schedule(slot, streams.next(stream[i]!))
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
    const part = cells[3]!
    cells[3] = part + 1
    born[part & (lineRoom - 1)] = clock[0]!
    return part
  }

  function leave(i: number): void {
    const part = inside[i]!
    note(i, clock[0]! - born[part & (lineRoom - 1)]!)
    fingerprint.add(2 * i, part)
  }

  function enter(i: number): void {
    const part = inside[i]!
    const cell = i * room + ((head[i]! + level[i]!) & (room - 1))
    waiting[cell] = part
    entered[cell] = clock[0]!
    level[i] = level[i]! + 1
    fingerprint.add(2 * i, part)
    if (phase[i + 1] === FREE) agenda.work(i + 1)
  }

  function take(buffer: number): number {
    const cell = buffer * room + head[buffer]!
    const part = waiting[cell]!
    head[buffer] = (head[buffer]! + 1) & (room - 1)
    level[buffer] = level[buffer]! - 1
    note(buffer, clock[0]! - entered[cell]!)
    fingerprint.add(2 * buffer + 1, part)
    return part
  }

  function note(row: number, ticks: number): void {
    stayed.add(row, ticks)
    sketches.add(row, ticks)
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

  /** Stage 3: one operator that is free goes to who has waited longest. */
  function choose(): boolean {
    if (cells[0] === 0 || cells[1] === cells[2]) return false
    cells[0] = cells[0]! - 1
    serve(idle[cells[0]!]!)
    return true
  }

  const replanning = uint8(operators + 1).fill(1)
  const loop = createTickLoop(events, agenda, operators + 1, { handle: finish, replanning, replan: finish, afterDue, settle, choose })

  return (seed, replication, until) => {
    for (const each of [events, agenda, loop, states, counts, stayed, fingerprint, sketches]) each.reset()
    for (const column of [phase, head, level, cells]) column.fill(0)
    streams.reset(seed, replication)
    cells[0] = operators
    for (let n = 0; n < operators; n++) idle[n] = n + 1
    agenda.work(0)
    loop.settleNow()
    while (loop.run(until, BATCH) === BATCH);
    events.finish(until)
    return {
      parts: sketches.sketch[stations - 1]!.count,
      events: loop.events(),
      fingerprint: fingerprint.digest(),
      states: states.cut(),
      stayed: stayed.cut(),
      medianLead: sketches.sketch[stations - 1]!.quantile(0.5),
    }
  }
}

/** The least power of two that is not below `n`. */
function powerOfTwo(n: number): number {
  return n <= 1 ? 1 : 1 << (32 - Math.clz32(n - 1))
}
