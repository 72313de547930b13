/** A line of machines as a Markov chain: steps that need people, failures that need repairers, buffers between. For tests. */
import { solveChain } from './markov-chain.ts'
import type { ChainMove, MarkovChain } from './markov-chain.ts'

export interface LineMachine {
  /** Exponential steps of the work, one after another, with the people of the one crew that each needs. */
  readonly steps: readonly { readonly rate: number; readonly people?: number }[]
  readonly failure?: { readonly clock: 'operating' | 'calendar'; readonly rate: number; readonly repair: number }
  /** Lets nothing in while it is down. */
  readonly refuses?: boolean
}

export interface LineDraft {
  readonly machines: readonly LineMachine[]
  /** Places between machines. */
  readonly places: readonly number[]
  /** People of the crew, and whom they serve first: machines by number, or those who asked first. */
  readonly people?: number
  readonly serves?: 'first_come' | readonly number[]
  /** Repairers, who serve first come. */
  readonly repairers?: number
}

export interface LineState {
  /** The step at which each machine is; -1 without a part, the number of steps where the part is finished. */
  readonly stages: readonly number[]
  readonly down: readonly boolean[]
  /** Parts in the buffers. */
  readonly stock: readonly number[]
  /** Machines that are down and those that wait for people, in the order of their calls. */
  readonly broken: readonly number[]
  readonly waiting: readonly number[]
}

/** Solves it; the first machine always has parts, the last one always has room. Counts `out`. */
export function lineChain(draft: LineDraft): MarkovChain<LineState> {
  const { machines, people = Infinity, serves = 'first_come', repairers = Infinity } = draft
  const count = machines.length
  const start: LineState = {
    stages: machines.map(() => -1),
    down: machines.map(() => false),
    stock: draft.places.map(() => 0),
    broken: [],
    waiting: [],
  }
  return solveChain(settled(draft, start), (state) => {
    const moves: ChainMove<LineState>[] = []
    machines.forEach(({ steps, failure }, m) => {
      const step = steps[state.stages[m]!]
      const isWorking = step !== undefined && !state.waiting.includes(m)
      if (isWorking && !state.down[m]) {
        const stage = state.stages[m]! + 1
        const isOut = stage === steps.length && m === count - 1
        const to = settled(draft, { ...state, stages: state.stages.with(m, stage) }, m)
        moves.push({ to, rate: step.rate, ...(isOut ? { counts: 'out' } : {}) })
      }
      if (failure === undefined) return
      if (state.down[m]) {
        if (state.broken.indexOf(m) >= repairers) return
        const mended = { ...state, down: state.down.with(m, false), broken: state.broken.filter((each) => each !== m) }
        moves.push({ to: settled(draft, mended), rate: failure.repair })
      } else if (isWorking || failure.clock === 'calendar')
        moves.push({ to: { ...state, down: state.down.with(m, true), broken: [...state.broken, m] }, rate: failure.rate })
    })
    return moves
  })

  /** Moves parts as far as they go, then sends people. `next`: a machine whose step has just changed. */
  function settled({ machines: all, places }: LineDraft, { stages, down, stock, broken, waiting }: LineState, next = -1): LineState {
    const at = [...stages]
    const parts = [...stock]
    const asking = [...waiting]
    // Whoever goes on from one step to the next with the same people keeps them.
    const served = at.map((stage, m) => stage >= 0 && !asking.includes(m) && needOf(m, m === next ? stage - 1 : stage) > 0)
    for (let m = count - 1; m >= 0;) {
      const isDone = at[m] === all[m]!.steps.length
      const mayEnter = at[m] === -1 && !(down[m]! && all[m]!.refuses === true) && (m === 0 || parts[m - 1]! > 0)
      if (isDone && (m === count - 1 || parts[m]! < places[m]!)) {
        if (m < count - 1) parts[m] = parts[m]! + 1
        at[m] = -1
        served[m] = false
        m = count - 1
      } else if (mayEnter) {
        if (m > 0) parts[m - 1] = parts[m - 1]! - 1
        at[m] = 0
        m = count - 1
      } else m--
    }
    at.forEach((stage, m) => {
      if (needOf(m, stage) === 0) served[m] = false
      else if (!served[m] && !asking.includes(m)) asking.push(m)
    })
    let free = people - at.reduce((sum, stage, m) => sum + (served[m]! ? needOf(m, stage) : 0), 0)
    for (;;) {
      const order = serves === 'first_come' ? asking : serves.filter((m) => asking.includes(m))
      const found = order.find((m) => needOf(m, at[m]!) <= free)
      if (found === undefined) break
      free -= needOf(found, at[found]!)
      asking.splice(asking.indexOf(found), 1)
    }
    return { stages: at, down, stock: parts, broken, waiting: serves === 'first_come' ? asking : asking.toSorted((a, b) => a - b) }
  }

  function needOf(m: number, stage: number): number {
    return machines[m]!.steps[stage]?.people ?? 0
  }
}
