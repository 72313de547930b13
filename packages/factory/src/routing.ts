/**
 * Which way a part goes where no choice between states is needed: by shares, by product, by attribute; and which part of
 * a buffer goes first, of equals the one that came first.
 */
import { int32, int32From } from 'genba/kernel'
import { createHookOrders } from './hook-choices.ts'
import { kindsOfCarriers } from './loops.ts'
import type { BufferPlan } from './plan.ts'
import * as topologies from './topology.ts'
import type { Topology } from './topology.ts'
import type { World } from './world.ts'

const { UNDECIDED } = topologies
/** Disciplines that go by what the parts are. */
const KEYED = ['priority', 'due_date', 'shortest'] as const

export interface Routing {
  /** Draws the branch of a part that has just come into `element`, where branches are chosen by shares. */
  route(element: number, part: number): void
  /** The branch by product or attribute; UNDECIDED where `element` has no such rule or no case for the part. */
  branchBy(element: number, part: number): number
  /** Per element: which of two parts leaves first; undefined for first in, first out. */
  readonly precedes: readonly (((a: number, b: number) => boolean) | undefined)[]
  /** The same where it hangs on what the parts are, and on nothing else. */
  readonly keyed: Routing['precedes']
}

export function createRouting(
  world: Pick<World, 'plan' | 'parts' | 'draws' | 'streams' | 'hooks'>,
  topology: Topology,
  routeStream: Int32Array,
): Routing {
  const { plan, draws, streams } = world
  const { columns } = world.parts
  const { branches } = topology
  const shareSites = plan.elements.map((element) =>
    element.to.kind === 'shares'
      ? int32From(element.to.branches, (branch, i) => draws.quantity(branch.share, element.key, `share ${i}`))
      : int32(0),
  )
  const byTargets = plan.elements.map((element) => targetsBy(element.number))
  const orders = createHookOrders(world)
  const precedes = plan.elements.map((element) =>
    element.kind === 'buffer' && element.discipline !== 'fifo' && element.discipline !== 'random' ? precedence(element) : undefined,
  )

  const keyed = precedes.map((before, number) => {
    const element = plan.elements[number]!
    if (element.kind !== 'buffer') return undefined
    return orders.has[number] === 1 || (KEYED as readonly unknown[]).includes(element.discipline) ? before : undefined
  })

  /** Shares are drawn when the part comes in, in the order of starts: the n-th draw belongs to the n-th part. */
  function route(element: number, part: number): void {
    const sites = shareSites[element]!
    if (sites.length > 0) columns.target[part] = branches[element]![pickShare(sites, streams.next(routeStream[element]!), part)]!
    if (orders.has[element] === 1) orders.enters(element, part)
  }

  function pickShare(sites: Int32Array, u: number, part: number): number {
    let below = 0
    for (let i = 0; i < sites.length - 1; i++) {
      below += draws.take(sites[i]!, part)
      if (u < below) return i
    }
    return sites.length - 1
  }

  function targetsBy(number: number): (part: number) => number {
    const { to } = plan.elements[number]!
    if (to.kind !== 'by') return () => UNDECIDED
    const otherwise = to.otherwise === undefined ? UNDECIDED : topology.linkBetween(number, to.otherwise)
    const linkOf = (name: string): number | undefined =>
      to.cases[name] === undefined ? undefined : topology.linkBetween(number, to.cases[name])
    if (to.by === 'product') {
      const ofProduct = plan.products.map((product) => linkOf(product.name))
      const ofVariant = plan.products.map((product) => product.variants.map((variant) => linkOf(variant.name)))
      return (part) => {
        const product = columns.product[part]!
        return product < 0 ? otherwise : (ofVariant[product]![columns.variant[part]!] ?? ofProduct[product] ?? otherwise)
      }
    }
    if (to.by === 'carrier') {
      const ofCarrier = kindsOfCarriers(plan).map(linkOf)
      return (part) => ofCarrier[columns.carrier[part]!] ?? otherwise
    }
    const column = plan.attributes.findIndex((attribute) => attribute.name === to.by)
    const of = (plan.attributes[column]?.categories ?? []).map(linkOf)
    const width = plan.attributes.length
    return (part) => of[columns.attributes[part * width + column]!] ?? otherwise
  }

  /** Which of two parts leaves a buffer first. */
  function precedence(buffer: BufferPlan): (a: number, b: number) => boolean {
    switch (buffer.discipline) {
      case 'lifo':
        return () => true
      case 'sequence':
      case 'sequence_strict':
        return (a, b) =>
          columns.rank[a]! < columns.rank[b]! || (columns.rank[a] === columns.rank[b] && columns.serial[a]! < columns.serial[b]!)
      case 'priority':
        return (a, b) => columns.priority[a]! < columns.priority[b]!
      case 'due_date':
        return (a, b) => columns.due[a]! < columns.due[b]!
      case 'shortest':
        return shorter(buffer)
      default:
        if (typeof buffer.discipline !== 'string') return orders.precedes
        throw new Error(`${buffer.path}: discipline ${buffer.discipline} is not part of this engine`)
    }
  }

  /** By the time of all steps at the station behind the buffer, which is not drawn at random. */
  function shorter({ to }: BufferPlan): (a: number, b: number) => boolean {
    const station = to.kind === 'single' ? plan.elements[to.to]! : undefined
    const steps = station?.kind === 'station' ? station.steps : []
    const sites = int32From(steps, ({ time }, i) => draws.duration(time, station!.key, i === 0 ? 'work' : `work ${i}`))
    const work = (part: number): number => {
      let ticks = 0
      for (let i = 0; i < sites.length; i++) ticks += draws.take(sites[i]!, part)
      return ticks
    }
    return (a, b) => work(a) < work(b)
  }

  return { route, branchBy: (element, part) => byTargets[element]!(part), precedes, keyed }
}
