/** The names that values may speak of, and the day of each milestone. Collected before any value is read. */

export interface Names {
  /** Names by what they name: product, crew, calendar, supplier, ... */
  readonly spaces: Readonly<Record<string, ReadonlySet<string>>>
  /** Products, their variants and kinds of carrier: keys of a value by product. */
  readonly products: ReadonlySet<string>
  /** Attributes of parts. */
  readonly attributes: ReadonlySet<string>
  /** Civil seconds of each milestone. */
  readonly milestones: ReadonlyMap<string, number>
  /** Whether a hook file is named. */
  readonly hooks: boolean
  /** The text of a data file beside the model, or undefined where there is none. */
  readonly readText: (path: string) => string | undefined
}

/** No names at all: for values that stand alone. */
export const NO_NAMES: Names = {
  spaces: {},
  products: new Set(),
  attributes: new Set(),
  milestones: new Map(),
  hooks: false,
  readText: () => undefined,
}
