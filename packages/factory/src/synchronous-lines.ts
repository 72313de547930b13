/**
 * Synchronous (indexing) lines: all parts step together.
 *
 * The line steps when the work at all of its stations is done and the takt is over: the last part leaves, every part moves
 * one station on, and what waits at the entry comes in; with `gaps` the line steps with an empty place where nothing
 * waits. The step is made in stage 3, on what then waits. A line whose last part cannot leave waits for it.
 */
import { int32From, uint8, uint8From } from 'genba/kernel'
import type { Belts } from './belts.ts'
import type { Flow } from './flow.ts'
import type { LinePlan } from './plan.ts'
import * as records from './record.ts'
import * as positions from './positions.ts'
import * as states from './states.ts'
import type { Stations } from './station-block.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { ENTERED, LEFT } = records
const { BUSY, DONE, FREE } = positions
const { WORKING } = states
const { SYNCHRONOUS } = topologies

export interface SynchronousLines {
  /** The takt of `line` is over. */
  due(line: number): void
  /** The line moves again: it may be ready to step. */
  resumed(line: number): void
  /** Parts inside wait for the takt to be over. */
  waiting(line: number): boolean
  /** Work at a station of a line has ended. */
  finished(element: number): void
  /** One step of the line that begins with `element`, if it is ready (stage 3). */
  step(element: number): boolean
  /** The last part has left. */
  leave(element: number, part: number): void
  start(): void
  reset(): void
}

export function createSynchronousLines(world: World, flow: Flow, stations: Stations, belts: Belts): SynchronousLines {
  const { plan, topology, layout, clocks, agenda, draws, record, staffing } = world
  const { columns } = world.parts
  const { clock } = world.events
  const { phase, part: partAt } = stations.columns
  const lines = plan.lines.map((line) => (line.transfer === 'synchronous' ? lineOf(line) : undefined))
  const lineAt = int32From(plan.elements, (element) => element.line ?? -1)
  const taktOver = uint8(plan.lines.length)
  /** The last part stands at the exit and has not left. */
  const leaving = uint8(plan.lines.length)

  function lineOf(line: LinePlan) {
    const members = line.elements.filter((element) => topology.kind[element] === SYNCHRONOUS)
    clocks.bind(layout.stepSlot[line.number]!, belts.clock[belts.ofLine[line.number]!]!)
    return {
      plan: line,
      members,
      positions: members.map((element) => layout.firstPosition[element]!),
      /** Per member: 1 if a part may be passed on there without its leaving and coming being looked at one by one. */
      light: uint8From(members, (element) =>
        world.shortcuts && stations.paced[element] === 1 && topology.takes[element]!.length === 0 ? 1 : 0,
      ),
      takt: line.takt === undefined ? -1 : draws.duration(line.takt, line.key, 'takt'),
    }
  }

  function ready(line: number): boolean {
    if (taktOver[line] === 0) return false
    const { positions } = lines[line]!
    for (let i = 0; i < positions.length; i++) {
      const p = positions[i]!
      if (phase[p] !== FREE && phase[p] !== DONE) return false
    }
    return clocks.runs(belts.clock[belts.ofLine[line]!]!)
  }

  function ask(line: number): void {
    agenda.choice(topology.entryChoice[lines[line]!.members[0]!]!)
  }

  function due(line: number): void {
    taktOver[line] = 1
    const { positions } = lines[line]!
    for (let i = 0; i < positions.length; i++) stations.taktOver(positions[i]!)
    ask(line)
  }

  function finished(element: number): void {
    ask(lineAt[element]!)
  }

  function step(element: number): boolean {
    const line = lineAt[element]!
    const { plan: of, members, positions } = lines[line]!
    if (members[0] !== element) return false
    if (leaving[line] === 1 || !ready(line)) return stand(line)
    const last = positions.length - 1
    if (phase[positions[last]!] === DONE) {
      leaving[line] = 1
      flow.finish(members[last]!, partAt[positions[last]!]!)
      return true
    }
    const offers = flow.arrives(element)
    const occupied = positions.some((p) => phase[p] !== FREE)
    // Nothing to do: an empty line without takt rests, and one without gaps waits for a part.
    if (!offers && (!of.gaps || (!occupied && lines[line]!.takt < 0))) return stand(line)
    let isRefilled = false
    for (let i = last; i > 0; i--) {
      const from = positions[i - 1]!
      if (phase[from] === FREE) {
        isRefilled = false
        continue
      }
      const part = partAt[from]!
      record.count(members[i - 1]!, LEFT)
      record.count(members[i]!, ENTERED)
      record.fingerprint.add(members[i - 1]!, columns.serial[part]!)
      columns.ready[part] = clock[0]!
      record.visitLog?.left(members[i - 1]!, part)
      columns.entered[part] = clock[0]!
      // A place that is left and taken again in one step of a paced line stays as it is, but for the part.
      const passesOn = lines[line]!.light[i - 1] === 1 && i > 1 && phase[positions[i - 2]!] !== FREE
      if (!passesOn) stations.clear(from)
      if (isRefilled) takeOver(line, i, part)
      else stations.place(positions[i]!, part)
      isRefilled = passesOn
    }
    taktOver[line] = lines[line]!.takt < 0 ? 1 : 0
    if (lines[line]!.takt >= 0)
      clocks.schedule(
        layout.stepSlot[line]!,
        belts.clock[belts.ofLine[line]!]!,
        staffing.stretched(line, draws.take(lines[line]!.takt, -1)),
      )
    if (offers) flow.take(element)
    return true
  }

  /** The part comes to station i of `line`, which another has left in this step and which is paced. */
  function takeOver(line: number, i: number, part: number): void {
    const { plan: of, members, positions } = lines[line]!
    const p = positions[i]!
    partAt[p] = part
    columns.place[part] = p
    phase[p] = BUSY
    flow.route(members[i]!, part)
    stations.drawOutcome(members[i]!, part)
    if (of.stops.length > 0) belts.busy(belts.ofLine[line]!, 1)
    if (record.states.state[p] !== WORKING) stations.refresh(p)
  }

  /** Whose work is done waits for the line. */
  function stand(line: number): boolean {
    const { positions } = lines[line]!
    for (let i = 0; i < positions.length; i++) if (phase[positions[i]!] === DONE) stations.refresh(positions[i]!)
    return false
  }

  function leave(element: number, part: number): void {
    const line = lineAt[element]!
    stations.clear(columns.place[part]!)
    leaving[line] = 0
    ask(line)
  }

  function start(): void {
    for (const line of plan.lines) {
      if (lines[line.number] === undefined) continue
      taktOver[line.number] = 1
      ask(line.number)
    }
  }

  return {
    due,
    resumed: (line) => {
      if (lines[line] !== undefined) ask(line)
    },
    waiting: (line) => lines[line] !== undefined && taktOver[line] === 0 && lines[line]!.positions.some((p) => phase[p] !== FREE),
    finished,
    step,
    leave,
    start,
    reset: () => {
      taktOver.fill(0)
      leaving.fill(0)
    },
  }
}
