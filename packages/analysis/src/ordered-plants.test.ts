/** Where the exact values of `validation/x35.yaml` and `x36.yaml` come from: buffers that let out some parts before others, and batches of parts that are alike (`x37.yaml`). */
import { test } from 'node:test'
import { solveChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

/** Two classes in one queue of four places; exponential times. */
function twoClasses(interrupts: boolean) {
  interface State {
    readonly waiting: readonly [number, number]
    /** Class in work, 0 for none. */
    readonly working: 0 | 1 | 2
  }
  const rates = [0.3, 0.5] as const
  const service = [0, 1, 0.9] as const
  function settled(state: State): State {
    const [urgent, normal] = state.waiting
    if (state.working === 2 && urgent > 0 && interrupts) return { waiting: [urgent - 1, normal + 1], working: 1 }
    if (state.working !== 0) return state
    if (urgent > 0) return { waiting: [urgent - 1, normal], working: 1 }
    return normal > 0 ? { waiting: [urgent, normal - 1], working: 2 } : state
  }
  const chain = solveChain<State>({ waiting: [0, 0], working: 0 }, (state) => {
    const [urgent, normal] = state.waiting
    const room = urgent + normal < 4
    const lost = { to: state, counts: 'lost' }
    return [
      { ...(room ? { to: settled({ ...state, waiting: [urgent + 1, normal] }) } : lost), rate: rates[0] },
      { ...(room ? { to: settled({ ...state, waiting: [urgent, normal + 1] }) } : lost), rate: rates[1] },
      ...(state.working > 0
        ? [{ to: settled({ ...state, working: 0 }), rate: service[state.working]!, counts: `class ${state.working}` }]
        : []),
    ]
  })
  const inside = (which: 0 | 1): number => chain.mean(({ waiting, working }) => waiting[which] + (working === which + 1 ? 1 : 0))
  return {
    'throughput(urgent)': chain.rate('class 1'),
    'throughput(normal)': chain.rate('class 2'),
    'lead_time(urgent)': (inside(0) / chain.rate('class 1')) * 60,
    'lead_time(normal)': (inside(1) / chain.rate('class 2')) * 60,
  }
}

test('X35: the more urgent first, in one buffer', () => {
  writtenIn('x35.yaml', null, twoClasses(false))
  writtenIn('x35.yaml', 'X35_preempt', twoClasses(true))
})

test('X36: the shorter job first', () => {
  const [short, long] = [
    { rate: 0.8 * 0.7, time: 0.6 },
    { rate: 0.8 * 0.3, time: 1.6 },
  ]
  const left = (short!.rate * short!.time ** 2 + long!.rate * long!.time ** 2) / 2
  const load = short!.rate * short!.time
  const all = load + long!.rate * long!.time
  writtenIn('x36.yaml', null, {
    'lead_time(short)': (short!.time + left / (1 - load)) * 60,
    'lead_time(long)': (long!.time + left / ((1 - load) * (1 - all))) * 60,
  })
})

test('X37: batches of one product', () => {
  interface State {
    /** Products in the queue, the oldest first. */
    readonly queue: readonly (1 | 2)[]
    /** Product in work, 0 for none, and how many. */
    readonly product: 0 | 1 | 2
    readonly size: number
  }
  const batches = (most: number): Record<string, number> => {
    function settled(state: State): State {
      if (state.product !== 0) return state
      const product = state.queue.find((one) => state.queue.filter((other) => other === one).length >= 2)
      if (product === undefined) return state
      const size = Math.min(most, state.queue.filter((other) => other === product).length)
      let left = size
      return { queue: state.queue.filter((other) => other !== product || left-- <= 0), product, size }
    }
    const chain = solveChain<State>({ queue: [], product: 0, size: 0 }, (state) => [
      ...([1, 2] as const).map((product) => ({
        to: state.queue.length < 5 ? settled({ ...state, queue: [...state.queue, product] }) : state,
        rate: product === 1 ? 0.5 : 0.3,
        ...(state.queue.length < 5 ? {} : { counts: `lost ${product}` }),
      })),
      ...(state.product === 0
        ? []
        : [
            {
              to: settled({ ...state, product: 0, size: 0 }),
              rate: state.product === 1 ? 0.4 : 0.6,
              counts: `${state.product} ${state.size}`,
            },
          ]),
    ])
    const out = (product: number): number => 2 * chain.rate(`${product} 2`) + 3 * chain.rate(`${product} 3`)
    return {
      'throughput(one)': out(1),
      'throughput(two)': out(2),
      'queue.queue': chain.mean(({ queue }) => queue.length),
      's1.loss(share)': chain.rate('lost 1') / 0.5,
    }
  }
  writtenIn('x37.yaml', null, batches(2))
  writtenIn('x37.yaml', 'X37_more', batches(3))
})
