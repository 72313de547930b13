/** The way of cars through a plant: from where they begin to where they leave. */
import { COUNTS, ENTERED, LEFT, SCRAPPED } from 'genba/factory'
import type { ElementPlan, Plan, WindowObservation } from 'genba/factory'

/** The elements that cars pass, without those that only give parts to them. */
export interface CarLine {
  /** Where cars begin: sources, and stations that need nothing before them but the parts that they take. By number, rising. */
  readonly origins: readonly ElementPlan[]
  /** All on the way, origins and the place where cars leave included. */
  readonly elements: readonly ElementPlan[]
}

/** What went in, was lost, and came to be inside, along a car line. */
export interface CarFlow {
  readonly begun: number
  readonly lost: number
  /** Inside at the end less inside at the beginning. */
  readonly stock: number
  /** Ticks that all of them together were inside. */
  readonly stayed: number
}

/**
 * The car line to a place.
 * @param cars path of where good cars leave
 * @returns undefined where there is no such place
 */
export function carLineOf(plan: Plan, cars: string): CarLine | undefined {
  const goal = plan.elements.find(({ path }) => path === cars)
  if (goal === undefined) return undefined
  const found = new Set([goal.number])
  // What is added while the set is gone through is gone through too. `from` has no stores of which a station takes: these hold parts of cars.
  for (const number of found) for (const from of plan.elements[number]!.from) found.add(from)
  const elements = [...found].toSorted((a, b) => a - b).map((number) => plan.elements[number]!)
  return { elements, origins: elements.filter(({ from }) => from.length === 0) }
}

/** Cars that began at an origin in some windows. */
export function begunAt({ kind, number }: ElementPlan, windows: readonly WindowObservation[]): number {
  // A part of a source comes to be when it leaves it.
  return windows.reduce((sum, { counts }) => sum + counts[number * COUNTS + (kind === 'source' ? LEFT : ENTERED)]!, 0)
}

/** What a line began, lost and gained in some windows of one replication: begun less lost less stock is what left. */
export function carFlow({ lines, elements: all }: Plan, line: CarLine, windows: readonly WindowObservation[]): CarFlow {
  const inside = line.elements.filter(({ kind }) => kind !== 'source').map(({ number }) => number)
  const around = lines.filter(({ elements }) => elements.some((number) => inside.includes(number))).map(({ number }) => all.length + number)
  const sum = (of: (window: WindowObservation) => number): number => windows.reduce((total, window) => total + of(window), 0)
  const over = (list: readonly number[], of: (number: number) => number): number => list.reduce((total, each) => total + of(each), 0)
  return {
    begun: line.origins.reduce((total, origin) => total + begunAt(origin, windows), 0),
    lost: sum(({ counts }) => over(inside, (number) => counts[number * COUNTS + SCRAPPED]!)),
    stayed: sum(({ levels }) => over([...inside, ...around], (cell) => levels[cell]!)),
    stock: sum(({ gained }) => over([...inside, ...around], (cell) => gained[cell]!)),
  }
}
