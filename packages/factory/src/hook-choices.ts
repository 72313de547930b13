/**
 * Ways and inputs chosen by a user's functions (hooks.ts), where several are open: chosen in stage 3, as by any other rule. And the order
 * in which parts leave a buffer by a number that a function gives each as it comes in.
 */
import { float64, uint8From } from 'genba/kernel'
import type { World } from './world.ts'

export interface HookOrders {
  /** Per element: 1 for buffers whose order a function gives. */
  readonly has: Uint8Array
  /** The part comes into such a buffer: its number is asked for. */
  enters(buffer: number, part: number): void
  /** Is the number of `a` lower? */
  precedes(a: number, b: number): boolean
}

export function createHookOrders({ plan, hooks }: Pick<World, 'plan' | 'hooks'>): HookOrders {
  const calls = plan.elements.map((element) =>
    element.kind === 'buffer' && typeof element.discipline !== 'string'
      ? hooks.place(element.key, 'discipline', element.discipline.hook, 'rank')
      : undefined,
  )
  /** By part. */
  let ranks = float64(0)
  return {
    has: uint8From(calls, (call) => (call === undefined ? 0 : 1)),
    enters(buffer, part) {
      if (part >= ranks.length) {
        const wider = float64(Math.max(256, 2 * ranks.length, part + 1))
        wider.set(ranks)
        ranks = wider
      }
      ranks[part] = calls[buffer]!.number(part)
    },
    precedes: (a, b) => ranks[a]! < ranks[b]!,
  }
}

/** Chooses among open links for the first part at an exit. */
export type HookSplits = (element: number, part: number, open: Int32Array) => number

export function createHookSplits({ plan, topology, hooks }: World): HookSplits {
  const { linkTo } = topology
  const calls = plan.elements.map(({ to, key }) =>
    to.kind === 'rule' && typeof to.split !== 'string' ? hooks.place(key, 'split', to.split.hook, 'choice') : undefined,
  )
  return (element, part, open) => {
    const call = calls[element]!
    const chosen =
      open[
        call.choose(
          part,
          Array.from(open, (link) => linkTo[link]!),
        )
      ]!
    call.settle()
    return chosen
  }
}

export interface HookMerges {
  /** The input that the function would let in, -1 if none offers a part. It may be asked again before a part is let in. */
  pick(element: number, inputs: Int32Array): number
  /** The part is being let in. */
  picked(element: number): void
}

export function createHookMerges({ plan, topology, hooks }: World, offers: (link: number) => boolean): HookMerges {
  const { linkFrom } = topology
  const calls = plan.elements.map(({ merge, key }) =>
    typeof merge === 'string' ? undefined : hooks.place(key, 'merge', merge.hook, 'choice'),
  )
  return {
    pick: (element, inputs) => {
      const offering = inputs.filter(offers)
      if (offering.length === 0) return -1
      return offering[
        calls[element]!.choose(
          -1,
          Array.from(offering, (link) => linkFrom[link]!),
        )
      ]!
    },
    picked: (element) => calls[element]?.settle(),
  }
}
