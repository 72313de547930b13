/** `genba claim`: what must be true for a range and a charging time to hold, beside what has been shown. */
import type { Command } from 'commander'
import colors from 'picocolors'
import { formatNumber, formatShare } from 'genba/report'
import { checkClaim } from 'genba/vehicle'
import type { ClaimResult, Requirement } from 'genba/vehicle'
import { writeClaim } from './car-files.ts'
import { claimOf } from './claim-input.ts'
import type { Session } from './command.ts'
import { tableText, wrapText } from './text-chart.ts'

interface Options {
  readonly window: string
  readonly json?: true
  readonly out?: string
}

export function define(command: Command, session: Session): void {
  command
    .argument('<range>', 'range, such as "1200 km"')
    .argument('<time>', 'charging time, such as "10 min"')
    .option('--window <states>', 'states of charge between which the time counts', '10 to 80 %')
    .option('-o, --out <folder>', 'write a page and the map of cells there')
    .option('--json', 'print everything as JSON on standard output')
    .addHelpText('after', '\nExamples:\n  genba claim "1200 km" "10 min"\n  genba claim "1000 km" "5 min" --window "20 to 70 %" --json')
    .action((range: string, time: string, options: Options) => {
      const result = checkClaim(claimOf(range, time, options.window))
      const { terminal } = session
      const page = options.out === undefined ? undefined : writeClaim(options.out, verdictOf(result), result)
      if (options.json === true) terminal.out(`${JSON.stringify({ genba: 'claim/1', verdict: verdictOf(result), ...result }, null, 1)}\n`)
      else terminal.out(claimText(result, terminal.hasColor))
      if (options.json !== true && page !== undefined) terminal.out(`\npage ${page}\n`)
    })
}

/** The verdict in a sentence. */
function verdictOf({ claim, verdicts }: ClaimResult): string {
  return `${formatNumber(claim.km)} km and ${formatNumber(claim.minutes, claim.minutes % 1 === 0 ? 0 : 1)} min: ${verdicts.pair.charAt(0).toLowerCase()}${verdicts.pair.slice(1)}`
}

/** Columns of an indented list. */
const LIST_WIDTH = 98

const DIGITS: Readonly<Record<string, number>> = { '1/h': 1 }

function claimText(result: ClaimResult, hasColor: boolean): string {
  const paint = colors.createColors(hasColor)
  const { verdicts, requirements, bands, cases, unshown } = result
  const isShown = result.together.length > 0
  const [head, ...rows] = tableText(
    [['what must be true', '', 'from', 'to', 'best shown', ''], ...requirements.map(requirementRow)],
    ['left', 'left', 'right', 'right', 'right', 'left'],
  ).split('\n')
  const note = `From a saloon to an SUV on the CLTC-P with ${formatShare(bands['CLTC-P (unofficial)'], 0)} of consumption either way; prices from the lowest to the highest that are told; rates shown are means of the windows in which they were shown. Times are truer than 15 % nowhere.`
  return (
    [
      (isShown ? paint.green : paint.yellow)(wrapText(verdictOf(result), undefined, '  ')),
      [verdicts.range, verdicts.time].map((text) => wrapText(text, undefined, '  ')).join('\n'),
      [paint.bold(head!), ...rows].join('\n'),
      paint.dim(wrapText(note)),
      ...(cases.length === 0 ? [] : [packsText(result, paint)]),
      closingLines(result)
        .map((text) => wrapText(text, undefined, '  '))
        .join('\n'),
      `${paint.bold('shown by nobody in public')}\n${unshown.length === 0 ? '  nothing of this claim' : unshown.map((each) => `  ${wrapText(each, LIST_WIDTH, '    ')}`).join('\n')}`,
    ].join('\n\n') + '\n'
  )
}

/** Packs that hold the range, a row each. */
function packsText({ cases, bands }: ClaimResult, paint: ReturnType<typeof colors.createColors>): string {
  const [head, ...rows] = tableText(
    [
      ['pack for the range', 'kWh', 'pack kg', 'kerb kg', 'kWh/100 km', 'mean kW', 'pack USD'],
      ...cases.map((each) => [
        `${each.body}, ${each.cycle.replace(' (unofficial)', '')}, ${each.cell}`,
        formatNumber(each.grossKwh),
        formatNumber(each.packKg),
        formatNumber(each.kerbKg),
        formatNumber(each.kwhPer100Km, 1),
        formatNumber(each.need.meanKw),
        `${formatNumber(each.costUsd[0] / 1000)} to ${formatNumber(each.costUsd[2] / 1000)} k`,
      ]),
    ],
    ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
  ).split('\n')
  const note = `Consumption is of the battery, four of five cars within ${formatShare(bands['CLTC-P (unofficial)'], 0)} on the CLTC and ${formatShare(bands['WLTC 3b'], 0)} on the WLTC, and kWh and kW with it.`
  return [paint.bold(head!), ...rows, paint.dim(wrapText(note))].join('\n')
}

function closingLines({ cases, resistances, claim }: ClaimResult): readonly string[] {
  const rate = resistances[0]!.currentMaCm2 / resistances[0]!.arealMahCm2
  const allowed = resistances.map(({ arealMahCm2, ohmCm2 }) => `${formatNumber(ohmCm2, 1)} ohm cm2 at ${arealMahCm2} mAh/cm2`)
  const legal = new Set(cases.flatMap((each) => (each.legal === undefined ? [] : [each.legal.verdict])))
  return [
    `Resistance that 5 % of loss allows at ${formatNumber(rate, 1)}C: ${allowed.join(', ')}.`,
    ...(legal.size === 0 ? [] : [`GB 36980.1-2025: ${[...legal].join(', or ')}.`]),
    `Charged from ${formatShare(claim.from, 0)} to ${formatShare(claim.to, 0)}.`,
  ]
}

function requirementRow({ what, unit, low, high, best, verdict }: Requirement): string[] {
  const digits = DIGITS[unit] ?? 0
  const number = (value: number): string => formatNumber(value, digits)
  const shown = best === null ? '' : `${verdict === 'partly shown' ? 'partly' : verdict}: ${best.who.split(',')[0]!}`
  return [what, unit, number(low), number(high), best === null ? '' : number(best.value), shown]
}
