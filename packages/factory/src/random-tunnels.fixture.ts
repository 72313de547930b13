/** What random plants (random-plant.fixture.ts) say of their tunnels, and of lines that move, step or go round, tried one by one wherever the engine simulates it. */
import { constrains } from './people.ts'
import { fixed } from './plan.fixture.ts'
import type { CrewDemand, FailurePlan, LinePlan, MaintenancePlan, Plan, SetupPlan, TunnelPlan, WearPlan } from './plan.ts'
import { careOf } from './random-people.fixture.ts'
import { unsupportedIn } from './support.ts'

/** The plan with tunnels and lines under other rules. */
export function withTunnelRules(plan: Plan, die: (n: number) => number): Plan {
  const chance = (percent: number): boolean => die(100) < percent
  const some = <T>(...choices: readonly T[]): T => choices[die(choices.length)]!
  let ruled = plan
  function become(changed: Plan): void {
    if (unsupportedIn(changed).length === 0 && constrains(changed) === constrains(ruled)) ruled = changed
  }
  function change(number: number, to: (tunnel: TunnelPlan) => Partial<TunnelPlan>): void {
    const elements = ruled.elements.map((each) => (each.number === number && each.kind === 'tunnel' ? { ...each, ...to(each) } : each))
    become({ ...ruled, elements })
  }
  const hasCrews = plan.crews[0]?.name === 'p'
  const people = (): CrewDemand => (hasCrews && chance(50) ? [{ anyOf: [{ crew: die(2) }], count: 1 }] : [])
  const stores = plan.elements.filter(({ kind }) => kind === 'buffer')
  for (const { number, kind, key } of plan.elements) {
    if (kind !== 'tunnel') continue
    const fault: FailurePlan = {
      name: 'p',
      key,
      chance: fixed(0.2),
      down: fixed(1 + die(6)),
      clock: 'operating',
      onFailure: some('resume', 'scrap'),
      crew: [],
      takes: [],
    }
    if (chance(40)) change(number, ({ failures }) => ({ failures: [...failures, fault] }))
    if (chance(30)) change(number, () => ({ shiftEnd: 'scrap' }))
    if (chance(25)) change(number, () => ({ heatUp: { after: 3 + die(6), duration: fixed(1 + die(4)), restartScrap: die(4) } }))
    if (chance(30)) change(number, () => ({ severalModes: 'together' }))
    const { maintenance, wear } = careOf(die, key, people)
    const more = careOf(die, `${key}.more`, people)
    const services: MaintenancePlan[] = [...maintenance, ...more.maintenance.map((each) => ({ ...each, name: 'more' }))]
    const wears: WearPlan[] = [...wear, ...more.wear.map((each) => ({ ...each, name: 'more' }))]
    for (const each of services) change(number, (tunnel) => ({ maintenance: [...tunnel.maintenance, each] }))
    for (const each of wears) change(number, (tunnel) => ({ wear: [...tunnel.wear, each] }))
    if (chance(40)) {
      const setup: SetupPlan = {
        by: 'product',
        time: fixed(die(5)),
        pairs: [],
        when: 'change',
        starts: 'with_part',
        first: false,
        crew: people(),
      }
      change(number, () => ({ setup }))
    }
    if (stores.length > 0 && chance(40)) {
      const takes = [{ from: stores[die(stores.length)]!.number, count: 1 + die(2) }]
      const spends = <T>(modes: readonly T[]): readonly T[] => modes.map((mode, i) => (i === 0 ? { ...mode, takes } : mode))
      change(number, ({ failures }) => ({ failures: spends(failures) }))
      change(number, (tunnel) => ({ maintenance: spends(tunnel.maintenance) }))
    }
  }
  for (const { number, transfer } of plan.lines) {
    if (transfer === 'asynchronous' || transfer === 'synchronous') continue
    const changed = (to: Partial<LinePlan>): Plan => ({
      ...ruled,
      lines: ruled.lines.map((each) => (each.number === number ? { ...each, ...to } : each)),
    })
    for (const to of [
      { shiftEnd: 'scrap' as const },
      { heatUp: { after: 3 + die(6), duration: fixed(1 + die(4)), restartScrap: 1 + die(3) } },
    ])
      if (chance(25)) become(changed(to))
  }
  for (const { number } of plan.lines)
    if (stores.length > 0 && chance(30)) {
      const takes = [{ from: stores[die(stores.length)]!.number, count: 1 }]
      become({
        ...ruled,
        lines: ruled.lines.map((each) =>
          each.number === number ? { ...each, stops: each.stops.map((stop) => ({ ...stop, takes })) } : each,
        ),
      })
    }
  for (const { number, kind, key, line } of plan.elements) {
    if (kind !== 'station' || line === undefined || !chance(60)) continue
    if (plan.lines[line]!.transfer !== 'synchronous' && plan.lines[line]!.carriers === undefined) continue
    const care = careOf(die, key, people)
    become({
      ...ruled,
      elements: ruled.elements.map((each) => (each.number === number && each.kind === 'station' ? { ...each, ...care } : each)),
    })
  }
  return ruled
}
