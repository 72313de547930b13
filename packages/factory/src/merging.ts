/**
 * Which of several inputs an element lets in: its `merge` (first come, priority, round robin, fullest, random; in turns: polling.ts).
 */
import { int32, int32From } from 'genba/kernel'
import type { Exits } from './exits.ts'
import { createHookMerges } from './hook-choices.ts'
import { createPolling, type Inputs } from './polling.ts'
import type { World } from './world.ts'

export interface Merging {
  /** The input that the element's rule would let in, -1 if none offers a part. */
  pick(element: number): number
  /** The input to let in where there is room. May begin a set-up that comes first: then -1. */
  next(element: number): number
  /** The set-up before a part has ended (stage 1). */
  prepared(element: number): void
  /** What ends with the set-up of a turn, room or not (stage 3). */
  closeGate(element: number): void
  /** The part of that input is being let in. */
  picked(element: number, link: number): void
  /** The input whose first part has been ready longest, in rank order where several are equal. */
  longestWaiting(inputs: Int32Array): number
  reset(): void
}

export function createMerging(world: World, exits: Exits, input: Inputs): Merging {
  const { plan, topology, parts, streams, urgency } = world
  const { columns } = parts
  const { linkFrom, feeders } = topology
  const { first: exitFirst, count: exitCount } = exits
  const { offers } = input
  const polling = createPolling(world, input)
  const merges = plan.elements.map((element) => element.merge)
  const hooks = createHookMerges(world, offers)
  const stream = int32From(plan.elements, (element) => (element.merge === 'random' ? streams.uniforms(element.key, 'merge') : -1))
  /** Round robin: the place of the input whose turn it is. */
  const turn = int32(plan.elements.length)

  function longestWaiting(inputs: Int32Array): number {
    let best = -1
    let since = Infinity
    for (let i = 0; i < inputs.length; i++) {
      const link = inputs[i]!
      if (!offers(link)) continue
      const ready = columns.ready[exitFirst[linkFrom[link]!]!]!
      if (ready < since) {
        since = ready
        best = link
      }
    }
    return best
  }

  function pick(element: number): number {
    const inputs = feeders[element]!
    if (polling.has[element] === 1) return polling.pick(element)
    if (urgency.has[element] === 1) return mostUrgent(element, inputs)
    switch (merges[element]!) {
      case 'first_come':
        return longestWaiting(inputs)
      case 'round_robin': {
        const next = firstOffering(inputs, turn[element]!)
        return next < 0 ? firstOffering(inputs, 0) : next
      }
      case 'fullest':
        return fullest(inputs)
      case 'random': {
        const offering = inputs.filter(offers)
        return offering.length === 0 ? -1 : offering[Math.floor(streams.peek(stream[element]!) * offering.length)]!
      }
      case 'priority':
      case 'exhaustive':
      case 'gated':
        return firstOffering(inputs, 0)
      default:
        return hooks.pick(element, inputs)
    }
  }

  /** Of equals the one that has been ready longest, in rank order where several are equal. */
  function mostUrgent(element: number, inputs: Int32Array): number {
    let best = -1
    for (let i = 0; i < inputs.length; i++) {
      if (offers(inputs[i]!) && (best < 0 || comesBefore(element, inputs[i]!, best))) best = inputs[i]!
    }
    return best
  }

  function comesBefore(element: number, a: number, b: number): boolean {
    const [one, other] = [exitFirst[linkFrom[a]!]!, exitFirst[linkFrom[b]!]!]
    const [rank, than] = [urgency.of(element, one, a), urgency.of(element, other, b)]
    return rank < than || (rank === than && columns.ready[one]! < columns.ready[other]!)
  }

  function firstOffering(inputs: Int32Array, from: number): number {
    for (let i = from; i < inputs.length; i++) if (offers(inputs[i]!)) return inputs[i]!
    return -1
  }

  function fullest(inputs: Int32Array): number {
    let best = -1
    for (let i = 0; i < inputs.length; i++) {
      const link = inputs[i]!
      if (offers(link) && (best < 0 || exitCount[linkFrom[link]!]! > exitCount[linkFrom[best]!]!)) best = link
    }
    return best
  }

  function picked(element: number, link: number): void {
    const inputs = feeders[element]!
    if (polling.has[element] === 1) polling.picked(element, link)
    else if (merges[element] === 'round_robin') turn[element] = (inputs.indexOf(link) + 1) % inputs.length
    if (stream[element]! >= 0) streams.next(stream[element]!)
    hooks.picked(element)
  }

  function reset(): void {
    turn.fill(0)
    polling.reset()
  }

  return {
    pick,
    next: (element) => (polling.setsUp[element] === 1 ? polling.next(element) : pick(element)),
    prepared: polling.prepared,
    closeGate: polling.closeGate,
    picked,
    longestWaiting,
    reset,
  }
}
