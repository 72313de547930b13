/** Products, their attributes and orders, for the plan. */
import { readDateText, readTable, suggestion } from 'genba/model'
import type { Named, Node, Read, Reading } from 'genba/model'
import type { PlantElement } from './flow-plant.ts'
import type { Links } from './links.ts'
import type { OrderPlan, Plan, ProductPlan } from './plan.ts'
import type { OrdersWords, ProductWords } from './words-product.ts'

type ProductEntry = Named<Read<ProductWords>>

/** All attributes of parts, in the order of their names; those with categories list them. */
export function compileAttributes(products: readonly ProductEntry[], reading: Reading): Plan['attributes'] {
  const found = new Map<string, Set<string> | undefined>()
  for (const { value, key, name: product } of products)
    for (const attribute of value.attributes ?? []) {
      const before = found.get(attribute.name)
      const known = found.has(attribute.name)
      if (attribute.kind === 'number') {
        if (before !== undefined)
          reading.diagnostics.error(
            key,
            `products.${product}.attributes.${attribute.name}`,
            'G1131',
            `"${attribute.name}" is a number here and a word in another product`,
          )
        found.set(attribute.name, undefined)
        continue
      }
      if (known && before === undefined)
        reading.diagnostics.error(
          key,
          `products.${product}.attributes.${attribute.name}`,
          'G1131',
          `"${attribute.name}" is a word here and a number in another product`,
        )
      const categories = before ?? new Set<string>()
      for (const { name } of attribute.categories) categories.add(name)
      found.set(attribute.name, categories)
    }
  return [...found]
    .map(([name, categories]) => ({ name, ...(categories === undefined ? {} : { categories: [...categories].toSorted() }) }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

/** Products, in the order of their names. */
export function compileProducts(
  products: readonly ProductEntry[],
  attributes: Plan['attributes'],
  links: Links,
  numberOf: (element: PlantElement) => number,
  reading: Reading,
): readonly ProductPlan[] {
  return products.map(({ name, key, value }) => {
    const route = links.routes.find((each) => each.product === name)
    for (const { to } of route?.steps ?? [])
      if (numberOf(to) === -1)
        reading.diagnostics.error(key, `products.${name}.route`, 'G1120', `leads to "${to.path}", which is switched off`)
    const quantities: Record<string, number> = {}
    for (const key of Object.keys(value).toSorted()) {
      const quantity = value[key as keyof typeof value]
      if (typeof quantity === 'number') quantities[key] = quantity
    }
    for (const { name: attribute, ...each } of value.attributes ?? [])
      if (each.kind === 'word') checkShares(each.node, each.categories, `products.${name}.attributes.${attribute}`, reading)
    if (value.variants !== undefined && value.variants.length > 0)
      checkShares(value.variants[0]!.node, value.variants, `products.${name}.variants`, reading)
    return {
      name,
      variants: (value.variants ?? []).map((variant) => ({ name: variant.name, share: variant.value })),
      attributes: (value.attributes ?? []).map((each) => {
        const attribute = attributes.findIndex((other) => other.name === each.name)
        if (each.kind === 'number') return { attribute, value: each.value }
        const shares = (attributes[attribute]?.categories ?? []).map(
          (category) => each.categories.find((other) => other.name === category)?.value ?? ({ kind: 'constant', value: 0 } as const),
        )
        return { attribute, shares }
      }),
      route: (route?.steps ?? []).map(({ to, cycle }) => ({ element: numberOf(to), ...(cycle === undefined ? {} : { cycle }) })),
      quantities,
    }
  })
}

function checkShares(
  node: Node,
  entries: readonly { readonly value: { readonly kind: string; readonly value?: unknown } }[],
  path: string,
  reading: Reading,
): void {
  if (!entries.every(({ value }) => value.kind === 'constant')) return
  const total = entries.reduce((sum, { value }) => sum + Number(value.value), 0)
  if (Math.abs(total - 1) > 1e-6)
    reading.diagnostics.error(node, path, 'G1121', `shares add up to ${Number((total * 100).toPrecision(6))} %`)
}

/** Orders of the table, in the order of release; of equals in that of the table. Faults of the table are reported at its name. */
export function compileOrders(
  words: Read<OrdersWords> | undefined,
  node: Node | undefined,
  products: readonly ProductEntry[],
  attributes: Plan['attributes'],
  start: number | undefined,
  reading: Reading,
): readonly OrderPlan[] {
  if (words?.file === undefined || node === undefined) return []
  const report = (message: string): void => reading.diagnostics.error(node, 'orders', 'G0033', message)
  const text = reading.names.readText(words.file)
  if (text === undefined) {
    reading.diagnostics.error(node, 'orders', 'G0031', `there is no file "${words.file}" beside the model`)
    return []
  }
  const { header, rows } = readTable(text)
  const column = (name: string): number => header.indexOf(name)
  const by = words.release ?? 'release'
  for (const name of ['product', by]) {
    if (column(name) !== -1) continue
    report(`${words.file} has no column "${name}"${suggestion(name, header)}`)
    return []
  }
  const known = new Set(['product', 'release', 'due', 'priority'])
  for (const name of header)
    if (!known.has(name) && !attributes.some((attribute) => attribute.name === name))
      report(
        `${words.file}: no product has an attribute called "${name}"${suggestion(
          name,
          attributes.map((each) => each.name),
        )}`,
      )
  const orders: OrderPlan[] = []
  rows.forEach((row, index) => {
    const cell = (name: string): string => row[column(name)] ?? ''
    const fail = (message: string): void => report(`${words.file}, row ${index + 2}: ${message}`)
    const product = products.findIndex((each) => each.name === cell('product'))
    if (product === -1)
      return fail(
        `no product is called "${cell('product')}"${suggestion(
          cell('product'),
          products.map((each) => each.name),
        )}`,
      )
    const release = secondsOf(cell(by), start, reading)
    if (release === undefined)
      return fail(`expected a date such as 2028-05-01 or a time such as "3 h" under "${by}", received "${cell(by)}"`)
    const due = cell('due') === '' ? undefined : secondsOf(cell('due'), start, reading)
    const priority = cell('priority') === '' ? undefined : Number(cell('priority'))
    const own: Record<string, number> = {}
    for (const { name, categories } of attributes) {
      if (column(name) === -1 || cell(name) === '') continue
      own[name] = categories === undefined ? Number(cell(name)) : categories.indexOf(cell(name))
      if (!Number.isFinite(own[name]) || own[name] === -1) fail(`${name}: received "${cell(name)}"`)
    }
    orders.push({
      product,
      release: release - (words.lead ?? 0),
      ...(due === undefined ? {} : { due }),
      ...(priority === undefined ? {} : { priority }),
      attributes: own,
    })
    return undefined
  })
  return orders
    .map((order, index) => ({ order, index }))
    .toSorted((one, other) => one.order.release - other.order.release || one.index - other.index)
    .map(({ order }) => order)
}

/** Seconds after the start of the run of a date, a date with a time of day, or a duration. */
function secondsOf(cell: string, start: number | undefined, reading: Reading): number | undefined {
  const timed = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}):(\d{2}))?$/.exec(cell)
  if (timed !== null) {
    if (start === undefined) return undefined
    try {
      return readDateText(timed[1]!, reading.names.milestones) - start + Number(timed[2] ?? 0) * 3600 + Number(timed[3] ?? 0) * 60
    } catch {
      // A date that does not exist is told with the row, by the caller.
      return undefined
    }
  }
  const units: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86_400 }
  const duration = /^(\d+(?:\.\d+)?)\s*(s|min|h|d)$/.exec(cell)
  return duration === null ? undefined : Number(duration[1]) * units[duration[2]!]!
}
