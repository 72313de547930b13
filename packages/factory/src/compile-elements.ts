/** Elements of the plan from those of the model: every setting resolved, every name a number. */
import type { Property, Read, Reading, Value } from 'genba/model'
import { compileDemand } from './compile-people.ts'
import type { CalendarBook } from './compile-time.ts'
import type { Plant, PlantElement } from './flow-plant.ts'
import type { EnabledLinks } from './links-enabled.ts'
import type { Links, Take, Way } from './links.ts'
import type {
  BufferPlan,
  CastingPlan,
  CrewDemand,
  CrewPlan,
  ElementBase,
  ElementPlan,
  FailurePlan,
  HeatUpPlan,
  MaintenancePlan,
  OrderPlan,
  ProductPlan,
  Routing,
  SetupPlan,
  SinkPlan,
  SourcePlan,
  StationPlan,
  SupplierPlan,
  SupplyPlan,
  TakePlan,
  TransportPlan,
  TunnelPlan,
  WorkplaceBase,
} from './plan.ts'
import { bufferPlace, castingPlace, sinkPlace, sourcePlace, stationPlace, transportPlace, tunnelPlace } from './words-base.ts'
import type { CrewWords, ElementWords } from './words-element.ts'
import type { FailureWords } from './words-failure.ts'
import type { SupplyWords } from './words-flow.ts'
import type { HeatUpWords, SetupWords } from './words-station.ts'

const ONE: Value = { kind: 'constant', value: 1 }
const ZERO: Value = { kind: 'constant', value: 0 }

/** What compiling elements needs to know of the rest. */
export interface Compiling {
  readonly plant: Plant
  readonly links: Links
  readonly on: EnabledLinks
  readonly reading: Reading
  readonly book: CalendarBook
  readonly crews: readonly CrewPlan[]
  readonly products: readonly ProductPlan[]
  readonly suppliers: readonly SupplierPlan[]
  readonly orders: readonly OrderPlan[]
  readonly numberOf: (element: PlantElement) => number
  readonly lineOf: (element: PlantElement) => number | undefined
  /** The takt that a line on which it stands hands to a station without cycle. */
  readonly pace: (element: PlantElement) => Value | undefined
}

/** `60 s` under mtbf or mttr is a mean, and means exponential; distributions stay. */
export function exponentialOf(value: Value): Value {
  return value.kind === 'distribution' ? value : { kind: 'distribution', family: 'exponential', parameters: { mean: value } }
}

/** One element of the plan. */
export function compileElement(element: PlantElement, compiling: Compiling): ElementPlan | undefined {
  const base = compileBase(element, compiling)
  switch (element.kind) {
    case 'source':
      return { ...base, ...compileSource(element, compiling) }
    case 'sink':
      return { ...base, ...compileSink(element, compiling) }
    case 'buffer':
      return { ...base, ...compileBuffer(element, compiling) }
    case 'station':
    case 'casting_cell':
      return { ...base, ...compileWorkplace(element, compiling), ...compileStation(element, compiling) }
    case 'tunnel':
      return { ...base, ...compileWorkplace(element, compiling), ...compileTunnel(element, compiling) }
    case 'transport':
      return { ...base, ...compileTransport(element, compiling) }
    case 'tank':
    case 'process':
      compiling.reading.diagnostics.error(
        element.anchor,
        element.path,
        'G1190',
        `a ${element.kind} is checked, but continuous material cannot be simulated yet; switch it off with enabled: false`,
      )
      return undefined
  }
}

function compileBase(element: PlantElement, compiling: Compiling): ElementBase {
  const { plant, on, book, numberOf, lineOf } = compiling
  const words = stationPlace.properties as unknown as { [K in keyof ElementWords]: Property<ElementWords[K]> }
  const calendar = plant.read(element, words.calendar)
  const line = lineOf(element)
  const shop = element.path.includes('.') ? shopNameOf(element) : undefined
  const at = plant.read(element, words.at)
  const moveBy = plant.read(element, words.move_by)
  const power = plant.read(element, words.power)
  return {
    number: numberOf(element),
    path: element.path,
    key: plant.read(element, words.key) ?? element.path,
    ...(shop === undefined ? {} : { shop }),
    ...(line === undefined ? {} : { line }),
    calendars: calendar === undefined ? [] : book.use(calendar),
    openEarly: plant.readOr(element, words.open_early),
    to: routingOf(element, on.ways.get(element)!, compiling),
    from: on.feeders(element).map(numberOf),
    merge: plant.readOr(element, words.merge),
    visitEmpty: isWork(element) ? plant.readOr(element, stationPlace.properties.visit_empty) : false,
    ...(at === undefined ? {} : { at }),
    ...(moveBy === undefined ? {} : { moveBy }),
    ...(power === undefined || power.length === 0 ? {} : { power: Object.fromEntries(power.map(({ name, value }) => [name, value])) }),
  }
}

function isWork(element: PlantElement): boolean {
  return element.kind === 'station' || element.kind === 'casting_cell' || element.kind === 'tunnel'
}

function shopNameOf(element: PlantElement): string | undefined {
  for (let level = element.parent; ; level = level.parent) {
    if (level.level === 'shop') return level.name
    if (level.parent === undefined) return undefined
  }
}

/** A way with elements as numbers. The branches of shares stand in flow order, since the order of a mapping means nothing. */
export function routingOf(element: PlantElement, way: Way, compiling: Compiling): Routing {
  const { plant, numberOf } = compiling
  switch (way.kind) {
    case 'none':
      return way
    case 'single':
      return { kind: 'single', to: numberOf(way.to) }
    case 'shares':
      return {
        kind: 'shares',
        branches: way.branches.map(({ to, share }) => ({ to: numberOf(to), share })).toSorted((one, other) => one.to - other.to),
      }
    case 'rule':
      return {
        kind: 'rule',
        to: way.to.map(numberOf),
        split: plant.readOr(element, stationPlace.properties.split),
        commit: plant.readOr(element, stationPlace.properties.commit),
      }
    case 'by': {
      const cases = Object.fromEntries(
        way.cases.toSorted((one, other) => (one.key < other.key ? -1 : 1)).map(({ key, to }) => [key, numberOf(to)]),
      )
      return { kind: 'by', by: way.by, cases, ...(way.otherwise === undefined ? {} : { otherwise: numberOf(way.otherwise) }) }
    }
    case 'route':
      return { kind: 'route' }
    case 'hook':
      return { kind: 'hook', hook: way.hook, to: way.to.map(numberOf) }
  }
}

function productNumber(name: string, { products }: Compiling): number {
  return products.findIndex((product) => product.name === name)
}

function compileSource(element: PlantElement, compiling: Compiling): Omit<SourcePlan, keyof ElementBase> {
  const { plant, reading, orders } = compiling
  const words = sourcePlace.properties
  const every = plant.read(element, words.every)
  const rate = plant.read(element, words.rate)
  const byOrders = plant.read(element, words.orders)
  if ([every, rate, byOrders].filter((each) => each !== undefined).length > 1)
    reading.diagnostics.error(element.anchor, element.path, 'G1122', 'a source has one of "every", "rate" and "orders"')
  const of = plant.read(element, words.of) ?? []
  const total = of.reduce((sum, { share }) => sum + (share === undefined ? 1 : share.kind === 'constant' ? share.value : Number.NaN), 0)
  if (of.length > 0 && Math.abs(total - 1) > 1e-6)
    reading.diagnostics.error(of[0]!.node, `${element.path}.of`, 'G1121', `shares add up to ${Number((total * 100).toPrecision(6))} %`)
  const sequence = (plant.read(element, words.sequence) ?? []).map((name) => productNumber(name, compiling))
  const limit = plant.read(element, words.limit)
  const first = plant.read(element, words.first)
  const priority = plant.read(element, words.priority)
  return {
    kind: 'source',
    of: of
      .map(({ name, share }) => ({ product: productNumber(name, compiling), share: share ?? ONE }))
      .toSorted((one, other) => one.product - other.product),
    arrival:
      every !== undefined
        ? { kind: 'every', every }
        : rate !== undefined
          ? { kind: 'rate', rate }
          : byOrders !== undefined
            ? { kind: 'orders', orders }
            : { kind: 'unlimited' },
    sequence,
    batch: plant.read(element, words.batch) ?? ONE,
    ...(first === undefined ? {} : { first }),
    ...(limit === undefined || limit === Infinity ? {} : { limit }),
    ...(priority === undefined ? {} : { priority }),
    whenFull: plant.readOr(element, words.when_full),
    makeRule: sequence.length > 0 ? 'sequence' : plant.readOr(element, words.make_rule),
  }
}

function compileSink(element: PlantElement, { plant, reading }: Compiling): Omit<SinkPlan, keyof ElementBase> {
  const words = sinkPlace.properties
  const every = plant.read(element, words.every)
  const rate = plant.read(element, words.rate)
  if (every !== undefined && rate !== undefined)
    reading.diagnostics.error(element.anchor, element.path, 'G1122', 'a sink has one of "every" and "rate"')
  return {
    kind: 'sink',
    ...(every !== undefined
      ? { demand: { kind: 'every', every } as const }
      : rate !== undefined
        ? { demand: { kind: 'rate', rate } as const }
        : {}),
    batch: plant.read(element, words.batch) ?? ONE,
    whenEmpty: plant.readOr(element, words.when_empty),
  }
}

function compileBuffer(element: PlantElement, compiling: Compiling): Omit<BufferPlan, keyof ElementBase> {
  const { plant, on, reading } = compiling
  const words = bufferPlace.properties
  const capacity = plant.read(element, words.capacity)
  if (capacity === undefined && plant.node(element, words.capacity) === undefined)
    reading.diagnostics.error(element.anchor, element.path, 'G1002', 'needs a capacity, such as capacity: 6 or capacity: unlimited')
  const starts = plant.read(element, words.starts_with)
  const life = plant.read(element, words.life)
  const expired = on.other(element, 'expired')
  const moveTime = plant.read(element, words.move_time)
  const supply = plant.read(element, words.supply)
  const supplied = supply?.of === undefined ? -1 : productNumber(supply.of, compiling)
  const startsWith =
    starts === undefined || starts === 0
      ? []
      : typeof starts === 'number'
        ? [{ product: supplied, count: starts }]
        : starts.map(({ name, value }) => ({ product: productNumber(name, compiling), count: value }))
  for (const each of typeof starts === 'object' ? starts : [])
    if (productNumber(each.name, compiling) === -1)
      reading.diagnostics.error(each.key, `${element.path}.starts_with`, 'G1104', `no product is called "${each.name}"`)
  const places = capacity?.places ?? 0
  const there = startsWith.reduce((sum, { count }) => sum + count, 0)
  if (capacity !== undefined && capacity.inLots !== true && there > places)
    reading.diagnostics.error(element.anchor, element.path, 'G1123', `starts with ${there} parts, but has ${places} places`)
  return {
    kind: 'buffer',
    capacity: places,
    ...(capacity?.inLots === true ? { capacityInLots: true } : {}),
    discipline: plant.readOr(element, words.discipline),
    startsWith,
    ...(life === undefined ? {} : { life }),
    ...(expired === undefined ? {} : { expired: compiling.numberOf(expired) }),
    ...(moveTime === undefined || isZero(moveTime) ? {} : { moveTime }),
    ...(supply === undefined ? {} : { supply: compileSupply(element, supply, supplied, compiling) }),
  }
}

function compileSupply(element: PlantElement, supply: Read<SupplyWords>, product: number, { suppliers, reading }: Compiling): SupplyPlan {
  const supplier = supply.supplier === undefined ? -1 : suppliers.findIndex((each) => each.name === supply.supplier)
  const path = `${element.path}.supply`
  const has = (...words: (keyof typeof supply)[]): boolean => words.every((word) => supply[word] !== undefined)
  const policies = [
    has('reorder_at', 'quantity'),
    has('reorder_at', 'up_to'),
    has('every', 'up_to'),
    has('cards', 'quantity'),
    has('call_off'),
  ].filter(Boolean).length
  if (policies !== 1)
    reading.diagnostics.error(
      element.anchor,
      path,
      'G1124',
      `the keys name the policy: reorder_at and quantity, reorder_at and up_to, every and up_to, cards and quantity, or call_off; received ${Object.keys(supply).toSorted().join(', ') || 'none of them'}`,
    )
  return {
    product,
    ...(supplier === -1 ? {} : { supplier }),
    ...(supply.reorder_at === undefined ? {} : { reorderAt: supply.reorder_at }),
    ...(supply.quantity === undefined ? {} : { quantity: supply.quantity }),
    ...(supply.up_to === undefined ? {} : { upTo: supply.up_to }),
    ...(supply.every === undefined ? {} : { every: supply.every }),
    ...(supply.cards === undefined ? {} : { cards: supply.cards }),
    ...(supply.call_off === undefined ? {} : { callOff: supply.call_off }),
    ...(supply.lead_time === undefined || isZero(supply.lead_time) ? {} : { leadTime: supply.lead_time }),
    ...(supply.delivered === undefined ? {} : { delivered: supply.delivered }),
    openOrders: supply.open_orders ?? Infinity,
    review: supply.review ?? 'continuous',
  }
}

function isZero(value: Value): boolean {
  return value.kind === 'constant' && value.value === 0
}

function compileTakes(takes: readonly Take[], { numberOf }: Compiling): readonly TakePlan[] {
  return takes.map(({ from, count }) => ({ from: numberOf(from), count })).toSorted((one, other) => one.from - other.from)
}

/** A failure, stop or the like, by its mode. */
export function compileFailure(
  path: string,
  mode: { readonly name: string; readonly value: Read<FailureWords> },
  takes: readonly Take[],
  reworkTo: number | undefined,
  compiling: Compiling,
): FailurePlan {
  const { name, value } = mode
  const { reading, crews } = compiling
  const at = compiling.plant.base.anchor
  const where = `${path}.${name}`
  const ups = [value.mtbf, value.up, value.chance].filter((each) => each !== undefined).length
  if (ups !== 1)
    reading.diagnostics.error(
      anchorOf(mode) ?? at,
      where,
      'G1125',
      `needs one of "mtbf", "up" and "chance", received ${ups === 0 ? 'none' : 'several'}`,
    )
  const downs = [value.mttr, value.down].filter((each) => each !== undefined).length
  if (downs !== 1)
    reading.diagnostics.error(
      anchorOf(mode) ?? at,
      where,
      'G1125',
      `needs one of "mttr" and "down", received ${downs === 0 ? 'none' : 'both'}`,
    )
  const up = value.up ?? (value.mtbf === undefined ? undefined : exponentialOf(value.mtbf))
  const onFailure = value.on_failure ?? 'resume'
  return {
    name,
    key: where,
    ...(up === undefined ? {} : { up }),
    ...(value.chance === undefined ? {} : { chance: value.chance }),
    down: value.down ?? (value.mttr === undefined ? ZERO : exponentialOf(value.mttr)),
    clock: value.clock ?? 'operating',
    onFailure:
      typeof onFailure === 'object' || onFailure === 'rework' ? (reworkTo === undefined ? 'return' : { rework: reworkTo }) : onFailure,
    crew: compileDemand(value.crew, crews),
    takes: compileTakes(takes, compiling),
    ...(value.reach === undefined ? {} : { reach: value.reach }),
  }
}

function anchorOf(mode: object): PlantElement['anchor'] | undefined {
  return (mode as { key?: PlantElement['anchor'] }).key
}

function compileWorkplace(element: PlantElement, compiling: Compiling): Omit<WorkplaceBase, keyof ElementBase> {
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
      mode,
      on.spares(element, `failures.${mode.name}`),
      named === undefined ? undefined : numberOf(named),
      compiling,
    )
  })
  const makes = plant.read(element, words.makes)
  const heatUp = plant.read(element, words.heat_up)
  const setup = plant.read(element, words.setup)
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
      key: `${element.path}.wear.${name}`,
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

/** Scrap first, then once more here, then the others in flow order: shares stand in a mapping. */
function rankOf(to: 'scrap' | 'itself' | number): number {
  return to === 'scrap' ? -2 : to === 'itself' ? -1 : to
}

/** `heat_up`, for stations, tunnels and lines. */
export function compileHeatUp(words: Read<HeatUpWords>): HeatUpPlan {
  return { after: words.after ?? 0, duration: words.duration ?? ZERO, restartScrap: words.restart_scrap ?? 0 }
}

function compileMaintenance(element: PlantElement, compiling: Compiling): readonly MaintenancePlan[] {
  const { plant, on, crews, reading } = compiling
  const modes = new Set((plant.read(element, tunnelPlace.properties.failures) ?? []).map(({ name }) => name))
  return (plant.read(element, tunnelPlace.properties.maintenance) ?? []).map(({ name, value, key }) => {
    const path = `${element.path}.maintenance.${name}`
    if ((value.every === undefined) === (value.when === undefined))
      reading.diagnostics.error(
        key,
        path,
        'G1125',
        `needs one of "every" and "when", received ${value.every === undefined ? 'none' : 'both'}`,
      )
    for (const mode of Array.isArray(value.renews) ? (value.renews as readonly string[]) : [])
      if (!modes.has(mode)) reading.diagnostics.error(key, path, 'G1102', `renews "${mode}", but there is no such failure here`)
    return {
      name,
      key: path,
      ...(value.every === undefined ? {} : { every: value.every }),
      ...(value.when === undefined ? {} : { when: value.when }),
      duration: value.duration ?? ZERO,
      policy: value.policy ?? 'age',
      clock: value.clock ?? 'operating',
      renews: value.renews ?? 'all',
      maintain: value.maintain ?? 'after_part',
      ...(value.latest === undefined ? {} : { latest: value.latest }),
      crew: compileDemand(value.crew, crews),
      takes: compileTakes(on.spares(element, `maintenance.${name}`), compiling),
    }
  })
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

function compileStation(element: PlantElement, compiling: Compiling): Omit<StationPlan, keyof WorkplaceBase> {
  const { plant, on, crews, numberOf, reading } = compiling
  const words = stationPlace.properties
  const people = demand(element, compiling)
  const cycle = plant.read(element, words.cycle)
  const steps = plant.read(element, words.steps)
  const process = plant.read(element, words.process)
  const pace = cycle === undefined && steps === undefined ? compiling.pace(element) : undefined
  if (
    cycle === undefined &&
    steps === undefined &&
    pace === undefined &&
    process === undefined &&
    plant.node(element, words.cycle) === undefined &&
    plant.node(element, words.steps) === undefined
  )
    reading.diagnostics.error(
      element.anchor,
      element.path,
      'G1002',
      'needs "cycle", such as cycle: 108 s, its own or of its line, shop or base; or "steps"',
    )
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
  const tool = plant.read(element, words.tool)
  const inspects = plant.read(element, words.inspects)
  const inspectTo = on.other(element, 'inspects')
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
        : [{ name: 'cycle', time: cycle ?? pace ?? ZERO, crew: people }],
    pacedByLine: pace !== undefined,
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
    ...(process === undefined ? {} : { process: process.hook }),
    ...(element.kind === 'casting_cell' ? { casting: compileCasting(element, compiling) } : {}),
  }
}

function compileCasting(element: PlantElement, compiling: Compiling): CastingPlan {
  const { plant, crews, reading } = compiling
  const words = castingPlace.properties
  const makes = (plant.read(element, words.makes) ?? []).map((name) => productNumber(name, compiling))
  if (makes.length === 0 && plant.node(element, words.makes) === undefined)
    reading.diagnostics.error(element.anchor, element.path, 'G1002', 'needs "makes", such as makes: front_casting')
  const insert = plant.read(element, words.insert)
  const furnace = plant.read(element, words.furnace)
  return {
    makes,
    rule: plant.readOr(element, words.make_rule),
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

function compileTunnel(element: PlantElement, { plant, reading }: Compiling): Omit<TunnelPlan, keyof WorkplaceBase> {
  const words = tunnelPlace.properties
  const dwell = plant.read(element, words.dwell)
  const takt = plant.read(element, words.takt)
  for (const word of ['dwell', 'takt'] as const)
    if (plant.node(element, words[word]) === undefined)
      reading.diagnostics.error(element.anchor, element.path, 'G1002', `needs "${word}", such as ${words[word].example}`)
  const maxDwell = plant.read(element, words.max_dwell)
  return {
    kind: 'tunnel',
    dwell: dwell ?? ONE,
    takt: takt ?? ONE,
    ...(maxDwell === undefined ? {} : { maxDwell }),
    whenBlocked: plant.readOr(element, words.when_blocked),
  }
}

function compileTransport(element: PlantElement, { plant, reading }: Compiling): Omit<TransportPlan, keyof ElementBase> {
  const words = transportPlace.properties
  const vehicle = plant.read(element, words.vehicle)
  if (vehicle === undefined && plant.node(element, words.vehicle) === undefined)
    reading.diagnostics.error(element.anchor, element.path, 'G1002', 'needs "vehicle", such as vehicle: agv')
  const optional = (name: 'loaded' | 'return' | 'load' | 'unload'): Partial<Record<typeof name, Value>> => {
    const value = plant.read(element, words[name])
    return value === undefined || isZero(value) ? {} : { [name]: value }
  }
  return {
    kind: 'transport',
    vehicle: vehicle ?? '',
    ...optional('loaded'),
    ...optional('return'),
    ...optional('load'),
    ...optional('unload'),
  }
}
