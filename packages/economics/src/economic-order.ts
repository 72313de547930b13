/**
 * Lots of a part that is used at a steady rate: the economic order quantity and its family.
 *
 * Source of all formulas: L. V. Snyder, Z.-J. M. Shen, "Fundamentals of Supply Chain Theory", 2nd ed. (2019), chapter 3 and
 * section 9.2. Money may be of any currency and time of any unit, each the same throughout a call.
 */
import { exactExp, requireNonNegative, requirePositive } from 'genba/statistics'

/** What an order costs and how fast its parts are used. */
export interface SteadyDemand {
  /** Cost of an order, whatever its size. */
  readonly fixedCost: number
  /** Cost of one part in stock for one unit of time. */
  readonly holdingCost: number
  /** Parts used in a unit of time. */
  readonly demand: number
}

/** A lot and what it costs in a unit of time, purchase left out unless the function says otherwise. */
export interface OrderLot {
  /** Parts in an order. */
  readonly quantity: number
  /** Money in a unit of time. */
  readonly cost: number
}

/** A lot of which a part waits for the next order. */
export interface BackorderedLot extends OrderLot {
  /** Share of demand that is met late. */
  readonly backordered: number
}

/** One price of a table of discounts. */
export interface PriceBreak {
  /** Smallest order at this price; 0 for the first. */
  readonly from: number
  /** Money for a part. */
  readonly price: number
}

/**
 * The economic order quantity: `Q = sqrt(2 K d / h)`, cost `sqrt(2 K d h)` (Snyder and Shen, 3.2).
 * @throws RangeError unless all three are positive
 */
export function economicOrder({ fixedCost, holdingCost, demand }: SteadyDemand): OrderLot {
  requireSteady(fixedCost, holdingCost, demand)
  return { quantity: Math.sqrt((2 * fixedCost * demand) / holdingCost), cost: Math.sqrt(2 * fixedCost * demand * holdingCost) }
}

/**
 * The lot where demand may wait: `Q = sqrt(2 K d (h + p) / (h p))`, of which the share `h / (h + p)` waits (Snyder and Shen, 3.5).
 * @param backorderCost cost of one part that is waited for, for one unit of time
 * @throws RangeError unless all are positive
 */
export function economicOrderWithBackorders({ fixedCost, holdingCost, demand }: SteadyDemand, backorderCost: number): BackorderedLot {
  requireSteady(fixedCost, holdingCost, demand)
  requirePositive('backorderCost', backorderCost)
  const both = holdingCost + backorderCost
  return {
    quantity: Math.sqrt((2 * fixedCost * demand * both) / (holdingCost * backorderCost)),
    cost: Math.sqrt((2 * fixedCost * demand * holdingCost * backorderCost) / both),
    backordered: holdingCost / both,
  }
}

/**
 * The lot of a part that is made at a finite rate, and used meanwhile: `Q = sqrt(2 K d / (h (1 - d / rate)))`
 * (Snyder and Shen, 3.4).
 * @param rate parts made in a unit of time, above the demand
 * @throws RangeError unless all are positive and the rate is above the demand
 */
export function economicProduction({ fixedCost, holdingCost, demand }: SteadyDemand, rate: number): OrderLot {
  if (!(rate > demand)) throw new RangeError(`rate: expected a number above the demand of ${demand}, received ${rate}`)
  return economicOrder({ fixedCost, holdingCost: holdingCost * (1 - demand / rate), demand })
}

/**
 * The lot where the price of ALL parts of an order falls with its size; cost with purchase (Snyder and Shen, 3.3.2).
 * @param interest cost of one unit of money in stock for one unit of time, so that a part of price c costs interest * c
 * @param breaks by rising `from`, the first from 0, with falling prices
 * @throws RangeError if a value is not positive or the breaks are not in order
 */
export function allUnitsDiscountOrder(fixedCost: number, demand: number, interest: number, breaks: readonly PriceBreak[]): OrderLot {
  requireBreaks(breaks)
  const lots = breaks.flatMap(({ from, price }, index) => {
    const holdingCost = interest * price
    const free = economicOrder({ fixedCost, holdingCost, demand }).quantity
    const quantity = Math.max(free, from)
    const next = breaks[index + 1]
    if (next !== undefined && quantity >= next.from) return []
    return [{ quantity, cost: price * demand + (fixedCost * demand) / quantity + (holdingCost * quantity) / 2 }]
  })
  return cheapest(lots)
}

/**
 * The lot where only the parts ABOVE a break have its price; cost with purchase (Snyder and Shen, 3.3.3). The parts below the
 * break cost `sum (c_i - c_(i+1)) b_(i+1)` more than at the price of the break, which acts as a fixed cost of the order.
 * @param interest as in `allUnitsDiscountOrder`
 * @param breaks as in `allUnitsDiscountOrder`
 * @throws RangeError if a value is not positive or the breaks are not in order
 */
export function incrementalDiscountOrder(fixedCost: number, demand: number, interest: number, breaks: readonly PriceBreak[]): OrderLot {
  requireBreaks(breaks)
  let surcharge = 0
  const lots = breaks.flatMap(({ from, price }, index) => {
    if (index > 0) surcharge += (breaks[index - 1]!.price - price) * from
    const { quantity, cost } = economicOrder({ fixedCost: fixedCost + surcharge, holdingCost: interest * price, demand })
    const next = breaks[index + 1]
    if (quantity < from || (next !== undefined && quantity >= next.from)) return []
    return [{ quantity, cost: price * demand + (interest * surcharge) / 2 + cost }]
  })
  return cheapest(lots)
}

/** A supplier that fails and comes back, each after exponential times. */
export interface Disruption {
  /** Failures in a unit of time while the supplier works. */
  readonly failureRate: number
  /** Recoveries in a unit of time while it does not. */
  readonly recoveryRate: number
}

/**
 * The lot with a supplier that fails; demand that finds no stock is lost. Cost in a unit of time of a lot Q:
 * `(K + h Q^2 / 2d + p d b / mu) / (Q / d + b / mu)`, `b = lambda / (lambda + mu) (1 - exp(-(lambda + mu) Q / d))`
 * (Snyder and Shen, 9.2.1, after E. Berk and A. Arreola-Risa, Naval Research Logistics 41 (1994) 129).
 * The cost has one minimum in Q; it is bracketed by doubling and closed by golden section to a relative 1e-10.
 * @param stockoutCost cost of one part of lost demand
 * @throws RangeError unless all are positive (failureRate may be 0: the plain lot)
 */
export function economicOrderWithDisruptions(of: SteadyDemand, stockoutCost: number, disruption: Disruption): OrderLot {
  const { fixedCost, holdingCost, demand } = of
  requirePositive('stockoutCost', stockoutCost)
  requireNonNegative('failureRate', disruption.failureRate)
  requirePositive('recoveryRate', disruption.recoveryRate)
  const { failureRate, recoveryRate } = disruption
  const rates = failureRate + recoveryRate
  const costOf = (quantity: number): number => {
    const cover = quantity / demand
    const down = ((failureRate / rates) * (1 - exactExp(-rates * cover))) / recoveryRate
    return (fixedCost + (holdingCost * quantity * cover) / 2 + stockoutCost * demand * down) / (cover + down)
  }
  const plain = economicOrder(of).quantity
  let high = 2 * plain
  while (costOf(high) <= costOf(high / 2)) high *= 2
  const quantity = goldenMinimum(costOf, 0, high)
  return { quantity, cost: costOf(quantity) }
}

/** Where a function with one minimum between low and high has it, to a relative 1e-10 of the high end. */
function goldenMinimum(of: (x: number) => number, low: number, high: number): number {
  const golden = (Math.sqrt(5) - 1) / 2
  const width = 1e-10 * high
  let a = high - golden * (high - low)
  let b = low + golden * (high - low)
  let atA = of(a)
  let atB = of(b)
  while (high - low > width) {
    if (atA <= atB) {
      high = b
      b = a
      atB = atA
      a = high - golden * (high - low)
      atA = of(a)
    } else {
      low = a
      a = b
      atA = atB
      b = low + golden * (high - low)
      atB = of(b)
    }
  }
  return (low + high) / 2
}

function cheapest(lots: readonly OrderLot[]): OrderLot {
  return lots.reduce((best, lot) => (lot.cost < best.cost ? lot : best))
}

function requireSteady(fixedCost: number, holdingCost: number, demand: number): void {
  requirePositive('fixedCost', fixedCost)
  requirePositive('holdingCost', holdingCost)
  requirePositive('demand', demand)
}

function requireBreaks(breaks: readonly PriceBreak[]): void {
  if (breaks[0]?.from !== 0) throw new RangeError(`breaks[0].from: expected 0, received ${breaks[0]?.from ?? 'no break'}`)
  breaks.forEach(({ from, price }, index) => {
    requirePositive(`breaks[${index}].price`, price)
    const before = breaks[index - 1]
    if (before !== undefined && !(from > before.from && price < before.price)) {
      throw new RangeError(
        `breaks[${index}]: expected a larger quantity and a lower price than the break before, received ${price} from ${from}`,
      )
    }
  })
}
