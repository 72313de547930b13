/**
 * Waiting places that belong to a station (`input_places`): a buffer of that capacity before it, `station.input`, first in first out. The
 * `merge` of the station says who comes into it.
 *
 * That buffer is the very same thing, unless the inputs matter to the station itself: where it serves them in turns, or sets up for
 * them, and in lines that move or have carriers its places are left as they are.
 */
import { redirected } from './compile-detours.ts'
import type { BufferPlan, ElementPlan, LinePlan, StationPlan } from './plan.ts'
import { setsUpByTurn } from './polling.ts'
import { preempts } from './preemption.ts'

/** The elements and lines of a plan with the input places of its stations as buffers, after all other elements. */
export function addInputPlaces(
  elements: readonly ElementPlan[],
  lines: readonly LinePlan[],
): { readonly elements: readonly ElementPlan[]; readonly lines: readonly LinePlan[] } {
  const all = [...elements]
  const around = lines.map((line) => [...line.elements])
  for (const station of elements) {
    if (station.kind !== 'station' || station.inputPlaces === 0) continue
    const main = station.from.filter((from) => station.takes.every((take) => take.from !== from))
    // Nothing ever waits where nothing comes in but what the station makes, or where there is a position for all.
    if (station.positions === Infinity || station.casting !== undefined) {
      all[station.number] = { ...(all[station.number] as StationPlan), inputPlaces: 0 }
      continue
    }
    const { setup } = station
    const setsUpByInput = setup !== undefined && (setup.by === 'input' || setup.when === 'input_change' || setsUpByTurn(station))
    if (main.length === 0 || setsUpByInput || preempts(station) || isCarried(lines, station.line)) continue
    const input = all.length
    for (const number of main) all[number] = redirected(all[number]!, station.number, input)
    all.push(inputOf(station, input, main))
    const taken = station.from.filter((from) => !main.includes(from))
    all[station.number] = { ...(all[station.number] as StationPlan), from: [input, ...taken], merge: 'first_come', inputPlaces: 0 }
    for (let level = station.line; level !== undefined; level = lines[level]!.parent)
      around[level]!.splice(around[level]!.indexOf(station.number), 0, input)
  }
  return { elements: all, lines: lines.map((line, number) => ({ ...line, elements: around[number]! })) }
}

/** Is the line one that moves, or one with carriers, or within such a line? */
export function isCarried(lines: readonly LinePlan[], own: number | undefined): boolean {
  for (let line = own; line !== undefined; line = lines[line]!.parent) if (lines[line]!.carriers !== undefined) return true
  return own !== undefined && lines[own]!.transfer !== 'asynchronous'
}

function inputOf(station: StationPlan, number: number, from: readonly number[]): BufferPlan {
  return {
    kind: 'buffer',
    number,
    path: `${station.path}.input`,
    key: `${station.key}.input`,
    ...(station.shop === undefined ? {} : { shop: station.shop }),
    ...(station.line === undefined ? {} : { line: station.line }),
    calendars: [],
    openEarly: 0,
    ...(station.at === undefined ? {} : { at: station.at }),
    to: { kind: 'single', to: station.number },
    from,
    merge: station.merge,
    visitEmpty: false,
    capacity: station.inputPlaces,
    discipline: 'fifo',
    startsWith: [],
    inputOf: station.number,
  }
}
