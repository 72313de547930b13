/**
 * All random streams of a run, read one variate at a time and filled a block at a time.
 *
 * Streams are keyed by name (genba/statistics), so the n-th variate of a stream is the same whatever else the model
 * contains. A stream gives uniforms, or the variates of one distribution, or its durations in ticks (rounded once, at
 * least 1). Reading allocates nothing.
 */
import { float64, int32 } from './columns.ts'
import { fillUniformsAt, STREAM_KEY_WORDS, streamKey, type Distribution } from 'genba/statistics'

/** Variates made at a time. */
const BLOCK = 64

export interface StreamBank {
  /** A stream of uniforms in (0, 1). Returns its number. Before `seal` only. */
  uniforms(elementKey: string, purpose: string): number
  /** A stream of variates of `of`. */
  variates(elementKey: string, purpose: string, of: Distribution): number
  /** A stream of durations: variates of `of` times `ticksPerUnit`, rounded to whole ticks, at least `least` (0 or 1). */
  durations(elementKey: string, purpose: string, of: Distribution, ticksPerUnit: number, least: number): number
  seal(): void
  /** The next number of a stream. */
  next(stream: number): number
  /** The number that `next` would give, left in place. */
  peek(stream: number): number
  /** Back to the first number of every stream, for this seed and replication. */
  reset(seed: number, replication: number): void
}

export function createStreamBank(): StreamBank {
  const names: { elementKey: string; purpose: string }[] = []
  const laws: (Distribution | undefined)[] = []
  const scales: number[] = []
  const leasts: number[] = []
  let keys: Uint32Array = new Uint32Array(0)
  let values: Float64Array = float64(0)
  let cursor: Int32Array = int32(0)
  let block: Int32Array = int32(0)
  let scratch: Float64Array = float64(BLOCK)

  function add(elementKey: string, purpose: string, law: Distribution | undefined, scale: number, least: number): number {
    names.push({ elementKey, purpose })
    laws.push(law)
    scales.push(scale)
    leasts.push(least)
    return names.length - 1
  }

  function seal(): void {
    keys = new Uint32Array(names.length * STREAM_KEY_WORDS)
    values = float64(names.length * BLOCK)
    cursor = int32(names.length)
    block = int32(names.length)
    names.forEach((name, stream) => keys.set(streamKey(0, 0, name.elementKey, name.purpose), stream * STREAM_KEY_WORDS))
    const widest = laws.reduce((most, law) => Math.max(most, law?.uniforms ?? 1), 1)
    scratch = float64(BLOCK * widest)
  }

  function reset(seed: number, replication: number): void {
    for (let stream = 0; stream < names.length; stream++) {
      keys[stream * STREAM_KEY_WORDS] = seed
      keys[stream * STREAM_KEY_WORDS + 1] = replication
    }
    cursor.fill(BLOCK)
    block.fill(0)
  }

  function fill(stream: number): void {
    const from = stream * BLOCK
    const law = laws[stream]
    if (law === undefined) fillUniformsAt(keys, stream * STREAM_KEY_WORDS, block[stream]!, values, from, BLOCK)
    else {
      fillUniformsAt(keys, stream * STREAM_KEY_WORDS, block[stream]!, scratch, 0, BLOCK * law.uniforms)
      law.transform(scratch, 0, values, from, BLOCK)
      const scale = scales[stream]!
      const least = leasts[stream]!
      if (scale > 0) {
        for (let i = from; i < from + BLOCK; i++) {
          const ticks = Math.floor(values[i]! * scale + 0.5)
          values[i] = ticks < least ? least : ticks
        }
      }
    }
    block[stream]!++
    cursor[stream] = 0
  }

  function next(stream: number): number {
    let at = cursor[stream]!
    if (at === BLOCK) {
      fill(stream)
      at = 0
    }
    cursor[stream] = at + 1
    return values[stream * BLOCK + at]!
  }

  function peek(stream: number): number {
    if (cursor[stream] === BLOCK) fill(stream)
    return values[stream * BLOCK + cursor[stream]!]!
  }

  return {
    uniforms: (elementKey, purpose) => add(elementKey, purpose, undefined, 0, 0),
    variates: (elementKey, purpose, of) => add(elementKey, purpose, of, 0, 0),
    durations: (elementKey, purpose, of, ticksPerUnit, least) => add(elementKey, purpose, of, ticksPerUnit, least),
    seal,
    next,
    peek,
    reset,
  }
}
