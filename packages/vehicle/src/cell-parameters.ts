/**
 * The LG M50 (21700, NMC 811 against graphite with silicon, 5 Ah), the best documented cell of its kind.
 *
 * Chen et al., J. Electrochem. Soc. 167, 080534 (2020), with the temperature dependence of O'Kane et al., Phys. Chem. Chem. Phys. 24, 7909
 * (2022), and the electrolyte of Nyman et al., Electrochim. Acta 53, 6356 (2008), as tabulated in PyBaMM (BSD-3-Clause), parameter set OKane2022.
 */

/** One electrode of a cell, SI units. */
export interface Electrode {
  readonly thickness: number
  readonly porosity: number
  /** Volume share of active material. */
  readonly active: number
  readonly particleRadius: number
  /** mol/m3 when full. */
  readonly mostConcentration: number
  /** Solid diffusivity at 25 C, m2/s, and its activation energy, J/mol. */
  readonly diffusivity: number
  readonly diffusionEnergy: number
  /** Rate constant at 25 C, (A/m2)(m3/mol)^1.5, and its activation energy. */
  readonly kinetics: number
  readonly kineticEnergy: number
  /** Of the solid, S/m. */
  readonly conductivity: number
  /** Open-circuit potential against lithium, V, of the share of places that are filled. */
  readonly potential: (filled: number) => number
  /** Share of places filled when the cell is full. */
  readonly filledWhenFull: number
}

/** A cell of two electrodes, a separator and an electrolyte between them; SI units. */
export interface CellParameters {
  readonly negative: Electrode
  readonly positive: Electrode
  readonly separator: { readonly thickness: number; readonly porosity: number }
  readonly bruggeman: number
  readonly transference: number
  /** mol/m3 at rest. */
  readonly saltConcentration: number
  /** Activation energy of diffusivity and conductivity of the electrolyte, J/mol. */
  readonly electrolyteEnergy: number
  /** Factor on transport and kinetics in solid and electrolyte, 1 as published. */
  readonly transport: number
  readonly highestV: number
  readonly lowestV: number
}

/** Graphite with silicon, V (Chen et al. 2020, eq. 9). */
function graphitePotential(x: number): number {
  return (
    1.9793 * Math.exp(-39.3631 * x) +
    0.2482 -
    0.0909 * Math.tanh(29.8538 * (x - 0.1234)) -
    0.04478 * Math.tanh(14.9159 * (x - 0.2769)) -
    0.0205 * Math.tanh(30.4444 * (x - 0.6103))
  )
}

/** NMC 811, V (Chen et al. 2020, eq. 8). */
function nmcPotential(y: number): number {
  return (
    -0.809 * y +
    4.4875 -
    0.0428 * Math.tanh(18.5138 * (y - 0.5542)) -
    17.7326 * Math.tanh(15.789 * (y - 0.3117)) +
    17.5842 * Math.tanh(15.9308 * (y - 0.312))
  )
}

/** The cell as published, transport included. */
export const LG_M50: CellParameters = {
  negative: {
    thickness: 85.2e-6,
    porosity: 0.25,
    active: 0.75,
    particleRadius: 5.86e-6,
    mostConcentration: 33_133,
    diffusivity: 3.3e-14,
    diffusionEnergy: 30_300,
    kinetics: 6.48e-7,
    kineticEnergy: 35_000,
    conductivity: 215,
    potential: graphitePotential,
    filledWhenFull: 29_866 / 33_133,
  },
  positive: {
    thickness: 75.6e-6,
    porosity: 0.335,
    active: 0.665,
    particleRadius: 5.22e-6,
    mostConcentration: 63_104,
    diffusivity: 4e-15,
    diffusionEnergy: 25_000,
    kinetics: 3.42e-6,
    kineticEnergy: 17_800,
    conductivity: 0.18,
    potential: nmcPotential,
    filledWhenFull: 17_038 / 63_104,
  },
  separator: { thickness: 12e-6, porosity: 0.47 },
  bruggeman: 1.5,
  transference: 0.2594,
  saltConcentration: 1000,
  electrolyteEnergy: 17_000,
  transport: 1,
  highestV: 4.2,
  lowestV: 2.5,
}

/** The same cell with other transport and thinner or thicker electrodes: what faster charging is bought with. */
export function variedCell(cell: CellParameters, transport: number, thickness: number): CellParameters {
  const scaled = (electrode: Electrode): Electrode => ({ ...electrode, thickness: electrode.thickness * thickness })
  return { ...cell, transport: cell.transport * transport, negative: scaled(cell.negative), positive: scaled(cell.positive) }
}

/** Diffusivity (m2/s) of LiPF6 in EC:EMC 3:7 at 25 C, c in mol/m3 (Nyman et al. 2008). */
export function saltDiffusivity(c: number): number {
  const k = c / 1000
  return 8.794e-11 * k * k - 3.972e-10 * k + 4.862e-10
}

/** Conductivity (S/m) of LiPF6 in EC:EMC 3:7 at 25 C, c in mol/m3 (Nyman et al. 2008). */
export function saltConductivity(c: number): number {
  const k = c / 1000
  return 0.1297 * k * k * k - 2.51 * k * Math.sqrt(k) + 3.329 * k
}

/** Faraday's and the gas constant (CODATA 2018). */
export const FARADAY = 96_485.33212
/** Gas constant, J/(mol K) (CODATA 2018). */
export const GAS = 8.314462618

/** Factor of Arrhenius from 25 C to a temperature in K. */
export function arrhenius(energy: number, kelvin: number): number {
  return Math.exp((energy / GAS) * (1 / 298.15 - 1 / kelvin))
}

/** Charge per area between empty and full, A s/m2, and the filled shares at both ends. */
export interface Window {
  readonly charge: number
  readonly negative: readonly [empty: number, full: number]
  readonly positive: readonly [empty: number, full: number]
}

/** Places per area, as charge: A s/m2. */
function places({ thickness, active, mostConcentration }: Electrode): number {
  return FARADAY * thickness * active * mostConcentration
}

/** The window of states between the lowest voltage and full, lithium being conserved; by bisection to 1e-12 of the places. */
export function windowOf({ negative, positive, lowestV }: CellParameters): Window {
  const [n, p] = [places(negative), places(positive)]
  let [low, high] = [0, Math.min(negative.filledWhenFull * n, (1 - positive.filledWhenFull) * p)]
  const voltage = (moved: number): number =>
    positive.potential(positive.filledWhenFull + moved / p) - negative.potential(negative.filledWhenFull - moved / n)
  while (high - low > 1e-12 * n) {
    const middle = (low + high) / 2
    if (voltage(middle) > lowestV) low = middle
    else high = middle
  }
  const charge = (low + high) / 2
  return {
    charge,
    negative: [negative.filledWhenFull - charge / n, negative.filledWhenFull],
    positive: [positive.filledWhenFull + charge / p, positive.filledWhenFull],
  }
}

/** Open-circuit voltage of a cell at a state of charge, V. */
export function openCircuitVoltage(cell: CellParameters, window: Window, soc: number): number {
  const between = ([empty, full]: readonly [number, number]): number => empty + soc * (full - empty)
  return cell.positive.potential(between(window.positive)) - cell.negative.potential(between(window.negative))
}
