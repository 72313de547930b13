/** Transporters, the layout they drive on, and schedules that are followed, for the plan. */
import { readQuantity, readTable, suggestion, valueOf } from 'genba/model'
import type { Dimension, MapNode, Named, Node, Read, Reading } from 'genba/model'
import type { CalendarBook } from './compile-time.ts'
import type { Plant, PlantElement } from './flow-plant.ts'
import type { LayoutPlan, ProductPlan, SchedulePlan, VehiclePlan } from './plan.ts'
import type { OrdersWords } from './words-product.ts'
import type { LayoutWords, VehicleWords } from './words-vehicle.ts'

/** Vehicles, in the order of their names. */
export function compileVehicles(vehicles: readonly Named<Read<VehicleWords>>[], book: CalendarBook): readonly VehiclePlan[] {
  return vehicles.map(({ name, value }) => ({
    name,
    count: value.count ?? 1,
    ...(value.speed === undefined ? {} : { speed: value.speed }),
    ...(value.home === undefined ? {} : { home: value.home }),
    idle: value.idle ?? 'stays',
    dispatch: value.dispatch ?? 'nearest',
    ...(value.charge === undefined ? {} : { charge: value.charge }),
    calendars: value.calendar === undefined ? [] : book.use(value.calendar),
  }))
}

/** The layout; the length of a path that is not written is that of the straight line. */
export function compileLayout(words: Read<LayoutWords> | undefined, root: MapNode, reading: Reading): LayoutPlan | undefined {
  if (words === undefined) return undefined
  const layout = valueOf(root, 'layout') as MapNode
  const points = words.points ?? []
  const paths = (words.paths ?? []).flatMap((path) => {
    const from = points.find((point) => point.name === path.from)
    const to = points.find((point) => point.name === path.to)
    if (path.from === undefined || path.to === undefined) return []
    const straight =
      from === undefined || to === undefined ? undefined : Math.sqrt((from.x - to.x) * (from.x - to.x) + (from.y - to.y) * (from.y - to.y))
    const length = path.length ?? straight
    if (length === undefined) {
      reading.diagnostics.error(
        layout,
        'layout.paths',
        'G1002',
        `the path from "${path.from}" to "${path.to}" needs a length, since its ends have no coordinates`,
      )
      return []
    }
    return [{ from: path.from, to: path.to, bothWays: path.both_ways ?? false, length }]
  })
  const travelNode = valueOf(layout, 'travel')
  const travel = words.travel === undefined || travelNode === undefined ? undefined : readTravel(words.travel, travelNode, reading)
  return {
    points,
    paths,
    ...(travel === undefined ? {} : { travel }),
    traffic: words.traffic ?? 'zones',
    overtaking: words.overtaking ?? false,
  }
}

function readTravel(path: string, node: Node, reading: Reading): LayoutPlan['travel'] | undefined {
  const fail = (message: string): undefined => {
    reading.diagnostics.error(node, 'layout.travel', 'G0033', `${path}${message}`)
    return undefined
  }
  const text = reading.names.readText(path)
  if (text === undefined) {
    reading.diagnostics.error(node, 'layout.travel', 'G0031', `there is no file "${path}" beside the model`)
    return undefined
  }
  const { header, rows } = readTable(text)
  const points = header.slice(1)
  const measures = (dimension: Dimension): readonly (readonly number[])[] | undefined => {
    try {
      return points.map((point) => {
        const row = rows.find((each) => each[0] === point)
        if (row === undefined) throw new RangeError(`: there is no row for "${point}"`)
        return points.map((_, column) => readQuantity(row[column + 1] ?? '', { dimension, draws: false, changes: false, least: 0 }))
      })
    } catch (error) {
      if (!(error instanceof Error)) throw error
      problem = error instanceof RangeError ? error.message : `: ${error.message}`
      return undefined
    }
  }
  let problem = ''
  if (points.length === 0) return fail(' has no columns: write the points in the first row and the first column')
  const times = measures('duration')
  if (times !== undefined) return { kind: 'times', points, table: times }
  const first = problem
  const distances = measures('length')
  if (distances !== undefined) return { kind: 'distances', points, table: distances }
  return fail(first)
}

/** The schedule of a table with columns resource, product and operation; the order of its rows is the order of work. */
export function compileSchedule(
  words: Read<OrdersWords> | undefined,
  root: MapNode,
  plant: Plant,
  products: readonly ProductPlan[],
  reading: Reading,
): readonly SchedulePlan[] | undefined {
  const orders = valueOf(root, 'orders')
  const node = orders?.kind === 'map' ? valueOf(orders, 'schedule') : undefined
  if (words?.schedule === undefined || node === undefined) return undefined
  const path = words.schedule
  const fail = (message: string): undefined => {
    reading.diagnostics.error(node, 'orders.schedule', 'G0033', `${path}${message}`)
    return undefined
  }
  const text = reading.names.readText(path)
  if (text === undefined) {
    reading.diagnostics.error(node, 'orders.schedule', 'G0031', `there is no file "${path}" beside the model`)
    return undefined
  }
  const { header, rows } = readTable(text)
  const columns = ['resource', 'product', 'operation'].map((name) => header.indexOf(name))
  const missing = ['resource', 'product', 'operation'].find((_, index) => columns[index] === -1)
  if (missing !== undefined) return fail(` has no column "${missing}"${suggestion(missing, header)}`)
  const vehicles = reading.names.spaces['vehicle'] ?? new Set<string>()
  const result = new Map<string, { product: number; operation: number }[]>()
  for (const [index, row] of rows.entries()) {
    const [resource, product, operation] = columns.map((column) => row[column] ?? '') as [string, string, string]
    const element: PlantElement | undefined = plant.elements.find((each) => each.path === resource)
    if (element === undefined && !vehicles.has(resource))
      return fail(
        `, row ${index + 2}: nothing is called "${resource}"${suggestion(resource, [...plant.elements.map((each) => each.path), ...vehicles].toSorted())}`,
      )
    const number = products.findIndex((each) => each.name === product)
    if (number === -1) return fail(`, row ${index + 2}: no product is called "${product}"`)
    const steps = products[number]!.route.length
    if (!/^[1-9]\d*$/.test(operation) || Number(operation) > steps)
      return fail(`, row ${index + 2}: expected an operation from 1 to ${steps}, received "${operation}"`)
    const list = result.get(resource)
    if (list === undefined) result.set(resource, [{ product: number, operation: Number(operation) }])
    else list.push({ product: number, operation: Number(operation) })
  }
  return [...result]
    .map(([resource, operations]) => ({ resource, operations }))
    .toSorted((one, other) => (one.resource < other.resource ? -1 : 1))
}
