/** Rules of flow that random plants have wherever the engine simulates them, tried element by element. */
import type { Value } from 'genba/model'
import { addExpiredPlaces } from './compile-expired.ts'
import { addInputPlaces } from './compile-input-places.ts'
import { fixed, TWO_PRODUCTS } from './plan.fixture.ts'
import type { ElementPlan, Plan, SetupPlan } from './plan.ts'
import { unsupportedIn } from './support.ts'

/** The plan with some of its elements under other rules. */
export function withRules(plan: Plan, die: (n: number) => number): Plan {
  const chance = (percent: number): boolean => die(100) < percent
  // Two kinds of part, from wherever they come.
  const of = [0, 1].map((number) => ({ product: number, share: fixed(0.5) }))
  let ruled: Plan =
    chance(40) || plan.products.length > 0
      ? {
          ...plan,
          products: plan.products.length > 0 ? plan.products : TWO_PRODUCTS,
          elements: plan.elements.map((element) => (element.kind === 'source' ? { ...element, of } : element)),
        }
      : plan
  /** Changes an element where that can be simulated. */
  function change(
    number: number,
    to: (element: ElementPlan) => ElementPlan,
    complete: (elements: readonly ElementPlan[]) => readonly ElementPlan[] = (elements) => elements,
  ): void {
    const elements = ruled.elements.map((element) => (element.number === number ? to(element) : element))
    const changed: Plan = { ...ruled, ...addInputPlaces(complete(elements), ruled.lines) }
    if (unsupportedIn(changed).length === 0) ruled = changed
  }
  // Urgent parts interrupt work, at stations with one input and with several.
  for (const { number, from } of plan.elements)
    if (chance(from.length > 1 ? 60 : 15))
      change(number, (element) =>
        element.kind === 'station'
          ? {
              ...element,
              merge: chance(50) ? 'priority' : 'first_come',
              preempt: chance(50) ? 'resume' : 'restart',
              preempted: chance(50) ? 'stays' : 'returns',
            }
          : element,
      )
  const waits = chance(30)
  for (const { number, kind } of plan.elements)
    if (kind === 'station' && waits && chance(60))
      change(number, (element) => (element.kind === 'station' ? { ...element, blocking: 'before_service' } : element))
  const sorts = chance(30)
  for (const { number, kind } of plan.elements)
    if (kind === 'buffer' && sorts && chance(60))
      change(number, (element) =>
        element.kind === 'buffer'
          ? {
              ...element,
              discipline: (
                ['priority', 'priority', 'shortest', 'due_date', 'random', 'random', 'sequence_strict', 'sequence_strict'] as const
              )[die(8)]!,
            }
          : element,
      )
  // Lots, and buffers that count in them.
  const passesLots = chance(30)
  for (const { number, kind } of plan.elements)
    if (passesLots && kind !== 'source' && chance(70)) {
      const [size, inLots] = [2 + die(2), chance(50)]
      change(number, (element) =>
        element.kind === 'station'
          ? { ...element, lotsOf: size }
          : element.kind === 'buffer' && inLots
            ? { ...element, capacityInLots: true }
            : element,
      )
    }
  for (const { number } of plan.elements)
    if (chance(60))
      change(number, (element) =>
        element.kind === 'station' && element.batch !== undefined ? { ...element, batch: { ...element.batch, same: 'product' } } : element,
      )
  // Places that belong to stations.
  const waitsAtStations = chance(40)
  for (const { number, kind } of plan.elements)
    if (kind === 'station' && waitsAtStations && chance(60)) {
      const [inputPlaces, outputPlaces] = [chance(50) ? 1 + die(3) : 0, chance(60) ? [1, 1, 2, Infinity][die(4)]! : 0]
      change(number, (element) => (element.kind === 'station' ? { ...element, outputPlaces } : element))
      change(number, (element) => (element.kind === 'station' ? { ...element, inputPlaces } : element))
    }
  // Parts keep for a time only; those of a buffer may go to a sink then.
  const ages = chance(40)
  let leaves = false
  const sink = plan.elements.findLast(({ kind }) => kind === 'sink')!.number
  for (const { number, kind } of plan.elements)
    if (kind === 'buffer' && ages && chance(60)) {
      const life = chance(50) ? fixed(2 + die(20)) : coarse(1 + die(4), 6 + die(20))
      // Once, so that each place for what has expired stands for one buffer.
      const goes: boolean = !leaves && chance(30)
      leaves ||= goes
      change(
        number,
        (element) => (element.kind === 'buffer' ? { ...element, life, ...(goes ? { expired: sink } : {}) } : element),
        goes ? addExpiredPlaces : undefined,
      )
    }
  // Hidden faults, and inspections that reject what they find as scrap or to where the station's rework goes.
  const hides = chance(40)
  for (const { number, kind } of plan.elements)
    if (kind === 'station' && hides && chance(60)) {
      const defects = ['x', 'y'].filter(() => chance(50)).map((name) => ({ name, share: fixed(0.3) }))
      const finds = { x: fixed(0.5), ...(chance(50) ? { y: fixed(1) } : {}) }
      const looks = chance(50)
      change(number, (element) => (element.kind === 'station' ? { ...element, defects } : element))
      change(number, (element) => {
        if (element.kind !== 'station' || !looks) return element
        const to = element.outcomes.map((outcome) => outcome.to).find((target) => typeof target === 'number') ?? 'scrap'
        return { ...element, inspects: { finds, falseAlarm: fixed(0.1), to } }
      })
    }
  // Repairs and maintenance use up parts.
  const uses = chance(40)
  const stores = plan.elements.filter(({ kind }) => kind === 'buffer')
  for (const { number, kind } of plan.elements)
    if (kind === 'station' && uses && stores.length > 0 && chance(60)) {
      const takes = [0, 1].slice(die(2)).map(() => ({ from: stores[die(stores.length)]!.number, count: 1 + die(2) }))
      const spends = <T>(modes: readonly T[]): readonly T[] => modes.map((mode, i) => (i === 0 ? { ...mode, takes } : mode))
      change(number, (element) => (element.kind === 'station' ? { ...element, failures: spends(element.failures) } : element))
      change(number, (element) => (element.kind === 'station' ? { ...element, maintenance: spends(element.maintenance) } : element))
    }
  // Places that fail together.
  for (const { number, kind } of plan.elements)
    if (kind === 'station' && chance(30))
      change(number, (element) => {
        if (element.kind !== 'station') return element
        const clocks = ['scheduled', 'calendar'] as const
        const failures = element.failures.map(({ up, ...each }) =>
          die(3) === 0 ? { ...each, chance: fixed(0.2) } : { ...each, ...(up === undefined ? {} : { up }), clock: clocks[die(2)]! },
        )
        return { ...element, positions: Math.max(2, element.positions), fails: 'station', failures }
      })
  // Set-ups that begin before their part comes in.
  const prepares = chance(40)
  for (const { number, kind } of plan.elements)
    if (kind === 'station' && prepares && chance(60)) {
      const when = (['change', 'every_part', 'input_change'] as const)[die(3)]!
      const setup: SetupPlan = {
        by: 'product',
        time: coarse(1 + die(2), 3),
        pairs: [],
        when,
        starts: 'ahead',
        first: chance(50),
        crew: [],
      }
      change(number, (element) => (element.kind === 'station' ? { ...element, setup } : element))
    }
  return ruled
}

/** One of these whole numbers of ticks. */
function coarse(...values: number[]): Value {
  return {
    kind: 'distribution',
    family: 'discrete',
    parameters: {},
    parts: values.map((value) => ({ share: fixed(1 / values.length), of: fixed(value) })),
  }
}
