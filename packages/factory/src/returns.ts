/**
 * Parts that a failure sends back (`on_failure: return`), or a more urgent part (`preempted: returns`): to the head of the queue from
 * which they came, with the work still to do.
 *
 * The queue may then hold one more than its capacity. What the visit drew stays with the part, and any position may go on with it. It
 * counts as if it had not left the queue, but for the time for which it had. Of several that come back at one tick the one
 * started first stands first. White & Christie 1958; Mitrany & Avi-Itzhak 1968.
 */
import { float64, int32, uint8, uint8From } from 'genba/kernel'
import type { Exits } from './exits.ts'
import type { Flow } from './flow.ts'
import type { ElementPlan } from './plan.ts'
import type { PositionColumns } from './positions.ts'
import { preempts } from './preemption.ts'
import * as records from './record.ts'
import * as shelves from './shelf-lives.ts'
import type { World } from './world.ts'

const { COUNTS, ENTERED } = records

export interface Returns {
  /** Per element: 1 where failures or more urgent parts may take a part out of its position before its work is over. */
  readonly has: Uint8Array
  /** Has `part` come back? Then it keeps what was drawn for it, its way too, which it is given again. */
  goesOn(part: number): boolean
  /** The part in `position` has come back: the steps of its visit are as they were. False if it has not. */
  restore(position: number): boolean
  /** Step with which the work in `position` goes on after a set-up, -1 for none; ticks of it that are left. */
  readonly step: Int32Array
  readonly left: Float64Array
  /** The position is at that step, of which so much is left, for the people who were there. */
  resume(position: number): void
  /** Takes down what is left of the work in `position`, before the part is taken out of it; `anew`: all of it. */
  keep(position: number, anew: boolean): void
  /** Puts the part back at the head of the queue from which it came over `link`. */
  putBack(part: number, link: number): void
  /** The part is no more. */
  forget(part: number): void
  reset(): void
}

/** May a failure send the part back from which the element works? */
export function sendsBack(element: ElementPlan): boolean {
  return element.kind === 'station' && element.failures.some(({ onFailure }) => onFailure === 'return')
}

/** @param stepTicks ticks of each step of the visit in each position, `widest` for each */
export function createReturns(
  world: Pick<World, 'plan' | 'topology' | 'layout' | 'parts' | 'record' | 'events' | 'shelfLives' | 'spares'>,
  flow: Pick<Flow, 'opened' | 'keyed'>,
  exits: Exits,
  { part: partAt, step: stepAt, left: leftAt, pace: paceAt }: PositionColumns,
  stepTicks: Float64Array,
  widest: number,
): Returns {
  const { plan, topology, layout, parts, record, events, shelfLives } = world
  const { columns } = parts
  const { clock } = events
  const { sums: counts } = record.counts
  const has = uint8From(plan.elements, (element) => (sendsBack(element) || preempts(element) ? 1 : 0))
  const step = int32(layout.positions)
  const left = float64(layout.positions)
  const pace = float64(layout.positions)
  // By part: whether it has come back, and with what.
  let isBack = uint8(0)
  let backStep = int32(0)
  let backLeft = float64(0)
  let backPace = float64(0)
  let backTarget = int32(0)
  let backTicks = float64(0)

  function grow(part: number): void {
    if (part < isBack.length) return
    const size = Math.max(256, 2 * isBack.length, part + 1)
    const flags = uint8(size)
    flags.set(isBack)
    isBack = flags
    const [steps, targets] = [int32(size), int32(size)]
    steps.set(backStep)
    targets.set(backTarget)
    backStep = steps
    backTarget = targets
    const [lefts, paces, ticks] = [float64(size), float64(size), float64(size * widest)]
    paces.set(backPace)
    backPace = paces
    lefts.set(backLeft)
    ticks.set(backTicks)
    backLeft = lefts
    backTicks = ticks
  }

  function keep(p: number, anew: boolean): void {
    const part = partAt[p]!
    grow(part)
    isBack[part] = 1
    backTarget[part] = columns.target[part]!
    for (let i = 0; i < widest; i++) backTicks[part * widest + i] = stepTicks[p * widest + i]!
    const inSetup = stepAt[p] === -1
    const isPending = step[p]! >= 0
    backStep[part] = anew ? 0 : !inSetup ? stepAt[p]! : isPending ? step[p]! : 0
    backLeft[part] = anew ? stepTicks[p * widest]! : !inSetup ? leftAt[p]! : isPending ? left[p]! : stepTicks[p * widest]!
    backPace[part] = anew ? 1 : !inSetup ? paceAt[p]! : isPending ? pace[p]! : 1
    step[p] = -1
  }

  function goesOn(part: number): boolean {
    if (part >= isBack.length || isBack[part] === 0) return false
    columns.target[part] = backTarget[part]!
    return true
  }

  function restore(p: number): boolean {
    const part = partAt[p]!
    if (part >= isBack.length || isBack[part] === 0) return false
    isBack[part] = 0
    for (let i = 0; i < widest; i++) stepTicks[p * widest + i] = backTicks[part * widest + i]!
    step[p] = backStep[part]!
    left[p] = backLeft[part]!
    pace[p] = backPace[part]!
    return true
  }

  function resume(p: number): void {
    leftAt[p] = left[p]!
    paceAt[p] = pace[p]!
    step[p] = -1
  }

  function putBack(part: number, link: number): void {
    const from = topology.linkFrom[link]!
    const to = topology.linkTo[link]!
    exits.takenBack(from, part)
    const cell = to * COUNTS + ENTERED
    counts[cell] = counts[cell]! - 1
    record.levels.add(from, 1)
    columns.entered[part] = clock[0]!
    if (shelfLives.has[from] === 1) shelfLives.begin(from, part, shelves.SENT_BACK)
    columns.ready[part] = clock[0]!
    columns.target[part] = link
    const before = flow.keyed(from)
    exits.insert(
      from,
      part,
      before === undefined ? standsBefore : (one, other) => !before(other, one) && (before(one, other) || standsBefore(one, other)),
    )
    if (world.spares.gives[from] === 1) world.spares.arrived(from)
    flow.opened(to)
  }

  function forget(part: number): void {
    if (part < isBack.length) isBack[part] = 0
  }

  function standsBefore(_part: number, other: number): boolean {
    return other >= isBack.length || isBack[other] === 0 || columns.ready[other] !== clock[0]
  }

  function reset(): void {
    isBack.fill(0)
    step.fill(-1)
  }

  reset()
  return { has, goesOn, restore, step, left, resume, keep, putBack, forget, reset }
}
