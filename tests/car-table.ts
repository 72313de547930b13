/** The table of validation: every car with its own error, as a page of Markdown, and its pictures. */
import { scatterChart, standAlone } from 'genba/report'
import {
  bandOf,
  BROCHURE_CARS,
  chargePlatingLimited,
  EPA_CARS,
  leftOutBrochure,
  LG_M50,
  leftOutEpa,
  meanAbsolute,
  OTHER_CHARGES,
  predictCharge,
  siblingErrors,
  UNLIMITED_STATION,
  variedCell,
} from 'genba/vehicle'
import type { Mesh } from 'genba/vehicle'

const percent = (share: number): string => `${share >= 0 ? '+' : ''}${(share * 100).toFixed(1)}`
const sorted = (errors: readonly number[]): number[] => errors.map(Math.abs).toSorted((a, b) => a - b)
/** The least value that a share of the errors does not exceed. */
const quantile = (errors: readonly number[], share: number): number => sorted(errors)[Math.ceil(share * errors.length) - 1]!
const shareText = (share: number): string => `${(share * 100).toFixed(1)} %`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')

const CYCLES = ['city', 'highway', 'combined'] as const
const BAND_CYCLE = { city: 'UDDS', highway: 'HWFET', combined: 'EPA combined' } as const

/** A row: what, how many, mean, median and 90 % quantile of absolute errors, the printed band, and the share of left-out cars in it. */
function summary(what: string, errors: readonly number[], band: string, inside: string): string[] {
  const tenths = (value: number): string => (value * 100).toFixed(1)
  return [
    what,
    String(errors.length),
    tenths(meanAbsolute(errors)),
    tenths(quantile(errors, 0.5)),
    tenths(quantile(errors, 0.9)),
    band,
    inside,
  ]
}

/** Whether the truth lies in the band around a range that is wrong by so much. */
function inBand(error: number, band: number): boolean {
  return 1 / (1 + error) >= 1 / (1 + band) && 1 / (1 + error) <= 1 / (1 - band)
}

/** Errors of consumption as errors of range. */
const asRange = (errors: readonly number[]): number[] => errors.map((error) => 1 / (1 + error) - 1)

/** Files of validation/vehicle by name. */
export function validationFiles(): Readonly<Record<string, string>> {
  const generic = leftOutEpa()
  const siblings = siblingErrors()
  const brochures = (['WLTC 3b', 'CLTC-P (unofficial)', 'NEDC'] as const).flatMap((cycle) => leftOutBrochure(cycle))
  const charges = [
    ...BROCHURE_CARS.flatMap(({ make, model, usableKwh, charge }) =>
      charge === undefined ? [] : [{ name: `${make} ${model}`, usableKwh, ...charge }],
    ),
    ...OTHER_CHARGES.map(([name, usableKwh, minutes, peakKw]) => ({ name, usableKwh, minutes, peakKw })),
  ].map((each) => ({ ...each, predicted: predictCharge(each.usableKwh, each.peakKw, UNLIMITED_STATION, 400) }))
  const [wltp, cltc] = (['WLTC 3b', 'CLTC-P (unofficial)'] as const).map((cycle) => leftOutBrochure(cycle).map(({ error }) => error)) as [
    number[],
    number[],
  ]
  const cltcBand = bandOf('brochure', 'CLTC-P (unofficial)').share
  const wltpBand = bandOf('brochure', 'WLTC 3b').share
  const inside = charges.filter(({ minutes, predicted }) => minutes >= predicted.low && minutes <= predicted.high)
  const heldCharges = `${((inside.length / charges.length) * 100).toFixed(0)} %`
  const page = `# The car against cars

Written by \`tests/car-table.test.ts\` (\`GENBA_UPDATE=1\` writes it anew); a test holds it to what the code gives. Errors are
predicted over measured, less one, in percent.

## In short

${table(
  ['what', 'cars', 'mean absolute', 'median', 'p90', 'band printed', 'left-out cars in it'],
  [
    ...CYCLES.map((cycle) => {
      const band = bandOf('coast-down', BAND_CYCLE[cycle]).share
      const errors = generic.map((each) => each[cycle])
      return summary(`EPA ${cycle}, coast-down, make left out (consumption)`, errors, shareText(band), held(asRange(errors), band))
    }),
    ...CYCLES.map((cycle) => {
      const band = bandOf('coast-down and sibling', BAND_CYCLE[cycle]).share
      const errors = siblings.map((each) => each[cycle])
      return summary(`EPA ${cycle}, coast-down and one sibling (consumption)`, errors, shareText(band), held(asRange(errors), band))
    }),
    summary('WLTP, brochure, make left out (range)', wltp, shareText(wltpBand), held(wltp, wltpBand)),
    summary('CLTC, brochure, make left out (range)', cltc, `${shareText(cltcBand)}, estimated`, held(cltc, cltcBand)),
    summary(
      '10 to 80 %, by peak power (time)',
      charges.map(({ minutes, predicted }) => predicted.minutes / minutes - 1),
      '-23 to +29 %',
      heldCharges,
    ),
  ],
)}

![predicted over measured consumption](consumption.svg)

![predicted over official range](range.svg)

## Configurations of the EPA, model year 2022

Source: test-car list of the US EPA, ${EPA_CARS.length} configurations with a city and a highway test; cleaning rules stand in
\`packages/vehicle/src/epa-cars.ts\`. "Generic" is the powertrain fitted to all other makes; "sibling" that of the nearest other
configuration of the make. Wh/km from the wall.

${table(
  ['car', 'kg', 'UDDS Wh/km', 'generic', 'sibling', 'HWFET Wh/km', 'generic', 'sibling', 'combined, generic', 'combined, sibling'],
  generic.map((each) => {
    const { car } = each
    const sibling = siblings.find((other) => other.car === car)
    const own = (cycle: (typeof CYCLES)[number]): string => (sibling === undefined ? '' : percent(sibling[cycle]))
    return [
      `${car.make} ${car.model}`,
      String(car.massKg),
      car.cityWhPerKm.toFixed(0),
      percent(each.city),
      own('city'),
      car.highwayWhPerKm.toFixed(0),
      percent(each.highway),
      own('highway'),
      percent(each.combined),
      own('combined'),
    ]
  }),
)}

## Brochure cars

Predicted with the rolling resistance of the WLTP cars of all other makes. Nothing is set aside: doubtful inputs stay in, with what is
doubtful of them.

${table(
  ['car', 'usable kWh', 'kerb kg', 'drag area m2', 'cycle', 'official km', 'predicted km', 'error', 'doubts'],
  brochures.map(({ car, official, error }) => [
    `${car.make} ${car.model}`,
    String(car.usableKwh),
    String(car.kerbKg),
    (car.cd * car.areaM2).toFixed(3),
    official.cycle,
    String(official.km),
    (official.km * (1 + error)).toFixed(0),
    percent(error),
    car.doubts,
  ]),
)}

The BMW iX xDrive40 has no official range in the sources at hand; it is left out. The NIO ET7 drove 1,044 km on the road.

## Charging from 10 to 80 %

One shape for every car, scaled to its peak power; sources differ by 15 % about one and the same car.

${table(
  ['car', 'usable kWh', 'peak kW', 'told min', 'predicted min', '80 % band', 'error'],
  charges.map(({ name, usableKwh, minutes, peakKw, predicted }) => [
    name,
    String(usableKwh),
    String(peakKw),
    String(minutes),
    predicted.minutes.toFixed(1),
    `${predicted.low.toFixed(0)} to ${predicted.high.toFixed(0)}`,
    percent(predicted.minutes / minutes - 1),
  ]),
)}
`
  const plating = platingSection()
  const consumption = EPA_CARS.flatMap((car, i) => {
    const { city, highway } = generic[i]!
    const name = `${car.make} ${car.model}`
    return [
      { name, official: car.cityWhPerKm, predicted: car.cityWhPerKm * (1 + city), kind: 'UDDS' },
      { name, official: car.highwayWhPerKm, predicted: car.highwayWhPerKm * (1 + highway), kind: 'HWFET' },
    ]
  })
  const ranges = brochures.map(({ car, official, error }) => ({
    name: `${car.make} ${car.model}`,
    official: official.km,
    predicted: official.km * (1 + error),
    kind: official.cycle,
  }))
  return {
    'README.md': page + plating,
    'consumption.svg': standAlone(scatterChart(consumption, 'Wh/km'), 'predicted over measured consumption, make left out'),
    'range.svg': standAlone(scatterChart(ranges, 'km'), 'predicted over official range, make left out'),
  }
}

function held(errors: readonly number[], band: number): string {
  return `${((errors.filter((error) => inBand(error, band)).length / errors.length) * 100).toFixed(0)} %`
}

/** Minutes from 10 to 80 % of another implementation of the same model: transport, thickness of the electrodes, highest rate; at 25, 45, 60 C. */
const OTHERS: readonly (readonly [
  what: string,
  transport: number,
  thickness: number,
  rate: number,
  minutes: readonly [number, number, number],
])[] = [
  ['LG M50 as published', 1, 1, 6, [34, 19.1, 13.1]],
  ['transport and kinetics twice', 2, 1, 8, [17, 9.6, 6.8]],
  ['transport and kinetics four times', 4, 1, 8, [8.6, 5.6, 5.3]],
  ['electrodes 0.6 as thick', 1, 0.6, 8, [23, 12.4, 8.4]],
  ['electrodes 0.6 as thick, transport twice', 2, 0.6, 8, [11.6, 6.7, 5.6]],
]

const MESHES: readonly (readonly [what: string, mesh: Mesh])[] = [
  ['14 shells, 10/4/10 layers, 1 s (usual)', { shells: 14, layers: [10, 4, 10], stepS: 1 }],
  ['28 shells', { shells: 28, layers: [10, 4, 10], stepS: 1 }],
  ['20/8/20 layers', { shells: 14, layers: [20, 8, 20], stepS: 1 }],
  ['0.25 s', { shells: 14, layers: [10, 4, 10], stepS: 0.25 }],
  ['28 shells, 20/8/20 layers, 0.5 s', { shells: 28, layers: [20, 8, 20], stepS: 0.5 }],
]

function platingSection(): string {
  const minutes = (transport: number, thickness: number, celsius: number, highestRate: number, mesh?: Mesh): number =>
    chargePlatingLimited(variedCell(LG_M50, transport, thickness), {
      celsius,
      margin: 0,
      highestRate,
      ...(mesh === undefined ? {} : { mesh }),
    }).seconds / 60
  const usual = minutes(1, 1, 25, 6)
  return `
## The plating-limited model

Minutes from 10 to 80 %, in parentheses those of another implementation of the same model. Its order is kept everywhere; ours asks for the
potential of the anode at the separator, where it is lowest, and takes up to a quarter longer for it.

${table(
  ['cell', '25 C', '45 C', '60 C'],
  OTHERS.map(([what, transport, thickness, rate, others]) => [
    what,
    ...others.map((other, i) => `${minutes(transport, thickness, [25, 45, 60][i]!, rate).toFixed(1)} (${other})`),
  ]),
)}

The LG M50 at 25 C under finer meshes and steps:

${table(
  ['mesh', 'minutes', 'difference'],
  MESHES.map(([what, mesh]) => {
    const time = minutes(1, 1, 25, 6, mesh)
    return [what, time.toFixed(2), `${percent(time / usual - 1)} %`]
  }),
)}
`
}
