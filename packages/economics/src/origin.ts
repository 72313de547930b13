/**
 * Where a product comes from in the sense of a trade agreement: regional value content over its bill of materials.
 *
 * Content by RCEP, article 3.5; thresholds as read in summaries (customsmobile, p. 37, for the text of USMCA; opportimes; RCEP annex 3A). Members,
 * and days of entry into force of RCEP and ACFTA, are general knowledge, not looked up.
 */
import { requireNonNegative, requirePositive } from 'genba/statistics'
import { valueOn } from './dated-rule.ts'
import type { DatedRule } from './dated-rule.ts'

/** Content by what does not originate: `(FOB - VNM) / FOB`. @throws RangeError unless FOB is positive and VNM not negative */
export function buildDownContent(fob: number, nonOriginating: number): number {
  requirePositive('fob', fob)
  requireNonNegative('nonOriginating', nonOriginating)
  return (fob - nonOriginating) / fob
}

/** What of a price originates, for the build-up method. */
export interface OriginatingValue {
  /** Materials that originate. */
  readonly materials: number
  readonly labour: number
  readonly overhead: number
  readonly profit: number
  readonly other: number
}

/** Content by what originates: `(VOM + labour + overhead + profit + other) / FOB`. @throws RangeError unless FOB is positive and no item negative */
export function buildUpContent(fob: number, of: OriginatingValue): number {
  requirePositive('fob', fob)
  for (const [name, value] of Object.entries(of)) requireNonNegative(name, value)
  return (of.materials + of.labour + of.overhead + of.profit + of.other) / fob
}

/** Content over net cost: `(NC - VNM) / NC`, profit, promotion, royalties and shipping left out of NC. @throws RangeError as `buildDownContent` */
export function netCostContent(netCost: number, nonOriginating: number): number {
  requirePositive('netCost', netCost)
  requireNonNegative('nonOriginating', nonOriginating)
  return (netCost - nonOriginating) / netCost
}

/** A part or material as it is bought or made. */
export interface OriginPart {
  readonly name: string
  /** What is paid for it, CIF if it is imported into the agreement's area. */
  readonly value: number
  /** Where it was made: ISO 3166 code of two letters. */
  readonly country: string
  /** What it is made of, where that is known; without it, a part of a member is taken to originate wholly. */
  readonly parts?: readonly OriginPart[]
  /** Least content for it to originate; that of the agreement for parts if left out. */
  readonly threshold?: number
}

/** A finished product. */
export interface OriginProduct {
  readonly country: string
  /** Price free on board. */
  readonly fob: number
  /** Net cost, for agreements that count by it. */
  readonly netCost?: number
  readonly parts: readonly OriginPart[]
}

/** Rules of an agreement for cars. */
export interface TradeAgreement {
  readonly name: string
  /** Members, whose originating materials count as the producer's own (cumulation): ISO 3166 codes. */
  readonly members: readonly string[]
  readonly basis: 'fob' | 'net cost'
  /** Least content of the product. */
  readonly threshold: DatedRule<number>
  /** Least content of a part that is made of others. */
  readonly partThreshold: number
  /** What the agreement asks for besides, which is not judged here. */
  readonly alsoAsks: readonly string[]
}

const RCEP_MEMBERS = ['AU', 'BN', 'CN', 'ID', 'JP', 'KH', 'KR', 'LA', 'MM', 'MY', 'NZ', 'PH', 'SG', 'TH', 'VN']
const ACFTA_MEMBERS = ['BN', 'CN', 'ID', 'KH', 'LA', 'MM', 'MY', 'PH', 'SG', 'TH', 'VN']

/** Regional Comprehensive Economic Partnership. */
export const RCEP: TradeAgreement = {
  name: 'RCEP',
  members: RCEP_MEMBERS,
  basis: 'fob',
  threshold: share('content of a car, RCEP', [['2022-01-01', 0.4, 'RCEP annex 3A', 'the first day']]),
  partThreshold: 0.4,
  alsoAsks: ['the rule of the heading may be met by a change of tariff classification instead', 'minimal operations (article 3.6)'],
}

/** ASEAN-China Free Trade Area. */
export const ACFTA: TradeAgreement = {
  name: 'ACFTA',
  members: ACFTA_MEMBERS,
  basis: 'fob',
  threshold: share('content of a car, ACFTA', [['2005-07-20', 0.4, 'summary: 40 % of FOB', 'the first day']]),
  partThreshold: 0.4,
  alsoAsks: ['the last process of production in the exporting member'],
}

/** United States-Mexico-Canada Agreement, for passenger cars by net cost. */
export const USMCA: TradeAgreement = {
  name: 'USMCA',
  members: ['CA', 'MX', 'US'],
  basis: 'net cost',
  threshold: share('content of a passenger car, USMCA', [
    ['2020-07-01', 0.66, 'text of USMCA, customsmobile p. 37'],
    ['2021-07-01', 0.69, 'text of USMCA, customsmobile p. 37'],
    ['2022-07-01', 0.72, 'text of USMCA, customsmobile p. 37'],
    ['2023-07-01', 0.75, 'text of USMCA, customsmobile p. 37'],
  ]),
  partThreshold: 0.75,
  alsoAsks: ['core parts of 75 % by net cost', 'labor value content of 40 %', '70 % of steel and of aluminum from the area'],
}

/** How a part counts. */
export interface PartOrigin {
  readonly name: string
  readonly originates: boolean
  /** Content, where it is made of known parts. */
  readonly content?: number
  /** What of it counts as non-originating in what it goes into. */
  readonly nonOriginating: number
}

/** Whether a product originates. */
export interface OriginResult {
  readonly passes: boolean
  readonly content: number
  readonly threshold: number
  /** `content - threshold`, in points of a share. */
  readonly slack: number
  /** Value of non-originating materials. */
  readonly nonOriginating: number
  /** Value that would have to originate besides for the product to pass; 0 if it does. */
  readonly missing: number
  /** The product's own parts. */
  readonly parts: readonly PartOrigin[]
  readonly warning?: string
}

/**
 * Judges a product under an agreement, from the leaves of its bill of materials up. A part made in a member counts as originating
 * in full once its own content reaches its threshold (roll-up), and as non-originating in full where it does not; its content is
 * over its value by the build-down method. A part from outside counts in full.
 * @param day day number
 * @param rollUp false to count the non-originating materials within originating parts too, as local-content targets do
 * @throws RangeError if a value is not positive, an agreement by net cost finds none, or the agreement was not yet in force
 */
export function assessOrigin(product: OriginProduct, agreement: TradeAgreement, day: number, rollUp = true): OriginResult {
  const { value: threshold, warning } = valueOn(agreement.threshold, day)
  const parts = product.parts.map((part) => originOf(part, agreement, rollUp))
  const nonOriginating = parts.reduce((sum, part) => sum + part.nonOriginating, 0)
  const whole = agreement.basis === 'fob' ? product.fob : product.netCost
  if (whole === undefined) throw new RangeError(`netCost: expected one, since ${agreement.name} counts by it, received none`)
  const content = agreement.basis === 'fob' ? buildDownContent(whole, nonOriginating) : netCostContent(whole, nonOriginating)
  return {
    passes: agreement.members.includes(product.country) && content >= threshold,
    content,
    threshold,
    slack: content - threshold,
    nonOriginating,
    missing: Math.max(nonOriginating - (1 - threshold) * whole, 0),
    parts,
    ...(warning === undefined ? {} : { warning }),
  }
}

function originOf(part: OriginPart, agreement: TradeAgreement, rollUp: boolean): PartOrigin {
  const { name, value, country, parts, threshold = agreement.partThreshold } = part
  requirePositive(`${name}.value`, value)
  if (!agreement.members.includes(country)) return { name, originates: false, nonOriginating: value }
  if (parts === undefined) return { name, originates: true, nonOriginating: 0 }
  const within = parts.reduce((sum, each) => sum + originOf(each, agreement, rollUp).nonOriginating, 0)
  const content = buildDownContent(value, within)
  const originates = content >= threshold
  if (!rollUp) return { name, originates, content, nonOriginating: within }
  return { name, originates, content, nonOriginating: originates ? 0 : value }
}

/** A change of source. */
export interface SourcingMove {
  readonly name: string
  /** Value that turns from non-originating to originating. */
  readonly value: number
  /** What it costs more, in a year or a car, as all moves have it. */
  readonly cost: number
}

/** Moves that make a product pass. */
export interface SourcingPlan {
  readonly moves: readonly SourcingMove[]
  readonly cost: number
}

/**
 * The cheapest moves that together turn at least `missing` of value; exact, by branch and bound with the continuous relaxation.
 * @param missing as `OriginResult.missing`
 * @returns nothing where all moves together are too few
 * @throws RangeError if a value is not positive or a cost negative
 */
export function cheapestMoves(moves: readonly SourcingMove[], missing: number): SourcingPlan | undefined {
  for (const { name, value, cost } of moves) {
    requirePositive(`${name}.value`, value)
    requireNonNegative(`${name}.cost`, cost)
  }
  const sorted = moves.toSorted((a, b) => a.cost / a.value - b.cost / b.value)
  // Least cost of the rest if moves could be made in part, cheapest value first.
  const relaxed = (from: number, left: number): number => {
    let cost = 0
    for (let index = from; left > 0; index++) {
      const move = sorted[index]
      if (move === undefined) return Infinity
      cost += move.cost * Math.min(left / move.value, 1)
      left -= move.value
    }
    return cost
  }
  let best: SourcingPlan | undefined
  const search = (from: number, left: number, cost: number, chosen: readonly SourcingMove[]): void => {
    if (left <= 0) {
      if (best === undefined || cost < best.cost) best = { moves: chosen, cost }
      return
    }
    const bound = cost + relaxed(from, left)
    if (bound === Infinity || (best !== undefined && bound >= best.cost)) return
    const move = sorted[from]!
    search(from + 1, left - move.value, cost + move.cost, [...chosen, move])
    search(from + 1, left, cost, chosen)
  }
  search(0, missing, 0, [])
  return best
}

/** Rows of first day, share, source, and what of it is assumed. */
function share(name: string, values: readonly (readonly [string, number, string, string?])[]): DatedRule<number> {
  return {
    name,
    asOf: '2026-08-01',
    values: values.map(([from, value, source, what]) => ({
      from,
      value,
      source,
      ...(what === undefined ? {} : { assumed: { what, low: value, high: value } }),
    })),
  }
}
