/**
 * When what is open: the working clocks of a plan and the calendars that stop them.
 *
 * Each calendar drives one clock; an element's open clock runs when all of its calendars are open; a line's clock stands
 * also while the line is stopped. A calendar closes after everything else that is due at its tick (docs/mechanisms/ticks.md).
 */
import { ALWAYS, type EventCalendar, int32, int32From, uint8, type WorkingClocks } from 'genba/kernel'
import type { Layout } from './layout.ts'
import type { CalendarPlan, Calendars, Plan } from './plan.ts'

export interface Clockwork {
  /** Clock that runs while the element (by number) is open. */
  readonly open: Int32Array
  /** Clock that runs while the element works: open, and no line around it stopped. */
  readonly work: Int32Array
  /** Per line: runs while the line is open; while it is open and not stopped. */
  readonly lineOpen: Int32Array
  readonly lineMoves: Int32Array
  /** Per tunnel: the moving clock of its line if that is continuous, else its own. -1 for other elements. */
  readonly tunnelMoves: Int32Array
  /** The clock of any set of calendars (crews). */
  clockOf(calendars: Calendars): number
  /** Ticks until the next closing of any of these calendars, Infinity if there is none; all are open now. */
  untilClosing(calendars: Calendars): number
  /** The calendar's next change happens now; tells the elements and lines whose open clock turns. */
  turn(calendar: number): void
  /** Sets the first changes, closing what is closed at tick 0. */
  start(): void
}

export interface CalendarListener {
  /** The element is about to close: some finish what they have begun. Its open clock still runs. */
  closing(number: number): void
  /** The open clock of an element, of a line, has just turned. */
  element(number: number, open: boolean): void
  line(number: number, open: boolean): void
  /** A calendar of a crew has turned. */
  crew(number: number): void
}

export function createClockwork(
  plan: Plan,
  layout: Layout,
  events: EventCalendar,
  clocks: WorkingClocks,
  listener: CalendarListener,
): Clockwork {
  const calendarClock = plan.calendars.map(() => clocks.add([]))
  const combined = new Map<string, number>()
  const changes = plan.calendars.map((calendar) => createChanges(calendar, plan))
  const users: { elements: number[]; lines: number[]; crews: number[] }[] = plan.calendars.map(() => ({
    elements: [],
    lines: [],
    crews: [],
  }))

  function clockOf(calendars: Calendars): number {
    if (calendars.length === 0) return ALWAYS
    if (calendars.length === 1) return calendarClock[calendars[0]!]!
    const key = [...calendars].sort((a, b) => a - b).join(' ')
    const known = combined.get(key)
    if (known !== undefined) return known
    const made = clocks.add(calendars.map((calendar) => calendarClock[calendar]!))
    combined.set(key, made)
    return made
  }

  const open = int32From(plan.elements, (element) => clockOf(element.calendars))
  const lineOpen = int32From(plan.lines, (line) => clockOf(line.calendars))
  const lineMoves = int32(plan.lines.length)
  // A line comes after the line around it, so that its clock can hang below that.
  for (const line of plan.lines) {
    const around = line.parent === undefined ? ALWAYS : lineMoves[line.parent]!
    const stands = line.stops.length > 0 || line.transfer !== 'asynchronous' || line.staffing !== undefined
    // A line that finishes its work after closing stands by itself, once it is empty (belts.ts).
    const open = line.shiftEnd === 'finish' && line.transfer !== 'asynchronous' ? ALWAYS : lineOpen[line.number]!
    lineMoves[line.number] = stands || around !== ALWAYS ? clocks.add([open, around]) : lineOpen[line.number]!
  }
  const work = int32From(plan.elements, (element) => {
    if (element.line === undefined) return open[element.number]!
    const moves = lineMoves[element.line]!
    return lineOpen[element.line] === open[element.number] ? moves : clocks.add([open[element.number]!, moves])
  })
  const tunnelMoves = int32From(plan.elements, (element) => {
    if (element.kind !== 'tunnel') return -1
    const continuous = element.line !== undefined && plan.lines[element.line]!.transfer === 'continuous'
    if (continuous) return lineMoves[element.line!]!
    const around = element.line === undefined ? ALWAYS : lineMoves[element.line]!
    return clocks.add([element.shiftEnd === 'finish' ? around : work[element.number]!])
  })
  for (const element of plan.elements) for (const calendar of element.calendars) users[calendar]!.elements.push(element.number)
  for (const line of plan.lines) for (const calendar of line.calendars) users[calendar]!.lines.push(line.number)
  plan.crews.forEach(({ calendars }, crew) => calendars.forEach((calendar) => users[calendar]!.crews.push(crew)))

  /** Present state of each calendar. */
  const isOpen = uint8(plan.calendars.length)

  function turn(calendar: number): void {
    set(calendar, isOpen[calendar] === 0)
    planNext(calendar)
  }

  function set(calendar: number, opens: boolean): void {
    const { elements, lines, crews } = users[calendar]!
    const before = elements.map((element) => clocks.runs(open[element]!))
    const linesBefore = lines.map((line) => clocks.runs(lineOpen[line]!))
    isOpen[calendar] = opens ? 1 : 0
    if (opens) clocks.release(calendarClock[calendar]!)
    else {
      elements.forEach((element, i) => before[i] === true && listener.closing(element))
      clocks.hold(calendarClock[calendar]!)
    }
    elements.forEach((element, i) => before[i] !== clocks.runs(open[element]!) && listener.element(element, opens))
    lines.forEach((line, i) => linesBefore[i] !== clocks.runs(lineOpen[line]!) && listener.line(line, opens))
    crews.forEach((crew) => listener.crew(crew))
  }

  function planNext(calendar: number): void {
    const next = changes[calendar]!.after(events.clock[0]!)
    if (next < Infinity) events.schedule(layout.calendarSlot + calendar, next - events.clock[0]!)
  }

  function untilClosing(calendars: Calendars): number {
    let ticks = Infinity
    for (const calendar of calendars) ticks = Math.min(ticks, changes[calendar]!.after(events.clock[0]!) - events.clock[0]!)
    return ticks
  }

  function start(): void {
    isOpen.fill(1)
    plan.calendars.forEach((_, calendar) => {
      if (!changes[calendar]!.openAt(0)) set(calendar, false)
      planNext(calendar)
    })
  }

  return { open, work, lineOpen, lineMoves, tunnelMoves, clockOf, untilClosing, turn, start }
}

interface Changes {
  openAt(tick: number): boolean
  /** Tick of the first change after `tick`. */
  after(tick: number): number
}

function createChanges(calendar: CalendarPlan, plan: Plan): Changes {
  const ticks = (seconds: number): number => Math.round(seconds * plan.ticksPerSecond)
  if (calendar.kind === 'dated') {
    const start = plan.run.start ?? 0
    // Shifts that touch are one window, without a closing between.
    const borders = mergeAround(calendar.open.map(({ from, to }) => ({ from: ticks(from - start), to: ticks(to - start) }))).flatMap(
      ({ from, to }) => [from, to],
    )
    // The index of the last border at or before a tick; even: open.
    const at = (tick: number): number => {
      let low = 0
      let high = borders.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (borders[middle]! <= tick) low = middle + 1
        else high = middle
      }
      return low - 1
    }
    return { openAt: (tick) => at(tick) % 2 === 0, after: (tick) => borders[at(tick) + 1] ?? Infinity }
  }
  const period = ticks(calendar.period)
  const windows = mergeAround(calendar.open.map(({ from, to }) => ({ from: ticks(from), to: ticks(to) })))
  const always = windows.length === 1 && windows[0]!.from === 0 && windows[0]!.to === period
  const phase = (tick: number): number => tick - Math.floor(tick / period) * period
  return {
    openAt: (tick) => windows.some(({ from, to }) => from <= phase(tick) && phase(tick) < to),
    after: (tick) => {
      if (always || windows.length === 0) return Infinity
      const first = windows[0]!
      const last = windows.at(-1)!
      // Touching over the border of a period: no closing between.
      const seam = first.from === 0 && last.to === period
      const borders = windows.flatMap(({ from, to }) => [from, to]).filter((border) => !(seam && (border === 0 || border === period)))
      const round = tick - phase(tick)
      const later = borders.find((border) => border > phase(tick))
      return later === undefined ? round + period + borders[0]! : round + later
    },
  }
}

function mergeAround(windows: { from: number; to: number }[]): { from: number; to: number }[] {
  const sorted = [...windows].sort((a, b) => a.from - b.from)
  const merged: { from: number; to: number }[] = []
  for (const window of sorted) {
    const last = merged.at(-1)
    if (last !== undefined && window.from <= last.to) last.to = Math.max(last.to, window.to)
    else merged.push({ ...window })
  }
  return merged
}
