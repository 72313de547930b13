/** What kinds of quantity the words of the language ask for, and how a message names them. */
import { DIMENSIONS } from 'genba/quantity'
import type { Dimension as Exponents, DimensionName } from 'genba/quantity'

/** A dimension, or a plain number in one of its roles. */
export type Dimension = DimensionName | 'share' | 'ratio' | 'count'

interface DimensionWords {
  readonly phrase: string
  readonly example: string
}

const ROLES: Readonly<Partial<Record<Dimension, DimensionWords>>> = {
  share: { phrase: 'a share', example: '8 %' },
  ratio: { phrase: 'a number', example: '1.5' },
  count: { phrase: 'a number', example: '12' },
}

/** Exponents of the base units. */
export function exponentsOf(dimension: Dimension): Exponents {
  return (DIMENSIONS[dimension as DimensionName] ?? DIMENSIONS.number).exponents
}

/** Whether a number needs no unit. */
export function isPlain(dimension: Dimension): boolean {
  return dimension === 'number' || ROLES[dimension] !== undefined
}

/** `a duration such as "120 s"`, for messages. */
export function phraseOf(dimension: Dimension): string {
  const { phrase, example } = ROLES[dimension] ?? DIMENSIONS[dimension as DimensionName]
  return `${phrase} such as "${example}"`
}
