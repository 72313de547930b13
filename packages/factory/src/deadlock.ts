/**
 * Is the plant locked for good, and who waits for whom?
 *
 * It is when parts are inside, no activity is under way or will be (work, set-up, repair, dwell, delivery, an opening of
 * a calendar), and no arrival to come can enter, whatever clocks still run. The test looks at places and exits, not at
 * events (kernel rule 14).
 */
import { UNMANNED, type Belts } from './belts.ts'
import type { Flow } from './flow.ts'
import { leadersOf } from './joint-failures.ts'
import { loopsOf, placesOf, type LoopPlan } from './loops.ts'
import type { MovingLines } from './moving-lines.ts'
import type { Sources } from './sources.ts'
import { BUSY, SHORT, UP } from './positions.ts'
import type { Stations } from './station-block.ts'
import type { SynchronousLines } from './synchronous-lines.ts'
import type { Tandems } from './tandems.ts'
import type { Tunnels } from './tunnels.ts'
import type { World } from './world.ts'

/** Sentences, one for each element that waits; undefined where the plant is not locked. */
export function findDeadlock(
  world: World,
  flow: Flow,
  stations: Stations,
  tandems: Tandems,
  sources: Sources,
  belts: Belts,
  tunnels: Tunnels,
  movingLines: MovingLines,
  synchronous: SynchronousLines,
): readonly string[] | undefined {
  const { plan, topology, layout, clocks, clockwork, transients, record, cards, carriers, crews, spares } = world
  const elements = plan.elements
  if (record.levels.level[layout.rows] === 0) return undefined
  if (transients.pending() > 0) return undefined
  const { phase, down } = stations.columns
  const leader = leadersOf(plan, layout)
  // A position that waits for spare parts does nothing until they come.
  for (let p = 0; p < layout.positions; p++)
    if (!spares.waits(leader[p]!) && (((phase[p] === BUSY || crews.waits(p)) && !crews.lacks(p)) || down[p] !== UP)) return undefined
  for (let belt = 0; belt < belts.clock.length; belt++) if (belts.underWay(belt) || belts.stands(belt, UNMANNED)) return undefined
  for (const line of plan.lines)
    if (!clocks.runs(clockwork.lineOpen[line.number]!) || movingLines.moving(line.number) || synchronous.waiting(line.number))
      return undefined
  for (const element of elements) {
    if (tunnels.moving(element.number) && clocks.runs(belts.clock[belts.ofTunnel[element.number]!]!)) return undefined
    // What is closed will open; what still comes may find room.
    if (!clocks.runs(clockwork.open[element.number]!)) return undefined
    if (element.kind === 'source' && sources.expects(element.number) && flow.waiting(element.number) === 0) return undefined
  }
  function carriersIn(line: LoopPlan): number {
    return line.elements.reduce((sum, element) => sum + record.levels.level[element]!, 0)
  }

  /** No carrier can move where none of the places that lead on is free. */
  function isFull(line: LoopPlan): boolean {
    return carriersIn(line) >= line.elements.reduce((sum, element) => sum + placesOf(elements[element]!), 0)
  }

  /** What the first place of an element that cannot let go of anything waits for. */
  function waitsFor(element: number): string {
    const p = layout.firstPosition[element]!
    if (world.strict.has[element] === 1) return 'for the next in the planned order'
    if (p < 0) return 'inside'
    if (crews.waits(p)) return 'for people'
    if (phase[p] !== SHORT) return 'inside'
    return carriers.getsOn[element] === 1 ? 'for parts to get on' : 'for parts to assemble'
  }

  tandems.writeLevels()
  const waits: string[] = []
  for (const element of elements) {
    const count = record.levels.level[element.number]!
    if (count === 0 && flow.waiting(element.number) === 0) continue
    const first = flow.first(element.number)
    const inside = first < 0 ? tandems.waitsFor(element.number) : -1
    if (inside >= 0) {
      waits.push(`${element.path} waits for room in ${elements[inside]!.path}`)
      continue
    }
    if (first < 0) {
      waits.push(`${element.path} holds ${count} and waits ${waitsFor(element.number)}`)
      continue
    }
    const target = world.parts.columns.target[first]!
    if (target < 0) continue
    const to = elements[topology.linkTo[target]!]!
    if (cards.isEntry(to.number)) {
      waits.push(`${element.path} waits for a card of ${plan.lines[to.line!]!.path}`)
      continue
    }
    const carried = topology.off[target] === 1 ? topology.linkTo[carriers.onward(element.number, first)] : undefined
    waits.push(
      `${element.path} waits for room in ${to.path}${carried === undefined ? '' : `, or in ${elements[carried]!.path} for its carrier`}`,
    )
  }
  for (const { path, buffer } of spares.waiting()) waits.push(`${path} is down and waits for parts from ${elements[buffer]!.path}`)
  for (const line of loopsOf(plan))
    if (isFull(line)) waits.push(`the ${carriersIn(line)} carriers of ${line.path} leave no place free; take fewer`)
  return waits.length === 0 ? undefined : waits
}
