/**
 * Where the people of a crew are, and how long they walk to where they are needed (`walking`, `serves: nearest`).
 *
 * People are where they last were of use; who comes to a shift goes to its first task in no time, wherever that is. Of
 * several who are free the nearest go; of equals, those who have just come, then those at the place of the element written first.
 */
import { type EventCalendar, float64, int32, int32From, uint8From } from 'genba/kernel'
import type { CrewPlan, ElementPlan, LayoutPlan, Plan } from './plan.ts'

export interface Walks {
  /** Per crew: 1 if it matters where its people are. */
  readonly has: Uint8Array
  /** People who are free go from where they are to an element; ticks until the last of them is there. */
  send(crew: number, people: number, element: number): number
  /** They are free again, there. */
  leave(crew: number, people: number, element: number): void
  /** Metres from the nearest person who is free to an element. */
  nearest(crew: number, element: number): number
  /** A shift begins, with so many more of the crew than before. */
  rolled(crew: number, more: number): void
  reset(): void
}

/** Does it matter where the people of the crew are? */
export function isLocated({ walking, serves }: CrewPlan): boolean {
  return walking !== undefined || serves === 'nearest'
}

/** Metres on foot from one place to another; undefined where that is not known. */
export function walkingDistance(layout: LayoutPlan | undefined, from: ElementPlan['at'], to: ElementPlan['at']): number | undefined {
  if (from === undefined || to === undefined) return undefined
  if (typeof from === 'string' && typeof to === 'string') {
    if (from === to) return 0
    const { travel, paths } = layout ?? {}
    if (travel !== undefined) {
      const [row, column] = [travel.points.indexOf(from), travel.points.indexOf(to)]
      return travel.kind === 'distances' ? travel.table[row]?.[column] : undefined
    }
    if (paths !== undefined && paths.length > 0) return alongPaths(paths, from, to)
  }
  const [a, b] = [pointOf(layout, from), pointOf(layout, to)]
  if (a === undefined || b === undefined) return undefined
  return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]))
}

function pointOf(layout: LayoutPlan | undefined, at: NonNullable<ElementPlan['at']>): readonly [number, number] | undefined {
  if (typeof at !== 'string') return at
  const point = layout?.points.find(({ name }) => name === at)
  return point === undefined ? undefined : [point.x, point.y]
}

/** The shortest way (Bellman and Ford); people walk paths in both directions. Undefined where there is none. */
function alongPaths(paths: LayoutPlan['paths'], from: string, to: string): number | undefined {
  const way = new Map([[from, 0]])
  for (let changed = true; changed;) {
    changed = false
    for (const path of paths)
      for (const [a, b] of [
        [path.from, path.to],
        [path.to, path.from],
      ] as const) {
        const length = (way.get(a) ?? Infinity) + path.length
        if (length >= (way.get(b) ?? Infinity)) continue
        way.set(b, length)
        changed = true
      }
  }
  return way.get(to)
}

export function createWalks({ crews, elements, layout, ticksPerSecond }: Plan, { clock }: Pick<EventCalendar, 'clock'>): Walks {
  const has = uint8From(crews, (crew) => (isLocated(crew) ? 1 : 0))
  // Places of elements, in the order of these; behind them where people are who have just come.
  const places: NonNullable<ElementPlan['at']>[] = []
  const keys: string[] = []
  const placeOf = int32From(elements, ({ at }) => {
    if (at === undefined || !has.includes(1)) return -1
    const key = JSON.stringify(at)
    if (!keys.includes(key)) {
      keys.push(key)
      places.push(at)
    }
    return keys.indexOf(key)
  })
  const width = places.length + 1
  const home = places.length
  const metres = float64(width * width)
  places.forEach((from, row) =>
    places.forEach((to, column) => void (metres[row * width + column] = walkingDistance(layout, from, to) ?? 0)),
  )
  const free = int32(crews.length * width)
  /** When a shift of each crew has begun, -1 where that has been seen to. */
  const begun = float64(crews.length).fill(-1)

  /** Who is free at the tick at which a shift begins has just come. */
  function begin(crew: number): void {
    begun[crew] = -1
    const fresh = crew * width + home
    for (let cell = crew * width; cell < fresh; cell++) {
      free[fresh] = free[fresh]! + free[cell]!
      free[cell] = 0
    }
  }

  /** Of those who were at work when fewer came to a shift some have gone home: from the first place where someone is free. */
  function sendHome(crew: number): void {
    const fresh = crew * width + home
    for (let cell = crew * width; cell < fresh; cell++) {
      const gone = Math.min(free[cell]!, -free[fresh]!)
      if (gone <= 0) continue
      free[cell] = free[cell]! - gone
      free[fresh] = free[fresh]! + gone
    }
  }

  /** The nearest place where someone of the crew is free, -1 for none. */
  function nearestPlace(crew: number, element: number): number {
    if (begun[crew]! >= 0) begin(crew)
    sendHome(crew)
    const to = placeOf[element]!
    let best = -1
    for (let i = 0; i < width; i++) {
      const from = (home + i) % width
      if (free[crew * width + from]! > 0 && (best < 0 || metres[from * width + to]! < metres[best * width + to]!)) best = from
    }
    return best
  }

  return {
    has,
    send(crew, people, element) {
      let most = 0
      for (let i = 0; i < people; i++) {
        const from = nearestPlace(crew, element)
        const cell = crew * width + from
        free[cell] = free[cell]! - 1
        most = Math.max(most, metres[from * width + placeOf[element]!]!)
      }
      const { walking } = crews[crew]!
      return walking === undefined ? 0 : Math.floor((most / walking) * ticksPerSecond + 0.5)
    },
    leave(crew, people, element) {
      if (begun[crew]! >= 0 && begun[crew]! < clock[0]!) begin(crew)
      const cell = crew * width + placeOf[element]!
      free[cell] = free[cell]! + people
    },
    nearest(crew, element) {
      const from = nearestPlace(crew, element)
      return from < 0 ? Infinity : metres[from * width + placeOf[element]!]!
    },
    rolled(crew, more) {
      const fresh = crew * width + home
      free[fresh] = free[fresh]! + more
      begun[crew] = clock[0]!
    },
    reset: () => {
      free.fill(0)
      begun.fill(-1)
    },
  }
}
