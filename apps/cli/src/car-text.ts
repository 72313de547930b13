/** What a planner wants to read of a car, on a terminal. */
import colors from 'picocolors'
import { formatNumber, formatShare } from 'genba/report'
import { CHARGED_AT_C, USUAL_LIFE } from 'genba/vehicle'
import type { CarPrediction } from 'genba/vehicle'
import type { PlantSide } from './car.ts'
import type { TypedCar } from './car-input.ts'
import { researchText } from './research-text.ts'
import { columnsText, tableText, wrapText } from './text-chart.ts'

type Paint = ReturnType<typeof colors.createColors>

/** The whole text, with its last line end. */
export function carText(asked: TypedCar, prediction: CarPrediction, plant: PlantSide | undefined, hasColor: boolean): string {
  const paint = colors.createColors(hasColor)
  const parts = [
    headText(asked, prediction, paint),
    rangesText(prediction, paint),
    chargeText(asked, prediction, paint),
    lifeText(prediction, paint),
    packText(prediction),
    legalText(prediction),
    nearestText(prediction, paint),
    ...(plant === undefined ? [] : [plantText(plant, paint)]),
    ...(plant === undefined || plant.research === null ? [] : [researchText(plant.research, paint)]),
  ]
  return `${parts.join('\n\n')}\n`
}

function headText({ car, inRoom, basis, sibling, celsius }: TypedCar, { quality }: CarPrediction, paint: Paint): string {
  const { resistance, powertrain } = car
  const load =
    resistance.kind === 'brochure'
      ? `drag area ${formatNumber(resistance.dragArea, 3)} m2, rolling ${formatNumber(resistance.rolling, 4)}`
      : 'road load by coast-down'
  const maker =
    sibling === undefined
      ? `quality ${formatNumber(quality, 2)}, the generic powertrain being 1`
      : `quality ${formatNumber(quality, 2)}, from ${namesOf(sibling.cars)}`
  const weather =
    car === inRoom ? 'test room, 23 C' : `${formatNumber(celsius)} C outside, ${formatNumber(powertrain.auxiliaryW)} W of auxiliaries`
  return [
    paint.bold(`car of ${formatNumber(car.kerbKg)} kg with ${formatNumber(car.usableKwh, 1)} kWh usable, ${load}`),
    wrapText(`by ${basis}; ${maker}; ${weather}`, undefined, '  '),
  ].join('\n')
}

/** The first few names, and how many more there are. */
function namesOf(names: readonly string[]): string {
  return names.length <= MOST_NAMES ? names.join(', ') : `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`
}

const MOST_NAMES = 3

function rangesText({ ranges }: CarPrediction, paint: Paint): string {
  const rows = ranges.map(({ cycle, km, low, high, whPerKm, validated }) => [
    cycle,
    `${formatNumber(km)} km`,
    `${formatNumber(low)} to ${formatNumber(high)}`,
    `${formatNumber(whPerKm / 10, 1)}`,
    validated ? '' : 'band estimated',
  ])
  const [head, ...lines] = tableText(
    [['range', '', '80 % band', 'kWh/100 km', ''], ...rows],
    ['left', 'right', 'right', 'right', 'left'],
  ).split('\n')
  const note = 'kWh/100 km are from the wall. EPA combined is the label: 55 % city, 45 % highway, times 0.7.'
  return [paint.bold(head!), ...lines, paint.dim(note)].join('\n')
}

const CHART_WIDTH = 60

function chargeText({ car, inRoom }: TypedCar, { charge, levels }: CarPrediction, paint: Paint): string {
  const { minutes, low, high, peakKw, peakKnown, caution: beyond, meanKw, meanRate, limits, trace } = charge
  const peak = peakKnown ? `${formatNumber(peakKw)} kW at most` : `${formatNumber(peakKw)} kW at most, as is usual (--peak-kw says)`
  const lines = [
    `${paint.bold('10 to 80 %')} in ${formatNumber(minutes)} min (${formatNumber(low)} to ${formatNumber(high)} in four of five cars): ${peak}, ${formatNumber(meanKw)} kW on average, ${formatNumber(meanRate, 1)}C`,
    `limited by ${limits.map(({ limit, from, to }) => `${limit} (${formatNumber((to - from) / 60, 1)} min)`).join(', then ')}`,
    ...(beyond === '' ? [] : [beyond]),
    ...(car === inRoom ? [] : [`with the pack warmed to ${CHARGED_AT_C} C before; a cold pack takes longer, which is not predicted`]),
  ]
  const count = trace.power.length
  const columns = Array.from(
    { length: CHART_WIDTH },
    (_, i) => trace.power[Math.min(count - 1, Math.floor(((i + 0.5) * count) / CHART_WIDTH))]! / 1000,
  )
  const top = formatNumber(Math.max(...columns))
  const chart = columnsText(columns, 4, 1).map((line, i) => `${(i === 0 ? `${top} kW` : i === 3 ? '0' : '').padStart(8)} ${line}`)
  const axis = `${' '.repeat(9)}0 min${`${formatNumber(minutes)} min`.padStart(CHART_WIDTH - 5)}`
  const others = levels.map(({ level, what, minutes: time, caution }) =>
    wrapText(`level ${level}, ${what}: ${formatNumber(time)} min${caution === '' ? '' : `; ${caution}`}`, undefined, '  '),
  )
  return [
    ...lines.map((line) => wrapText(line, undefined, '  ')),
    ...chart,
    axis,
    ...others,
    paint.dim('Sources differ by 15 % about one and the same car; no charging time is truer than that.'),
  ].join('\n')
}

function lifeText({ lives }: CarPrediction, paint: Paint): string {
  const { years, km } = USUAL_LIFE
  const title = paint.bold(`capacity after ${years} years and ${formatNumber(km)} km, ${formatNumber(lives[0]!.cycles)} full cycles`)
  const lines = lives.map(({ cell, capacity, outside }) =>
    wrapText(
      `  ${cell}: ${formatShare(capacity, 0)}${outside.length === 0 ? '' : `; extrapolated: ${outside.map((each) => each.replace(`${cell} was `, '')).join('; ')}`}`,
      undefined,
      '    ',
    ),
  )
  return [title, ...lines].join('\n')
}

function packText({ packs }: CarPrediction): string {
  const told = packs.map(
    ({ cells, kg, costUsd: [low, , high] }) =>
      `${formatNumber(kg)} kg and ${formatNumber(low / 1000)} to ${formatNumber(high / 1000)} thousand USD with ${cells} cells`,
  )
  return wrapText(
    `pack of ${formatNumber(packs[0]!.grossKwh)} kWh as built, today, by the mass law of the EPA: ${told.join(', ')}`,
    undefined,
    '  ',
  )
}

function legalText({ legal }: CarPrediction): string {
  const { kwhPer100Km, limit, limitLow, limitHigh, verdict } = legal
  const about = limitHigh - limitLow < 0.05 ? formatNumber(limit, 1) : `${formatNumber(limitLow, 1)} to ${formatNumber(limitHigh, 1)}`
  return wrapText(
    `GB 36980.1-2025: ${verdict}; ${formatNumber(kwhPer100Km, 1)} kWh/100 km on the CLTC-P, limit about ${about} (public at 2,000 kg alone)`,
    undefined,
    '  ',
  )
}

function nearestText({ nearest }: CarPrediction, paint: Paint): string {
  const rows = nearest.map(({ name, difference, error }) => [
    name,
    `within ${formatShare(difference, 0)} in mass and road load`,
    `predicted ${error >= 0 ? '+' : ''}${formatShare(error)}`,
  ])
  return [paint.bold('nearest validated cars'), tableText(rows, ['left', 'left', 'left'])].join('\n')
}

function plantText({ title, needs }: PlantSide, paint: Paint): string {
  const rows = needs.map(({ what, value, unit, digits, basis }) => [what, formatNumber(value, digits), unit, basis])
  return [paint.bold(`what it asks of ${title}`), tableText(rows, ['left', 'right', 'left', 'left'])].join('\n')
}
