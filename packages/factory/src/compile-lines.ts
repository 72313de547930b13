/** Lines of the plan: what a line does as one machine. */
import type { Reading, Value } from 'genba/model'
import { compileFailure, compileHeatUp } from './compile-failure.ts'
import { compileDemand } from './compile-people.ts'
import { keyOf, ONE, ZERO } from './compiling.ts'
import type { Compiling } from './compiling.ts'
import { workplaceOf } from './flow-plant.ts'
import type { Level, Plant, PlantElement, PlantNode } from './flow-plant.ts'
import type { Take } from './links.ts'
import type { LinePlan } from './plan.ts'
import { linePlace, tunnelPlace } from './words-base.ts'

/** The lines, in flow order. */
export function compileLines(lines: readonly Level[], compiling: Compiling): readonly LinePlan[] {
  const { plant, reading } = compiling
  const numbers = new Map(lines.map((line, number) => [line, number]))
  const staffed = staffedLines(lines, plant)
  return lines.map((line, number): LinePlan => {
    const words = linePlace.properties
    const key = keyOf(line, compiling)
    const members = elementsOf(line).filter(compiling.on.enabled)
    const calendar = plant.read(line, words.calendar)
    const takt = taktOf(line, plant)
    const pitch = plant.read(line, words.pitch)
    const speed = plant.read(line, words.speed)
    const transfer = plant.readOr(line, words.transfer)
    const driven = plant.read(line, words.drive)
    const sideBays = plant.readOr(line, words.side_bays)
    const heatUp = plant.read(line, tunnelPlace.properties.heat_up)
    const cards = plant.read(line, words.cards)
    const staffing = staffed.get(line)
    const shop = shopOf(line)
    const parent = line.parent?.level === 'line' ? numbers.get(line.parent) : undefined
    checkMoving(line, transfer, { takt: plant.read(line, words.takt), pitch, speed }, reading)
    const first = workplaceOf(line, 'first')
    const taken = (mode: string): readonly Take[] => (first === undefined ? [] : compiling.on.spares(first, mode))
    const moving = transfer === 'continuous' || transfer === 'self_propelled'
    return {
      number,
      path: line.path,
      key,
      ...(shop === undefined ? {} : { shop }),
      ...(parent === undefined ? {} : { parent }),
      elements: members.map(compiling.numberOf),
      transfer,
      calendars: calendar === undefined ? [] : compiling.book.use(calendar),
      openEarly: plant.readOr(line, words.open_early),
      ...(takt === undefined ? {} : { takt }),
      ...(pitch === undefined ? {} : { pitch }),
      ...(speed === undefined ? {} : { speed }),
      gaps: plant.readOr(line, words.gaps),
      whenBlocked: plant.readOr(line, words.when_blocked),
      shiftEnd: plant.readOr(line, tunnelPlace.properties.shift_end),
      stops: (plant.read(line, words.stops) ?? []).map((mode) =>
        compileFailure(`${line.path}.stops`, `${key}.stops`, mode, taken(`${line.path}.stops.${mode.name}`), undefined, compiling),
      ),
      ...(driven === undefined || transfer !== 'self_propelled'
        ? {}
        : {
            drive: {
              fault: driven.fault ?? ZERO,
              recovery: driven.recovery ?? ZERO,
              reach: driven.reach ?? 'behind',
              crew: compileDemand(driven.crew, compiling.crews),
              key: `${key}.drive`,
            },
          }),
      sideBays: transfer === 'self_propelled' ? sideBays : 0,
      ...(heatUp === undefined || !moving ? {} : { heatUp: compileHeatUp(heatUp) }),
      ...(staffing === undefined
        ? {}
        : {
            staffing: {
              crew: compiling.crews.findIndex((crew) => crew.name === staffing.words.crew),
              workContent: staffing.words.work_content ?? ZERO,
              balance: staffing.words.balance ?? ONE,
              walkLoss: staffing.words.walk_loss ?? ZERO,
              short: staffing.words.short ?? 'slows',
              lines: staffing.lines.map((each) => numbers.get(each)!),
            },
          }),
      ...(cards === undefined ? {} : { cards }),
      cardBack: plant.readOr(line, words.card_back),
      ...compileCarriers(line, compiling),
    }
  })
}

/** Elements of a line, those of inner lines too, in flow order. */
export function elementsOf(line: Level): readonly PlantElement[] {
  return line.children.flatMap((child) => (child.level === 'element' ? [child] : elementsOf(child)))
}

function shopOf(line: Level): string | undefined {
  for (let level: Level | undefined = line; level !== undefined; level = level.parent) if (level.level === 'shop') return level.name
  return undefined
}

/** Staffing of a shop serves its outermost lines together, that of a line the line itself. */
function staffedLines(
  lines: readonly Level[],
  plant: Plant,
): Map<Level, { words: NonNullable<ReturnType<typeof staffingOf>>; lines: readonly Level[] }> {
  const result = new Map<Level, { words: NonNullable<ReturnType<typeof staffingOf>>; lines: readonly Level[] }>()
  for (const line of lines) {
    const own = staffingOf(line, plant)
    if (own !== undefined) result.set(line, { words: own, lines: [line] })
    const shop = line.parent
    if (own !== undefined || shop?.level !== 'shop') continue
    const words = staffingOf(shop, plant)
    if (words !== undefined)
      result.set(line, { words, lines: lines.filter((other) => other.parent === shop && staffingOf(other, plant) === undefined) })
  }
  return result
}

function staffingOf(level: Level, plant: Plant): ReturnType<typeof linePlace.properties.staffing.form.read> {
  return plant.read(level, linePlace.properties.staffing)
}

/** The takt of a line: written, or its pitch over its speed; undefined where neither is there, or the speed follows a course. */
export function taktOf(line: Level, plant: Plant): Value | undefined {
  const { takt, speed, pitch } = linePlace.properties
  const written = plant.read(line, takt)
  const [metersPerSecond, meters] = [plant.read(line, speed), plant.read(line, pitch)]
  return written ?? (metersPerSecond === undefined || meters === undefined ? undefined : divided(meters, metersPerSecond))
}

/** What a station without a cycle works for. Where a speed cannot be turned into a takt, that is told of the line, not of its stations. */
export function paceOf(line: Level, plant: Plant): Value | undefined {
  return taktOf(line, plant) ?? (plant.read(line, linePlace.properties.speed) === undefined ? undefined : ZERO)
}

/** `length` over a value, step by step. A course of the quotient is no course of the same form. */
function divided(length: number, by: Value): Value | undefined {
  if (by.kind === 'constant') return { kind: 'constant', value: length / by.value }
  if ((by.kind === 'dated' && !by.interpolate) || by.kind === 'daily') {
    const steps = by.steps.map(({ from, value }) => ({ from, value: divided(length, value) }))
    return steps.some(({ value }) => value === undefined) ? undefined : ({ ...by, steps } as Value)
  }
  return undefined
}

interface Pace {
  readonly takt: Value | undefined
  readonly pitch: number | undefined
  readonly speed: Value | undefined
}

/** For a moving line takt and pitch give the speed, or speed and pitch the takt. */
function checkMoving(line: Level, transfer: LinePlan['transfer'], { takt, pitch, speed }: Pace, reading: Reading): void {
  if (transfer === 'synchronous' && takt === undefined)
    reading.diagnostics.error(line.anchor, line.path, 'G1002', 'a synchronous line needs a takt, such as takt: 108 s')
  if (transfer !== 'continuous' && transfer !== 'self_propelled') return
  const tunnels = elementsOf(line).length > 0 && elementsOf(line).every((element) => element.kind === 'tunnel')
  if (takt === undefined && (speed === undefined || pitch === undefined) && !tunnels)
    reading.diagnostics.error(line.anchor, line.path, 'G1002', 'a moving line needs a takt, such as takt: 120 s, or speed and pitch')
  if (takt === undefined && speed !== undefined && pitch !== undefined && divided(pitch, speed) === undefined)
    reading.diagnostics.error(
      line.anchor,
      line.path,
      'G1190',
      'a speed along a course is checked, but cannot be simulated yet; give it by date, or give the takt',
    )
  if (takt !== undefined && speed !== undefined && pitch !== undefined)
    reading.diagnostics.error(
      line.anchor,
      line.path,
      'G1129',
      'takt, speed and pitch say too much: with pitch, takt gives the speed or speed the takt',
    )
}

function compileCarriers(line: Level, compiling: Compiling): Pick<LinePlan, 'carriers'> {
  const { plant, links, numberOf, reading } = compiling
  const words = linePlace.properties
  const carriers = plant.read(line, words.carriers)
  if (carriers === undefined) return {}
  const first: PlantNode | undefined = line.children[0]
  const stop = (word: 'gets_on' | 'gets_off', which: 'first' | 'last'): PlantElement | undefined => {
    const written = plant.read(line, words[word])
    return written === undefined || first === undefined
      ? workplaceOf(line, which)
      : links.resolve(written, first, `${line.path}.${word}`, 'entry')
  }
  const getsOn = stop('gets_on', 'first')
  const getsOff = stop('gets_off', 'last')
  if (getsOn === undefined || getsOff === undefined) {
    reading.diagnostics.error(line.anchor, line.path, 'G1130', 'a line with carriers needs a station where parts get on')
    return {}
  }
  const returnTime = plant.read(line, words.return_time)
  return {
    carriers: {
      // The order of a mapping means nothing: kinds stand in the order of their names.
      kinds: carriers.map(({ name, value }) => ({ name, count: value })).toSorted((one, other) => (one.name < other.name ? -1 : 1)),
      ...(returnTime === undefined || (returnTime.kind === 'constant' && returnTime.value === 0) ? {} : { returnTime }),
      getsOn: numberOf(getsOn),
      getsOff: numberOf(getsOff),
      // Until the loop is closed (compile-loops.ts).
      onward: { kind: 'none' },
      overtaking: plant.readOr(line, words.overtaking),
    },
  }
}
