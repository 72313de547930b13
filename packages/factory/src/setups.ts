/**
 * Set-ups: the change-over that a part calls for at a position, by product and variant or by an attribute.
 */
import { float64, int32, uint8From } from 'genba/kernel'
import type { StationPlan } from './plan.ts'
import type { World } from './world.ts'

export interface Setups {
  /** Per element: 1 if it has set-ups. */
  readonly has: Uint8Array
  /** Ticks of the change-over for the part that is in `position`; 0 if none is due. */
  ticks(position: number): number
  /** `part` has been worked on: the position is set up for its kind. */
  worked(position: number, part: number): void
  reset(): void
}

/** @param partAt part in each position */
export function createSetups(world: World, partAt: Int32Array): Setups {
  const { plan, layout, draws } = world
  const { columns } = world.parts
  /** Kind last worked on in each position, -1 at first; attribute for which it is set up, NaN at first. */
  const lastWorked = int32(layout.positions).fill(-1)
  const setFor = float64(layout.positions).fill(Number.NaN)
  const rules = plan.elements.map((element) =>
    element.kind === 'station' && layout.firstPosition[element.number]! >= 0 && element.setup !== undefined ? setupOf(element) : undefined,
  )
  const has = uint8From(rules, (rule) => (rule === undefined ? 0 : 1))

  function setupKey(part: number): number {
    return ((columns.product[part]! + 1) << 8) | (columns.variant[part]! + 1)
  }

  /** Ticks of the change-over that the part in `position` calls for. */
  function setupOf(station: StationPlan): (p: number) => number {
    const setup = station.setup!
    const other = draws.duration(setup.time, station.key, 'setup', 0)
    if (typeof setup.by === 'object') {
      const { attribute } = setup.by
      const column = plan.attributes.findIndex((a) => a.name === attribute)
      const width = plan.attributes.length
      return (p) => {
        const value = columns.attributes[partAt[p]! * width + column]!
        const before = setFor[p]!
        setFor[p] = value
        if (Number.isNaN(before) && !setup.first) return 0
        return setup.when === 'every_part' || value !== before ? draws.take(other, partAt[p]!) : 0
      }
    }
    const rows = new Map<string, number>()
    for (const pair of setup.pairs)
      rows.set(`${pair.from} ${pair.to}`, draws.duration(pair.time, station.key, `setup ${pair.from} to ${pair.to}`, 0))
    const names = (key: number): readonly string[] => {
      const product = plan.products[(key >> 8) - 1]
      const variant = product?.variants[(key & 255) - 1]
      return [...(variant === undefined ? [] : [variant.name]), ...(product === undefined ? [] : [product.name])]
    }
    return (p) => {
      const key = setupKey(partAt[p]!)
      if (lastWorked[p] === -1) return setup.first ? draws.take(other, partAt[p]!) : 0
      if (setup.when !== 'every_part' && key === lastWorked[p]) return 0
      for (const from of names(lastWorked[p]!)) {
        for (const to of names(key)) {
          const site = rows.get(`${from} ${to}`)
          if (site !== undefined) return draws.take(site, partAt[p]!)
        }
      }
      return draws.take(other, partAt[p]!)
    }
  }

  return {
    has,
    ticks: (p) => rules[layout.positionElement[p]!]!(p),
    worked: (p, part) => void (lastWorked[p] = setupKey(part)),
    reset: () => {
      lastWorked.fill(-1)
      setFor.fill(Number.NaN)
    },
  }
}
