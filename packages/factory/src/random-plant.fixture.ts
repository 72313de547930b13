/**
 * Random small plants with coarse times (1 to 6 ticks), so that ties are everywhere: what the rule of ticks is tested on.
 *
 * A plant is a few stages; each stage is one of the blocks, some with parallel branches that split and merge, some that
 * assemble parts of a side branch; failures, calendars, stops, scrap and rework are strewn in.
 */
import type { Value } from 'genba/model'
import { crewOf, fixed, planOf, buffer, sink, source, station, tunnel, TWO_PRODUCTS, type ElementDraft } from './plan.fixture.ts'
import { careOf, learningOf, staffingOf, withPeopleRules } from './random-people.fixture.ts'
import { withRules } from './random-rules.fixture.ts'
import { randomDivision, randomKits, randomRerun } from './random-kits.fixture.ts'
import { withTunnelRules } from './random-tunnels.fixture.ts'
import { randomShop } from './random-shop.fixture.ts'
import type { CalendarPlan, CrewDemand, CrewPlan, FailurePlan, LinePlan, Plan, Routing } from './plan.ts'

/** Whole numbers below n from a seed: xorshift32 (Marsaglia 2003). */
export function dice(seed: number): (n: number) => number {
  let state = (seed * 2654435761 + 1) >>> 0 || 1
  return (n) => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % n
  }
}

/** Whole ticks with equal chances. */
const ticks = (...values: number[]): Value => ({
  kind: 'distribution',
  family: 'discrete',
  parameters: {},
  parts: values.map((value) => ({ share: fixed(1 / values.length), of: fixed(value) })),
})

export function randomPlant(seed: number): Plan {
  const die = dice(seed)
  const some = <T>(...choices: readonly T[]): T => choices[die(choices.length)]!
  const chance = (percent: number): boolean => die(100) < percent
  const time = (): Value => some(fixed(1 + die(5)), ticks(1, 2, 3), ticks(2, 6), ticks(1, 1, 4))
  const drafts: ElementDraft[] = []
  const lines: LinePlan[] = []
  let hasKits = false
  const calendars: CalendarPlan[] = []
  if (chance(60))
    calendars.push({
      name: 'c0',
      kind: 'periodic',
      period: 40,
      open: [
        { from: 0, to: 17 },
        { from: 20, to: 35 },
      ],
    })
  if (chance(40)) calendars.push({ name: 'c1', kind: 'periodic', period: 24, open: [{ from: 4, to: 24 }] })
  // Everywhere the same shifts, so that crews can have them too.
  const isShared = calendars.length > 0 && chance(30)
  const calendar = (): number[] => (isShared ? [0] : calendars.length > 0 && chance(40) ? [die(calendars.length)] : [])
  // Plants with people: most of their stations and repairs ask for some.
  const crews: CrewPlan[] = (chance(40) ? ['p', 'q'] : []).map((crew) =>
    crewOf({
      name: crew,
      size: fixed(2 + die(3)),
      calendars: calendar(),
      ...(chance(40) ? { absence: fixed(0.2) } : {}),
      ...learningOf(die),
      shiftEnd: some('pause', 'finish'),
      serves: some('first_come', 'first_come', 'most_downstream', 'most_upstream', 'shortest_job'),
    }),
  )
  /** Crews that staff lines, numbered after those. */
  const teams: CrewPlan[] = []
  const people = (percent: number): CrewDemand =>
    crews.length > 0 && chance(percent)
      ? chance(15)
        ? [{ anyOf: [{ crew: die(2) }, { crew: 1 }].slice(0, 1 + die(2)), count: 1 }]
        : crews.slice(die(crews.length)).map((_, i, list) => ({ anyOf: [{ crew: crews.length - list.length + i }], count: 1 + die(2) }))
      : []
  const failure = (name: string, key: string): FailurePlan => ({
    name,
    key,
    up: some(fixed(3 + die(20)), ticks(2, 5, 30), ticks(8, 9)),
    down: some(fixed(1 + die(6)), ticks(1, 4, 9)),
    clock: some('operating', 'operating', 'scheduled', 'calendar'),
    onFailure: some('resume', 'resume', 'restart', 'scrap'),
    crew: people(35),
    takes: [],
  })
  const failures = (key: string): FailurePlan[] => (chance(45) ? [failure('f', key), ...(chance(40) ? [failure('g', key)] : [])] : [])
  let serial = 0
  const name = (kind: string): string => `${kind}${serial++}`
  const at = (): number => drafts.length

  /** The element before leads past what follows. */
  function leadTo(main: number): void {
    const before = at() - 1
    const previous = drafts[before]!
    drafts[before] = (number) => {
      const element = previous(number, main)
      return element.to.kind === 'single' ? { ...element, to: { kind: 'single', to: main } } : element
    }
  }

  function aStation(to?: Routing): void {
    const path = name('s')
    const batches = chance(12)
    const here = at()
    drafts.push(
      station({
        path,
        cycle: time(),
        positions: some(1, 1, 1, 2, 3),
        ...(chance(60)
          ? {
              steps: Array.from({ length: 1 + die(3) }, (_, i) => ({ name: `step${i}`, time: time(), crew: people(60) })),
            }
          : {}),
        ...(batches
          ? { batch: { least: 1 + die(2), most: 2 + die(3), same: 'any', ...(chance(50) ? { timeout: fixed(4 + die(9)) } : {}) } }
          : {}),
        ...careOf(die, path, () => people(60)),
        gather: some('together', 'together', 'one_by_one'),
        release: some('at_end', 'at_end', 'when_left'),
        failures: failures(path),
        calendars: calendar(),
        whenDown: some('accepts', 'accepts', 'refuses'),
        whenClosed: some('accepts', 'accepts', 'refuses'),
        shiftEnd: some('pause', 'pause', 'finish', 'redo', 'scrap', 'run_out'),
        outcomes: [
          ...(chance(20) ? [{ share: fixed(0.1), to: 'scrap' as const }] : []),
          ...(!batches && chance(10) ? [{ share: fixed(0.15), to: 'itself' as const }] : []),
        ],
        ...(chance(10) ? { tries: 1 + die(2), afterTries: some('scrap', 'pass') } : {}),
        to: to ?? { kind: 'single', to: here + 1 },
      }),
    )
  }
  function aBuffer(): void {
    drafts.push(buffer({ path: name('b'), capacity: 1 + die(4), ...(chance(15) ? { moveTime: fixed(1 + die(3)) } : {}) }))
  }
  function parallel(): void {
    const branches = 2 + die(2)
    const rule = some('shares', 'shares', 'first_free', 'round_robin', 'least_filled')
    const splitter = at()
    const withBuffers = chance(50)
    const perBranch = withBuffers ? 2 : 1
    const firsts = Array.from({ length: branches }, (_, i) => splitter + 1 + i * perBranch)
    const after = splitter + 1 + branches * perBranch
    aStation(
      rule === 'shares'
        ? { kind: 'shares', branches: firsts.map((to) => ({ to, share: fixed(1 / branches) })) }
        : {
            kind: 'rule',
            to: firsts,
            split: rule,
            commit: rule === 'first_free' ? 'when_room' : some('when_finished', 'when_finished', 'when_room'),
          },
    )
    for (let i = 0; i < branches; i++) {
      if (withBuffers) drafts.push(buffer({ path: name('b'), capacity: 1 + die(3) }))
      aStation({ kind: 'single', to: after })
    }
    const path = name('m')
    drafts.push(
      station({
        path,
        cycle: time(),
        merge: some('first_come', 'first_come', 'priority', 'round_robin', 'fullest'),
        failures: failures(path),
        positions: some(1, 2),
      }),
    )
  }
  /** Places whose failures overlap. */
  function overlapping(): void {
    const path = name('s')
    drafts.push(
      station({
        path,
        cycle: time(),
        positions: some(1, 1, 2),
        severalModes: 'together',
        failures: ['f', 'g', 'h'].map((mode) => ({
          ...failure(mode, path),
          clock: some('scheduled', 'calendar', 'operating'),
          ...(chance(20) ? { up: undefined as never, chance: fixed(0.3) } : {}),
          onFailure: 'resume' as const,
          crew: [],
        })),
        calendars: calendar(),
        whenDown: some('accepts', 'refuses'),
        whenClosed: some('accepts', 'refuses'),
        shiftEnd: some('pause', 'finish', 'redo', 'scrap', 'run_out'),
      }),
    )
  }
  /** A queue before a station whose failures may send the part back. */
  function returning(): void {
    drafts.push(buffer({ path: name('q'), capacity: 1 + die(4), discipline: some('fifo', 'fifo', 'lifo') }))
    const path = name('server')
    drafts.push(
      station({
        path,
        positions: some(1, 2, 3),
        steps: Array.from({ length: 1 + die(2) }, (_, i) => ({ name: `step${i}`, time: time(), crew: people(40) })),
        ...(chance(30)
          ? {
              setup: {
                by: 'product',
                time: time(),
                pairs: [],
                when: 'every_part',
                starts: some('with_part', 'ahead'),
                first: chance(50),
                crew: people(40),
              },
            }
          : {}),
        failures: [{ ...failure('f', path), onFailure: 'return' }, ...(chance(40) ? [failure('g', path)] : [])],
        calendars: calendar(),
        whenDown: some('accepts', 'refuses'),
        shiftEnd: some('pause', 'pause', 'finish', 'redo', 'run_out'),
        outcomes: chance(20) ? [{ share: fixed(0.2), to: 'scrap' }] : [],
      }),
    )
  }
  /** Queues that a station serves by its `merge`, in turns or not, with set-ups of inputs, parts or turns. */
  function polling(): void {
    const splitter = at()
    const queues = Array.from({ length: 1 + die(3) }, (_, i) => splitter + 1 + i)
    aStation({ kind: 'shares', branches: queues.map((to) => ({ to, share: fixed(1 / queues.length) })) })
    const to = { kind: 'single', to: at() + queues.length } as const
    for (const _ of queues) drafts.push(buffer({ path: name('q'), capacity: 1 + die(4), discipline: some('fifo', 'fifo', 'lifo'), to }))
    const path = name('server')
    const merge = some('exhaustive', 'gated', 'exhaustive', 'gated', 'round_robin', 'first_come')
    const inTurns = merge !== 'first_come'
    const when = inTurns && chance(50) ? 'every_turn' : some('change', 'input_change', 'every_part')
    drafts.push(
      station({
        path,
        cycle: time(),
        merge,
        visitEmpty: when === 'every_turn' && chance(60),
        ...(when === 'every_turn' || chance(70)
          ? {
              setup: {
                by: 'input',
                time: time(),
                pairs: [],
                when,
                starts: some('with_part', 'ahead'),
                first: chance(50),
                crew: people(40),
              },
            }
          : {}),
        failures: failures(path),
        calendars: calendar(),
        whenDown: some('accepts', 'refuses'),
        whenClosed: some('accepts', 'refuses'),
        shiftEnd: some('pause', 'pause', 'finish', 'redo', 'scrap', 'run_out'),
      }),
    )
  }
  function assembly(): void {
    // A side branch of its own source; it ends in the store that the assembly takes from.
    const path = name('a')
    const store = at() + 3
    const main = at() + 4
    const before = at() - 1
    leadTo(main)
    drafts.push(
      source({
        path: name('raw'),
        ...(chance(50) ? { arrival: { kind: 'every', every: time() }, whenFull: some('wait', 'block', 'lost') } : {}),
      }),
    )
    drafts.push(buffer({ path: name('b'), capacity: 2 }))
    aStation()
    drafts.push(buffer({ path: name('store'), capacity: 1 + die(4), to: { kind: 'single', to: main } }))
    drafts.push(
      station({
        path,
        cycle: time(),
        takes: [{ from: store, count: 1 }],
        takeWhen: some('together', 'main_first'),
        failures: failures(path),
        from: [before, store],
      }),
    )
  }
  function kits(): void {
    hasKits = true
    leadTo(at() + 3)
    drafts.push(...randomKits(die, at(), time))
  }
  function division(): void {
    const path = name('fork')
    drafts.push(...randomDivision(die, at(), time, path, failures(path)))
  }
  function moving(transfer: LinePlan['transfer']): void {
    const count = 2 + die(4)
    const path = name('line')
    const number = lines.length
    const first = at()
    const belongs = calendar()
    const takt = 2 + die(3)
    for (let i = 0; i < count; i++) {
      drafts.push(
        station({
          path: `${path}.s${i}`,
          line: number,
          calendars: belongs,
          steps: [{ name: 'work', ...(transfer === 'synchronous' ? { time: time(), crew: people(25) } : { time: fixed(3), crew: [] }) }],
          ...(i === count - 1 && chance(30) ? { outcomes: [{ share: fixed(0.2), to: 'scrap' }] } : {}),
        }),
      )
    }
    lines.push({
      number,
      path,
      key: path,
      elements: Array.from({ length: count }, (_, i) => first + i),
      transfer,
      calendars: belongs,
      openEarly: 0,
      takt: fixed(takt),
      ...staffingOf(die, { number, calendars: belongs }, takt, teams, crews.length),
      gaps: chance(70),
      whenBlocked: some('stops', 'stops', 'accumulates'),
      shiftEnd: some('pause', 'finish', 'run_out'),
      stops: chance(50) ? [{ ...failure('stop', path), onFailure: 'resume' }] : [],
      ...(transfer === 'self_propelled' && chance(70)
        ? {
            drive: {
              fault: fixed(0.1),
              recovery: fixed(1 + die(7)),
              reach: some('behind', 'behind', 'line'),
              crew: people(40),
              key: `${path}.drive`,
            },
          }
        : {}),
      sideBays: some(0, 0, 1, 2),
      cardBack: 'when_left',
      ...(chance(20) ? { heatUp: { after: 6, duration: fixed(2), restartScrap: 0 } } : {}),
    })
  }
  function tunnels(): void {
    const count = 1 + die(3)
    const path = name('paint')
    const number = lines.length
    const first = at()
    const belongs = calendar()
    for (let i = 0; i < count; i++) {
      drafts.push(
        tunnel({
          path: `${path}.t${i}`,
          line: number,
          calendars: belongs,
          dwell: fixed(3 + die(8)),
          takt: fixed(1 + die(3)),
          whenBlocked: some('stops', 'stops', 'accumulates'),
          ...(chance(30) ? { failures: [{ ...failure('f', `${path}.t${i}`), onFailure: 'resume' }] } : {}),
          ...(chance(15) ? { maxDwell: fixed(15) } : {}),
        }),
      )
    }
    lines.push({
      number,
      path,
      key: path,
      elements: Array.from({ length: count }, (_, i) => first + i),
      transfer: some('continuous', 'asynchronous'),
      calendars: belongs,
      openEarly: 0,
      gaps: true,
      whenBlocked: 'stops',
      shiftEnd: some('pause', 'finish'),
      stops: chance(50) ? [{ ...failure('stop', path), onFailure: 'resume' }] : [],
      sideBays: 0,
      cardBack: 'when_left',
    })
  }
  function rework(): void {
    // inspect -> ok on, failed to a bay of unlimited room, repaired back with precedence.
    const inspect = at()
    const path = name('inspect')
    drafts.push(
      station({
        path,
        cycle: time(),
        positions: some(1, 2),
        outcomes: [{ share: fixed(0.25), to: inspect + 1 }],
        ...(chance(40) ? { tries: 1 + die(3), afterTries: some('scrap', 'pass') } : {}),
        to: { kind: 'single', to: inspect + 4 },
        from: [inspect + 3, inspect - 1],
        merge: some('priority', 'first_come'),
      }),
    )
    drafts.push(buffer({ path: name('bay'), capacity: Infinity }))
    const repair = name('repair')
    drafts.push(
      station({ path: repair, cycle: time(), positions: some(1, 2), failures: failures(repair), to: { kind: 'single', to: inspect + 3 } }),
    )
    drafts.push(buffer({ path: name('again'), capacity: Infinity, to: { kind: 'single', to: inspect } }))
    aBuffer()
  }

  function rerun(): void {
    drafts.push(...randomRerun(die, at()))
    aBuffer()
  }

  /** A line with cards: its entry queue, then stations and stores. */
  function carded(): void {
    const path = name('conwip')
    const number = lines.length
    const first = at()
    const belongs = calendar()
    drafts.push(buffer({ path: `${path}.entry`, line: number, merge: some('first_come', 'priority') }))
    const count = 1 + die(3)
    for (let i = 0; i < count; i++) {
      const key = `${path}.s${i}`
      drafts.push(
        station({
          path: key,
          line: number,
          cycle: time(),
          positions: some(1, 1, 2),
          calendars: belongs,
          failures: failures(key),
          outcomes: chance(15) ? [{ share: fixed(0.15), to: some('scrap', 'itself') }] : [],
        }),
      )
      if (chance(60)) drafts.push(buffer({ path: `${path}.b${i}`, line: number, capacity: some(1, 2, Infinity) }))
    }
    lines.push({
      number,
      path,
      key: path,
      elements: Array.from({ length: at() - first }, (_, i) => first + i),
      transfer: 'asynchronous',
      calendars: belongs,
      openEarly: 0,
      gaps: false,
      whenBlocked: 'stops',
      shiftEnd: 'pause',
      stops: [],
      sideBays: 0,
      cards: 1 + die(4),
      cardBack: some('when_left', 'when_finished'),
    })
  }
  /** A closed loop: parts get onto carriers of two kinds, perhaps part and meet again in between, and get off. */
  function loop(): void {
    const path = name('loop')
    const number = lines.length
    const first = at()
    const [on, hasBranches, hasRest] = [first + 1, chance(50), chance(50)]
    const mids = hasBranches ? [first + 2, first + 3] : [first + 2]
    const meets = first + 2 + mids.length
    const off = meets + 1
    leadTo(on)
    const belongs = calendar()
    const aMember = (member: string, to: Routing, canScrap: boolean): void => {
      const scraps = canScrap && chance(25)
      drafts.push(
        station({
          path: `${path}.${member}`,
          line: number,
          calendars: belongs,
          positions: some(1, 1, 1, 2),
          steps: [
            {
              name: 'work',
              time: chance(40) ? { kind: 'choice', by: 'carrier', cases: { a: time() }, otherwise: time() } : time(),
              crew: people(40),
            },
          ],
          failures: failures(`${path}.${member}`).map((each) => (scraps ? each : { ...each, onFailure: 'resume' })),
          whenDown: some('accepts', 'accepts', 'refuses'),
          whenClosed: some('accepts', 'accepts', 'refuses'),
          shiftEnd: scraps
            ? some('pause', 'finish', 'redo', 'scrap')
            : some('pause', 'finish', 'redo', member === 'on' ? 'pause' : 'run_out'),
          merge: some('first_come', 'priority', 'round_robin'),
          outcomes: [
            ...(scraps ? [{ share: fixed(0.15), to: 'scrap' as const }] : []),
            ...(chance(15) ? [{ share: fixed(0.15), to: 'itself' as const }] : []),
          ],
          to,
        }),
      )
    }
    const aPlace = (member: string, capacity: number, to: number): void => {
      drafts.push(buffer({ path: `${path}.${member}`, line: number, capacity, to: { kind: 'single', to } }))
    }
    const shares = chance(50)
    const split = some('first_free', 'round_robin', 'least_filled')
    const fork: Routing = !hasBranches
      ? { kind: 'single', to: mids[0]! }
      : chance(30)
        ? { kind: 'by', by: 'carrier', cases: { a: mids[0]! }, otherwise: mids[1]! }
        : shares
          ? { kind: 'shares', branches: mids.map((to) => ({ to, share: fixed(0.5) })) }
          : { kind: 'rule', to: mids, split, commit: split === 'first_free' ? 'when_room' : some('when_finished', 'when_room') }
    aPlace('front', 1 + die(4), on)
    aMember('on', fork, fork.kind !== 'shares')
    for (const mid of mids) aMember(`mid${mid}`, { kind: 'single', to: meets }, true)
    aPlace('meets', 1 + die(3), off)
    const end = off + (hasRest ? 2 : 1)
    aMember('off', { kind: 'single', to: end }, true)
    if (hasRest) aPlace('rest', 1 + die(3), first)
    lines.push({
      number,
      path,
      key: path,
      elements: Array.from({ length: end - first }, (_, i) => first + i),
      transfer: 'asynchronous',
      calendars: belongs,
      openEarly: 0,
      gaps: false,
      whenBlocked: 'stops',
      shiftEnd: 'pause',
      stops: chance(20) ? [{ ...failure('stop', path), onFailure: 'resume', crew: [] }] : [],
      sideBays: 0,
      cardBack: 'when_left',
      carriers: {
        kinds: [
          { name: 'a', count: 1 + die(2) },
          { name: 'b', count: 1 + die(2) },
        ],
        getsOn: on,
        getsOff: off,
        onward: { kind: 'single', to: hasRest ? off + 1 : first },
        overtaking: false,
      },
    })
  }

  const timed = chance(40)
  drafts.push(
    source({
      path: 'source',
      ...(chance(50) ? { priority: ticks(1, 2, 3) } : {}),
      ...(timed ? { arrival: { kind: 'every', every: time() }, whenFull: some('wait', 'block', 'lost') } : {}),
    }),
  )
  aBuffer()
  const shop = chance(15) ? randomShop(die, at(), time) : undefined
  drafts.push(...(shop?.drafts ?? []))
  if (shop !== undefined) aBuffer()
  const stages = 2 + die(4)
  for (let stage = 0; stage < stages; stage++) {
    some(
      aStation,
      aStation,
      aStation,
      parallel,
      assembly,
      division,
      () => moving('synchronous'),
      () => moving('self_propelled'),
      () => moving('continuous'),
      tunnels,
      rework,
      loop,
      carded,
      polling,
      returning,
      overlapping,
      kits,
      polling,
      rerun,
    )()
    if (chance(75)) aBuffer()
    else aStation()
  }
  drafts.push(sink({ path: 'sink' }))
  const plain = planOf(drafts, {
    ticksPerSecond: 1,
    products: shop?.products ?? (hasKits ? TWO_PRODUCTS : []),
    calendars,
    lines,
    crews: [...crews, ...teams],
  })
  return withTunnelRules(withPeopleRules(withRules(plain, die), die), die)
}
