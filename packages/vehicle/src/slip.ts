/** What a slip of the solid-state cells does to the start of sales, by what is done about it. */

/** How late the cells may be, with its probability. */
export interface Slip {
  readonly name: string
  readonly months: number
  readonly probability: number
}

/** What is done about it. */
export interface SlipAnswer {
  readonly name: string
  /**
   * Whether cars are sold with liquid cells until the solid-state cells come; else sales wait. With a second source, the slip that counts is
   * the lesser of both sources' slips.
   */
  readonly liquidFirst: boolean
  readonly secondSource?: { readonly slips: readonly Slip[]; readonly readinessCost: number }
  /** Months in which the line stands or runs slow for its conversion, and what it costs; where liquid cells come first. */
  readonly retrofitMonths: number
  readonly retrofitCost: number
  /** Share of the output that the line keeps while it is converted. */
  readonly outputWhileRetrofit: number
}

/** What a base sells. */
export interface SlipBase {
  readonly carsPerMonth: number
  /** What a car brings beyond its own cost, with either cell, in one money. */
  readonly marginSolid: number
  readonly marginLiquid: number
  /** Months over which all is counted. */
  readonly horizonMonths: number
}

/** One slip under one answer. */
export interface SlipOutcome {
  readonly answer: string
  readonly slip: string
  readonly probability: number
  /** Months by which the first sale is late. */
  readonly saleDelayMonths: number
  readonly solidCars: number
  readonly liquidCars: number
  /** Cars not sold within the horizon, against cells on time. */
  readonly lostCars: number
  /** Margin less retrofit and readiness, relative to cells on time and no answer prepared. */
  readonly marginChange: number
}

/** An answer over all slips. */
export interface SlipExpectation {
  readonly answer: string
  readonly saleDelayMonths: number
  readonly lostCars: number
  readonly marginChange: number
  /** Worst over slips that can happen. */
  readonly worstMarginChange: number
}

/** Every slip under every answer, and each answer over all slips. */
export interface SlipStudy {
  readonly outcomes: readonly SlipOutcome[]
  readonly expectations: readonly SlipExpectation[]
}

/**
 * Every slip under every answer, and the expectation of each answer.
 *
 * Cars are counted by the month: with liquid cells first, sales begin on time, run with liquid cells until the solid-state cells come, then
 * at a reduced output while the line is converted, then with solid-state cells. Without, sales begin when the cells come.
 * @throws RangeError where probabilities do not add up to 1
 */
export function studySlips(base: SlipBase, slips: readonly Slip[], answers: readonly SlipAnswer[]): SlipStudy {
  requireWhole(slips)
  const outcomes = answers.flatMap((answer) => {
    const own = answer.secondSource === undefined ? slips : lesserOf(slips, answer.secondSource.slips)
    return own.map((slip) => outcomeOf(base, slip, answer))
  })
  const expectations = answers.map(({ name }): SlipExpectation => {
    const own = outcomes.filter(({ answer }) => answer === name)
    const mean = (of: (outcome: SlipOutcome) => number): number => own.reduce((sum, each) => sum + each.probability * of(each), 0)
    return {
      answer: name,
      saleDelayMonths: mean((each) => each.saleDelayMonths),
      lostCars: mean((each) => each.lostCars),
      marginChange: mean((each) => each.marginChange),
      worstMarginChange: Math.min(...own.filter(({ probability }) => probability > 0).map(({ marginChange }) => marginChange)),
    }
  })
  return { outcomes, expectations }
}

function outcomeOf(base: SlipBase, slip: Slip, answer: SlipAnswer): SlipOutcome {
  const { carsPerMonth, marginSolid, marginLiquid, horizonMonths } = base
  const late = Math.min(slip.months, horizonMonths)
  // Cells on time need no liquid cars and no conversion.
  const isBridged = answer.liquidFirst && slip.months > 0
  const conversion = isBridged ? Math.min(answer.retrofitMonths, horizonMonths - late) : 0
  const liquidMonths = isBridged ? late : 0
  const solidMonths = horizonMonths - late - conversion + conversion * answer.outputWhileRetrofit
  const solidCars = solidMonths * carsPerMonth
  const liquidCars = liquidMonths * carsPerMonth
  const cost = (conversion > 0 ? answer.retrofitCost : 0) + (answer.secondSource?.readinessCost ?? 0)
  const margin = solidCars * marginSolid + liquidCars * marginLiquid - cost
  return {
    answer: answer.name,
    slip: slip.name,
    probability: slip.probability,
    saleDelayMonths: isBridged ? 0 : slip.months,
    solidCars,
    liquidCars,
    lostCars: horizonMonths * carsPerMonth - solidCars - liquidCars,
    marginChange: margin - horizonMonths * carsPerMonth * marginSolid,
  }
}

/** The lesser of two independent slips. */
function lesserOf(one: readonly Slip[], other: readonly Slip[]): readonly Slip[] {
  requireWhole(other)
  return one.flatMap((a) =>
    other.map((b) => ({
      name: a.months <= b.months ? a.name : `${a.name}, second source ${b.name}`,
      months: Math.min(a.months, b.months),
      probability: a.probability * b.probability,
    })),
  )
}

function requireWhole(slips: readonly Slip[]): void {
  const sum = slips.reduce((total, { probability }) => total + probability, 0)
  if (!(Math.abs(sum - 1) < 1e-9) || slips.some(({ probability, months }) => !(probability >= 0 && months >= 0)))
    throw new RangeError(
      `slip: expected probabilities that add up to 1, received ${slips.map(({ probability }) => probability).join(' + ')} = ${sum}`,
    )
}
