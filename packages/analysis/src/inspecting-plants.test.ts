/** Where the exact values of `validation/x28.yaml` come from: what an inspection with errors of both kinds lets through, and rejects. */
import { test } from 'node:test'
import { writtenIn } from './written-values.fixture.ts'

test('X28: two kinds of hidden faults, an inspection that misses some and gives false alarms', () => {
  const [rate, falseAlarm] = [0.5, 0.05]
  const kinds = [
    { made: 0.1, found: 0.8 },
    { made: 0.2, found: 0.5 },
  ] as const
  /** Over all sets of `kinds` (bits), with the chance of each that every kind is in it by itself. */
  const sets = (chances: readonly number[]): readonly { readonly set: number; readonly chance: number }[] =>
    Array.from({ length: 1 << chances.length }, (_, set) => ({
      set,
      chance: chances.reduce((product, chance, i) => product * ((set >> i) % 2 === 1 ? chance : 1 - chance), 1),
    }))
  /** Of a part with these faults: how often it is rejected from now on, and whether it passes with the first of them in the end. */
  function fate(faults: number): { readonly rejections: number; readonly leaks: number } {
    if (faults === 0) return { rejections: falseAlarm / (1 - falseAlarm), leaks: 0 }
    const seen = sets(kinds.map(({ found }, i) => ((faults >> i) % 2 === 1 ? found : 0)))
    let [rejections, leaks] = [0, 0]
    for (const { set, chance } of seen) {
      if (chance === 0) continue
      const rest = set === 0 ? { rejections: -1, leaks: faults % 2 } : fate(faults & ~set)
      rejections += chance * (1 + rest.rejections)
      leaks += chance * rest.leaks
    }
    return { rejections, leaks }
  }
  const mean = (of: 'rejections' | 'leaks'): number =>
    sets(kinds.map(({ made }) => made)).reduce((sum, { set, chance }) => sum + chance * fate(set)[of], 0)
  writtenIn('x28.yaml', null, {
    'audit.scrap': rate * mean('leaks'),
    throughput: rate * (1 - mean('leaks')),
    'repair.throughput': rate * mean('rejections'),
  })
})
