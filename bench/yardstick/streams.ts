/** Durations for the yardsticks: the numbers that Genba's own streams of the same names give, read from one array. */
import { float64, int32 } from 'genba/kernel'
import { exponential, fillUniformsAt, STREAM_KEY_WORDS, streamKey } from 'genba/statistics'

/** Durations made at a time for each stream, as `genba/kernel` makes them. */
export const BLOCK = 64

export interface Durations {
  /** Durations of stream s in ticks: values[s * BLOCK + cursor[s]] is the next one, unless cursor[s] is BLOCK. */
  readonly values: Float64Array
  readonly cursor: Int32Array
  /** Makes the next block of a stream; its cursor is 0 then. */
  fill(stream: number): void
  /** Back to the first number of every stream. */
  reset(seed: number, replication: number): void
}

/**
 * Exponential durations in whole ticks, at least 1.
 * @param streams element key and purpose of each stream (genba/statistics), and its mean in seconds
 */
export function createDurations(
  streams: readonly { readonly key: string; readonly purpose: string; readonly mean: number }[],
  ticksPerSecond: number,
): Durations {
  const keys = new Uint32Array(streams.length * STREAM_KEY_WORDS)
  streams.forEach(({ key, purpose }, stream) => keys.set(streamKey(0, 0, key, purpose), stream * STREAM_KEY_WORDS))
  const laws = streams.map(({ mean }) => exponential(mean))
  const values = float64(streams.length * BLOCK)
  const cursor = int32(streams.length)
  const block = int32(streams.length)

  function fill(stream: number): void {
    const from = stream * BLOCK
    fillUniformsAt(keys, stream * STREAM_KEY_WORDS, block[stream]!, values, from, BLOCK)
    laws[stream]!.transform(values, from, values, from, BLOCK)
    for (let i = from; i < from + BLOCK; i++) {
      const ticks = Math.floor(values[i]! * ticksPerSecond + 0.5)
      values[i] = ticks < 1 ? 1 : ticks
    }
    block[stream] = block[stream]! + 1
    cursor[stream] = 0
  }

  function reset(seed: number, replication: number): void {
    for (let stream = 0; stream < streams.length; stream++) {
      keys[stream * STREAM_KEY_WORDS] = seed
      keys[stream * STREAM_KEY_WORDS + 1] = replication
    }
    cursor.fill(BLOCK)
    block.fill(0)
  }

  return { values, cursor, fill, reset }
}
