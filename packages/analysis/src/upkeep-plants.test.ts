/**
 * Where the exact values of `validation/x60.yaml` and `x61.yaml` come from. X60: a finite queue before a machine whose maintenance is due a
 * fixed time after the last, as a chain embedded at the ends of maintenance; between them the number of parts is a Markov process, followed by
 * uniformization. X61: a Markov chain.
 */
import { test } from 'node:test'
import { solveChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

/** Most parts, in the queue and the machine; a minute's arrivals, work and maintenance. */
const MOST = 4
const [ARRIVE, WORK, SERVE] = [0.8, 1, 0.5]

type Row = readonly number[]

const zeros = (): number[] => Array.from({ length: MOST + 1 }, () => 0)
const add = (a: Row, b: Row): number[] => a.map((value, i) => value + b[i]!)
const times = (a: Row, by: number): number[] => a.map((value) => value * by)

/** Where parts come, and leave while `works`; what is in `stays` does not change. */
function step(row: Row, works: boolean, stays: (parts: number) => boolean): number[] {
  const after = zeros()
  const all = ARRIVE + WORK + SERVE
  row.forEach((share, parts) => {
    const out = !stays(parts) && works && parts > 0 ? (share * WORK) / all : 0
    const into = !stays(parts) && parts < MOST ? (share * ARRIVE) / all : 0
    if (out > 0) after[parts - 1]! += out
    if (into > 0) after[parts + 1]! += into
    after[parts]! += share - out - into
  })
  return after
}

/** The chances of each number of parts after `minutes` of work (or less, in a state that `stays`), and the mean time in each until then. */
function follow(from: Row, minutes: number, stays: (parts: number) => boolean): { row: number[]; spent: number[] } {
  const mean = (ARRIVE + WORK + SERVE) * minutes
  let [row, chance, beyond] = [[...from], Math.exp(-mean), 1]
  let [after, spent] = [zeros(), zeros()]
  for (let k = 0; k < 400; k++) {
    after = add(after, times(row, chance))
    beyond -= chance
    spent = add(spent, times(row, Math.max(0, beyond) / (ARRIVE + WORK + SERVE)))
    row = step(row, true, stays)
    chance *= mean / (k + 1)
  }
  return { row: after, spent }
}

/** The same until an exponential time with this rate is over, or for ever where what is left is in a state that stays. */
function until(rate: number, from: Row, works: boolean, stays: (parts: number) => boolean): { row: number[]; spent: number[] } {
  const all = ARRIVE + WORK + SERVE
  let [row, spent] = [[...from], zeros()]
  for (let k = 0; k < 1_500; k++) {
    spent = add(spent, times(row, 1 / all))
    const moved = step(row, works, stays)
    row = rate === 0 ? moved : add(moved, times(row, -rate / all))
  }
  return rate === 0 ? { row, spent } : { row: times(spent, rate), spent }
}

/** @param latest minutes for which what is due waits for an idle machine */
function measures(latest: number) {
  const never = (): boolean => false
  const idle = (parts: number): boolean => parts === 0
  const onlyIdle = (row: Row): number[] => row.map((share, parts) => (parts === 0 ? share : 0))
  const onlyBusy = (row: Row): number[] => row.map((share, parts) => (parts === 0 ? 0 : share))
  let start: Row = zeros().fill(1 / (MOST + 1))
  for (let round = 0; ; round++) {
    const before = follow(start, 12, never)
    const wait = latest === Infinity ? until(0, before.row, true, idle) : follow(before.row, latest, idle)
    // Overdue in the midst of work: until the part is done, while others come.
    const last = until(WORK, onlyBusy(wait.row), false, never)
    const left = [...last.row.slice(1), 0]
    const service = until(SERVE, add(onlyIdle(wait.row), left), false, never)
    if (round < 30) {
      start = service.row
      continue
    }
    const working = [before.spent, onlyBusy(wait.spent), last.spent].reduce(add)
    const spent = add(working, service.spent)
    const length = spent.reduce((sum, value) => sum + value)
    return {
      throughput: (working.slice(1).reduce((sum, value) => sum + value) * WORK) / length,
      'machine.state_share(maintenance)': 1 / SERVE / length,
      'queue.queue': spent.reduce((sum, value, parts) => sum + value * Math.max(0, parts - 1), 0) / length,
      'arrivals.loss(share)': spent[MOST]! / length,
    }
  }
}

test('X60: maintenance that waits until the machine is idle, for ever, for a time, or not at all', () => {
  writtenIn('x60.yaml', null, measures(Infinity))
  writtenIn('x60.yaml', 'pressed', measures(5))
  writtenIn('x60.yaml', 'after_part', measures(0))
})

test('X61: repairs that wait for spare parts and a fitter', () => {
  interface State {
    /** Positions that wait for a part, and that have one: under repair or waiting for the fitter. */
    readonly lacking: number
    readonly equipped: number
    readonly onHand: number
  }
  const chain = solveChain<State>({ lacking: 0, equipped: 0, onHand: 2 }, (state) => {
    const { lacking, equipped, onHand } = state
    const failed = onHand > 0 ? { ...state, equipped: equipped + 1, onHand: onHand - 1 } : { ...state, lacking: lacking + 1 }
    const delivered = lacking > 0 ? { ...state, lacking: lacking - 1, equipped: equipped + 1 } : { ...state, onHand: onHand + 1 }
    return [
      ...(lacking + equipped < 2 ? [{ to: failed, rate: (2 - lacking - equipped) / 30 }] : []),
      ...(equipped > 0 ? [{ to: { ...state, equipped: equipped - 1 }, rate: 1 / 6 }] : []),
      ...(onHand < 2 ? [{ to: delivered, rate: (2 - onHand) / 20 }] : []),
    ]
  })
  writtenIn('x61.yaml', null, {
    throughput: chain.mean(({ lacking, equipped }) => 2 - lacking - equipped),
    'machine.state_share(waiting_for_repair)': chain.mean(({ lacking, equipped }) => lacking + Math.max(0, equipped - 1)) / 2,
    'machine.state_share(down)': chain.mean(({ equipped }) => Math.min(1, equipped)) / 2,
    'spares.queue': chain.mean(({ onHand }) => onHand),
  })
})
