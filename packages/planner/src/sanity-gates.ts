/** Figures of a plan against published ones: flagged where they lie outside. */

import { PUBLISHED_MARGINS } from 'genba/economics'

/** One comparison. */
export interface SanityGate {
  readonly name: string
  readonly value: number
  readonly low: number
  readonly high: number
  readonly unit: string
  /** What the range is of. */
  readonly source: string
  readonly isInside: boolean
}

/** What is looked at. */
export interface GateFigures {
  /** Margin over price without taxes, of the plan's car, before fixed cost. */
  readonly margin: number
  /** Not there for a plant that plans no people. */
  readonly carsPerHead?: number
  /** Investment for a car of yearly capacity, CNY. */
  readonly capexPerCar: number
  /** Share of the dear segment that the target would need. */
  readonly segmentShare: number
  /** Labor of a car, CNY. */
  readonly laborPerCar: number
  /** Margins that the calibrated market implies for rivals. */
  readonly rivals: readonly { readonly name: string; readonly margin: number }[]
}

/** Gates of a plan. */
export function sanityGates(of: GateFigures): SanityGate[] {
  const gate = (name: string, value: number, low: number, high: number, unit: string, source: string): SanityGate => ({
    name,
    value,
    low,
    high,
    unit,
    source,
    isInside: value >= low && value <= high,
  })
  return [
    gate('margin of a car', of.margin, 0.103, 0.201, 'share', 'NIO 10.3 to 14.7 %, Li 16.3 %, Seal 16 %, XPeng 20.1 % (2025)'),
    ...(of.carsPerHead === undefined
      ? []
      : [gate('cars a head and year', of.carsPerHead, 28, 50, 'cars', 'Tesla: Fremont 28, Shanghai 48 to 50')]),
    gate(
      'investment for a car a year',
      of.capexPerCar,
      18_800,
      200_000,
      'CNY',
      'Tesla Shanghai 18,800 to 28,200; BMW Lydia 113,000; Audi FAW 130,000 to 200,000',
    ),
    gate(
      'share of the dear segment that the target needs',
      of.segmentShare,
      0,
      0.06,
      'share',
      'Lexus sold 181,500 of 3.1 million cars of 300,000 CNY and more',
    ),
    gate('labor of a car', of.laborPerCar, 2_100, 6_300, 'CNY', 'Tesla Shanghai about 300 USD; 300 to 900 USD for 1,000 to 2,500 people'),
    ...of.rivals.flatMap(({ name, margin }) => {
      const published = PUBLISHED_MARGINS[name]
      return published === undefined
        ? []
        : [gate(`margin of ${name} in the market`, margin, published.low, published.high, 'share', published.source)]
    }),
  ]
}
