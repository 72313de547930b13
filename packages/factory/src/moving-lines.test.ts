import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillUniforms, streamKey } from 'genba/statistics'
import { createEngine } from './engine.ts'
import { fixed, planOf, sink, source, station, tunnel } from './plan.fixture.ts'
import type { LinePlan, Plan } from './plan.ts'

const STATIONS = 6
const TAKT = 10
const SHARE = 0.15
const RECOVERY = 7

function lineOf(more: Partial<LinePlan>): LinePlan {
  return {
    number: 0,
    path: 'line',
    key: 'line',
    elements: Array.from({ length: STATIONS }, (_, i) => i + 1),
    transfer: 'self_propelled',
    calendars: [],
    openEarly: 0,
    takt: fixed(TAKT),
    gaps: true,
    whenBlocked: 'stops',
    shiftEnd: 'pause',
    stops: [],
    sideBays: 0,
    cardBack: 'when_left',
    ...more,
  }
}

function planWith(line: LinePlan): Plan {
  const members = line.elements.map((_, i) => station({ path: `line.s${i}`, line: 0, cycle: fixed(TAKT) }))
  return planOf([source({ path: 'source' }), ...members, sink({ path: 'sink' })], { ticksPerSecond: 1, lines: [line] })
}

function departures(plan: Plan, until: number): readonly number[] {
  const last = plan.elements.length - 1
  const engine = createEngine(plan, { departures: [{ element: last, first: Infinity }] })
  return engine.run({ seed: 1, replication: 0, until, cuts: [until], warmUp: 0 })!.departures[last]!
}

/**
 * The same line as a recursion. A body goes on from border j when it has arrived there, the one before it has gone on from
 * border j + 1, and its fault, if any, is over; it enters when the one before has reached border 1.
 */
function byRecursion(bodies: number): number[] {
  const faults = Array.from({ length: STATIONS }, (_, j) => {
    const uniforms = new Float64Array(64 * Math.ceil(bodies / 64))
    for (let block = 0; block * 64 < bodies; block++) fillUniforms(streamKey(1, 0, `line.s${j}`, 'drive'), block, uniforms, block * 64, 64)
    return uniforms
  })
  let before = { arrived: Array.from({ length: STATIONS + 1 }, () => 0), gone: Array.from({ length: STATIONS + 1 }, () => 0) }
  const out: number[] = []
  for (let i = 0; i < bodies; i++) {
    const arrived = [i === 0 ? 0 : before.arrived[1]!]
    const gone: number[] = []
    for (let j = 0; j < STATIONS; j++) {
      const start = Math.max(arrived[j]!, before.gone[j + 1]!)
      gone.push(start + (faults[j]![i]! < SHARE ? RECOVERY : 0))
      arrived.push(gone[j]! + TAKT)
    }
    gone.push(arrived[STATIONS]!)
    out.push(gone[STATIONS]!)
    before = { arrived, gone }
  }
  return out
}

test('a self-propelled line with drive faults agrees with its recursion, body for body', () => {
  const plan = planWith(lineOf({ drive: { fault: fixed(SHARE), recovery: fixed(RECOVERY), reach: 'behind', crew: [], key: 'line.drive' } }))
  const seen = departures(plan, 20_000)
  assert.ok(seen.length > 1000)
  assert.deepEqual(seen, byRecursion(seen.length))
})

test('without faults a moving line gives one body a takt, the first after all stations', () => {
  for (const transfer of ['continuous', 'self_propelled'] as const)
    assert.deepEqual(departures(planWith(lineOf({ transfer })), 100), [60, 70, 80, 90, 100])
})

test('a stop of the line delays everything on it by its length, under either transfer', () => {
  const stop = {
    name: 'stop',
    key: 'line',
    up: fixed(25),
    down: fixed(4),
    clock: 'operating',
    onFailure: 'resume',
    crew: [],
    takes: [],
    reach: 'line',
  } as const
  // The clock of the stop runs while bodies move: stops begin at moving times 25, 50, 75, so at 25, 54, 83.
  for (const transfer of ['continuous', 'self_propelled'] as const)
    assert.deepEqual(departures(planWith(lineOf({ transfer, stops: [stop] })), 100), [68, 78, 92])
})

test('a tunnel lets one part in each takt and out after its dwell, and stands when nothing can leave', () => {
  const open = planOf([source({ path: 'source' }), tunnel({ path: 'oven', dwell: fixed(95), takt: fixed(10) }), sink({ path: 'sink' })], {
    ticksPerSecond: 1,
  })
  assert.deepEqual(departures(open, 140), [95, 105, 115, 125, 135])
  const slow = planOf(
    [
      source({ path: 'source' }),
      tunnel({ path: 'oven', dwell: fixed(20), takt: fixed(10) }),
      station({ path: 'after', cycle: fixed(15) }),
      sink({ path: 'sink' }),
    ],
    { ticksPerSecond: 1 },
  )
  assert.deepEqual(departures(slow, 100), [35, 50, 65, 80, 95])
})

test('a synchronous line without takt steps when its slowest station is done', () => {
  const members = [4, 9, 6].map((cycle, i) => station({ path: `line.s${i}`, line: 0, cycle: fixed(cycle) }))
  const { takt: _, ...line } = lineOf({ transfer: 'synchronous', elements: [1, 2, 3] })
  const plan = planOf([source({ path: 'source' }), ...members, sink({ path: 'sink' })], { ticksPerSecond: 1, lines: [line] })
  // Steps at 0, 4 (only the first is filled), 13, 22, 31; a part leaves with the step after its last work.
  assert.deepEqual(departures(plan, 50), [22, 31, 40, 49])
})

/** A body of the stepped line: ticks from the start of the line, until when it stands, the bay that it is bound for. */
interface Stepped {
  readonly serial: number
  at: number
  until: number
  bay: number
}

/**
 * The line with side bays, stepped tick by tick. A body moves by a tick if the one before is more than a pitch ahead, or a
 * pitch and moves too. On entering a station it may draw a fault, and goes for it to the next free bay ahead, if there is one.
 */
function byStepping(bays: readonly number[], until: number, recovery: number): { out: number[]; aside: number } {
  const faults = Array.from({ length: STATIONS }, (_, j) => {
    const uniforms = new Float64Array(64 * 64)
    for (let block = 0; block < 64; block++) fillUniforms(streamKey(1, 0, `line.s${j}`, 'drive'), block, uniforms, block * 64, 64)
    return uniforms
  })
  const line: Stepped[] = []
  const inBay = new Map<number, Stepped>()
  const isAside = (body: Stepped): boolean => !line.includes(body)
  const drawn = new Set<string>()
  const out: number[] = []
  let [made, aside] = [0, 0]

  /** Whether the body, which is free to go, meets a fault that holds it. */
  function stands(body: Stepped, tick: number): boolean {
    const station = body.at / TAKT
    const key = `${body.serial} ${station}`
    if (!Number.isInteger(station) || drawn.has(key)) return false
    drawn.add(key)
    if (faults[station]![body.serial]! >= SHARE || body.bay >= 0) return false
    const bay = bays.find((border) => border > station && !inBay.has(border))
    if (bay === undefined) body.until = tick + recovery
    else {
      inBay.set(bay, body)
      body.bay = bay
    }
    return bay === undefined
  }

  for (let tick = 0; tick <= until; tick++) {
    for (const [border, body] of inBay) {
      if (!isAside(body) || body.until > tick) continue
      const place = line.findIndex((other) => other.at <= (border - 1) * TAKT)
      line.splice(place < 0 ? line.length : place, 0, body)
      body.bay = -1
      inBay.delete(border)
    }
    for (const body of line.slice()) {
      if (body.at !== STATIONS * TAKT && body.at !== body.bay * TAKT) continue
      line.splice(line.indexOf(body), 1)
      if (body.at === STATIONS * TAKT) out.push(tick)
      else {
        body.until = tick + recovery
        aside++
      }
    }
    if (line.length === 0 || line.at(-1)!.at >= TAKT) line.push({ serial: made++, at: 0, until: 0, bay: -1 })
    let before = { at: Infinity, moves: true }
    for (const body of line) {
      const isFree = before.at > body.at + TAKT || (before.at === body.at + TAKT && before.moves)
      const moves = isFree && body.until <= tick && !stands(body, tick)
      before = { at: body.at, moves }
      if (moves) body.at++
    }
  }
  return { out, aside }
}

test('bodies with drive faults leave the line into side bays and come back, tick by tick', () => {
  // Recoveries shorter and longer than a takt, and multiples of it.
  for (const [sideBays, bays, recovery] of [
    [1, [3], RECOVERY],
    [2, [2, 4], RECOVERY],
    [1, [3], 3],
    [1, [3], 20],
    [2, [2, 4], 1],
    [2, [2, 4], 5],
  ] as const) {
    const until = 30_000
    const { out, aside } = byStepping(bays, until, recovery)
    assert.ok(aside > 100)
    const plan = planWith(
      lineOf({ sideBays, drive: { fault: fixed(SHARE), recovery: fixed(recovery), key: 'line.drive', reach: 'behind', crew: [] } }),
    )
    assert.deepEqual(departures(plan, until), out, `${sideBays} bays, ${recovery} ticks`)
  }
})
