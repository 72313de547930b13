/** Round numbers for an axis. */

/** Ticks from 0 to at least `most`, about `count` of them, in steps of 1, 2 or 5 times a power of ten. */
export function ticksTo(most: number, count: number): readonly number[] {
  if (!(most > 0)) return [0, 1]
  const raw = most / count
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= raw * 0.999)!
  const steps = Math.ceil(most / step - 1e-9)
  return Array.from({ length: steps + 1 }, (_, i) => i * step)
}
