/** From the wheels to the battery and back. */

/** What lies between wheels, battery and wall, as shares and powers. */
export interface Powertrain {
  /** Share of the energy of the battery that reaches the wheels when the car is driven. */
  readonly driving: number
  /** Share of the braking energy at the wheels that reaches the battery. */
  readonly braking: number
  /** Power of everything that does not drive, W: controls, pumps, displays, lights. Heating and cooling come on top. */
  readonly auxiliaryW: number
  /** Share of the energy from the wall that reaches the battery. */
  readonly charging: number
  /** Inertia of what turns, as a share of the mass: 0.03 for one speed. */
  readonly rotating: number
  /** Limit of braking by the motors, W at the wheels. */
  readonly brakingLimitW: number
  /**
   * The maker's quality: energy between wheels and battery relative to the generic car, 1 for the generic one; 0.9 needs a tenth less.
   * One number, visible in every result, since makers differ by about a tenth and no brochure says why.
   */
  readonly quality: number
}

/** Below this speed (m/s, 8 km/h) braking by the motors fades to nothing at standstill. */
export const FADE_SPEED: number = 8 / 3.6

/**
 * The generic powertrain: `driving` and `braking` give the least sum of absolute relative errors over the city and highway tests of the EPA's
 * 2022 test-car list (`fitPowertrain`; a test makes the fit again). Those tests cannot tell auxiliaries from losses, so 200 W is taken
 * for them; the share that reaches the battery from the wall, 0.88, lies between that of FASTSim (0.86) and that of good chargers (0.9).
 */
export const GENERIC_POWERTRAIN: Powertrain = {
  driving: 0.8915,
  braking: 0.7472,
  auxiliaryW: 200,
  charging: 0.88,
  rotating: 0.03,
  brakingLimitW: Infinity,
  quality: 1,
}

/**
 * Rolling resistance of a car of which no coast-down is known, drag of bearings, brakes and gears included: the least sum of
 * squared relative errors over the brochure cars with a WLTP range (`fitRolling`; a test makes the fit again).
 */
export const GENERIC_ROLLING = 0.00848
