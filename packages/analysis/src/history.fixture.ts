/** Histories of small models, for tests. */
import { compile, createEngine } from 'genba/factory'
import { readModel } from 'genba/model'
import { createHistory, type History } from './history.ts'

/**
 * The history of a model until a tick, ticks being seconds.
 * @param shuffle draws the orders within a tick that are said to mean nothing, by this seed
 * @throws Error with the first fault of the text
 */
export function historyOf(text: string, until: number, shuffle?: number): History {
  const { plan, diagnostics } = compile(readModel(`genba: model/1\nname: test\nrun: {length: 1 h, warm_up: 0 s, tick: 1 s}\n${text}`))
  if (plan === undefined) throw new Error(diagnostics[0]!.message)
  const engine = createEngine(plan, { history: { from: 0, until: until + 1 } })
  if (shuffle !== undefined) engine.shuffleWith(dice(shuffle))
  const observation = engine.run({ seed: 1, replication: 1, until, cuts: [until], warmUp: 0 })!
  return createHistory(plan, observation, until)
}

/** The visit of a part, by the element that made it and its number there, to an element. @throws Error where there is none */
export function rowOf(history: History, element: string, source: string, serial: number): number {
  const numberOf = (path: string): number => history.plan.elements.find((each) => each.path === path)!.number
  const row = [...history.at(numberOf(element))].find(
    (each) => history.visits.source[each] === numberOf(source) && history.visits.serial[each] === serial,
  )
  if (row === undefined) throw new Error(`no visit of ${source} ${serial} to ${element}`)
  return row
}

/** Whole numbers from 0 below `n`, by mulberry32 (T. Ettinger). */
function dice(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000) * n)
  }
}
