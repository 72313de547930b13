/** The energy of a drive: a power balance at each second, backwards from the speed that the cycle asks for. */
import type { DriveCycle } from './drive-cycle.ts'
import { FADE_SPEED } from './powertrain.ts'
import type { Powertrain } from './powertrain.ts'
import { GRAVITY } from './road-load.ts'
import type { RoadLoad } from './road-load.ts'

/** A car as a test bench sees it. */
export interface RunningCar {
  readonly massKg: number
  readonly roadLoad: RoadLoad
  readonly powertrain: Powertrain
}

/** Energies of one drive, J; all are positive but `battery`, which is what the battery gave less what it got back. */
export interface DriveEnergy {
  readonly metres: number
  readonly seconds: number
  /** Given to the wheels while driving, and taken from them while braking. */
  readonly driven: number
  readonly braked: number
  /** Of `braked`, what the motors could take: without the fading below 8 km/h and what lies above their limit. */
  readonly recoverable: number
  readonly auxiliary: number
  /** What is lost between wheels and battery, and in the brakes. */
  readonly lost: number
  readonly battery: number
  /** Highest power that the battery gives and takes, W. */
  readonly peakOut: number
  readonly peakIn: number
}

/** Power at the wheels and at the battery for each second of a drive, W. */
export interface PowerTrace {
  readonly wheels: Float64Array
  readonly battery: Float64Array
}

/**
 * Drives a cycle, once.
 *
 * Between two seconds v is their mean and a their difference. At the wheels P = (f0 + f1 v + f2 v^2 + m (1 + rotating) a + m g s) v, s being
 * the sine of the slope; at the battery P / driving, or P * braking, plus auxiliaries, all but those times quality
 * (vehicle power balance, for instance Guzzella and Sciarretta, Vehicle Propulsion Systems, 2013, chapter 2).
 * @param slope rise over way, the same all the way
 * @param trace takes the power of each second where given
 */
export function drive(car: RunningCar, { speeds }: Pick<DriveCycle, 'speeds'>, slope = 0, trace?: PowerTrace): DriveEnergy {
  const { massKg, roadLoad, powertrain } = car
  const { f0, f1, f2 } = roadLoad
  const { driving, braking, brakingLimitW, auxiliaryW, quality } = powertrain
  const inertia = massKg * (1 + powertrain.rotating)
  const climb = massKg * GRAVITY * slope
  const perDriven = quality / driving
  // What a better powertrain loses less, it recovers more: a factor on the net of both keeps the energy in balance.
  const perBraked = braking * quality
  let [metres, driven, braked, recoverable, peakOut, peakIn] = [0, 0, 0, 0, 0, 0]
  const steps = speeds.length - 1
  let before = speeds[0]!
  for (let i = 1; i <= steps; i++) {
    const now = speeds[i]!
    const v = (before + now) * 0.5
    const power = (f0 + f1 * v + f2 * v * v + inertia * (now - before) + climb) * v
    let battery = auxiliaryW
    metres += v
    if (power >= 0) {
      driven += power
      battery += power * perDriven
      if (battery > peakOut) peakOut = battery
    } else {
      const whole = -power
      braked += whole
      let taken = v < FADE_SPEED ? (whole * v) / FADE_SPEED : whole
      if (taken > brakingLimitW) taken = brakingLimitW
      recoverable += taken
      battery -= taken * perBraked
      if (-battery > peakIn) peakIn = -battery
    }
    if (trace !== undefined) {
      trace.wheels[i - 1] = power
      trace.battery[i - 1] = battery
    }
    before = now
  }
  const auxiliary = auxiliaryW * steps
  const battery = driven * perDriven - recoverable * perBraked + auxiliary
  return {
    metres,
    seconds: steps,
    driven,
    braked,
    recoverable,
    auxiliary,
    lost: battery - auxiliary - (driven - braked),
    battery,
    peakOut,
    peakIn,
  }
}

/** Drives a cycle and keeps the power of each second. */
export function driveTraced(
  car: RunningCar,
  cycle: Pick<DriveCycle, 'speeds'>,
): { readonly energy: DriveEnergy; readonly trace: PowerTrace } {
  const steps = cycle.speeds.length - 1
  const trace = { wheels: new Float64Array(steps), battery: new Float64Array(steps) }
  return { energy: drive(car, cycle, 0, trace), trace }
}

/** Wh/km at the battery. */
export function batteryConsumption({ battery, metres }: DriveEnergy): number {
  return battery / 3.6 / metres
}
