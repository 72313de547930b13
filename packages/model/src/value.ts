/**
 * What a written value means, once read: numbers in base units (s, m, kg, J, 1, currency), structure kept.
 *
 * A value is data, not a function: whoever uses it turns it into draws (factory), formulas (vehicle, economics) or text
 * (report). Dates are civil seconds at the base: seconds since 1970-01-01 00:00 on the base's own clock.
 */
export type Value = ConstantValue | DistributionValue | DatedValue | DailyValue | CurveValue | ChoiceValue | AttributeValue | HookValue

/** The same number always. */
export interface ConstantValue {
  readonly kind: 'constant'
  readonly value: number
}

/** Drawn anew at each use. Parameters may themselves change (`exponential(learning(..))`) but are not drawn. */
export interface DistributionValue {
  readonly kind: 'distribution'
  readonly family:
    | 'exponential' // mean
    | 'uniform' // low, high
    | 'triangular' // low, mode, high
    | 'pert' // low, mode, high
    | 'normal' // mean, sd
    | 'lognormal' // mean, cv
    | 'gamma' // shape, mean
    | 'erlang' // shape, mean
    | 'weibull' // shape, scale (a written mean is converted when read, if constant)
    | 'beta' // alpha, beta, low, high
    | 'mix' // parts with shares
    | 'sum' // parts
    | 'discrete' // parts with shares
    | 'empirical' // data
    | 'truncated' // parts[0], low, high
  readonly parameters: Readonly<Record<string, Value>>
  readonly parts?: readonly { readonly share?: Value; readonly of: Value }[]
  readonly data?: readonly number[]
  readonly interpolate?: boolean
}

/** Steps by date, in rising order; before the first step its value holds. With `interpolate`, straight lines between. */
export interface DatedValue {
  readonly kind: 'dated'
  readonly steps: readonly { readonly from: number; readonly value: Value }[]
  readonly interpolate: boolean
}

/** Steps by time of day (seconds after midnight, or after the start of the run where it has no date), repeated daily. */
export interface DailyValue {
  readonly kind: 'daily'
  readonly steps: readonly { readonly from: number; readonly value: Value }[]
}

/** A course over elapsed days since `since` (civil seconds; absent: the start of the run), or over the parts made (wright). */
export interface CurveValue {
  readonly kind: 'curve'
  readonly form: 'learning' | 'linear' | 'logistic' | 'wright'
  /** learning, linear, logistic: from and to. wright: first. */
  readonly from: Value
  readonly to?: Value
  /** learning: half-life; linear: duration; logistic: time from 1 % to 99 %; in seconds. */
  readonly span?: number
  /** wright: cost of the doubled unit as a share of the former, 0.85 for 85 %. */
  readonly rate?: number
  readonly since?: number
}

/** By product or variant, by carrier, or by an attribute of the part. */
export interface ChoiceValue {
  readonly kind: 'choice'
  readonly by: string // 'product', 'carrier' or the name of an attribute
  readonly cases: Readonly<Record<string, Value>>
  readonly otherwise?: Value
}

/** A number that the part carries. */
export interface AttributeValue {
  readonly kind: 'attribute'
  readonly name: string
}

/** A function of the user's hook file. */
export interface HookValue {
  readonly kind: 'hook'
  readonly name: string
}

/** Where a value came from, as written beside it or inherited from the nearest `basis`. */
export interface Provenance {
  readonly source?: string
  readonly date?: string
  readonly confidence?: 'announced' | 'reported' | 'reference' | 'derived' | 'assumed'
  readonly note?: string
}
