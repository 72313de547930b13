/**
 * `rest: in_turn`: people take the breaks of their calendar one after another, so that the others go on.
 *
 * Of n people who each rest for b of a shift of length l, breaks and all, n b / l rest at any time on the average: one more
 * than the whole part of that from the beginning of the shift on, until all rest that is due is taken. Of several calendars
 * the first with shifts says when people rest; all rest where another has closed.
 */
import type { CalendarPlan, CrewPlan, Plan, ShiftPiece } from './plan.ts'

/** A shift without its breaks, and how long these are. In ticks from the start of the run or of a period. */
interface MannedShift {
  readonly from: number
  readonly to: number
  readonly rest: number
}

export interface Relief {
  /** How many of so many people rest at a tick. */
  resting(people: number, tick: number): number
  /** The next tick within the same shift at which that changes, Infinity if there is none. */
  change(people: number, tick: number): number
}

/** The plan with a calendar without breaks for each crew that rests in turn, which keeps the one with breaks as its `relief`. */
export function withRelief(plan: Plan): Plan {
  if (!plan.crews.some(restsInTurn)) return plan
  const calendars: CalendarPlan[] = [...plan.calendars]
  const crews = plan.crews.map((crew): CrewPlan => {
    const number = crew.calendars.find((each) => plan.calendars[each]!.shifts !== undefined)
    const calendar = number === undefined ? undefined : plan.calendars[number]!
    if (!restsInTurn(crew) || calendar?.shifts === undefined) return crew
    const shifts = mergedShifts(calendar.shifts)
    const manned = { ...calendar, name: `${calendar.name} manned`, open: merged(shifts), shifts }
    const made = calendars.push(manned) - 1
    return { ...crew, calendars: crew.calendars.map((each) => (each === number ? made : each)), relief: number! }
  })
  return { ...plan, calendars, crews }
}

/** Does the crew take breaks one after another? */
export function restsInTurn({ rest, calendars }: CrewPlan): boolean {
  return rest === 'in_turn' && calendars.length > 0
}

/** One piece for each shift and day. */
function mergedShifts(pieces: readonly ShiftPiece[]): ShiftPiece[] {
  const found = new Map<string, ShiftPiece>()
  for (const piece of pieces) {
    const key = `${piece.day} ${piece.shift}`
    const known = found.get(key)
    found.set(key, known === undefined ? piece : { ...known, from: Math.min(known.from, piece.from), to: Math.max(known.to, piece.to) })
  }
  return [...found.values()].toSorted((a, b) => a.from - b.from)
}

/** Windows that do not touch, of shifts in rising order. */
function merged(shifts: readonly ShiftPiece[]): { from: number; to: number }[] {
  const open: { from: number; to: number }[] = []
  for (const { from, to } of shifts) {
    const last = open.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else open.push({ from, to })
  }
  return open
}

/** Who of a crew rests when, by the calendar with its breaks. */
export function createRelief(plan: Plan, number: number): Relief {
  const calendar = plan.calendars[number]!
  const start = calendar.kind === 'dated' ? (plan.run.start ?? 0) : 0
  const ticks = (seconds: number): number => Math.round(seconds * plan.ticksPerSecond)
  const period = calendar.kind === 'dated' ? Infinity : ticks(calendar.period)
  const pieces = calendar.shifts ?? []
  const shifts = mergedShifts(pieces).map(({ from, to, shift, day }): MannedShift => {
    const own = pieces.filter((piece) => piece.shift === shift && piece.day === day)
    const worked = own.reduce((sum, piece) => sum + ticks(piece.to - start) - ticks(piece.from - start), 0)
    return { from: ticks(from - start), to: ticks(to - start), rest: ticks(to - start) - ticks(from - start) - worked }
  })

  /** The shift at a tick, the later one where two overlap, and the tick from which its ticks count. */
  function at(tick: number): { readonly base: number; readonly shift: MannedShift } | undefined {
    const base = period === Infinity ? 0 : Math.floor(tick / period) * period
    const shift = shifts.findLast(({ from, to }) => from <= tick - base && tick - base < to)
    return shift === undefined ? undefined : { base, shift }
  }

  /** People who rest all the time, and until when one more does. */
  function turns(people: number, tick: number): { readonly always: number; readonly until: number } {
    const found = at(tick)
    if (found === undefined) return { always: 0, until: -1 }
    const { base, shift } = found
    const length = shift.to - shift.from
    const always = Math.floor((people * shift.rest) / length)
    return { always, until: base + shift.from + people * shift.rest - always * length }
  }

  return {
    resting(people, tick) {
      const { always, until } = turns(people, tick)
      return tick < until ? always + 1 : always
    },
    change(people, tick) {
      const { until } = turns(people, tick)
      return tick < until ? until : Infinity
    },
  }
}
