/** Stations, casting cells and tunnels, for the plan. */
import { compileFailure, compileHeatUp, compileMaintenance, compileTakes } from './compile-failure.ts'
import { compileDemand } from './compile-people.ts'
import { timeByRoute } from './compile-routes.ts'
import { isZero, keyOf, ONE, productNumber, reportMissing, ZERO } from './compiling.ts'
import type { Compiling } from './compiling.ts'
import { suggestion } from 'genba/model'
import { workplaceOf } from './flow-plant.ts'
import type { Level, PlantElement } from './flow-plant.ts'
import type { CastingPlan, CrewDemand, ElementBase, SetupPlan, StationPlan, TunnelPlan, WorkplaceBase } from './plan.ts'
import { castingPlace, stationPlace, tunnelPlace } from './words-base.ts'
import type { CrewWords } from './words-element.ts'
import type { SetupWords } from './words-operation.ts'

/** What stations, casting cells and tunnels share. */
export function compileWorkplace(element: PlantElement, compiling: Compiling): Omit<WorkplaceBase, keyof ElementBase> {
  const { plant, on, crews, numberOf, reading } = compiling
  const words = tunnelPlace.properties
  const outcomes = on.outcomes(element)
  const tries = plant.read(element, words.tries)
  const afterTries = plant.readOr(element, words.after_tries)
  const afterTriesTo = on.other(element, 'after_tries')
  const firstRework = outcomes.find(({ to }) => typeof to === 'object')?.to
  const failures = (plant.read(element, words.failures) ?? []).map((mode) => {
    const named =
      typeof mode.value.on_failure === 'object'
        ? on.other(element, `failures.${mode.name}.on_failure`)
        : typeof firstRework === 'object'
          ? firstRework
          : undefined
    if (mode.value.on_failure === 'rework' && named === undefined)
      reading.diagnostics.error(
        mode.key,
        `${element.path}.failures.${mode.name}`,
        'G1126',
        '"on_failure: rework" needs a destination: give the station a "rework", or write on_failure: {rework: repair}',
      )
    return compileFailure(
      `${element.path}.failures`,
      `${keyOf(element, compiling)}.failures`,
      mode,
      on.spares(element, `failures.${mode.name}`),
      named === undefined ? undefined : numberOf(named),
      compiling,
    )
  })
  const makes = makesOf(element, compiling)
  const heatUp = plant.read(element, words.heat_up)
  const written = plant.read(element, words.setup)
  // A set-up of no time does not take place: that undoes one which is handed down.
  const setup =
    written !== undefined && written.pairs.length === 0 && (written.time === undefined || isZero(written.time)) ? undefined : written
  return {
    ...(makes?.length === 1 ? { makes: productNumber(makes[0]!, compiling) } : {}),
    outcomes: outcomes
      .map(({ to, share }) => ({ share, to: typeof to === 'string' ? to : numberOf(to) }))
      .toSorted((one, other) => rankOf(one.to) - rankOf(other.to)),
    ...(tries === undefined || tries === Infinity ? {} : { tries }),
    afterTries: typeof afterTries === 'string' ? afterTries : afterTriesTo === undefined ? 'scrap' : numberOf(afterTriesTo),
    failures,
    severalModes: plant.readOr(element, words.several_modes),
    fails: plant.readOr(element, words.fails),
    maintenance: compileMaintenance(element, compiling),
    wear: (plant.read(element, words.wear) ?? []).map(({ name, value }) => ({
      name,
      key: `${keyOf(element, compiling)}.wear.${name}`,
      perCycle: value.per_cycle ?? ZERO,
      failsAt: value.fails_at ?? 1,
      ...(value.serviced_at === undefined ? {} : { servicedAt: value.serviced_at }),
      duration: value.duration ?? ZERO,
      crew: compileDemand(value.crew, crews),
    })),
    blocking: plant.readOr(element, words.blocking),
    whenDown: plant.readOr(element, words.when_down),
    whenClosed: plant.readOr(element, words.when_closed),
    shiftEnd: plant.readOr(element, words.shift_end),
    ...(heatUp === undefined ? {} : { heatUp: compileHeatUp(heatUp) }),
    ...(setup === undefined ? {} : { setup: compileSetup(element, setup, compiling) }),
  }
}

/** What it makes, or what a line makes that it is the last workplace of. */
function makesOf(element: PlantElement, { plant }: Compiling): readonly string[] | undefined {
  const own = plant.read(element, tunnelPlace.properties.makes)
  if (own !== undefined) return own
  for (
    let level: Level | undefined = element.parent;
    level?.level === 'line' && workplaceOf(level, 'last') === element;
    level = level.parent
  ) {
    const makes = plant.read(level, tunnelPlace.properties.makes)
    if (makes !== undefined) return makes
  }
  return undefined
}

/** Scrap first, then once more here, then the others in flow order: shares stand in a mapping. */
function rankOf(to: 'scrap' | 'itself' | number): number {
  return to === 'scrap' ? -2 : to === 'itself' ? -1 : to
}

function compileSetup(element: PlantElement, setup: SetupWords, compiling: Compiling): SetupPlan {
  const { plant, on, reading, crews } = compiling
  const words = tunnelPlace.properties
  const products = reading.names.products
  const when = plant.readOr(element, words.setup_when)
  const inputs = new Map(on.feeders(element).map((feeder) => [feeder.name, feeder]))
  const by =
    setup.by ?? (setup.pairs.length > 0 && setup.pairs.every(({ from, to }) => inputs.has(from) && inputs.has(to)) ? 'input' : 'product')
  if (setup.by === undefined || by === 'product' || by === 'input')
    for (const pair of setup.pairs)
      for (const name of [pair.from, pair.to])
        if (!(by === 'input' ? inputs.has(name) : products.has(name)))
          reading.diagnostics.error(element.anchor, `${element.path}.setup`, 'G1104', `no product, variant or input is called "${name}"`)
  return {
    by: by === 'product' || by === 'input' ? by : { attribute: by },
    time: setup.time ?? ZERO,
    pairs: setup.pairs,
    when,
    starts: plant.readOr(element, words.setup_starts),
    first: plant.readOr(element, words.first_setup),
    crew: compileDemand(setup.crew, crews),
  }
}

function demand(element: PlantElement, { plant, crews }: Compiling): CrewDemand {
  return compileDemand(plant.read(element, stationPlace.properties.crew) as CrewWords | undefined, crews)
}

/** What a station has beside it. */
export function compileStation(element: PlantElement, compiling: Compiling): Omit<StationPlan, keyof WorkplaceBase> {
  const { plant, on, crews, numberOf, reading } = compiling
  const words = stationPlace.properties
  const people = demand(element, compiling)
  const cycle = plant.read(element, words.cycle)
  const steps = plant.read(element, words.steps)
  const process = plant.read(element, words.process)
  const pace = cycle === undefined && steps === undefined ? compiling.pace(element) : undefined
  const byRoute = routeSays(element, compiling)
  if (
    cycle === undefined &&
    steps === undefined &&
    pace === undefined &&
    process === undefined &&
    !byRoute &&
    plant.node(element, words.cycle) === undefined &&
    plant.node(element, words.steps) === undefined
  )
    reportMissing(element, 'needs "cycle", such as cycle: 108 s, its own or of its line, shop or base; or "steps"', compiling)
  const positions = plant.readOr(element, words.positions)
  if (positions === Infinity)
    for (const word of ['failures', 'maintenance', 'setup'] as const) {
      const found: unknown = plant.read<unknown>(element, words[word])
      if (found !== undefined && !(Array.isArray(found) && found.length === 0))
        reading.diagnostics.error(element.anchor, element.path, 'G1127', `"positions: unlimited" has no ${word}`)
    }
  const batch = plant.read(element, words.batch)
  const inputPlaces = plant.readOr(element, words.input_places)
  if (batch !== undefined && inputPlaces > 0 && inputPlaces < batch.size.low)
    reading.diagnostics.error(
      element.anchor,
      element.path,
      'G1128',
      `"input_places: ${inputPlaces}" cannot hold a batch of ${batch.size.low}`,
    )
  if (batch?.same !== undefined && !['any', 'product'].includes(batch.same) && !reading.names.attributes.has(batch.same))
    reading.diagnostics.error(
      element.anchor,
      `${element.path}.batch.same`,
      'G1105',
      `no product has an attribute called "${batch.same}"; expected any, product or the name of an attribute`,
    )
  const tool = plant.read(element, words.tool)
  const inspects = plant.read(element, words.inspects)
  const inspectTo = on.other(element, 'inspects')
  for (const { name, key } of inspects?.finds ?? [])
    if (!compiling.defects.has(name))
      reading.diagnostics.error(
        key,
        `${element.path}.inspects`,
        'G1135',
        `no station makes a fault called "${name}"${suggestion(name, [...compiling.defects].toSorted())}`,
      )
  checkTurns(element, compiling)
  return {
    kind: 'station',
    positions,
    steps:
      steps !== undefined && cycle === undefined
        ? steps.map((step) => ({
            name: step.step ?? '',
            time: step.time ?? ZERO,
            crew: step.crew === undefined ? people : compileDemand(step.crew, crews),
          }))
        : [{ name: 'cycle', time: timeByRoute(numberOf(element), compiling.products, cycle ?? pace) ?? ZERO, crew: people }],
    pacedByLine: pace !== undefined && process === undefined,
    inputPlaces,
    outputPlaces: plant.readOr(element, words.output_places),
    takes: compileTakes(on.takes(element), compiling),
    takeWhen: plant.readOr(element, words.take_when),
    match: plant.readOr(element, words.match),
    divides: on
      .divides(element)
      .map(({ to, count }) => ({ to: numberOf(to), count }))
      .toSorted((one, other) => one.to - other.to),
    ...(batch === undefined
      ? {}
      : {
          batch: {
            least: batch.size.low,
            most: batch.size.high,
            ...(batch.timeout === undefined ? {} : { timeout: batch.timeout }),
            same:
              batch.same === undefined || batch.same === 'any' || batch.same === 'product'
                ? (batch.same ?? 'any')
                : { attribute: batch.same },
          },
        }),
    lotsOf: plant.readOr(element, words.lots_of),
    ...(tool === undefined ? {} : { tool: { life: tool.life ?? ONE, change: tool.change ?? ZERO, crew: compileDemand(tool.crew, crews) } }),
    preempt: plant.readOr(element, words.preempt),
    preempted: plant.readOr(element, words.preempted),
    callCrew: plant.readOr(element, words.call_crew),
    gather: plant.readOr(element, words.gather),
    release: plant.readOr(element, words.release),
    defects: (plant.read(element, words.defects) ?? []).map(({ name, value }) => ({ name, share: value })),
    ...(inspects === undefined
      ? {}
      : {
          inspects: {
            finds: Object.fromEntries(inspects.finds.map(({ name, value }) => [name, value])),
            ...(inspects.falseAlarm === undefined ? {} : { falseAlarm: inspects.falseAlarm }),
            to: inspectTo === undefined ? ('scrap' as const) : numberOf(inspectTo),
          },
        }),
    ...(process === undefined ? {} : { process }),
    ...(element.kind === 'casting_cell' ? { casting: compileCasting(element, compiling) } : {}),
  }
}

/** What an input has in turn: set-ups of turns, and turns of empty inputs, need an entry that serves in turns. */
function checkTurns(element: PlantElement, { plant, reading }: Compiling): void {
  const words = stationPlace.properties
  const setup = plant.node(element, words.setup) === undefined ? undefined : plant.read(element, words.setup)
  const when = plant.readOr(element, words.setup_when)
  const merge = plant.readOr(element, words.merge)
  const inTurns = merge === 'exhaustive' || merge === 'gated' || (merge === 'round_robin' && when === 'every_turn')
  const say = (sentence: string): void => reading.diagnostics.error(element.anchor, element.path, 'G1136', sentence)
  if (setup !== undefined && when === 'every_turn' && !inTurns)
    say('"setup_when: every_turn" needs inputs served in turns: "merge: exhaustive", "gated" or "round_robin"')
  if (!plant.readOr(element, words.visit_empty)) return
  if (setup === undefined) say('"visit_empty: true" needs a set-up, or turns at empty inputs would take no time')
  else if (!inTurns && when !== 'every_turn')
    say('"visit_empty: true" needs inputs served in turns: "merge: exhaustive" or "gated", or "round_robin" with "setup_when: every_turn"')
  else if (when !== 'every_turn' && when !== 'input_change' && setup.by !== 'input')
    say('"visit_empty: true" needs a set-up that no part calls for: "setup_when: every_turn" or "input_change"')
}

/** Whether every process plan that comes here says how long the work takes. */
function routeSays(element: PlantElement, { links }: Compiling): boolean {
  const steps = links.routes.flatMap((route) => route.steps.filter(({ to }) => to === element))
  return steps.length > 0 && steps.every(({ cycle }) => cycle !== undefined)
}

function compileCasting(element: PlantElement, compiling: Compiling): CastingPlan {
  const { plant, crews } = compiling
  const words = castingPlace.properties
  const makes = (plant.read(element, words.makes) ?? []).map((name) => productNumber(name, compiling))
  if (makes.length === 0 && plant.node(element, words.makes) === undefined)
    reportMissing(element, 'needs "makes", such as makes: front_casting', compiling)
  const sequence = plant.read(element, words.sequence)
  const strange = sequence?.find((name) => !makes.includes(productNumber(name, compiling)))
  if (strange !== undefined)
    compiling.reading.diagnostics.error(
      plant.node(element, words.sequence)!,
      `${element.path}.sequence`,
      'G1138',
      `the cell does not make "${strange}"; name it in "makes" too`,
    )
  const insert = plant.read(element, words.insert)
  const furnace = plant.read(element, words.furnace)
  return {
    makes,
    rule: sequence === undefined ? plant.readOr(element, words.make_rule) : 'sequence',
    ...(sequence === undefined ? {} : { sequence: sequence.map((name) => productNumber(name, compiling)) }),
    shotMass: plant.read(element, words.shot_mass) ?? ZERO,
    remelt: plant.read(element, words.remelt) ?? ZERO,
    ...(insert === undefined
      ? {}
      : { insert: { life: insert.life ?? ONE, change: insert.change ?? ZERO, crew: compileDemand(insert.crew, crews) } }),
    ...(furnace === undefined
      ? {}
      : { furnace: { coolsAfter: furnace.cools_after ?? 0, reheat: furnace.reheat ?? ZERO, restartScrap: furnace.restart_scrap ?? 0 } }),
  }
}

/** What a tunnel has beside it. */
export function compileTunnel(element: PlantElement, compiling: Compiling): Omit<TunnelPlan, keyof WorkplaceBase> {
  const { plant } = compiling
  const words = tunnelPlace.properties
  const dwell = plant.read(element, words.dwell)
  const takt = plant.read(element, words.takt)
  const missing = (['dwell', 'takt'] as const).filter((word) => plant.node(element, words[word]) === undefined)
  if (missing.length > 0)
    reportMissing(
      element,
      `needs ${missing.map((word) => `"${word}"`).join(' and ')}, such as ${missing.map((word) => words[word].example).join(', ')}`,
      compiling,
    )
  const maxDwell = plant.read(element, words.max_dwell)
  return {
    kind: 'tunnel',
    dwell: dwell ?? ONE,
    takt: takt ?? ONE,
    ...(maxDwell === undefined ? {} : { maxDwell }),
    whenBlocked: plant.readOr(element, words.when_blocked),
  }
}
