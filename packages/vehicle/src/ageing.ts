/** Loss of capacity with time and use, in the form of NREL's BLAST-Lite, with the range in which each cell was tested. */

/** What wears a cell in a stretch of time. */
export interface Stress {
  readonly days: number
  /** Equivalent full cycles in these days. */
  readonly cycles: number
  readonly celsius: number
  /** Mean state of charge, and depth of the cycles. */
  readonly soc: number
  readonly depth: number
  /** Mean rates, 1/h. */
  readonly chargeRate: number
  readonly dischargeRate: number
}

/** A cell whose ageing was measured and fitted. */
export interface AgeingCell {
  readonly name: string
  readonly source: string
  /** Exponents of time and of cycles. */
  readonly timePower: number
  readonly cyclePower: number
  /** What is multiplied by (days / timeUnit)^timePower, and by (cycles / cycleUnit)^cyclePower. */
  readonly timeRate: (stress: Stress) => number
  readonly cycleRate: (stress: Stress) => number
  readonly timeUnit: number
  readonly cycleUnit: number
  /** The range of the tests. */
  readonly tested: {
    readonly chargeRate: number
    readonly dischargeRate: number
    readonly celsius: readonly [number, number]
    readonly depth: readonly [number, number]
  }
}

/** Potential of graphite against lithium at a state of charge of the cell, V (Safari and Delacourt, J. Electrochem. Soc. 158, A562, 2011). */
export function graphiteAgeingPotential(soc: number): number {
  const x = 0.0085 + soc * (0.78 - 0.0085)
  return (
    0.6379 +
    0.5416 * Math.exp(-305.5309 * x) +
    0.044 * Math.tanh(-(x - 0.1958) / 0.1088) -
    0.1978 * Math.tanh((x - 1.0571) / 0.0854) -
    0.6875 * Math.tanh((x + 0.0117) / 0.0529) -
    0.0175 * Math.tanh((x - 0.5692) / 0.0875)
  )
}

/** NMC 811 against graphite with silicon, LG M50, 5 Ah: tests of Bui et al. (2021), fit of NREL. */
export const LG_M50_AGEING: AgeingCell = {
  name: 'NMC 811 / graphite-silicon, LG M50',
  source: 'BLAST-Lite nmc811_grSi_LGM50_5Ah_2021 (BSD-3-Clause), tests of Bui et al., IEEE 9617644',
  timePower: 0.651697743905278,
  cyclePower: 0.441996792536332,
  timeUnit: 1e4,
  cycleUnit: 1e4,
  timeRate: ({ celsius, soc }) => {
    const t = (celsius + 273.15) / 308.15
    const u = graphiteAgeingPotential(soc) / 0.123
    return (
      -2.39156628786525 +
      2.44205317834185 * Math.exp(t ** 3 / Math.cbrt(u)) -
      (4.45998246136905 * t ** 3) / Math.sqrt(u) +
      0.448140062203916 * Math.exp(Math.sqrt(soc) / t ** 2) -
      0.185337797906876 * Math.exp(soc ** 3)
    )
  },
  cycleRate: ({ celsius, dischargeRate }) => {
    const t = (celsius + 273.15) / 308.15
    return (
      0.181235015387132 * Math.exp(-0.123779206033993 * dischargeRate ** 3) * Math.exp(1.24459541295018 * t ** 3 * Math.sqrt(dischargeRate))
    )
  },
  tested: { chargeRate: 0.3, dischargeRate: 2, celsius: [0, 25], depth: [1, 1] },
}

/** LFP against graphite, prismatic, 250 Ah: tests in J. Energy Storage (10.1016/j.est.2023.109042), fit of NREL. */
export const LFP_250_AGEING: AgeingCell = {
  name: 'LFP / graphite, prismatic 250 Ah',
  source: 'BLAST-Lite lfp_gr_250AhPrismatic_2019 (BSD-3-Clause), tests in 10.1016/j.est.2023.109042',
  timePower: 0.526,
  cyclePower: 0.828,
  timeUnit: 1,
  cycleUnit: 1,
  timeRate: ({ celsius, soc }) => {
    const kelvin = celsius + 273.15
    return 8.37e4 * Math.exp(-5.21e3 / kelvin) * Math.exp((-3.56e3 * graphiteAgeingPotential(soc)) / kelvin)
  },
  cycleRate: ({ celsius, depth, chargeRate, dischargeRate }) => {
    const kelvin = celsius + 273.15
    const rate = (chargeRate + dischargeRate) / 2
    return (4.38e-8 + 1.55e-8 * depth + 1.68e-7 * rate) * (Math.exp(2.19e3 / kelvin) + Math.exp(-1.55e5 / kelvin))
  },
  tested: { chargeRate: 0.65, dischargeRate: 1, celsius: [10, 45], depth: [0.8, 1] },
}

/** Every cell whose ageing is known. */
export const AGEING_CELLS: readonly AgeingCell[] = [LG_M50_AGEING, LFP_250_AGEING]

/** State of an aged cell: shares of capacity lost to time and to cycles. */
export interface Aged {
  readonly time: number
  readonly cycles: number
  /** Capacity that is left, as a share. */
  readonly capacity: number
  /** Where a stress lay outside what was tested: sentences, empty where it did not. */
  readonly outside: readonly string[]
}

/** A cell that has lost nothing. */
export const NEW_CELL: Aged = { time: 0, cycles: 0, capacity: 1, outside: [] }

/**
 * Ages a cell by stretches of constant stress, one after the other.
 *
 * Each loss follows y = k x^p; under another k it goes on from the x at which that k would have lost as much:
 * y' = (y^(1/p) + k^(1/p) dx)^p, the integral of the state form dy = k p (y/k)^((p-1)/p) dx, so cutting a stretch in two changes nothing.
 */
export function age(cell: AgeingCell, stresses: readonly Stress[], start: Aged = NEW_CELL): Aged {
  let { time, cycles } = start
  const outside = new Set(start.outside)
  for (const stress of stresses) {
    time = goOn(time, cell.timeRate(stress), stress.days / cell.timeUnit, cell.timePower)
    cycles = goOn(cycles, cell.cycleRate(stress), stress.cycles / cell.cycleUnit, cell.cyclePower)
    for (const fault of outsideOf(cell, stress)) outside.add(fault)
  }
  return { time, cycles, capacity: 1 - time - cycles, outside: [...outside] }
}

function goOn(lost: number, rate: number, more: number, power: number): number {
  if (!(rate > 0) || more === 0) return lost
  return Math.pow(Math.pow(lost, 1 / power) + Math.pow(rate, 1 / power) * more, power)
}

/** Where a stress lies outside the tests of a cell. */
function outsideOf({ name, tested }: AgeingCell, stress: Stress): readonly string[] {
  const faults: string[] = []
  if (stress.chargeRate > tested.chargeRate)
    faults.push(
      `${name} was charged at up to ${tested.chargeRate}C in its tests, not at ${round(stress.chargeRate)}C: what faster charging costs is unknown`,
    )
  if (stress.dischargeRate > tested.dischargeRate)
    faults.push(`${name} was discharged at up to ${tested.dischargeRate}C in its tests, not at ${round(stress.dischargeRate)}C`)
  const [least, most] = tested.celsius
  if (stress.celsius < least || stress.celsius > most)
    faults.push(`${name} was cycled at ${least} to ${most} C, not at ${round(stress.celsius)} C`)
  if (stress.cycles > 0 && (stress.depth < tested.depth[0] || stress.depth > tested.depth[1]))
    faults.push(`${name} was cycled to a depth of ${tested.depth[0] * 100} % and more, not ${round(stress.depth * 100)} %`)
  return faults
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** A cycle found in a course of states of charge. */
export interface CountedCycle {
  readonly depth: number
  readonly mean: number
  /** 1 for a closed cycle, a half for one that stays open. */
  readonly count: 0.5 | 1
}

/** Rainflow counting of cycles (ASTM E1049-85, section 5.4.4). */
export function countCycles(soc: readonly number[]): readonly CountedCycle[] {
  const turning: number[] = []
  for (const value of soc) {
    if (value === turning.at(-1)) continue
    const [one, other] = turning.slice(-2)
    if (other !== undefined && (other - one!) * (value - other) > 0) turning.pop()
    turning.push(value)
  }
  const stack: number[] = []
  const cycles: CountedCycle[] = []
  const count = (one: number, other: number, times: 0.5 | 1): void => {
    if (one !== other) cycles.push({ depth: Math.abs(one - other), mean: (one + other) / 2, count: times })
  }
  for (const value of turning) {
    stack.push(value)
    while (stack.length >= 3) {
      const [a, b, c] = stack.slice(-3) as [number, number, number]
      if (Math.abs(c - b) < Math.abs(b - a)) break
      if (stack.length === 3) {
        count(a, b, 0.5)
        stack.shift()
      } else {
        count(a, b, 1)
        stack.splice(-3, 2)
      }
    }
  }
  for (let i = 1; i < stack.length; i++) count(stack[i - 1]!, stack[i]!, 0.5)
  return cycles
}
