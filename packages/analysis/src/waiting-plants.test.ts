/**
 * Where the exact values of `validation/x24.yaml` to `x27.yaml` and `x29.yaml` come from: places of stations, shelf lives, a closed network of
 * two classes and places that fail together, as Markov chains and in closed form.
 */
import { test } from 'node:test'
import { lineChain } from './line-chain.fixture.ts'
import { solveChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

test('X24: one place for finished parts between two machines', () => {
  const machine = (rate: number) => ({ steps: [{ rate }] })
  const throughput = lineChain({ machines: [machine(1), machine(0.9)], places: [1] }).rate('out')
  writtenIn('x24.yaml', null, { throughput })
  writtenIn('x24.yaml', 'X24b', { throughput })
})

test('X25: parts that keep for an exponential time in a queue of five', () => {
  // Parts in the queue and at the server.
  const chain = solveChain<number>(0, (parts) => [
    parts < 6 ? { to: parts + 1, rate: 0.9 } : { to: parts, rate: 0.9, counts: 'lost' },
    ...(parts > 0 ? [{ to: parts - 1, rate: 1, counts: 'out' }] : []),
    ...(parts > 1 ? [{ to: parts - 1, rate: 0.2 * (parts - 1), counts: 'expired' }] : []),
  ])
  writtenIn('x25.yaml', null, {
    throughput: chain.rate('out'),
    'queue.scrap': chain.rate('expired'),
    'queue.queue': chain.mean((parts) => Math.max(0, parts - 1)),
    'arrivals.loss(share)': chain.rate('lost') / 0.9,
  })
})

test('X26: parts that keep for three minutes (Barrer 1957)', () => {
  // The work ahead of an arrival has the density 0.9 p exp(-0.1 x) up to 3 min, and from there on falls with exp(-x): nobody comes in to it.
  const [arrivals, service, life] = [0.9, 1, 3]
  const within = (arrivals * (1 - Math.exp((arrivals - service) * life))) / (service - arrivals)
  const beyond = (arrivals * Math.exp((arrivals - service) * life)) / service
  const busy = 1 - 1 / (1 + within + beyond)
  writtenIn('x26.yaml', null, { throughput: busy * service, 'server.utilization': busy })
})

test('X27: two carriers of one kind and one of another between a delay and a station', () => {
  /** Who is at the station, in the order of coming. */
  type State = string
  const away = (state: State, kind: 'a' | 'b'): number => (kind === 'a' ? 2 : 1) - state.split(kind).length + 1
  const chain = solveChain<State>('', (state) => [
    ...(away(state, 'a') > 0 ? [{ to: `${state}a`, rate: away(state, 'a') / 2 }] : []),
    ...(away(state, 'b') > 0 ? [{ to: `${state}b`, rate: away(state, 'b') / 4 }] : []),
    ...(state === '' ? [] : [{ to: state.slice(1), rate: 1, counts: 'out' }]),
  ])
  writtenIn('x27.yaml', null, {
    'loop.throughput': chain.rate('out'),
    'loop.server.utilization': chain.rate('out'),
    'loop.queue.queue': chain.mean((state) => Math.max(0, state.length - 1)),
  })
})

test('X29: two places that fail together behind a queue of four', () => {
  /** Parts in the queue and at the places; those that are inside stay while the places are down, and others come in. */
  interface State {
    readonly parts: number
    readonly up: boolean
  }
  const chain = solveChain<State>({ parts: 0, up: true }, ({ parts, up }) => [
    parts < 6 ? { to: { parts: parts + 1, up }, rate: 1.3 } : { to: { parts, up }, rate: 1.3, counts: 'lost' },
    ...(up && parts > 0 ? [{ to: { parts: parts - 1, up }, rate: Math.min(2, parts), counts: 'out' }] : []),
    { to: { parts, up: !up }, rate: up ? 0.1 : 0.4 },
  ])
  writtenIn('x29.yaml', null, { throughput: chain.rate('out'), 'queue.queue': chain.mean(({ parts }) => Math.max(0, parts - 2)) })
})
