import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Value } from 'genba/model'
import { createEngine } from './engine.ts'
import type { Hooks, HookChoice, HookView } from './hooks.ts'
import type { Observation } from './observation.ts'
import { constrains } from './people.ts'
import { buffer, crewOf, exponential, fixed, planOf as built, sink, source, station, type ElementDraft } from './plan.fixture.ts'
import type { BufferPlan, CrewPlan, ElementPlan, Plan, ProductPlan } from './plan.ts'
import { dice, randomPlant } from './random-plant.fixture.ts'
import { COUNTS, LEFT, SCRAPPED } from './record.ts'
import { unsupportedIn } from './support.ts'

/** Plans whose ticks are seconds. */
const planOf = (drafts: readonly ElementDraft[], more: Partial<Plan> = {}): Plan => built(drafts, { ...more, ticksPerSecond: 1 })
const hook = (name: string): Value => ({ kind: 'hook', name })
const product = (name: string): ProductPlan => ({ name, variants: [], attributes: [], route: [], quantities: {} })

function run(plan: Plan, hooks: Hooks, until: number): Observation {
  return createEngine(plan, { hooks }).run({ seed: 1, replication: 1, until, cuts: [until], warmUp: 0 })!
}
const counted = (observation: Observation, element: number, what: number): number =>
  observation.windows[0]!.counts[element * COUNTS + what]!

test('a time by a hook: part n takes n + 1 seconds, and is shown who it is and when', () => {
  const seen: unknown[] = []
  const hooks: Hooks = {
    growing: ({ part, time, element, level }: HookView) => {
      seen.push([part!.serial, part!.product, element, time, level('b'), part!.born])
      return part!.serial + 1
    },
  }
  // Parts come at 1, 3, 5, 7, 9; work lasts 1, 2, 3, 4: it begins at 1, 3, 5, 8 and ends at 2, 5, 8, 12.
  const plan = planOf(
    [
      source({ path: 'in', arrival: { kind: 'every', every: fixed(2) }, first: fixed(1), of: [{ product: 0, share: fixed(1) }] }),
      buffer({ path: 'b' }),
      station({ path: 's', cycle: hook('growing') }),
      sink({ path: 'out' }),
    ],
    { products: [product('car')] },
  )
  run(plan, hooks, 12)
  // At 8 the part that came at 7 waited in b when the tick began; at 12 those that came at 9 and 11.
  assert.deepEqual(seen, [
    [0, 'car', 's', 1, 0, 1],
    [1, 'car', 's', 3, 0, 3],
    [2, 'car', 's', 5, 0, 5],
    [3, 'car', 's', 8, 1, 7],
    [4, 'car', 's', 12, 2, 9],
  ])
})

test('scrap by a hook: every third part', () => {
  const plan = planOf([
    source({ path: 'in' }),
    station({ path: 's', cycle: fixed(1), outcomes: [{ share: hook('third'), to: 'scrap' }] }),
    sink({ path: 'out' }),
  ])
  const observation = run(plan, { third: ({ part }: HookView) => (part!.serial % 3 === 2 ? 1 : 0) }, 30.5)
  assert.equal(counted(observation, 1, SCRAPPED), 10)
  assert.equal(counted(observation, 1, LEFT), 20)
})

/** Two stations behind `in`, that takes 1 tick; `near` takes 2, `far` 6. */
const fork = (split: 'hook' | 'least_filled'): Plan =>
  planOf([
    source({ path: 'in', arrival: { kind: 'every', every: exponential(2) } }),
    station({
      path: 'gate',
      cycle: fixed(1),
      to: { kind: 'rule', to: [2, 4], split: split === 'hook' ? { hook: 'shorter' } : split, commit: 'when_finished' },
    }),
    buffer({ path: 'b1', to: { kind: 'single', to: 3 } }),
    station({ path: 'near', cycle: fixed(2), to: { kind: 'single', to: 6 } }),
    buffer({ path: 'b2', to: { kind: 'single', to: 5 } }),
    station({ path: 'far', cycle: fixed(6), to: { kind: 'single', to: 6 } }),
    sink({ path: 'out' }),
  ])

test('a split by a hook that says what least_filled says is least_filled', () => {
  const behind: Readonly<Record<string, string>> = { b1: 'near', b2: 'far' }
  const hooks: Hooks = {
    shorter: ({ choices, level }: HookChoice) => {
      const filled = choices.map((path) => level(path) + level(behind[path]!))
      return choices[filled.indexOf(Math.min(...filled))]!
    },
  }
  const [own, ruled] = [run(fork('hook'), hooks, 5000), run(fork('least_filled'), {}, 5000)]
  assert.equal(own.fingerprint, ruled.fingerprint)
  assert.ok(counted(own, 5, LEFT) > 100)
})

/** Two queues before one station. */
const confluence = (merge: ElementPlan['merge']): Plan =>
  planOf([
    source({ path: 'x', arrival: { kind: 'every', every: exponential(4) } }),
    buffer({ path: 'b1', to: { kind: 'single', to: 4 } }),
    source({ path: 'y', arrival: { kind: 'every', every: exponential(4) } }),
    buffer({ path: 'b2', to: { kind: 'single', to: 4 } }),
    station({ path: 's', cycle: exponential(1.8), merge, from: [1, 3] }),
    sink({ path: 'out' }),
  ])

test('a merge by a hook that says what priority, fullest or first_come says is that rule', () => {
  const hooks: Hooks = {
    priority: ({ choices }: HookChoice) => choices[0]!,
    fullest: ({ choices, level }: HookChoice) => choices.toSorted((a, b) => level(b) - level(a))[0]!,
    first_come: ({ choices, first }: HookChoice) => choices.toSorted((a, b) => first(a)!.born - first(b)!.born)[0]!,
  }
  for (const rule of ['priority', 'fullest', 'first_come'] as const) {
    const [own, ruled] = [run(confluence({ hook: rule }), hooks, 5000), run(confluence(rule), {}, 5000)]
    assert.equal(own.fingerprint, ruled.fingerprint, rule)
  }
})

test('random numbers of a hook repeat, and are its own', () => {
  const hooks: Hooks = {
    drawn: ({ random }: HookView) => 1 + 2 * random(),
    any: ({ choices, random }: HookChoice) => choices[Math.floor(random() * choices.length)]!,
  }
  const plan = confluence({ hook: 'any' })
  const engine = createEngine(plan, { hooks })
  const spec = { seed: 3, replication: 1, until: 2000, cuts: [2000], warmUp: 0 }
  const told = engine.run(spec)!
  assert.equal(engine.run(spec)!.fingerprint, told.fingerprint)
  assert.notEqual(engine.run({ ...spec, seed: 4 })!.fingerprint, told.fingerprint)
  // What a hook of another station draws moves nothing here.
  const before = counted(told, 0, LEFT)
  const other: Plan = {
    ...plan,
    elements: plan.elements.map((each) =>
      each.kind === 'station' ? { ...each, steps: [{ ...each.steps[0]!, time: hook('drawn') }] } : each,
    ),
  }
  assert.equal(counted(createEngine(other, { hooks }).run(spec)!, 0, LEFT), before)
})

test('a hook that is missing, fails, or gives nonsense is told with its place', () => {
  const plan = {
    ...planOf([source({ path: 'in' }), station({ path: 'press', cycle: hook('time') }), sink({ path: 'out' })]),
    hooks: { file: 'rules.ts' },
  }
  const told = (hooks: Hooks | undefined, message: RegExp): void => {
    assert.throws(
      () => createEngine(plan, hooks === undefined ? {} : { hooks }).run({ seed: 1, replication: 1, until: 9, cuts: [9], warmUp: 0 }),
      {
        name: 'HookFault',
        message,
      },
    )
  }
  told(undefined, /^rules\.ts: the plan calls functions of this file/)
  told({ tine: () => 1 }, /^rules\.ts: exports no function "time", which press\.steps calls; it exports tine; did you mean "tine"\?/)
  told(
    { time: () => -1 },
    /^rules\.ts: hook\(time\) at press, 0 s after the start \(tick 0\): expected a time in seconds, 0 or more, received -1;/,
  )
  told({ time: () => Number.NaN }, /received NaN/)
  told({ time: () => '3' as unknown as number }, /received "3"/)
  told({ time: ({ level }: HookView) => level('pres') }, /hook\(time\) at press.*there is no element "pres"; did you mean "press"\?/)
  told({ time: ({ part }: HookView) => Number(part!.attribute('mass')) }, /no product has the attribute "mass"/)
  const split = { ...fork('hook'), hooks: { file: 'rules.ts' } }
  assert.throws(() => run(split, { shorter: () => 'out' }, 99), {
    message: /^rules\.ts: hook\(shorter\) at gate, .*: expected one of b1, b2, received "out"/,
  })
})

test('a hook where none is called is refused by name', () => {
  const plan = planOf([
    source({ path: 'in', arrival: { kind: 'rate', rate: hook('a') } }),
    station({ path: 's', cycle: fixed(1), failures: [], process: { hook: 'work' }, preempt: 'resume' }),
    buffer({ path: 'b', life: hook('b') }),
    sink({ path: 'out' }),
  ])
  assert.deepEqual(
    unsupportedIn(plan).map(({ path, word }) => `${path}: ${word}`),
    ['in: arrival by a hook', 's: process with preempt', 'b: life by a hook'],
  )
})

test('a discipline by a hook that says what priority, sequence or lifo says is that rule', () => {
  const ordered = (discipline: BufferPlan['discipline']): Plan =>
    planOf([
      source({
        path: 'in',
        arrival: { kind: 'every', every: exponential(3) },
        priority: { kind: 'distribution', family: 'uniform', parameters: { low: fixed(0), high: fixed(1) } },
      }),
      buffer({ path: 'b', discipline }),
      station({ path: 's', cycle: exponential(2.7) }),
      sink({ path: 'out' }),
    ])
  const hooks: Hooks = {
    priority: ({ part }: HookView) => part!.priority,
    sequence: ({ part }: HookView) => part!.serial,
    lifo: ({ part }: HookView) => -part!.serial,
  }
  for (const rule of ['priority', 'sequence', 'lifo'] as const) {
    const [own, ruled] = [run(ordered({ hook: rule }), hooks, 5000), run(ordered(rule), {}, 5000)]
    assert.equal(own.fingerprint, ruled.fingerprint, rule)
  }
  assert.throws(() => run(ordered({ hook: 'none' }), { none: () => Number.NaN }, 99), {
    message: /hook\(none\) at b, .*: expected a number, the lowest for the part that leaves first, received NaN/,
  })
})

test('arrivals, failures and set-ups by hooks', () => {
  const hooks: Hooks = {
    growing: ({ time, part }: HookView) => {
      assert.equal(part, undefined)
      return 2 + time
    },
    up: ({ time }: HookView) => (time === 0 ? 3 : 100),
    down: ({ level }: HookView) => 5 + level('s'),
    change: ({ part }: HookView) => part!.serial + 1,
  }
  const failure = {
    name: 'f',
    key: 's.f',
    up: hook('up'),
    down: hook('down'),
    clock: 'operating',
    onFailure: 'resume',
    crew: [],
    takes: [],
  } as const
  const setup = {
    by: 'product',
    time: hook('change'),
    pairs: [],
    when: 'every_part',
    starts: 'with_part',
    first: true,
    crew: [],
  } as const
  // Parts come at 2, 6 (2 + 4) and 14 (6 + 8). The set-up of the first takes 1 and of the second 2, work takes 4. s fails after
  // 3 s of work and set-up: at 5, for 5 + 1 s, as a part is in it. The first is done at 11 + 2 = 13; the second, set up till 15, at 19.
  const plan = planOf([
    source({ path: 'in', arrival: { kind: 'every', every: hook('growing') } }),
    buffer({ path: 'b' }),
    station({ path: 's', cycle: fixed(4), failures: [failure], setup }),
    sink({ path: 'out' }),
  ])
  for (const [until, left] of [
    [12.5, 0],
    [13.5, 1],
    [18.5, 1],
    [19.5, 2],
  ] as const)
    assert.equal(counted(run(plan, hooks, until), 2, LEFT), left, `until ${until}`)
})

/** The plant with hooks wherever one of these may stand, tried element by element. */
function withHooks(plan: Plan, die: (n: number) => number): Plan {
  let hooked = plan
  const change = (number: number, to: (element: ElementPlan) => ElementPlan): void => {
    const changed = { ...hooked, elements: hooked.elements.map((element) => (element.number === number ? to(element) : element)) }
    if (unsupportedIn(changed).length === 0) hooked = changed
  }
  for (const { number } of plan.elements) {
    change(number, (element) => (element.from.length > 1 && die(3) > 0 ? { ...element, merge: { hook: 'input' } } : element))
    change(number, (element) =>
      element.to.kind === 'rule' && die(4) > 0 ? { ...element, to: { ...element.to, split: { hook: 'branch' } } } : element,
    )
    change(number, (element) =>
      element.kind === 'station' && die(2) > 0
        ? {
            ...element,
            steps: element.steps.map((step) => ({ ...step, time: hook('time') })),
            outcomes: element.outcomes.map((each) => ({ ...each, share: hook('share') })),
          }
        : element,
    )
    change(number, (element) =>
      element.kind === 'station' && die(2) > 0
        ? {
            ...element,
            failures: element.failures.map(({ up, chance, ...failure }) => ({
              ...failure,
              ...(up === undefined ? {} : { up: hook('long') }),
              ...(chance === undefined ? {} : { chance: hook('share') }),
              down: hook('time'),
            })),
            maintenance: element.maintenance.map((each) => ({ ...each, duration: hook('time') })),
            ...(element.setup === undefined ? {} : { setup: { ...element.setup, time: hook('time') } }),
          }
        : element,
    )
    change(number, (element) =>
      element.kind === 'source' && element.makeRule === 'lowest_stock' && die(3) > 0
        ? { ...element, makeRule: { hook: 'product' } }
        : element,
    )
    change(number, (element) => (element.kind === 'buffer' && die(2) > 0 ? { ...element, discipline: { hook: 'rank' } } : element))
    change(number, (element) =>
      element.kind === 'source' && element.arrival.kind === 'every' && die(2) > 0
        ? { ...element, arrival: { kind: 'every', every: hook('long') } }
        : element,
    )
  }
  return hooked
}

/** The plan with crews whom a function tells whom they serve, some of them. */
function askingWhomToServe(plan: Plan, die: (n: number) => number): Plan {
  const asking = plan.crews.map((crew): CrewPlan => (die(3) > 0 ? { ...crew, interrupts: false, serves: { hook: 'serve' } } : crew))
  const changed = { ...plan, crews: asking }
  return constrains(changed) ? changed : plan
}

test('a function says whom a crew serves of those that wait', () => {
  const parts = ['a', 'b', 'c'].flatMap((path) => [
    source({ path: `in ${path}` }),
    station({
      path,
      steps: [
        { name: 'run', time: fixed(1), crew: [] },
        { name: 'load', time: fixed(4), crew: [{ anyOf: [{ crew: 0 }], count: 1 }] },
      ],
    }),
    sink({ path: `out ${path}` }),
  ])
  const plan = planOf(parts, { ticksPerSecond: 1, crews: [crewOf({ name: 'op', serves: { hook: 'next' } })] })
  const asked: string[] = []
  const next = ({ element, choices, time }: HookChoice): string => {
    asked.push(`${time} ${element}: ${choices.join(' ')}`)
    return time < 10 ? choices.at(-1)! : choices[0]!
  }
  const engine = createEngine(plan, { hooks: { next }, departures: [2, 5, 8].map((element) => ({ element, first: Infinity })) })
  const { departures } = engine.run({ seed: 1, replication: 0, until: 22, cuts: [22], warmUp: 0 })!
  // Each machine asks a tick after its part has left: c from 1 to 5, b until 9, c again until 13, a until 17, b until 21.
  assert.deepEqual([departures[2], departures[5], departures[8]], [[17], [9, 21], [5, 13]])
  assert.deepEqual(asked, [
    '1 crews.op: a b c',
    '5 crews.op: a b',
    '9 crews.op: a c',
    '13 crews.op: a b',
    '17 crews.op: b c',
    '21 crews.op: a c',
  ])
})

test('random plants with hooks that look at the plant: shuffled, the same', () => {
  const differing: number[] = []
  let [hooked, serving] = [0, 0]
  for (let seed = 1; seed <= Number(process.env['GENBA_PLANTS'] ?? 40); seed++) {
    const plan = askingWhomToServe(withHooks(randomPlant(seed), dice(seed)), dice(seed))
    const paths = plan.elements.map(({ path }) => path)
    const all = (level: (path: string) => number): number => paths.reduce((sum, path, i) => sum + (i + 1) * level(path), 0)
    const hooks: Hooks = {
      time: ({ level, random, time }: HookView) => 1 + ((all(level) + Math.floor(random() * 3) + time) % 4),
      rank: ({ level, random, part }: HookView) => ((all(level) + part!.serial) % 3) + Math.floor(2 * random()),
      long: ({ level, random, time }: HookView) => 2 + ((all(level) + Math.floor(random() * 5) + time) % 12),
      share: ({ level, random }: HookView) => ((all(level) % 5) + random()) / 20,
      branch: ({ choices, level, random, part }: HookChoice) =>
        choices[(all(level) + part!.serial + Math.floor(random() * 2)) % choices.length]!,
      input: ({ choices, level, random, first }: HookChoice) =>
        choices[(all(level) + first(choices[0]!)!.serial + Math.floor(random() * 2)) % choices.length]!,
      product: ({ choices, level, random }: HookChoice) => choices[(all(level) + Math.floor(random() * 2)) % choices.length]!,
      serve: ({ choices, level, random }: HookChoice) => choices[(all(level) + Math.floor(random() * 2)) % choices.length]!,
    }
    if (plan.elements.some((element) => JSON.stringify(element).includes('hook'))) hooked++
    if (constrains(plan) && plan.crews.some(({ serves }) => typeof serves !== 'string')) serving++
    const engine = createEngine(plan, { hooks })
    const spec = { seed: 1, replication: seed, until: 300, cuts: [300], warmUp: 0 }
    const told = engine.run(spec)!.fingerprint
    engine.shuffleWith(dice(seed * 7))
    if (engine.run(spec)!.fingerprint !== told) differing.push(seed)
  }
  assert.deepEqual(differing, [])
  assert.ok(hooked > 18, `${hooked} plants have hooks`)
  assert.ok(serving > 7, `crews of ${serving} plants have hooks`)
})
