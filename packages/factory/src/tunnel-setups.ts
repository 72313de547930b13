/**
 * Set-ups of tunnels: they delay the entry of the part that needs one, and nothing else.
 *
 * Without people the time counts from when the takt after the last entry is over. With people (`crew` of the set-up) they are called at
 * the end of the tick in which such a part could come in, and are at work for the time, in which nobody comes in; when it is over whoever
 * needs none does. Either runs in the moving time of the belt. A part that comes in before they are there sends them away, who then
 * are called anew.
 */
import { float64, int32From, uint8 } from 'genba/kernel'
import type { Belts } from './belts.ts'
import type { TunnelPlan } from './plan.ts'
import * as records from './record.ts'
import type { World } from './world.ts'

const { SETUPS } = records

export interface TunnelSetups {
  /** May this part come in, as far as its set-up goes? Its tunnel is opened when it may. */
  admits(tunnel: number, part: number): boolean
  /** The part comes in. */
  entered(tunnel: number, part: number): void
  /** At the end of a tick: people are called for the part that could not come in. */
  rest(tunnel: number): void
  /** Are people at work, or called and to come? */
  underWay(tunnel: number): boolean
  reset(): void
}

/** What tunnels do for it. */
export interface SetUpTunnels {
  /** How far the belt has gone since the takt after the last entry is over; at full speed so much a tick. */
  waited(tunnel: number): number
  readonly full: (tunnel: number) => number
  /** The tunnel is to be opened when the belt has gone so far. */
  openAfter(tunnel: number, ahead: number): void
  opened(tunnel: number): void
  /** `rest` is to be asked at the end of the tick. */
  look(tunnel: number): void
}

export function createTunnelSetups({ plan, layout, parts, draws, record }: World, belts: Belts, tunnels: SetUpTunnels): TunnelSetups {
  const { columns } = parts
  const width = plan.attributes.length
  const rules = plan.elements.map((element) => (element.kind === 'tunnel' && element.setup !== undefined ? ruleOf(element) : undefined))
  /** The stop that calls the people of each (stop.ts), -1 for nobody. */
  const stopOf = int32From(plan.elements, ({ number }) =>
    layout.stops.findIndex(({ kind, tunnel }) => kind === 'setup' && tunnel === number),
  )
  /** What each is set up for, what it is to be set up for, and the part that could not come in at this tick, -1 for none. */
  const setFor = float64(plan.elements.length)
  const calledFor = float64(plan.elements.length)
  const refused = plan.elements.map(() => -1)
  const works = uint8(plan.elements.length)
  belts.stops.bindSetups({
    begun(stop) {
      const tunnel = layout.stops[stop]!.tunnel!
      works[tunnel] = 1
      setFor[tunnel] = calledFor[tunnel]!
      record.count(tunnel, SETUPS)
    },
    done(stop) {
      const tunnel = layout.stops[stop]!.tunnel!
      works[tunnel] = 0
      calledFor[tunnel] = Number.NaN
      tunnels.opened(tunnel)
    },
  })

  function ruleOf({ key, setup }: TunnelPlan) {
    const { by, time } = setup!
    return {
      ticks: draws.duration(time, key, 'setup', 0),
      column: typeof by === 'object' ? plan.attributes.findIndex(({ name }) => name === by.attribute) : -1,
    }
  }

  function kindOf(tunnel: number, part: number): number {
    const { column } = rules[tunnel]!
    return column < 0 ? columns.product[part]! * 256 + columns.variant[part]! : columns.attributes[part * width + column]!
  }

  function changes(tunnel: number, part: number): boolean {
    return !Number.isNaN(setFor[tunnel]!) && setFor[tunnel] !== kindOf(tunnel, part)
  }

  function admits(tunnel: number, part: number): boolean {
    const rule = rules[tunnel]
    if (rule === undefined) return true
    if (works[tunnel] === 1) return false
    if (!changes(tunnel, part)) return true
    if (stopOf[tunnel]! >= 0) {
      refused[tunnel] = part
      tunnels.look(tunnel)
      return false
    }
    const wanted = draws.take(rule.ticks, part) * tunnels.full(tunnel)
    const waited = tunnels.waited(tunnel)
    if (waited >= wanted) return true
    tunnels.openAfter(tunnel, wanted - waited)
    return false
  }

  function entered(tunnel: number, part: number): void {
    if (rules[tunnel] === undefined) return
    refused[tunnel] = -1
    if (!Number.isNaN(calledFor[tunnel]!)) sendAway(tunnel)
    if (changes(tunnel, part)) record.count(tunnel, SETUPS)
    setFor[tunnel] = kindOf(tunnel, part)
  }

  function sendAway(tunnel: number): void {
    calledFor[tunnel] = Number.NaN
    belts.stops.sendAway(stopOf[tunnel]!)
  }

  function rest(tunnel: number): void {
    const part = refused[tunnel]!
    refused[tunnel] = -1
    if (part < 0 || works[tunnel] === 1 || calledFor[tunnel] === kindOf(tunnel, part)) return
    if (!Number.isNaN(calledFor[tunnel]!)) sendAway(tunnel)
    const ticks = draws.take(rules[tunnel]!.ticks, part)
    calledFor[tunnel] = kindOf(tunnel, part)
    if (ticks > 0) belts.stops.prepare(stopOf[tunnel]!, ticks)
    else {
      setFor[tunnel] = calledFor[tunnel]!
      calledFor[tunnel] = Number.NaN
      record.count(tunnel, SETUPS)
      tunnels.opened(tunnel)
    }
  }

  function reset(): void {
    setFor.fill(Number.NaN)
    calledFor.fill(Number.NaN)
    refused.fill(-1)
    works.fill(0)
  }

  return {
    admits,
    entered,
    rest,
    underWay: (tunnel) => works[tunnel] === 1 || (!Number.isNaN(calledFor[tunnel]!) && belts.stops.comes(stopOf[tunnel]!)),
    reset,
  }
}
