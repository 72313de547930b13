/**
 * What kind of quantity a number is: exponents of the base units m, kg, s, A, degC and money.
 *
 * Counts (parts, cycles, lots, people) and shares have no dimension, so "60 parts/h" is a rate as "60/h" is.
 */
export interface Dimension {
  readonly length: number
  readonly mass: number
  readonly time: number
  readonly current: number
  readonly temperature: number
  readonly money: number
}

export type DimensionName =
  | 'number'
  | 'duration'
  | 'rate'
  | 'length'
  | 'area'
  | 'volume'
  | 'speed'
  | 'flow'
  | 'mass'
  | 'massPerLength'
  | 'energy'
  | 'energyPerMass'
  | 'energyPerLength'
  | 'carbonFactor'
  | 'power'
  | 'current'
  | 'voltage'
  | 'charge'
  | 'temperature'
  | 'money'
  | 'moneyRate'
  | 'pricePerEnergy'
  | 'pricePerMass'

export interface NamedDimension {
  readonly exponents: Dimension
  /** With its article, as it follows "expected". */
  readonly phrase: string
  /** A value as one would write it. */
  readonly example: string
}

function dimension(exponents: Partial<Dimension>): Dimension {
  return { length: 0, mass: 0, time: 0, current: 0, temperature: 0, money: 0, ...exponents }
}

/** Dimensions by name, each with the words in which a message asks for it. */
export const DIMENSIONS: Readonly<Record<DimensionName, NamedDimension>> = {
  number: named({}, 'a number', '12'),
  duration: named({ time: 1 }, 'a duration', '120 s'),
  rate: named({ time: -1 }, 'a rate', '0.8/min'),
  length: named({ length: 1 }, 'a length', '6.5 m'),
  area: named({ length: 2 }, 'an area', '12 m2'),
  volume: named({ length: 3 }, 'a volume', '3 m3'),
  speed: named({ length: 1, time: -1 }, 'a speed', '0.05 m/s'),
  flow: named({ length: 3, time: -1 }, 'a volume per time', '2 m3/h'),
  mass: named({ mass: 1 }, 'a mass', '90 kg'),
  massPerLength: named({ mass: 1, length: -1 }, 'a mass per length', '0.35 kg/m'),
  energy: named({ length: 2, mass: 1, time: -2 }, 'an energy', '4 kWh'),
  energyPerMass: named({ length: 2, time: -2 }, 'an energy per mass', '0.25 kWh/kg'),
  energyPerLength: named({ length: 1, mass: 1, time: -2 }, 'a consumption', '0.15 kWh/km'),
  carbonFactor: named({ length: -2, time: 2 }, 'a carbon factor', '0.42 kg/kWh'),
  power: named({ length: 2, mass: 1, time: -3 }, 'a power', '12 kW'),
  current: named({ current: 1 }, 'a current', '400 A'),
  voltage: named({ length: 2, mass: 1, time: -3, current: -1 }, 'a voltage', '800 V'),
  charge: named({ current: 1, time: 1 }, 'a charge', '60 A*h'),
  temperature: named({ temperature: 1 }, 'a temperature', '21 degC'),
  money: named({ money: 1 }, 'an amount of money', '14.6 bn CNY'),
  moneyRate: named({ money: 1, time: -1 }, 'money per time', '80 CNY/h'),
  pricePerEnergy: named({ money: 1, length: -2, mass: -1, time: 2 }, 'a price of energy', '0.7 CNY/kWh'),
  pricePerMass: named({ money: 1, mass: -1 }, 'a price per mass', '19 CNY/kg'),
}

function named(exponents: Partial<Dimension>, phrase: string, example: string): NamedDimension {
  return { exponents: dimension(exponents), phrase, example }
}

/** Without dimension. */
export const NONE: Dimension = dimension({})

/** Whether two dimensions are the same. */
export function sameDimension(a: Dimension, b: Dimension): boolean {
  return (
    a.length === b.length &&
    a.mass === b.mass &&
    a.time === b.time &&
    a.current === b.current &&
    a.temperature === b.temperature &&
    a.money === b.money
  )
}

/** Dimension of a product, a^1 * b^power. */
export function timesDimension(a: Dimension, b: Dimension, power: number): Dimension {
  return {
    length: a.length + power * b.length,
    mass: a.mass + power * b.mass,
    time: a.time + power * b.time,
    current: a.current + power * b.current,
    temperature: a.temperature + power * b.temperature,
    money: a.money + power * b.money,
  }
}

/** The name of a dimension, where it has one. */
export function nameOfDimension(of: Dimension): DimensionName | undefined {
  return (Object.keys(DIMENSIONS) as DimensionName[]).find((name) => sameDimension(DIMENSIONS[name].exponents, of))
}
