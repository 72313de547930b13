/**
 * How many of a crew are there: its size on that day or in that shift, less those who are absent.
 *
 * Who is present is known when a shift begins, and holds until the next one; a crew without a calendar is called at midnight.
 * Absence is drawn for each person and shift. People in the middle of work stay with it when there are fewer.
 */
import { float64, int32, int32From } from 'genba/kernel'
import { constantOf } from './draw.ts'
import type { CalendarPlan, Plan, ShiftPiece } from './plan.ts'
import { createRelief } from './relief.ts'
import { groupOf, peopleInPool } from './skilled-crews.ts'
import type { World } from './world.ts'

export interface RollCalls {
  /** People of each crew that are there. Read only. */
  readonly present: Int32Array
  /** A shift of the crew begins. */
  due(crew: number): void
  /** In the window that ends: people on the roll, by the open ticks of their crew, and these ticks (crew * 2, crew * 2 + 1). */
  cut(): Float64Array
  start(): void
}

/**
 * @param crewClock that runs while each crew is open
 * @param change told how many of a crew are there from now on
 */
export function createRollCalls(
  { plan, layout, events, clocks, streams, draws }: Pick<World, 'plan' | 'layout' | 'events' | 'clocks' | 'streams' | 'draws'>,
  crewClock: readonly number[],
  change: (crew: number, present: number) => void,
): RollCalls {
  const { clock } = events
  const constant = int32From(plan.crews, (crew) =>
    peopleInPool(crew, Math.floor(constantOf(crew.size) ?? 0), (skill) => constantOf(crew.pool!.has!.shares[skill]!) ?? 0),
  )
  /** Of each crew its pools, or itself; of pools none, who are called with their crew. */
  const pools = plan.crews.map((_, crew) =>
    groupOf(plan.crews, crew) === crew ? plan.crews.flatMap((_each, pool) => (groupOf(plan.crews, pool) === crew ? [pool] : [])) : [],
  )
  const present = int32(plan.crews.length)
  /** Who is paid, there or not; open ticks until which that is added up, and the sums. */
  const onRoll = int32(plan.crews.length)
  const settled = float64(plan.crews.length)
  const sums = float64(2 * plan.crews.length)
  /** When the next shift of each crew begins; of those who rest in turn: who came, and who is on the roll, at rest or not. */
  const nextShift = float64(plan.crews.length)
  const came = int32(plan.crews.length)
  const rolled = int32(plan.crews.length)
  const calls = plan.crews.map((crew, number) => {
    if (layout.rollSlot[groupOf(plan.crews, number)]! < 0) return undefined
    const key = `crews.${crew.name}`
    // Of several calendars the first with shifts says when these begin.
    const calendar = crew.calendars.find((each) => plan.calendars[each]!.shifts !== undefined) ?? crew.calendars[0]
    const sites = Object.entries(crew.sizeByShift ?? {}).map(([shift, size]): [string, number] => [
      shift,
      draws.quantity(size, key, `size ${shift}`),
    ])
    const shares = Object.entries(crew.pool?.has?.shares ?? {}).map(([skill, share]): [string, number] => [
      skill,
      draws.quantity(share, key, `skill ${skill}`),
    ])
    return {
      shares: new Map(shares),
      shifts: shiftsOf(plan, calendar === undefined ? undefined : plan.calendars[calendar]!),
      size: crew.sizeByShift === undefined ? draws.quantity(crew.size, key, 'size') : -1,
      byShift: new Map(sites),
      relief: crew.relief === undefined ? undefined : createRelief(plan, crew.relief),
      absence: crew.absence === undefined ? -1 : draws.quantity(crew.absence, key, 'absence'),
      stream: crew.absence === undefined ? -1 : streams.uniforms(key, 'absence'),
    }
  })

  /** People on the roll of the shift that begins. */
  function roll({ shifts, size, byShift }: NonNullable<(typeof calls)[number]>): number {
    if (size >= 0) return Math.floor(draws.take(size, -1))
    const shift = shifts.at(clock[0]!)
    const site = shift === undefined ? undefined : byShift.get(shift)
    return site === undefined ? 0 : Math.floor(draws.take(site, -1))
  }

  function settle(crew: number): void {
    const now = clocks.elapsed(crewClock[crew]!)
    const ticks = now - settled[crew]!
    settled[crew] = now
    sums[2 * crew] = sums[2 * crew]! + ticks * onRoll[crew]!
    sums[2 * crew + 1] = sums[2 * crew + 1]! + ticks
  }

  function cut(): Float64Array {
    for (let crew = 0; crew < plan.crews.length; crew++) settle(crew)
    const window = sums.slice()
    sums.fill(0)
    return window
  }

  /** A shift of a crew begins: its pools are called one after another. */
  function call(crew: number): void {
    for (const pool of pools[crew]!) callPool(pool)
    if (calls[crew] === undefined) return
    nextShift[crew] = calls[crew].shifts.after(clock[0]!)
    if (calls[crew].relief === undefined) planNext(crew, nextShift[crew])
    else relieve(crew)
  }

  function callPool(crew: number): void {
    settle(crew)
    const how = calls[crew]
    if (how === undefined) {
      present[crew] = constant[crew]!
      onRoll[crew] = constant[crew]!
    } else {
      const people = peopleInPool(plan.crews[crew]!, roll(how), (skill) => draws.take(how.shares.get(skill)!, -1))
      let absent = 0
      const share = how.absence < 0 ? 0 : draws.take(how.absence, -1)
      if (how.stream >= 0) for (let person = 0; person < people; person++) if (streams.next(how.stream) < share) absent++
      present[crew] = people - absent
      onRoll[crew] = people
      came[crew] = people - absent
      rolled[crew] = people
      if (how.relief !== undefined) return
    }
    change(crew, present[crew]!)
  }

  function planNext(crew: number, tick: number): void {
    if (tick < Infinity) events.schedule(layout.rollSlot[crew]!, tick - clock[0]!)
  }

  /** Some rest while the others work, pool after pool in turn; nobody is paid for breaks. */
  function relieve(crew: number): void {
    const { resting, change: until } = calls[crew]!.relief!
    const now = clock[0]!
    let next = nextShift[crew]!
    let [here, all] = [0, 0]
    for (const pool of pools[crew]!) {
      settle(pool)
      present[pool] = came[pool]! + resting(here, now) - resting(here + came[pool]!, now)
      onRoll[pool] = rolled[pool]! + resting(all, now) - resting(all + rolled[pool]!, now)
      here += came[pool]!
      all += rolled[pool]!
      next = Math.min(next, until(here, now), until(all, now))
      change(pool, present[pool]!)
    }
    planNext(crew, next)
  }

  function due(crew: number): void {
    if (calls[crew]?.relief !== undefined && clock[0]! < nextShift[crew]!) relieve(crew)
    else call(crew)
  }

  return {
    present,
    due,
    cut,
    start: () => {
      settled.fill(0)
      sums.fill(0)
      onRoll.fill(0)
      for (let crew = 0; crew < plan.crews.length; crew++) if (pools[crew]!.length > 0) call(crew)
    },
  }
}

/** Where shifts begin, and which one it is; without a calendar days from the start of the run. All in ticks. */
interface Shifts {
  /** The first beginning after `tick`, Infinity if there is none. */
  after(tick: number): number
  /** The shift at `tick`, by its name, if it has one. */
  at(tick: number): string | undefined
}

const DAY = 86_400

function shiftsOf(plan: Plan, calendar: CalendarPlan | undefined): Shifts {
  const ticks = (seconds: number): number => Math.round(seconds * plan.ticksPerSecond)
  if (calendar === undefined) return everyDay(ticks(DAY))
  const start = calendar.kind === 'dated' ? (plan.run.start ?? 0) : 0
  const period = calendar.kind === 'dated' ? Infinity : ticks(calendar.period)
  const windows = (calendar.shifts ?? calendar.open)
    .map((window: Partial<ShiftPiece> & { from: number; to: number }) => ({
      ...window,
      from: ticks(window.from - start),
      to: ticks(window.to - start),
    }))
    .toSorted((a, b) => a.from - b.from)
  // After a break a shift goes on; so does one that a period has cut.
  const beginnings = windows.filter((window, i) => {
    const before = windows.at(i - 1)!
    if (window.shift === undefined || window.shift !== before.shift) return true
    return i > 0 ? window.day !== before.day : window.from > 0 || before.to < period
  })
  const round = (tick: number): number => (period === Infinity ? 0 : Math.floor(tick / period) * period)
  return {
    after(tick) {
      const base = round(tick)
      const next = beginnings[countUntil(beginnings, tick - base)]
      if (next !== undefined) return base + next.from
      return beginnings.length === 0 || period === Infinity ? Infinity : base + period + beginnings[0]!.from
    },
    at(tick) {
      const within = tick - round(tick)
      const window = windows[countUntil(windows, within) - 1]
      return window !== undefined && within < window.to ? window.shift : undefined
    },
  }
}

/** How many of the windows, in rising order, begin at or before a tick. */
function countUntil(windows: readonly { readonly from: number }[], tick: number): number {
  let [low, high] = [0, windows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (windows[middle]!.from <= tick) low = middle + 1
    else high = middle
  }
  return low
}

function everyDay(day: number): Shifts {
  return { after: (tick) => (Math.floor(tick / day) + 1) * day, at: () => undefined }
}
