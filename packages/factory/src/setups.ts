/**
 * Set-ups: the change-over that a part calls for at a position, by product and variant, by an attribute or by the input over
 * which it came.
 *
 * It is done with the part in the position; where set-ups belong to turns or begin ahead (preparations.ts), before the part is taken.
 */
import { float64, int32, uint8, uint8From } from 'genba/kernel'
import type { StationPlan } from './plan.ts'
import { setsUpByTurn } from './polling.ts'
import type { PositionColumns } from './positions.ts'
import type { World } from './world.ts'

export interface Setups {
  /** Per element: 1 if it has set-ups. */
  readonly has: Uint8Array
  /** A visit begins: ticks of the change-over for the part that is in `position`, 0 if none is due. */
  ticks(position: number): number
  /** Ticks of the change-over before `part` comes into `position` over `link`, where that begins ahead; 0 if none is due. */
  ahead(position: number, link: number, part: number): number
  /**
   * Where set-ups belong to turns: ticks of the change-over before `part` (-1: none waits) is taken over `link`, at the
   * beginning of a turn or within it; 0 if none is due.
   */
  ofTurn(position: number, link: number, part: number, turnBegins: boolean): number
  /** The change-over at `position` was broken off: any part calls for one. */
  undone(position: number): void
  reset(): void
}

interface Rule {
  /** It is done before a part is taken; at the beginning of a turn alone. */
  readonly byTurn: boolean
  readonly atBeginning: boolean
  /** A change-over at each part or turn; at a change of input; else at a change of kind. */
  readonly always: boolean
  readonly ofInput: boolean
  readonly first: boolean
  /** What a position is set up for: a number of its own for all parts alike in what the set-up goes by; NaN for none (-1). */
  kindOf(part: number, link: number): number
  /** Site of the time of a change: rows by kind before and after, of `kinds` each; `other` where there are no rows. */
  readonly kinds: number
  readonly rows: Int32Array
  readonly other: number
}

/** Kinds of parts as numbers, each with the names by which rows may call it, the closest first. */
interface Kinds {
  readonly names: readonly (readonly string[])[]
  of(part: number, link: number): number
}

const NOWHERE = -2
const UNKNOWN = -3

/** @param position part in each position, and the link over which it came */
export function createSetups(world: World, { part: partAt, link: linkAt }: Pick<PositionColumns, 'part' | 'link'>): Setups {
  const { plan, topology, layout, draws } = world
  const { columns } = world.parts
  /** What each position is set up for, NaN at first; the input over which its last part came, or its last turn went. */
  const setFor = float64(layout.positions)
  const lastInput = int32(layout.positions)
  /** 1 between a change-over that was done ahead and the part for which it was. */
  const prepared = uint8(layout.positions)
  const rules = plan.elements.map((element) =>
    element.kind === 'station' && layout.firstPosition[element.number]! >= 0 && element.setup !== undefined ? ruleOf(element) : undefined,
  )
  const has = uint8From(rules, (rule) => (rule === undefined ? 0 : 1))

  function ruleOf(station: StationPlan): Rule {
    const setup = station.setup!
    const kinds = kindsOf(station)
    const byTurn = setsUpByTurn(station)
    const least = byTurn && station.visitEmpty ? 1 : 0
    const other = draws.duration(setup.time, station.key, 'setup', least)
    const sites = new Map<string, number>()
    for (const { from, to, time } of setup.pairs)
      sites.set(`${from} ${to}`, draws.duration(time, station.key, `setup ${from} to ${to}`, least))
    const siteOf = (before: readonly string[], after: readonly string[]): number => {
      for (const from of before)
        for (const to of after) {
          const site = sites.get(`${from} ${to}`)
          if (site !== undefined) return site
        }
      return other
    }
    const width = sites.size === 0 ? 0 : kinds.names.length
    const ofInput = setup.when === 'input_change' || (setup.by === 'input' && setup.when === 'change')
    return {
      byTurn,
      atBeginning: ofInput || setup.when === 'every_turn',
      always: setup.when === 'every_part' || setup.when === 'every_turn',
      ofInput,
      first: setup.first,
      kindOf: kinds.of,
      kinds: width,
      rows: Int32Array.from({ length: width * width }, (_, i) => siteOf(kinds.names[Math.floor(i / width)]!, kinds.names[i % width]!)),
      other,
    }
  }

  function kindsOf(station: StationPlan): Kinds {
    const { by } = station.setup!
    if (by === 'input') {
      const inputs = topology.feeders[station.number]!
      return {
        names: Array.from(inputs, (link) => plan.elements[topology.linkFrom[link]!]!.path.split('.').slice(-1)),
        of: (_, link) => (link < 0 ? 0 : topology.linkRank[link]!),
      }
    }
    if (by === 'product') {
      const first = int32(plan.products.length)
      const names: string[][] = [[]]
      for (const [number, product] of plan.products.entries()) {
        first[number] = names.push([product.name]) - 1
        for (const variant of product.variants) names.push([variant.name, product.name])
      }
      return {
        names,
        of: (part) =>
          part < 0 ? Number.NaN : columns.product[part]! < 0 ? 0 : first[columns.product[part]!]! + columns.variant[part]! + 1,
      }
    }
    const column = plan.attributes.findIndex((attribute) => attribute.name === by.attribute)
    const width = plan.attributes.length
    const categories = plan.attributes[column]?.categories ?? []
    return {
      names: categories.map((category) => [category]),
      of: (part) => (part < 0 ? Number.NaN : columns.attributes[part * width + column]!),
    }
  }

  function due(rule: Rule, p: number, part: number, link: number): number {
    const before = setFor[p]!
    const input = lastInput[p]!
    const called = rule.kindOf(part, link)
    // Who goes to an empty input stays set up for the same kind.
    const kind = Number.isNaN(called) ? before : called
    setFor[p] = kind
    lastInput[p] = link
    if (input === NOWHERE ? !rule.first : !rule.always && (rule.ofInput ? link === input : kind === before)) return 0
    const site = rule.kinds > 0 && before >= 0 && kind >= 0 ? rule.rows[before * rule.kinds + kind]! : rule.other
    return draws.take(site, part)
  }

  function ticks(p: number): number {
    const rule = rules[layout.positionElement[p]!]!
    const isDone = prepared[p] === 1 || rule.byTurn
    prepared[p] = 0
    return isDone ? 0 : due(rule, p, partAt[p]!, linkAt[p]!)
  }

  function ahead(p: number, link: number, part: number): number {
    prepared[p] = 1
    return due(rules[layout.positionElement[p]!]!, p, part, link)
  }

  function ofTurn(p: number, link: number, part: number, turnBegins: boolean): number {
    const rule = rules[layout.positionElement[p]!]!
    if (rule.atBeginning) return turnBegins ? due(rule, p, part, link) : 0
    if (part < 0 || (prepared[p] === 1 && rule.kindOf(part, link) === setFor[p])) return 0
    prepared[p] = 1
    return due(rule, p, part, link)
  }

  function undone(p: number): void {
    setFor[p] = Number.NaN
    lastInput[p] = UNKNOWN
  }

  function reset(): void {
    setFor.fill(Number.NaN)
    lastInput.fill(NOWHERE)
    prepared.fill(0)
  }

  reset()
  return { has, ticks, ahead, ofTurn, undone, reset }
}
