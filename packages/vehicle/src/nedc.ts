/** The New European Driving Cycle, from its straight segments: UN Regulation No. 101, annex 6 (four times part one, then part two). */

/** Seconds, and the speed in km/h at their end; the line between two ends is straight. A gear change under load is a steady speed. */
type Segment = readonly [seconds: number, endKmh: number]

/** Part one, the urban cycle, 195 s. */
const URBAN: readonly Segment[] = [
  [11, 0],
  [4, 15],
  [8, 15],
  [2, 10],
  [3, 0],
  [21, 0],
  [5, 15],
  [2, 15],
  [5, 32],
  [24, 32],
  [8, 10],
  [3, 0],
  [21, 0],
  [5, 15],
  [2, 15],
  [9, 35],
  [2, 35],
  [8, 50],
  [12, 50],
  [8, 35],
  [13, 35],
  [2, 32],
  [7, 10],
  [3, 0],
  [7, 0],
]

/** Part two, the extra-urban cycle, 400 s. */
const EXTRA_URBAN: readonly Segment[] = [
  [20, 0],
  [5, 15],
  [2, 15],
  [9, 35],
  [2, 35],
  [8, 50],
  [2, 50],
  [13, 70],
  [50, 70],
  [8, 50],
  [69, 50],
  [13, 70],
  [50, 70],
  [35, 100],
  [30, 100],
  [20, 120],
  [10, 120],
  [16, 80],
  [8, 50],
  [10, 0],
  [20, 0],
]

/** Speeds in km/h at second 0 to 1180. */
export function nedcTrace(): number[] {
  const speeds = [0]
  for (const [seconds, end] of [...URBAN, ...URBAN, ...URBAN, ...URBAN, ...EXTRA_URBAN]) {
    const start = speeds.at(-1)!
    for (let second = 1; second <= seconds; second++) speeds.push(start + ((end - start) * second) / seconds)
  }
  return speeds
}
