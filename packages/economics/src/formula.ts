/** Formulas that are called by name with what a file gives, so that their results can be held to printed ones. */

/** Arguments by name, as read from a file. */
export type Given = Readonly<Record<string, unknown>>

/** Rows of a table of others' data, cells by the name of the column. */
export type Table = readonly Readonly<Record<string, string>>[]

/** Reads a table that does not come with the product; throws where it is not there. */
export type ReadTable = (name: string) => Table

/** A number that was simulated, with the standard error it is known to. */
export interface Simulated {
  readonly value: number
  readonly standardError: number
}

/** What is computed, as numbers, lists and records of them. */
export type Formula = (given: Given, readTable: ReadTable) => unknown

/** The arguments as what a formula takes; what is missing or odd is told by the formula itself. */
export function argumentsOf<T>(values: Given): T {
  return values as unknown as T
}

/** A quantity of a result by its path, such as `levels.0`; undefined where it is not a number there. */
export function quantityOf(result: unknown, path: string): number | Simulated | undefined {
  let at: unknown = result
  for (const step of path.split('.')) at = (at as Record<string, unknown> | undefined)?.[step]
  if (typeof at === 'number') return at
  const { value, standardError } = (at ?? {}) as Partial<Simulated>
  return value === undefined || standardError === undefined ? undefined : { value, standardError }
}
