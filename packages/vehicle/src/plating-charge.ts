/** Charging, third level: the highest current at which no lithium plates, from a single-particle model with electrolyte (SPMe). */
import { arrhenius, FARADAY, GAS, saltConductivity, saltDiffusivity, windowOf } from './cell-parameters.ts'
import type { CellParameters, Electrode } from './cell-parameters.ts'
import { checkSpan, LONGEST_CHARGE } from './charge.ts'
import type { ChargeLimit } from './charge.ts'

/** How finely space and time are cut. */
export interface Mesh {
  readonly shells: number
  /** Cells of negative electrode, separator, positive electrode. */
  readonly layers: readonly [number, number, number]
  readonly stepS: number
}

/** The mesh of every figure that is told; finer ones differ by a tenth of a percent (validation/vehicle). */
const USUAL_MESH: Mesh = { shells: 14, layers: [10, 4, 10], stepS: 1 }

/** How a cell is charged. */
export interface PlatingOptions {
  readonly celsius: number
  /** Least potential of the anode against lithium at the separator, V. */
  readonly margin: number
  /** Highest rate, 1/h of the cell's charge. */
  readonly highestRate: number
  readonly mesh?: Mesh
}

/** A charge, step by step. */
export interface PlatingCharge {
  readonly seconds: number
  /** At the end of each step: state of charge, rate in 1/h, voltage, potential of the anode at the separator against lithium. */
  readonly soc: Float64Array
  readonly rate: Float64Array
  readonly voltage: Float64Array
  readonly anode: Float64Array
  readonly limits: readonly ChargeLimit[]
  /** Lithium that entered the negative particles less that which left the positive ones, over the charge: zero but for rounding. */
  readonly imbalance: number
}

/** Halvings of the current's bracket. */
const HALVINGS = 40

/**
 * Charges at constant temperature, at each step with the highest current for which the anode stays `margin` above lithium at
 * the separator, the voltage below its limit, and the rate below its own.
 *
 * Model: diffusion in one sphere an electrode, diffusion and migration in the electrolyte under a uniform reaction, Butler-Volmer kinetics in
 * asinh form (Marquis et al., J. Electrochem. Soc. 166, A3693, 2019). Particles and electrolyte advance by implicit Euler, with the
 * electrolyte's diffusivity from the step before, so that everything is linear in the current and one response to a unit of current
 * serves all halvings. A uniform reaction is optimistic near the separator; a full porous-electrode model would plate earlier.
 * @throws RangeError for states that are no charge, and where not even a thousandth of the highest rate can flow
 */
export function chargePlatingLimited(cell: CellParameters, options: PlatingOptions, from = 0.1, to = 0.8): PlatingCharge {
  checkSpan(from, to)
  const { celsius, margin, highestRate, mesh = USUAL_MESH } = options
  const kelvin = celsius + 273.15
  const window = windowOf(cell)
  const most = (highestRate * window.charge) / 3600
  const start = ([empty, full]: readonly [number, number]): number => empty + from * (full - empty)
  const negative = particleOf(cell.negative, cell.transport, kelvin, start(window.negative), 1, mesh)
  const positive = particleOf(cell.positive, cell.transport, kelvin, start(window.positive), -1, mesh)
  const electrolyte = electrolyteOf(cell, kelvin, mesh)
  const thermal = (2 * GAS * kelvin) / FARADAY
  const solid = cell.positive.thickness / (3 * cell.positive.conductivity * cell.positive.active ** cell.bruggeman)

  /** Anode potential at the separator and cell voltage for a current density, A/m2. */
  const potentials = (current: number): readonly [number, number] => {
    const salt = electrolyte.at(current)
    const anode = negative.potential(current) - thermal * Math.asinh(current / negative.exchange(current, salt.negativeMean))
    const cathode = positive.potential(current) + thermal * Math.asinh(current / positive.exchange(current, salt.positiveMean))
    return [anode + salt.negativeDrop, cathode - anode + salt.between + current * solid]
  }
  const allowed = (current: number): ChargeLimit | undefined => {
    const [anode, voltage] = potentials(current)
    return anode < margin ? 'lithium plating' : voltage > cell.highestV ? 'cell voltage' : undefined
  }

  const lists: readonly number[][] = [[], [], [], []]
  const limits: ChargeLimit[] = []
  const [startNegative, startPositive] = [negative.content(), positive.content()]
  let [soc, steps] = [from, 0]
  for (; steps * mesh.stepS < LONGEST_CHARGE; steps++) {
    electrolyte.prepare()
    negative.prepare()
    positive.prepare()
    let limit = allowed(most)
    let current = most
    if (limit !== undefined) {
      let [low, high] = [0, most]
      for (let i = 0; i < HALVINGS; i++) {
        const middle = (low + high) / 2
        const found = allowed(middle)
        if (found === undefined) low = middle
        else {
          high = middle
          limit = found
        }
      }
      current = low
    }
    if (current < most / 1000)
      throw new RangeError(
        `charge: at ${celsius} C no current flows without plating or too high a voltage at a state of charge of ${soc.toFixed(2)}; warm the cell`,
      )
    const gain = (current * mesh.stepS) / window.charge
    const [anode, voltage] = potentials(current)
    negative.advance(current)
    positive.advance(current)
    electrolyte.advance(current)
    for (const [i, value] of [Math.min(to, soc + gain), (current * 3600) / window.charge, voltage, anode].entries()) lists[i]!.push(value)
    limits.push(limit ?? 'cell charge rate')
    if (soc + gain >= to) {
      const seconds = steps * mesh.stepS + ((to - soc) / gain) * mesh.stepS
      const entered = negative.content() - startNegative
      const left = startPositive - positive.content()
      const [socs, rates, voltages, anodes] = lists.map((list) => Float64Array.from(list)) as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ]
      return { seconds, soc: socs, rate: rates, voltage: voltages, anode: anodes, limits, imbalance: (entered - left) / entered }
    }
    soc += gain
  }
  throw new RangeError('charge: does not end within a day')
}

interface Particle {
  /** Solves the step without current; what a unit of current adds is the same in every step. */
  prepare(): void
  potential(current: number): number
  /** Twice the exchange current over the electrode's area, A/m2 of cell. */
  exchange(current: number, salt: number): number
  advance(current: number): void
  /** Lithium per area of cell, as charge. */
  content(): number
}

/** @param sign 1 where lithium enters while charging, -1 where it leaves */
function particleOf(electrode: Electrode, transport: number, kelvin: number, filled: number, sign: 1 | -1, mesh: Mesh): Particle {
  const { particleRadius: radius, active, thickness, mostConcentration: most } = electrode
  const diffusivity = electrode.diffusivity * transport * arrhenius(electrode.diffusionEnergy, kelvin)
  const kinetics = electrode.kinetics * transport * arrhenius(electrode.kineticEnergy, kelvin)
  const area = (3 * active * thickness) / radius
  const { shells, stepS } = mesh
  const width = radius / shells
  const volume = Float64Array.from({ length: shells }, (_, i) => (((i + 1) ** 3 - i ** 3) * width ** 3) / 3)
  const face = Float64Array.from({ length: shells + 1 }, (_, i) => (i * width) ** 2)
  const matrix = tridiagonal(shells)
  for (let i = 0; i < shells; i++) {
    const inner = i === 0 ? 0 : (face[i]! * diffusivity * stepS) / width / volume[i]!
    const outer = i === shells - 1 ? 0 : (face[i + 1]! * diffusivity * stepS) / width / volume[i]!
    matrix.lower[i] = -inner
    matrix.upper[i] = -outer
    matrix.middle[i] = 1 + inner + outer
  }
  const flux = sign / (FARADAY * area)
  const source = new Float64Array(shells)
  source[shells - 1] = (face[shells]! * stepS * flux) / volume[shells - 1]!
  const response = new Float64Array(shells)
  const base = new Float64Array(shells)
  const state = new Float64Array(shells).fill(filled * most)
  solveTridiagonal(matrix, source, response)
  // Half a shell from the last middle to the surface, along the slope that the flux asks for.
  const perCurrent = response[shells - 1]! + (flux * width) / 2 / diffusivity
  const surface = (current: number): number => Math.min(most * (1 - 1e-9), Math.max(most * 1e-9, base[shells - 1]! + current * perCurrent))
  return {
    prepare: () => solveTridiagonal(matrix, state, base),
    potential: (current) => electrode.potential(surface(current) / most),
    exchange: (current, salt) => {
      const c = surface(current)
      return 2 * area * kinetics * Math.sqrt(Math.max(salt, 1e-3) * c * (most - c))
    },
    advance: (current) => {
      for (let i = 0; i < shells; i++) state[i] = base[i]! + current * response[i]!
    },
    content: () => {
      let sum = 0
      for (let i = 0; i < shells; i++) sum += volume[i]! * state[i]!
      return ((3 * sum) / radius ** 3) * active * thickness * FARADAY
    },
  }
}

interface Salt {
  /** Mean concentrations in the electrodes, mol/m3. */
  readonly negativeMean: number
  readonly positiveMean: number
  /** Mean potential of the electrolyte in the negative electrode less that at its separator, V. */
  readonly negativeDrop: number
  /** Mean potential of the electrolyte in the positive electrode less that in the negative one, V. */
  readonly between: number
}

interface Electrolyte {
  prepare(): void
  at(current: number): Salt
  advance(current: number): void
}

function electrolyteOf(cell: CellParameters, kelvin: number, { layers, stepS }: Mesh): Electrolyte {
  const [nn, ns, np] = layers
  const count = nn + ns + np
  const warm = cell.transport * arrhenius(cell.electrolyteEnergy, kelvin)
  const width = Float64Array.from({ length: count }, (_, i) =>
    i < nn ? cell.negative.thickness / nn : i < nn + ns ? cell.separator.thickness / ns : cell.positive.thickness / np,
  )
  const porosity = Float64Array.from({ length: count }, (_, i) =>
    i < nn ? cell.negative.porosity : i < nn + ns ? cell.separator.porosity : cell.positive.porosity,
  )
  const effective = porosity.map((value) => warm * value ** cell.bruggeman)
  // Current in the electrolyte at the middle of each cell, for a unit that flows from the positive to the negative electrode.
  const carried = Float64Array.from({ length: count }, (_, i) => (i < nn ? (i + 0.5) / nn : i < nn + ns ? 1 : 1 - (i - nn - ns + 0.5) / np))
  const source = Float64Array.from({ length: count }, (_, i) => {
    const share = (1 - cell.transference) / FARADAY
    const perVolume = i < nn ? -share / cell.negative.thickness : i < nn + ns ? 0 : share / cell.positive.thickness
    return (perVolume * stepS) / porosity[i]!
  })
  const matrix = tridiagonal(count)
  const [base, response] = [new Float64Array(count), new Float64Array(count)]
  const state = new Float64Array(count).fill(cell.saltConcentration)
  const entropic = (2 * GAS * kelvin * (1 - cell.transference)) / FARADAY
  const c = new Float64Array(count)
  const potential = new Float64Array(count)
  return {
    prepare: () => {
      matrix.lower.fill(0)
      matrix.upper.fill(0)
      matrix.middle.fill(1)
      for (let i = 0; i + 1 < count; i++) {
        const left = effective[i]! * saltDiffusivity(state[i]!)
        const right = effective[i + 1]! * saltDiffusivity(state[i + 1]!)
        const conductance = 2 / (width[i]! / left + width[i + 1]! / right)
        const [one, other] = [
          (conductance * stepS) / (porosity[i]! * width[i]!),
          (conductance * stepS) / (porosity[i + 1]! * width[i + 1]!),
        ]
        matrix.middle[i]! += one
        matrix.upper[i] = -one
        matrix.middle[i + 1]! += other
        matrix.lower[i + 1] = -other
      }
      solveTridiagonal(matrix, state, base)
      solveTridiagonal(matrix, source, response)
    },
    at: (current) => {
      let [negativeMean, positiveMean, negativePotential, positivePotential] = [0, 0, 0, 0]
      for (let i = 0; i < count; i++) c[i] = Math.max(1, base[i]! + current * response[i]!)
      let atSeparator = 0
      for (let i = 0; i < count; i++) {
        const half = (current * carried[i]! * width[i]!) / (2 * effective[i]! * saltConductivity(c[i]!))
        if (i === 0) potential[0] = half
        else {
          const before = (current * carried[i - 1]! * width[i - 1]!) / (2 * effective[i - 1]! * saltConductivity(c[i - 1]!))
          potential[i] = potential[i - 1]! + before + half + entropic * Math.log(c[i]! / c[i - 1]!)
          if (i === nn) {
            const share = width[nn - 1]! / (width[nn - 1]! + width[nn]!)
            atSeparator = potential[nn - 1]! + before + entropic * share * Math.log(c[i]! / c[i - 1]!)
          }
        }
        if (i < nn) {
          negativeMean += c[i]! / nn
          negativePotential += potential[i]! / nn
        } else if (i >= nn + ns) {
          positiveMean += c[i]! / np
          positivePotential += potential[i]! / np
        }
      }
      return {
        negativeMean,
        positiveMean,
        negativeDrop: negativePotential - atSeparator,
        between: positivePotential - negativePotential,
      }
    },
    advance: (current) => {
      for (let i = 0; i < count; i++) state[i] = base[i]! + current * response[i]!
    },
  }
}

interface Tridiagonal {
  readonly lower: Float64Array
  readonly middle: Float64Array
  readonly upper: Float64Array
  readonly scratch: Float64Array
}

function tridiagonal(count: number): Tridiagonal {
  return {
    lower: new Float64Array(count),
    middle: new Float64Array(count),
    upper: new Float64Array(count),
    scratch: new Float64Array(count),
  }
}

/** Thomas' algorithm; the matrices here are diagonally dominant, so that no pivoting is needed. */
function solveTridiagonal({ lower, middle, upper, scratch }: Tridiagonal, right: Float64Array, result: Float64Array): void {
  const count = middle.length
  let pivot = middle[0]!
  result[0] = right[0]! / pivot
  for (let i = 1; i < count; i++) {
    scratch[i] = upper[i - 1]! / pivot
    pivot = middle[i]! - lower[i]! * scratch[i]!
    result[i] = (right[i]! - lower[i]! * result[i - 1]!) / pivot
  }
  for (let i = count - 2; i >= 0; i--) result[i]! -= scratch[i + 1]! * result[i + 1]!
}
