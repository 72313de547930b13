/** `genba claim`: what must be true for a range and a charging time to hold, beside what has been shown. */
import type { Command } from 'commander'
import colors from 'picocolors'
import { formatNumber } from 'genba/report'
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
      if (options.json === true) terminal.out(`${JSON.stringify({ genba: 'claim/1', verdict: verdictOf(result), ...result }, null, 1)}\n`)
      else terminal.out(claimText(result, terminal.hasColor))
      const page = options.out === undefined ? undefined : writeClaim(options.out, verdictOf(result), result)
      if (options.json !== true && page !== undefined) terminal.out(`\npage ${page}\n`)
    })
}

/** The verdict in a sentence. */
function verdictOf({ claim, verdicts }: ClaimResult): string {
  return `${formatNumber(claim.km)} km and ${formatNumber(claim.minutes, claim.minutes % 1 === 0 ? 0 : 1)} min: ${verdicts.pair.charAt(0).toLowerCase()}${verdicts.pair.slice(1)}`
}

const DIGITS: Readonly<Record<string, number>> = { '1/h': 1 }

function claimText(result: ClaimResult, hasColor: boolean): string {
  const paint = colors.createColors(hasColor)
  const { verdicts, requirements, cases, resistances, unshown, claim } = result
  const verdict = wrapText(verdictOf(result), undefined, '  ')
  const color = result.together.length > 0 || requirements.every((each) => each.verdict !== 'not shown' && each.verdict !== 'partly shown')
  const table = tableText(
    [['what must be true', '', 'from', 'to', 'best shown', ''], ...requirements.map(requirementRow)],
    ['left', 'left', 'right', 'right', 'right', 'left'],
  ).split('\n')
  const packs = tableText(
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
  const resistance = `Resistance that 5 % of loss allows at ${formatNumber(resistances[0]!.currentMaCm2 / resistances[0]!.arealMahCm2, 1)}C: ${resistances
    .map(({ arealMahCm2, ohmCm2 }) => `${formatNumber(ohmCm2, 1)} ohm cm2 at ${arealMahCm2} mAh/cm2`)
    .join(', ')}.`
  const legal = new Set(cases.flatMap((each) => (each.legal === undefined ? [] : [each.legal.verdict])))
  return (
    [
      color ? paint.green(verdict) : paint.yellow(verdict),
      [verdicts.range, verdicts.time].map((text) => wrapText(text, undefined, '  ')).join('\n'),
      [paint.bold(table[0]!), ...table.slice(1)].join('\n'),
      paint.dim(
        wrapText(
          `From a saloon to an SUV on the CLTC-P with 12 % of consumption either way; prices from the lowest to the highest that are told. Times are truer than 15 % nowhere.`,
        ),
      ),
      [paint.bold(packs[0]!), ...packs.slice(1)].join('\n'),
      [
        resistance,
        `GB 36980.1-2025: ${[...legal].join(', or ')}.`,
        `Charged from ${formatNumber(claim.from * 100)} to ${formatNumber(claim.to * 100)} %.`,
      ]
        .map((text) => wrapText(text, undefined, '  '))
        .join('\n'),
      `${paint.bold('shown by nobody in public')}\n${unshown.map((each) => `  ${each}`).join('\n')}`,
    ].join('\n\n') + '\n'
  )
}

function requirementRow({ what, unit, low, high, best, verdict }: Requirement): string[] {
  const digits = DIGITS[unit] ?? 0
  const number = (value: number): string => formatNumber(value, digits)
  return [what, unit, number(low), number(high), best === null ? '' : number(best.value), best === null ? '' : `${verdict}: ${best.who}`]
}
