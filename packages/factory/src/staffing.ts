/**
 * Staffing: how fast lines run with the people who are there.
 *
 * The lines of a staffing need work_content * learning / ((takt - walk_loss) * balance) people together, not rounded
 * (language, section 7: with 240 min, 120 s, 5 s and 90 % these are 139.13). Where their takts differ, each has the share of
 * the work content that its stations are of all of them. Who is present is known when a shift begins;
 * until the next one the lines run at takt speed times present / need, or stand where too few are there (`short: stops`)
 * or nobody is. What several staffings need of one crew is added up.
 */
import { float64, float64From, int32From } from 'genba/kernel'
import type { Draws } from './draw.ts'
import { constrains } from './people.ts'
import type { LinePlan, Plan } from './plan.ts'

/** A tick of moving time at takt speed, in parts: any speed is a whole number of them, so that what bodies have gone is exact. */
const FULL = 1_048_576

export interface Staffing {
  /** Per line: what a body gains in a tick at takt speed; 1 where nobody staffs the line. */
  readonly full: Float64Array
  /** Per line: what it gains with those who are there; 0: the line stands. */
  readonly speed: Float64Array
  /** Per crew: how many of it work along lines, not rounded. */
  readonly atWork: Float64Array
  /** So many of `crew` are there in the shift that begins. */
  rolled(crew: number, present: number): void
  /** Ticks that take `ticks` at takt speed. */
  stretched(line: number, ticks: number): number
  /** @param changed told of each line whose people may be others now */
  bind(changed: (line: number) => void): void
  reset(): void
}

/** Per element: the staffed line whose people work at it at their own pace, -1 for none. */
export function staffedStations(plan: Plan): Int32Array {
  const isOn = constrains(plan)
  return int32From(plan.elements, ({ kind, line }) => {
    const around = line === undefined ? undefined : plan.lines[line]!
    return isOn && kind === 'station' && around?.staffing !== undefined && around.transfer === 'asynchronous' ? around.number : -1
  })
}

/** What the lines of one staffing need, as sites of numbers. */
interface Need {
  readonly lines: readonly number[]
  readonly workContent: number
  /** Site of the takt of each line, and its share of the work content. */
  readonly takts: readonly { readonly site: number; readonly share: number }[]
  readonly walkLoss: number
  readonly balance: number
  readonly stops: boolean
}

export function createStaffing(plan: Plan, draws: Draws): Staffing {
  const isOn = constrains(plan)
  const full = float64From(plan.lines, (line) => (isOn && line.staffing !== undefined ? FULL : 1))
  const speed = full.slice()
  const atWork = float64(plan.crews.length)
  const needs = plan.crews.map((_, crew) => (isOn ? plan.lines.flatMap((line) => needOf(line, crew)) : []))
  const learning = plan.crews.map(({ name, learning: factor }) =>
    factor === undefined ? -1 : draws.quantity(factor, `crews.${name}`, 'learning'),
  )
  let changed: (line: number) => void

  /** The first line of a staffing stands for all that it serves. */
  function needOf({ number, key, staffing }: LinePlan, crew: number): Need[] {
    if (staffing === undefined || staffing.crew !== crew || staffing.lines[0] !== number) return []
    return [
      {
        lines: staffing.lines,
        workContent: draws.quantity(staffing.workContent, key, 'work content'),
        takts: taktsOf(staffing.lines),
        walkLoss: draws.quantity(staffing.walkLoss, key, 'walk loss'),
        balance: draws.quantity(staffing.balance, key, 'balance'),
        stops: staffing.short === 'stops',
      },
    ]
  }

  /** People, not rounded; Infinity where walking takes the whole takt. */
  function peopleFor({ workContent, takts, walkLoss, balance }: Need, factor: number): number {
    const work = draws.take(workContent, -1) * factor
    let people = 0
    for (const { site, share } of takts) {
      const time = draws.take(site, -1) - draws.take(walkLoss, -1)
      people += time <= 0 ? Infinity : (work * share) / (time * draws.take(balance, -1))
    }
    return people
  }

  function stationsOf(line: number): number {
    return plan.lines[line]!.elements.filter((element) => plan.elements[element]!.kind !== 'buffer').length
  }

  /** One takt for all lines that have the same. */
  function taktsOf(lines: readonly number[]): Need['takts'] {
    const shares = new Map<string, { readonly site: number; share: number }>()
    const all = lines.reduce((sum, line) => sum + stationsOf(line), 0)
    for (const line of lines) {
      const { takt, key } = plan.lines[line]!
      const known = shares.get(JSON.stringify(takt))
      if (known === undefined)
        shares.set(JSON.stringify(takt), { site: draws.quantity(takt!, key, 'staffed takt'), share: stationsOf(line) })
      else known.share += stationsOf(line)
    }
    return [...shares.values()].map(({ site, share }) => ({ site, share: share === all ? 1 : share / all }))
  }

  function rolled(crew: number, present: number): void {
    if (needs[crew]!.length === 0) return
    const factor = learning[crew]! < 0 ? 1 : draws.take(learning[crew]!, -1)
    let wanted = 0
    for (const need of needs[crew]!) wanted += peopleFor(need, factor)
    const isShort = present < wanted
    atWork[crew] = isShort ? present : wanted
    for (const { lines, stops } of needs[crew]!)
      for (const line of lines) {
        speed[line] = !isShort ? FULL : stops ? 0 : Math.ceil((FULL * present) / wanted)
        changed(line)
      }
  }

  return {
    full,
    speed,
    atWork,
    rolled,
    stretched: (line, ticks) => (speed[line] === full[line] ? ticks : Math.ceil((ticks * full[line]!) / speed[line]!)),
    bind: (tell) => void (changed = tell),
    reset: () => {
      speed.set(full)
      atWork.fill(0)
    },
  }
}
