/** Weather and what it asks for. */
import { AIR_DENSITY } from './road-load.ts'
import type { Car } from './range.ts'

/** What a car meets outside the test room. */
export interface Conditions {
  readonly celsius: number
  /** Whether the cabin is kept at 22 C. */
  readonly cabin: boolean
  /** Whether heat is pumped; else it is made by resistance. */
  readonly heatPump: boolean
  /** Beyond what the powertrain has, W. */
  readonly auxiliaryW: number
}

/** The test room: 23 C, cabin control off. */
export const TEST_ROOM: Conditions = { celsius: 23, cabin: false, heatPump: true, auxiliaryW: 0 }

const CABIN_C = 22
/** Heat that passes the cabin's walls and is carried by fresh air, W/K: an estimate for a large car with part of the air circulated. */
const CABIN_W_PER_K = 75
/** Sun and people, W: an estimate by day. */
const CABIN_GAIN_W = 400
/** Heat for heat of an air-conditioner, and of a heat pump at 0 C with what it loses by the degree: estimates. */
const COOLING_COP = 2.2
const PUMP_COP = 2.4
const PUMP_COP_PER_K = 0.035
/** Rolling resistance falls by 0.8 % a degree (ISO 28580, correction to 25 C). */
const ROLLING_PER_K = 0.008
/** Share of the energy that can be drawn by temperature of the pack: estimates for lithium-ion cells at low rates, straight between. */
const CAPACITY: readonly (readonly [celsius: number, share: number])[] = [
  [-30, 0.7],
  [-20, 0.8],
  [-10, 0.88],
  [0, 0.94],
  [10, 0.98],
  [23, 1],
]

/** Electric power that keeps the cabin at 22 C when it is settled, W. */
export function cabinPower({ celsius, cabin, heatPump }: Conditions): number {
  if (!cabin) return 0
  const need = CABIN_W_PER_K * (CABIN_C - celsius) - CABIN_GAIN_W
  if (need < 0) return -need / COOLING_COP
  return need / (heatPump ? Math.max(1, PUMP_COP + PUMP_COP_PER_K * celsius) : 1)
}

/** Share of the usable energy that the pack gives at a temperature. */
export function capacityAt(celsius: number): number {
  const [first, last] = [CAPACITY[0]!, CAPACITY.at(-1)!]
  if (celsius <= first[0]) return first[1]
  if (celsius >= last[0]) return last[1]
  const after = CAPACITY.findIndex(([at]) => at > celsius)
  const [one, other] = [CAPACITY[after - 1]!, CAPACITY[after]!]
  return one[1] + ((other[1] - one[1]) * (celsius - one[0])) / (other[0] - one[0])
}

/**
 * The car in other weather: air denser by the ratio of absolute temperatures, tires stiffer, capacity smaller, cabin and further
 * auxiliaries on top. In the test room it stays as it is.
 */
export function inConditions(car: Car, conditions: Conditions): Car {
  const { celsius, auxiliaryW } = conditions
  const air = (TEST_ROOM.celsius + 273.15) / (celsius + 273.15)
  const rolling = 1 - ROLLING_PER_K * (celsius - TEST_ROOM.celsius)
  const { resistance, powertrain } = car
  return {
    ...car,
    usableKwh: car.usableKwh * capacityAt(celsius),
    resistance:
      resistance.kind === 'brochure'
        ? { ...resistance, rolling: resistance.rolling * rolling, airDensity: (resistance.airDensity ?? AIR_DENSITY) * air }
        : {
            ...resistance,
            roadLoad: {
              f0: resistance.roadLoad.f0 * rolling,
              f1: resistance.roadLoad.f1,
              f2: resistance.roadLoad.f2 * air,
            },
          },
    powertrain: { ...powertrain, auxiliaryW: powertrain.auxiliaryW + auxiliaryW + cabinPower(conditions) },
  }
}
