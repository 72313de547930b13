/**
 * Where parts are in tandem lines, told again from what was written down of them: who came into a line, when each station let
 * its part go, and when one that did not was done with it (visit-tape.ts). A part that goes on is at the next station if that is
 * free, else in the buffer before it; a station that is free takes the first part of the buffer before it.
 */
import { float64, int32 } from 'genba/kernel'

/** Stations of all tandem lines, one line after the other. */
export interface TandemPlaces {
  /** The place of the first one; those of the others follow. */
  readonly first: number
  /** By station: the place of the buffer before it, -1 for none. */
  readonly buffer: Int32Array
}

export interface TandemReplay {
  /** The part is in a station or buffer since `entered`; where it is done, since `ready`, else NaN. Parts of a buffer are told in their order. */
  isInside(place: number, part: number, entered: number, ready: number): void
  passes(station: number, tick: number): void
  isDone(station: number, tick: number): void
  /** The part in a place has gone, if that is the last station of a line. */
  left(place: number, tick: number): void
  /** Everything is empty. */
  reset(): void
}

/** @param ended told of each visit, in the order in which they end, but for those to the last station of a line */
export function createTandemReplay(
  { first, buffer }: TandemPlaces,
  ended: (place: number, part: number, entered: number, ready: number, tick: number) => void,
): TandemReplay {
  const stations = buffer.length
  const inside = int32(stations)
  const since = float64(stations)
  const done = float64(stations)
  /** By station: part, and when it came, of those in the buffer before it. */
  const queue: number[][] = Array.from(buffer, () => [])
  const stationBehind = new Map([...buffer].flatMap((place, station) => (place < 0 ? [] : [[place, station] as const])))

  function take(station: number, part: number, entered: number, ready: number): void {
    inside[station] = part
    since[station] = entered
    done[station] = ready
  }

  function isInside(place: number, part: number, entered: number, ready: number): void {
    const behind = stationBehind.get(place)
    if (behind === undefined) take(place - first, part, entered, ready)
    else queue[behind]!.push(part, entered)
  }

  function passes(station: number, tick: number): void {
    const part = inside[station]!
    const ready = done[station]!
    ended(first + station, part, since[station]!, ready <= tick ? ready : tick, tick)
    const next = station + 1
    if (inside[next]! >= 0) queue[next]!.push(part, tick)
    else {
      if (buffer[next]! >= 0) ended(buffer[next]!, part, tick, tick, tick)
      take(next, part, tick, Number.NaN)
    }
    free(station, tick)
  }

  function free(station: number, tick: number): void {
    inside[station] = -1
    const waiting = queue[station]!
    if (waiting.length === 0) return
    const part = waiting.shift()!
    const entered = waiting.shift()!
    ended(buffer[station]!, part, entered, entered, tick)
    take(station, part, tick, Number.NaN)
  }

  function reset(): void {
    inside.fill(-1)
    for (const waiting of queue) waiting.length = 0
  }

  reset()
  return {
    isInside,
    passes,
    isDone: (station, tick) => {
      done[station] = tick
    },
    left: (place, tick) => {
      if (place >= first && place < first + stations) free(place - first, tick)
    },
    reset,
  }
}
