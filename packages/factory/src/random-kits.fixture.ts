/** Parts that come together in random plants: kits by a source that looks at their stores, pieces of one part, and a tunnel again. */
import type { Value } from 'genba/model'
import { buffer, fixed, source, station, tunnel, type ElementDraft } from './plan.fixture.ts'
import type { FailurePlan } from './plan.ts'

/**
 * A source that makes what its stores hold least of, and an assembly of both products to the main part.
 * @param first number of the first of four elements; the part before them comes to the fourth
 */
export function randomKits(die: (n: number) => number, first: number, time: () => Value): readonly ElementDraft[] {
  const some = <T>(...choices: readonly T[]): T => choices[die(choices.length)]!
  const stores = [first + 1, first + 2]
  return [
    source({
      path: `kits${first}`,
      sequence: some([0, 1], [0, 1, 1]),
      makeRule: 'lowest_stock',
      to: { kind: 'by', by: 'product', cases: { a: first + 1 }, otherwise: first + 2 },
      ...(die(5) < 3
        ? { arrival: { kind: 'every', every: time() }, batch: fixed(1 + die(3)), whenFull: some('wait', 'block', 'lost') }
        : {}),
    }),
    ...stores.map((store) => buffer({ path: `kit${store}`, capacity: 1 + die(4), to: { kind: 'single', to: first + 3 } })),
    station({
      path: `fits${first}`,
      cycle: time(),
      takes: stores.map((from) => ({ from, count: 1 + die(2) })),
      takeWhen: some('together', 'main_first'),
      from: [first - 1, ...stores],
    }),
  ]
}

/**
 * Parts are divided, the pieces go their ways, and those of one order are put together again.
 * @param first number of the first of eight elements, which is called `path`
 */
export function randomDivision(
  die: (n: number) => number,
  first: number,
  time: () => Value,
  path: string,
  failures: readonly FailurePlan[],
): readonly ElementDraft[] {
  const some = <T>(...choices: readonly T[]): T => choices[die(choices.length)]!
  const join = first + 7
  const pieces = [
    { to: first + 1, count: 1 },
    { to: first + 4, count: 1 + die(2) },
  ]
  const takes = pieces.map(({ to, count }) => ({ from: to + 2, count }))
  return [
    station({ path, cycle: time(), divides: pieces, to: { kind: 'none' }, failures }),
    ...pieces.flatMap(({ to }) => [
      buffer({ path: `piece${to}`, capacity: some(2, 3, Infinity), from: [first] }),
      station({ path: `cut${to + 1}`, cycle: time(), positions: some(1, 2) }),
      buffer({ path: `cuts${to + 2}`, capacity: Infinity, from: [to + 1], to: { kind: 'single', to: join } }),
    ]),
    station({ path: `joins${join}`, cycle: time(), takes, match: 'order', from: takes.map(({ from }) => from) }),
  ]
}

/** A tunnel that some parts go through again, not too often, and the queue from which they come. @param first number of the tunnel */
export function randomRerun(die: (n: number) => number, first: number): readonly ElementDraft[] {
  const some = <T>(...choices: readonly T[]): T => choices[die(choices.length)]!
  const again = first + 1
  return [
    tunnel({
      path: `oven${first}`,
      dwell: fixed(3 + die(8)),
      takt: fixed(1 + die(3)),
      whenBlocked: some('stops', 'accumulates'),
      outcomes: [{ share: fixed(0.3), to: again }, ...(die(100) < 30 ? [{ share: fixed(0.1), to: 'scrap' as const }] : [])],
      tries: 1 + die(3),
      afterTries: some('scrap', 'pass'),
      to: { kind: 'single', to: again + 1 },
      from: [again, first - 1],
      merge: some('priority', 'first_come'),
    }),
    buffer({ path: `again${again}`, capacity: Infinity, to: { kind: 'single', to: first } }),
  ]
}
