/**
 * Parts come to be and cease: identity, product, variant, attributes.
 *
 * What is drawn at birth is a function of the identity (element, serial): each element has its own streams for it.
 */
import { int32, int32From } from 'genba/kernel'
import type { PartTable, StreamBank } from 'genba/kernel'
import type { Draws } from './draw.ts'
import type { Plan } from './plan.ts'
import type { RunRecord } from './record.ts'
import type { StrictSequence } from './strict-sequence.ts'
import * as topologies from './topology.ts'

const { UNDECIDED } = topologies

export interface Births {
  /** A new part of `element`, of the product that it makes, inside the base from now on. */
  make(element: number): number
  /** A new part of `element`, of `product` (-1: nameless), not yet inside the base: see `begin`. */
  makeOf(element: number, product: number): number
  /** The part becomes `product`: the variant and attributes of that are drawn, those it has kept. */
  become(element: number, part: number, product: number): void
  /** What an assembled part hands on to the one it goes into: its place in the planned order, if earlier, and its hidden faults. */
  inherit(into: number, part: number): void
  /** Makes a part of `element` that is a piece of `whole`: same product, same order, as old. */
  divide(element: number, whole: number): number
  /** The part becomes, in all but number, what the order of `piece` was before it was divided. */
  reunite(part: number, piece: number): void
  /** The part leaves the base or goes into another. */
  end(part: number): void
  /** From now on the part counts as inside, born at `tick`. */
  begin(part: number, tick: number): void
  reset(): void
}

export function createBirths(
  plan: Plan,
  parts: PartTable,
  streams: StreamBank,
  draws: Draws,
  record: RunRecord,
  clock: Float64Array,
  strict: StrictSequence,
): Births {
  const { columns } = parts
  const base = plan.elements.length + plan.lines.length
  const width = plan.attributes.length
  const serials = int32(plan.elements.length)
  const makes = int32From(plan.elements, (element) =>
    element.kind === 'station' ? (element.casting?.makes[0] ?? element.makes ?? -1) : -1,
  )

  /** Streams of an element that creates parts of a product; made where they are needed. */
  const variantStream = sitesBy((element, product) =>
    plan.products[product]!.variants.length > 0 ? streams.uniforms(element.key, `variant ${plan.products[product]!.name}`) : -1,
  )
  const shareSites = plan.products.map((product) =>
    product.variants.map((variant) => draws.quantity(variant.share, product.name, `share of ${variant.name}`)),
  )
  const attributeSites = sitesBy((element, product) =>
    plan.products[product]!.attributes.map((attribute) => {
      const name = `attribute ${plan.attributes[attribute.attribute]!.name}`
      return {
        column: attribute.attribute,
        value: attribute.value === undefined ? -1 : draws.quantity(attribute.value, element.key, name),
        stream: attribute.shares === undefined ? -1 : streams.uniforms(element.key, name),
        shares: (attribute.shares ?? []).map((share, i) => draws.quantity(share, element.key, `${name} ${i}`)),
      }
    }),
  )

  /** Something for each pair of an element and a product that can come to be there. */
  function sitesBy<T>(make: (element: Plan['elements'][number], product: number) => T): (T | undefined)[][] {
    return plan.elements.map((element) => {
      const born = new Set<number>()
      if (element.kind === 'source') for (const { product } of element.of) born.add(product)
      if (element.kind === 'source') for (const product of element.sequence) born.add(product)
      if (element.kind === 'source' && element.arrival.kind === 'orders')
        for (const order of element.arrival.orders) born.add(order.product)
      if (element.kind === 'station' && element.makes !== undefined) born.add(element.makes)
      if (element.kind === 'tunnel' && element.makes !== undefined) born.add(element.makes)
      if (element.kind === 'station') for (const product of element.casting?.makes ?? []) born.add(product)
      if (element.kind === 'buffer') for (const { product } of element.startsWith) born.add(product)
      if (element.kind === 'buffer' && element.supply !== undefined) born.add(element.supply.product)
      return plan.products.map((_, product) => (born.has(product) ? make(element, product) : undefined))
    })
  }

  function make(element: number): number {
    const part = makeOf(element, makes[element]!)
    begin(part, clock[0]!)
    return part
  }

  function makeOf(element: number, product: number): number {
    const part = parts.take()
    record.visitLog?.renewed(part)
    columns.source[part] = element
    columns.serial[part] = serials[element]!
    columns.order[part] = element * 0x1_0000_0000 + serials[element]!
    serials[element] = serials[element]! + 1
    columns.product[part] = -1
    columns.variant[part] = -1
    columns.step[part] = -1
    columns.entered[part] = clock[0]!
    columns.target[part] = UNDECIDED
    columns.place[part] = -1
    columns.carrier[part] = -1
    columns.faults[part] = 0
    columns.priority[part] = Infinity
    columns.due[part] = Infinity
    for (let a = 0; a < width; a++) columns.attributes[part * width + a] = 0
    if (product >= 0) become(element, part, product)
    return part
  }

  function become(element: number, part: number, product: number): void {
    columns.product[part] = product
    columns.step[part] = -1
    record.visitLog?.renewed(part)
    const variants = plan.products[product]!.variants.length
    if (variants > 0) {
      const u = streams.next(variantStream[element]![product]!)
      columns.variant[part] = pickOf(shareSites[product]!, u, part)
    }
    const sites = attributeSites[element]![product]!
    for (let i = 0; i < sites.length; i++) {
      const { column, value, stream, shares } = sites[i]!
      columns.attributes[part * width + column] = stream >= 0 ? pickOf(shares, streams.next(stream), part) : draws.take(value, part)
    }
  }

  function pickOf(shares: readonly number[], u: number, part: number): number {
    let below = 0
    for (let i = 0; i < shares.length - 1; i++) {
      below += draws.take(shares[i]!, part)
      if (u < below) return i
    }
    return shares.length - 1
  }

  function begin(part: number, tick: number): void {
    columns.born[part] = tick
    columns.rank[part] = tick
    record.levels.add(base, 1)
    if (strict.isUsed) strict.made(part)
  }

  function inherit(into: number, part: number): void {
    columns.faults[into] = columns.faults[into]! | columns.faults[part]!
    if (columns.rank[part]! < columns.rank[into]!) columns.rank[into] = columns.rank[part]!
  }

  function divide(element: number, whole: number): number {
    const part = makeOf(element, -1)
    begin(part, columns.born[whole]!)
    columns.product[part] = columns.product[whole]!
    columns.variant[part] = columns.variant[whole]!
    columns.step[part] = columns.step[whole]!
    columns.faults[part] = columns.faults[whole]!
    for (let a = 0; a < width; a++) columns.attributes[part * width + a] = columns.attributes[whole * width + a]!
    reunite(part, whole)
    return part
  }

  function reunite(part: number, piece: number): void {
    columns.order[part] = columns.order[piece]!
    columns.rank[part] = columns.rank[piece]!
    columns.born[part] = columns.born[piece]!
    columns.priority[part] = columns.priority[piece]!
    columns.due[part] = columns.due[piece]!
    record.visitLog?.renewed(part)
  }

  function end(part: number): void {
    record.levels.add(base, -1)
    if (strict.isUsed) strict.ended(part)
    parts.drop(part)
  }

  return { make, makeOf, become, inherit, divide, reunite, end, begin, reset: () => void serials.fill(0) }
}
