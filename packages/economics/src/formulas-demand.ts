/** Discrete choice and markets by name, on tables that do not come with the product. */
import { exactLog } from 'genba/statistics'
import { choiceData, fitMultinomial, fitNested, multinomialLikelihood } from './demand-choice.ts'
import { fitLatent } from './demand-latent.ts'
import { fitMixed, panelData } from './demand-mixed.ts'
import { argumentsOf } from './formula.ts'
import type { Formula, ReadTable, Table } from './formula.ts'
import { twoStepMoments, withoutGroupMeans } from './generalized-moments.ts'
import { leastSquares } from './least-squares.ts'
import { impliedMargins, ownElasticities, ownership } from './market-prices.ts'
import { invertShares } from './market-shares.ts'
import { canadaChoices, carChoices, electricityChoices, swissmetroChoices } from './reference-choices.ts'
import { autoMarkets, logitTarget, nestTerms, numbersOf } from './reference-markets.ts'

const swissmetro = (readTable: ReadTable): ReturnType<typeof swissmetroChoices> => swissmetroChoices(readTable('choice/swissmetro.csv.gz'))
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Formulas of demand. */
export const demandFormulas: Readonly<Record<string, Formula>> = {
  swissmetro_multinomial: (_, readTable) => {
    const data = choiceData(swissmetro(readTable))
    return { ...fitMultinomial(data), choices: data.taken.length, atZero: multinomialLikelihood(data, new Float64Array(4)).value }
  },
  swissmetro_nested: (_, readTable) => fitNested(choiceData(swissmetro(readTable))),
  /** Time has a normal coefficient; every choice is a person's own. */
  swissmetro_mixed: (values, readTable) => {
    const { draws } = argumentsOf<{ readonly draws: number }>(values)
    const persons = swissmetro(readTable).map((situation) => [situation])
    return fitMixed(panelData(persons, [2], draws), [0, 0, -1, -1, 1])
  },
  /** Time has a coefficient in the first class alone. */
  swissmetro_latent: (_, readTable) => {
    const classes = {
      coefficients: [
        [0, 1, 2, 3],
        [0, 1, -1, 3],
      ],
    }
    return fitLatent(choiceData(swissmetro(readTable)), classes, [0, 0, -1, -1, 0])
  },
  canada_multinomial: (_, readTable) => fitMultinomial(choiceData(canadaChoices(readTable('choice/ModeCanada.csv.gz')))),
  /** Six normal coefficients, begun at given signs of the spreads. */
  electricity_mixed: (values, readTable) => {
    const { draws, spreads } = argumentsOf<{ readonly draws: number; readonly spreads: readonly number[] }>(values)
    const persons = electricityChoices(readTable('choice/electricity.csv.gz'))
    return fitMixed(panelData(persons, [0, 1, 2, 3, 4, 5], draws), [0, 0, 0, 0, 0, 0, ...spreads])
  },
  cars_multinomial: (values, readTable) => {
    const { country } = argumentsOf<{ readonly country: 'china' | 'us' }>(values)
    const { names, situations } = carChoices(readTable(`choice/cars_${country}.csv`))
    const data = choiceData(situations)
    const fit = fitMultinomial(data)
    const named = (column: Float64Array): Record<string, number> => Object.fromEntries(names.map((name, k) => [name, column[k]!]))
    return {
      choices: situations.length,
      atZero: multinomialLikelihood(data, new Float64Array(names.length)).value,
      logLikelihood: fit.logLikelihood,
      coefficients: named(fit.estimates),
      errors: named(fit.standardErrors),
    }
  },
  auto_logit: (_, readTable) => {
    const rows = readTable('blp/blp_products.csv')
    const target = logitTarget(rows)
    const columns = [target.map(() => 1), ...['hpwt', 'air', 'mpd', 'space', 'prices'].map((key) => numbersOf(rows, key))]
    const coefficients = leastSquares(columns, target)
    const effect = coefficients[5]!
    const inelastic = rows.filter((row) => effect * Number(row['prices']) * (1 - Number(row['shares'])) > -1).length
    return { coefficients, inelastic, products: rows.length, r2: explained(columns, coefficients, target) }
  },
  auto_hedonic: (_, readTable) => {
    const rows = readTable('blp/blp_products.csv')
    const log = (key: string): Float64Array => numbersOf(rows, key).map(exactLog)
    const target = log('prices')
    const columns = [target.map(() => 1), log('hpwt'), numbersOf(rows, 'air'), log('mpg'), log('space'), numbersOf(rows, 'trend')]
    const coefficients = leastSquares(columns, target)
    return { coefficients, r2: explained(columns, coefficients, target) }
  },
  /** Inversion at given parameters, elasticities, margins. */
  auto_random_coefficients: (values, readTable) => {
    const { spreads, alpha } = argumentsOf<{ readonly spreads: readonly number[]; readonly alpha: number }>(values)
    const markets = autoMarkets(readTable('blp/blp_products.csv'), readTable('blp/blp_agents.csv'), spreads, alpha)
    const utilities = markets.map(({ buyers, prices, shares }) => invertShares(buyers, prices, shares).meanUtilities)
    const all = utilities.flatMap((each) => [...each])
    const elasticities = markets.flatMap(({ buyers, prices }, m) => [...ownElasticities(buyers, utilities[m]!, prices)])
    const margins = markets.map(({ buyers, prices, firms }, m) => impliedMargins(buyers, utilities[m]!, prices, ownership(firms)))
    const sorted = elasticities.toSorted((a, b) => a - b)
    return {
      utilities: all,
      sum: all.reduce((sum, value) => sum + value, 0),
      elasticity: { mean: mean(elasticities), median: sorted[(sorted.length - 1) / 2], least: sorted[0], most: sorted.at(-1) },
      inelastic: elasticities.filter((value) => value > -1).length,
      margin: mean(margins.flatMap((each) => [...each])),
      relativeMargin: mean(margins.flatMap((each, m) => [...each].map((margin, j) => margin / markets[m]!.prices[j]!))),
    }
  },
  cereal_logit: (_, readTable) => {
    const rows = readTable('blp/nevo_products.csv')
    const products = rows.map((row) => row['product_ids'])
    const apart = (column: Float64Array): Float64Array => withoutGroupMeans(column, products)
    const { estimates, standardErrors } = twoStepMoments(
      [apart(numbersOf(rows, 'prices'))],
      apart(logitTarget(rows)),
      cerealInstruments(rows).map(apart),
    )
    return { price: estimates[0], error: standardErrors[0] }
  },
  cereal_nested: (values, readTable) => {
    const { nest } = argumentsOf<{ readonly nest: 'all' | 'mushy' }>(values)
    const rows = readTable('blp/nevo_products.csv')
    const { within, sizes } = nestTerms(rows, (row) => (nest === 'all' ? nest : row[nest]!))
    const { estimates } = twoStepMoments([numbersOf(rows, 'prices'), within], logitTarget(rows), [...cerealInstruments(rows), sizes])
    const [price, rho] = estimates
    return { price, rho, ratio: price! / (1 - rho!) }
  },
}

function cerealInstruments(rows: Table): Float64Array[] {
  return Array.from({ length: 20 }, (_, k) => numbersOf(rows, `demand_instruments${k}`))
}

/** Share of the variance of the target that columns explain. */
function explained(columns: readonly Float64Array[], coefficients: Float64Array, target: Float64Array): number {
  const level = mean([...target])
  let [rest, all] = [0, 0]
  for (let i = 0; i < target.length; i++) {
    const residual = target[i]! - columns.reduce((sum, column, k) => sum + coefficients[k]! * column[i]!, 0)
    rest += residual * residual
    all += (target[i]! - level) * (target[i]! - level)
  }
  return 1 - rest / all
}
