/** Elements of the plan from those of the model: every setting resolved, every name a number. */
import type { Property, Read, Value } from 'genba/model'
import { compileStation, compileTunnel, compileWorkplace } from './compile-workplace.ts'
import { isZero, keyOf, ONE, productNumber, reportMissing } from './compiling.ts'
import type { Compiling } from './compiling.ts'
import type { PlantElement } from './flow-plant.ts'
import type { Way } from './links.ts'
import type { BufferPlan, ElementBase, ElementPlan, Routing, SinkPlan, SourcePlan, SupplyPlan, TransportPlan } from './plan.ts'
import { bufferPlace, sinkPlace, sourcePlace, stationPlace, transportPlace } from './words-base.ts'
import type { ElementWords } from './words-element.ts'
import type { SupplyWords } from './words-flow.ts'

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
    key: keyOf(element, compiling),
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
      return { kind: 'route', to: way.to.map(numberOf) }
    case 'hook':
      return {
        kind: 'rule',
        to: way.to.map(numberOf),
        split: { hook: way.hook },
        commit: plant.readOr(element, stationPlace.properties.commit),
      }
  }
}

function compileSource(element: PlantElement, compiling: Compiling): Omit<SourcePlan, keyof ElementBase> {
  const { plant, reading, orders } = compiling
  const words = sourcePlace.properties
  const every = plant.read(element, words.every)
  const rate = plant.read(element, words.rate)
  const byOrders = plant.read(element, words.orders)
  if ([every, rate, byOrders].filter((each) => each !== undefined).length > 1)
    reading.diagnostics.error(element.anchor, element.path, 'G1122', 'a source has one of "every", "rate" and "orders"')
  const named = plant.read(element, words.of) ?? []
  const isList = named.length > 1 && named.every(({ share }) => share === undefined)
  const of = isList ? [] : named
  const total = of.reduce((sum, { share }) => sum + (share === undefined ? 1 : share.kind === 'constant' ? share.value : Number.NaN), 0)
  if (of.length > 0 && Math.abs(total - 1) > 1e-6)
    reading.diagnostics.error(of[0]!.node, `${element.path}.of`, 'G1121', `shares add up to ${Number((total * 100).toPrecision(6))} %`)
  const inOrder = plant.read(element, words.sequence)
  const sequence = (inOrder ?? (isList ? named.map(({ name }) => name) : [])).map((name) => productNumber(name, compiling))
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
    makeRule: inOrder !== undefined ? 'sequence' : isList ? plant.readOr(element, words.make_rule) : 'in_turn',
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
    reportMissing(element, 'needs a capacity, such as capacity: 6 or capacity: unlimited', compiling)
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

function compileTransport(element: PlantElement, compiling: Compiling): Omit<TransportPlan, keyof ElementBase> {
  const { plant } = compiling
  const words = transportPlace.properties
  const vehicle = plant.read(element, words.vehicle)
  if (vehicle === undefined && plant.node(element, words.vehicle) === undefined)
    reportMissing(element, 'needs "vehicle", such as vehicle: agv', compiling)
  const vehicles = compiling.vehicles.find(({ name }) => name === vehicle)
  const drives = compiling.layout !== undefined && (compiling.layout.travel?.kind === 'times' || vehicles?.speed !== undefined)
  if (vehicles !== undefined && plant.node(element, words.loaded) === undefined && !drives)
    reportMissing(element, 'needs "loaded" and "return", or a layout and a speed of the vehicles', compiling)
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
