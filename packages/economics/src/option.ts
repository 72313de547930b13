/** Options on one value that follows geometric Brownian motion: closed form and tree. */
import { exactExp, exactLog, normalCumulative, requireFinite, requirePositive } from 'genba/statistics'

/** The right to buy (call) or sell (put) something at a fixed price. */
export interface Option {
  readonly kind: 'call' | 'put'
  /** Value now. */
  readonly spot: number
  /** Price at which it may be bought or sold. */
  readonly strike: number
  /** Riskless rate of a year, continuously compounded. */
  readonly rate: number
  /** Standard deviation of the yearly change of the logarithm. */
  readonly volatility: number
  /** Years until the right ends. */
  readonly years: number
  /** What holding the thing pays in a year, as a continuous rate; 0 if left out. */
  readonly dividendYield?: number
}

/**
 * Value of an option that may be exercised at its end alone.
 * F. Black, M. Scholes, Journal of Political Economy 81 (1973) 637; with a yield, R. C. Merton, Bell Journal of Economics 4 (1973) 141.
 * @throws RangeError unless spot, strike, volatility and years are positive
 */
export function blackScholes(option: Option): number {
  requireOption(option)
  const { kind, spot, strike, rate, volatility, years, dividendYield = 0 } = option
  const spread = volatility * Math.sqrt(years)
  const high = (exactLog(spot / strike) + (rate - dividendYield) * years) / spread + spread / 2
  const side = kind === 'call' ? 1 : -1
  const held = spot * exactExp(-dividendYield * years) * normalCumulative(side * high)
  return side * (held - strike * exactExp(-rate * years) * normalCumulative(side * (high - spread)))
}

/**
 * Value by a binomial tree: up `u = exp(sigma sqrt(dt))`, down `1 / u`, chance of up `(exp((r - q) dt) - d) / (u - d)`.
 * J. C. Cox, S. A. Ross, M. Rubinstein, Journal of Financial Economics 7 (1979) 229. The error falls as 1 / steps.
 * @param steps of the tree, whole
 * @param exerciseEvery steps between dates of exercise: 1 for at any step, `steps` for at the end alone; it divides `steps`, and now is no date
 * @throws RangeError for such options as `blackScholes` refuses, for steps that are not whole, or too few for the rate
 */
export function binomialOption(option: Option, steps: number, exerciseEvery = 1): number {
  requireOption(option)
  if (!Number.isInteger(steps) || steps < 1) throw new RangeError(`steps: expected a whole number from 1, received ${steps}`)
  if (!Number.isInteger(exerciseEvery) || exerciseEvery < 1 || steps % exerciseEvery !== 0) {
    throw new RangeError(`exerciseEvery: expected a whole number that divides ${steps}, received ${exerciseEvery}`)
  }
  const { kind, spot, strike, rate, volatility, years, dividendYield = 0 } = option
  const step = years / steps
  const move = volatility * Math.sqrt(step)
  const [up, down] = [exactExp(move), exactExp(-move)]
  const chance = (exactExp((rate - dividendYield) * step) - down) / (up - down)
  if (!(chance > 0 && chance < 1)) throw new RangeError(`steps: expected more, so that a step may go up or down, received ${steps}`)
  const discount = exactExp(-rate * step)
  const [worthUp, worthDown] = [discount * chance, discount * (1 - chance)]
  const side = kind === 'call' ? 1 : -1
  const prices = Float64Array.from({ length: 2 * steps + 1 }, (_, index) => spot * exactExp((index - steps) * move))
  const values = Float64Array.from({ length: steps + 1 }, (_, ups) => Math.max(side * (prices[2 * ups]! - strike), 0))
  for (let level = steps - 1; level >= 0; level--) {
    const mayExercise = level > 0 && level % exerciseEvery === 0
    const lowest = steps - level
    for (let ups = 0; ups <= level; ups++) {
      const kept = worthUp * values[ups + 1]! + worthDown * values[ups]!
      values[ups] = mayExercise ? Math.max(kept, side * (prices[lowest + 2 * ups]! - strike)) : kept
    }
  }
  return values[0]!
}

function requireOption({ spot, strike, rate, volatility, years }: Option): void {
  requireFinite('rate', rate)
  for (const [name, value] of Object.entries({ spot, strike, volatility, years })) requirePositive(name, value)
}
