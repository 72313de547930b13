/**
 * Plants of one plan that share nothing: no flow, no line, no people. Each can be run by itself, and what they did be put
 * together again.
 *
 * A plan of one of them has the same numbers of elements, lines and crews; in the place of an element of another plant stands
 * one that does nothing. Streams belong to elements, so each plant meets the same random numbers as in the whole.
 */
import { digestOf, float64, int32 } from 'genba/kernel'
import { callsHooks } from './hooks.ts'
import type { Observation, WindowObservation } from './observation.ts'
import { asksFor, constrains } from './people.ts'
import type { ElementPlan, LinePlan, Plan } from './plan.ts'
import { COUNTS } from './record.ts'
import { STATES } from './states.ts'
import { contentsOf, quantilesOf, together } from './time-quantiles.ts'
import { routingTargets } from './topology.ts'

export interface IndependentPlants {
  /** A plan for each plant, the one with most elements first; the plan itself where all hangs together. */
  readonly plans: readonly Plan[]
  /** What the whole plan did, from what its plants did in the same replication, in their order. */
  join(observations: readonly Observation[]): Observation
}

export function findIndependentPlants(plan: Plan): IndependentPlants {
  // A function may look at any element of the plan.
  const root = callsHooks(plan) ? plan.elements.map(() => 0) : rootsOf(plan)
  const sizes = new Map<number, number>()
  for (const each of root) sizes.set(each, (sizes.get(each) ?? 0) + 1)
  const roots = [...sizes.keys()].toSorted((a, b) => sizes.get(b)! - sizes.get(a)! || a - b)
  if (roots.length === 1) return { plans: [plan], join: (observations) => observations[0]! }
  const plantOfElement = root.map((each) => roots.indexOf(each))
  const plantOfLine = membersOf(plan).map((members) => (members.length > 0 ? plantOfElement[members[0]!]! : 0))
  const isCounted = !constrains(plan)
  const plans = roots.map((_, plant): Plan => ({
    ...plan,
    elements: plan.elements.map((element, number) => (plantOfElement[number] === plant ? element : idle(element))),
    lines: plan.lines.map((line, number) => (plantOfLine[number] === plant ? line : idleLine(line))),
    ...(isCounted ? { people: 'counted' } : {}),
  }))
  return { plans, join: (observations) => joinOf(plan, plantOfElement, plantOfLine, observations) }
}

/** A number for each element, the same for those that belong together. */
function rootsOf(plan: Plan): readonly number[] {
  const above = plan.elements.map((_, number) => number)
  const rootOf = (number: number): number => (above[number] === number ? number : (above[number] = rootOf(above[number]!)))
  const tie = (all: readonly number[]): void => {
    for (const other of all) above[rootOf(other)] = rootOf(all[0]!)
  }
  for (const element of plan.elements) tie([element.number, ...neighbours(element)])
  membersOf(plan).forEach((members, line) =>
    tie([...members, ...plan.lines[line]!.stops.flatMap(({ takes }) => takes.map(({ from }) => from))]),
  )
  if (constrains(plan))
    plan.crews.forEach((_, crew) => {
      const there = plan.elements.filter((element) => asksFor(element, crew)).map(({ number }) => number)
      tie([...there, ...membersOf(plan).flatMap((members, line) => (asksFor(plan.lines[line], crew) ? members.slice(0, 1) : []))])
    })
  return above.map((_, number) => rootOf(number))
}

/** The elements of each line, those of lines inside it too. */
function membersOf(plan: Plan): readonly (readonly number[])[] {
  const members: number[][] = plan.lines.map(() => [])
  for (const { number, line } of plan.elements)
    for (let around = line; around !== undefined; around = plan.lines[around]!.parent) members[around]!.push(number)
  return members
}

/** Elements with which this one exchanges parts. */
function neighbours(element: ElementPlan): readonly number[] {
  const found = [...routingTargets(element), ...element.from]
  if (element.kind === 'buffer' && element.expired !== undefined) found.push(element.expired)
  if (element.kind !== 'station' && element.kind !== 'tunnel') return found
  const targets = [...element.outcomes.map(({ to }) => to), element.afterTries]
  for (const failure of element.failures) if (typeof failure.onFailure === 'object') targets.push(failure.onFailure.rework)
  found.push(...[...element.failures, ...element.maintenance].flatMap(({ takes }) => takes.map(({ from }) => from)))
  if (element.kind === 'station') {
    found.push(...element.takes.map(({ from }) => from), ...element.divides.map(({ to }) => to))
    if (element.inspects !== undefined) targets.push(element.inspects.to)
  }
  for (const target of targets) if (typeof target === 'number') found.push(target)
  return found
}

/** A source of nothing. */
function idle({ number, path, key }: ElementPlan): ElementPlan {
  return {
    kind: 'source',
    number,
    path,
    key,
    calendars: [],
    openEarly: 0,
    to: { kind: 'none' },
    from: [],
    merge: 'first_come',
    visitEmpty: false,
    of: [],
    arrival: { kind: 'orders', orders: [] },
    sequence: [],
    batch: { kind: 'constant', value: 1 },
    whenFull: 'wait',
    makeRule: 'in_turn',
  }
}

function idleLine({ number, path, key, parent }: LinePlan): LinePlan {
  return {
    number,
    path,
    key,
    ...(parent === undefined ? {} : { parent }),
    elements: [],
    transfer: 'asynchronous',
    calendars: [],
    openEarly: 0,
    gaps: false,
    whenBlocked: 'accumulates',
    shiftEnd: 'pause',
    stops: [],
    sideBays: 0,
    cardBack: 'when_left',
  }
}

function joinOf(
  plan: Plan,
  plantOfElement: readonly number[],
  plantOfLine: readonly number[],
  observations: readonly Observation[],
): Observation {
  const first = observations[0]!
  const products = plan.products.length + 1
  /** Plant of each element, then of each line. */
  const plantOfRow = [...plantOfElement, ...plantOfLine]

  /** Of a column with `width` cells for each element, and perhaps each line: those of the plant to which they belong. */
  function pick<A extends Float64Array | Int32Array>(into: A, width: number, of: (observation: Observation) => A): A {
    const columns = observations.map(of)
    for (let cell = 0; cell < into.length; cell++) into[cell] = columns[plantOfRow[Math.floor(cell / width)] ?? 0]![cell]!
    return into
  }

  const floats = (width: number, of: (observation: Observation) => Float64Array): Float64Array =>
    pick(float64(of(first).length) as Float64Array, width, of)

  /** The last cell is the base: all plants together. */
  function levels(of: (observation: Observation) => Float64Array): Float64Array {
    const joined = floats(1, of)
    joined[joined.length - 1] = observations.reduce((sum, observation) => sum + of(observation).at(-1)!, 0)
    return joined
  }

  const windows = first.windows.map(({ from, to }, i): WindowObservation => {
    const window = (observation: Observation): WindowObservation => observation.windows[i]!
    return {
      from,
      to,
      states: floats(STATES.length, (each) => window(each).states),
      activePeriods: floats(1, (each) => window(each).activePeriods),
      levels: levels((each) => window(each).levels),
      gained: levels((each) => window(each).gained),
      counts: floats(COUNTS, (each) => window(each).counts),
      leftByProduct: floats(products, (each) => window(each).leftByProduct),
      stayedByProduct: floats(products, (each) => window(each).stayedByProduct),
      people: peopleOf(observations.map((each) => window(each).people)),
      roll: (observations.find((each) => window(each).roll.some((sum) => sum > 0)) ?? first).windows[i]!.roll,
    }
  })
  const hashes = pick(int32(first.hashes.length) as Int32Array, 2, (each) => each.hashes)
  const locked = observations.flatMap(({ deadlock }) => (deadlock === undefined ? [] : [deadlock])).toSorted((a, b) => a.tick - b.tick)
  const leadTimes = together(observations.map((each) => each.leadTimes))
  return {
    replication: first.replication,
    seed: first.seed,
    fingerprint: digestOf(hashes),
    hashes,
    events: observations.reduce((sum, { events }) => sum + events, 0),
    windows,
    finalLevels: levels((each) => each.finalLevels),
    departures: Object.assign({}, ...observations.map(({ departures }) => departures)),
    leadTimes: contentsOf(leadTimes),
    quantiles: Object.assign({}, ...observations.map(({ quantiles }) => quantiles), {
      [plan.elements.length]: quantilesOf([leadTimes])[0],
    }),
    ...(locked.length === 0 ? {} : { deadlock: locked[0]! }),
  }
}

/** A crew is at work in one plant alone; in the others all of its people are there and free. */
function peopleOf(plants: readonly Float64Array[]): Float64Array {
  const joined = plants[0]!.slice()
  for (const people of plants)
    for (let crew = 0; 2 * crew < people.length; crew++)
      if (people[2 * crew]! > 0) joined.set(people.subarray(2 * crew, 2 * crew + 2), 2 * crew)
  return joined
}
