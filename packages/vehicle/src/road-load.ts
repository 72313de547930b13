/** The force that a car needs at constant speed on the flat. */

/** `f0 + f1 v + f2 v^2` in N, v in m/s. */
export interface RoadLoad {
  readonly f0: number
  readonly f1: number
  readonly f2: number
}

/** Standard gravity, m/s2. */
export const GRAVITY = 9.80665
/** Density of dry air at 20 C and 101,325 Pa, kg/m3 (ISO 2533). */
export const AIR_DENSITY = 1.204

/** Newtons of a pound-force, and m/s of a mile an hour, exactly. */
const POUND_FORCE = 4.4482216152605
const MPH = 0.44704

/** From coefficients of a coast-down as the US EPA lists them: lbf, lbf/mph, lbf/mph2. */
export function coastDownRoadLoad(a: number, b: number, c: number): RoadLoad {
  return { f0: a * POUND_FORCE, f1: (b * POUND_FORCE) / MPH, f2: (c * POUND_FORCE) / (MPH * MPH) }
}

/**
 * From what a brochure says: rolling resistance of a mass, and drag.
 * @param massKg test mass
 * @param rolling coefficient of rolling resistance, 1; it is to hold the drag of bearings, brakes and gears too
 * @param dragArea drag coefficient times frontal area, m2
 */
export function brochureRoadLoad(massKg: number, rolling: number, dragArea: number, airDensity: number = AIR_DENSITY): RoadLoad {
  return { f0: massKg * GRAVITY * rolling, f1: 0, f2: 0.5 * airDensity * dragArea }
}

/** Force at a speed, N. */
export function forceAt({ f0, f1, f2 }: RoadLoad, speed: number): number {
  return f0 + f1 * speed + f2 * speed * speed
}
