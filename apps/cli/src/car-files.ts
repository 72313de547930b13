/** Pages and pictures of `genba car` and `genba claim`, on disk. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chargeChart, claimMap, createPage, cycleChart, formatNumber, formatShare, standAlone, words } from 'genba/report'
import type { PageSection } from 'genba/report'
import {
  carOfModel,
  CYCLE_NAMES,
  cycleOf,
  DEMONSTRATIONS,
  driveTraced,
  onTheBench,
  predictCar,
  PROCEDURE_OF,
  rangeMarks,
} from 'genba/vehicle'
import type { CarPrediction, ClaimResult, ProductFacts } from 'genba/vehicle'
import type { PlantSide } from './car.ts'
import { carOf, flagsOfCar } from './car-input.ts'
import type { TypedCar } from './car-input.ts'
import { Failure, status } from './command.ts'

/**
 * What the report of a run says of its car: range, charge, speed and power over the WLTC; nothing where the model does not say
 * enough of a car.
 */
export function carSections(products: readonly ProductFacts[]): readonly PageSection[] {
  const model = carOfModel(products)
  if (model?.kerbKg === undefined || model.drag === undefined || model.areaM2 === undefined || model.usableKwh === undefined) return []
  const asked = carOf(flagsOfCar(model))
  const prediction = predictCar(asked)
  const cycle = cycleOf('WLTC 3b')
  const { trace } = driveTraced({ ...onTheBench(asked.car, 'WLTP'), powertrain: asked.car.powertrain }, cycle)
  const [range, charge] = carPageSections(prediction) as [PageSection, PageSection]
  return [
    { ...range, title: `The ${words(model.name)}: range` },
    { ...charge, title: `The ${words(model.name)}: charging`, drawings: [...charge.drawings!, cycleChart(cycle, trace)] },
  ]
}

/** Range as a table, and the charge with what limits it. */
function carPageSections({ ranges, charge }: CarPrediction): readonly PageSection[] {
  return [
    {
      title: 'Range',
      lead: 'From the wall, charging losses included. The EPA combined figure is the label: 55 % city, 45 % highway, times 0.7.',
      table: [
        ['cycle', 'km', '80 % band', 'kWh/100 km'],
        ...ranges.map(({ cycle, km, low, high, whPerKm }) => [
          cycle,
          formatNumber(km),
          `${formatNumber(low)} to ${formatNumber(high)}`,
          formatNumber(whPerKm / 10, 1),
        ]),
      ],
    },
    {
      title: 'Charging',
      lead: 'Each second in the color of what limits it. Sources differ by 15 % about one and the same car; no charging time is truer.',
      drawings: [chargeChart(charge.trace, charge.low, charge.high)],
    },
  ]
}

/**
 * Writes `car.html` and its pictures into a folder, which is made where it is not there.
 * @throws Failure (bad input) where it cannot be written
 */
export function writeCar(folder: string, { car }: TypedCar, prediction: CarPrediction, plant: PlantSide | undefined): string {
  const { ranges, charge, nearest, legal } = prediction
  const charts = CYCLE_NAMES.map((name) => {
    const cycle = cycleOf(name)
    const { trace } = driveTraced({ ...onTheBench(car, PROCEDURE_OF[name]), powertrain: car.powertrain }, cycle)
    return { name, drawing: cycleChart(cycle, trace) }
  })
  const curve = chargeChart(charge.trace, charge.low, charge.high)
  const title = `car of ${formatNumber(car.kerbKg)} kg with ${formatNumber(car.usableKwh, 1)} kWh`
  const page = createPage(
    title,
    [`WLTC ${formatNumber(ranges.find(({ cycle }) => cycle === 'WLTC 3b')!.km)} km`, `10 to 80 % in ${formatNumber(charge.minutes)} min`],
    [
      ...carPageSections(prediction),
      {
        title: 'Speed and power',
        lead: 'What the battery gives and takes back over each cycle.',
        drawings: charts.map(({ drawing }) => drawing),
      },
      {
        title: 'Law and neighbours',
        lead: `GB 36980.1-2025: ${legal.verdict}, ${formatNumber(legal.kwhPer100Km, 1)} kWh/100 km, limit about ${formatNumber(legal.limit, 1)}.`,
        table: [
          ['validated car', 'largest difference', 'generic prediction'],
          ...nearest.map(({ name, difference, error }) => [
            name,
            formatShare(difference, 0),
            `${error >= 0 ? '+' : ''}${formatShare(error)}`,
          ]),
        ],
      },
      ...(plant === undefined ? [] : plantSections(plant)),
    ],
    'Bands hold four of five cars that took no part in the fit, where a cycle has such cars.',
  )
  const pictures = charts.map(({ name, drawing }) => [
    `${name.replace(' (unofficial)', '').toLowerCase().replaceAll(/\W+/g, '_')}.svg`,
    standAlone(drawing, `${title}, ${name}`),
  ])
  return writeAll(folder, 'car.html', {
    'car.html': page,
    'charge.svg': standAlone(curve, `${title}, charge`),
    ...Object.fromEntries(pictures),
  })
}

/** What the car asks of its plant, and the program of the research base. */
function plantSections({ title, needs, research }: PlantSide): readonly PageSection[] {
  const gates = research?.gates ?? []
  const slips = research?.slips?.expectations ?? []
  return [
    {
      title: `What it asks of ${title}`,
      lead: 'By the energy of its pack, the number and mass of its cells, and its level of driving.',
      table: [
        ['', '', 'unit', 'basis'],
        ...needs.map(({ what, value, unit, digits, basis }) => [what, formatNumber(value, digits), unit, basis]),
      ],
    },
    ...(gates.length === 0
      ? []
      : [
          {
            title: 'Program',
            lead: 'When each activity is over in one of ten runs, in half, in nine of ten; how often it lies on the critical path; how often it is over when it is due.',
            table: [
              ['', '10 %', '50 %', '90 %', 'critical', 'in time'],
              ...gates.map(({ name, dates, p10, p50, p90, critical, inTime }) => [
                words(name),
                ...(dates ?? [p10, p50, p90].map((day) => `day ${formatNumber(day)}`)),
                formatShare(critical, 0),
                inTime === null ? '' : formatShare(inTime, 0),
              ]),
            ],
          },
        ]),
    ...(slips.length === 0
      ? []
      : [
          {
            title: 'If the cells are late',
            lead: 'Expected over the slips with their probabilities, against cells on time; money as the model writes it.',
            table: [
              ['', 'sales late, months', 'cars lost', 'margin, M', 'at worst, M'],
              ...slips.map(({ answer, saleDelayMonths, lostCars, marginChange, worstMarginChange }) => [
                words(answer),
                formatNumber(saleDelayMonths, 1),
                formatNumber(lostCars),
                formatNumber(marginChange / 1e6),
                formatNumber(worstMarginChange / 1e6),
              ]),
            ],
          },
        ]),
  ]
}

/** Writes `claim.html` and `cells.svg` into a folder. @throws Failure (bad input) where it cannot be written */
export function writeClaim(folder: string, verdict: string, result: ClaimResult): string {
  const map = claimMap(result, DEMONSTRATIONS, rangeMarks())
  const { claim, verdicts, requirements, bands, cases, unshown } = result
  const title = `${formatNumber(claim.km)} km and ${formatNumber(claim.minutes, claim.minutes % 1 === 0 ? 0 : 1)} min`
  const page = createPage(
    title,
    [verdict],
    [
      { title: 'Cells', lead: `${verdicts.range} ${verdicts.time}`, drawings: [map] },
      {
        title: 'What must be true',
        lead: `From a saloon to an SUV on the CLTC-P, with ${formatShare(bands['CLTC-P (unofficial)'], 0)} of consumption either way, beside the best that was shown in public.`,
        table: [
          ['', 'from', 'to', 'unit', 'best shown'],
          ...requirements.map(({ what, low, high, unit, best, verdict: found }) => [
            what,
            formatNumber(low, unit === '1/h' ? 1 : 0),
            formatNumber(high, unit === '1/h' ? 1 : 0),
            unit,
            best === null ? found : `${formatNumber(best.value, unit === '1/h' ? 1 : 0)}, ${best.who} (${found})`,
          ]),
        ],
      },
      {
        title: 'Packs',
        lead: 'Mass that the pack adds raises consumption, which asks for a larger pack, until nothing changes.',
        table: [
          ['', 'kWh', 'pack kg', 'kerb kg', 'mean kW', 'thousand USD'],
          ...cases.map((each) => [
            `${each.body}, ${each.cycle}, ${each.cell}`,
            formatNumber(each.grossKwh),
            formatNumber(each.packKg),
            formatNumber(each.kerbKg),
            formatNumber(each.need.meanKw),
            `${formatNumber(each.costUsd[0] / 1000)} to ${formatNumber(each.costUsd[2] / 1000)}`,
          ]),
        ],
      },
      { title: 'Shown by nobody in public', lead: `${unshown.join('; ')}.` },
    ],
    'Every figure is an estimate with its band; demonstrations are as their makers or testers told them.',
  )
  return writeAll(folder, 'claim.html', { 'claim.html': page, 'cells.svg': standAlone(map, title) })
}

/** Writes files and gives the path of the first of them to look at. */
function writeAll(folder: string, first: string, files: Readonly<Record<string, string>>): string {
  try {
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Failure(`--out ${folder}: cannot be written (${code ?? String(error)}); name a folder of your own`, status.badInput)
  }
  return join(folder, first)
}
