/** `genba verify`: reference results on this machine, with z-scores. */
import colors from 'picocolors'
import type { Command } from 'commander'
import { FileFault, readEntries, verify } from 'genba/runs'
import type { Level, Verification, VerificationCase } from 'genba/runs'
import { formatNumber } from 'genba/report'
import { Failure, progressOf, status } from './command.ts'
import type { Session } from './command.ts'
import { withPool } from './model-input.ts'
import { packageFolder } from './package-folder.ts'
import { tableText } from './text-chart.ts'

interface Options {
  readonly quick?: true
  readonly precise?: true
  readonly json?: true
  readonly only?: string
}

/** Between these the mean of z^2 over many headlines lies if the standard errors are honest. */
const MEAN_SQUARE = [0.6, 1.6] as const

export function define(command: Command, session: Session): void {
  command
    .argument('[path]', 'model with expected values, or folder of such; those of Genba by default')
    .option('--quick', 'in about a minute, to 1 %')
    .option('--precise', '25 times as long')
    .option('--only <ids>', 'entries whose name begins with one of these, such as L05,Q4')
    .option('--json', 'print the cases as JSON on standard output')
    .action((path: string | undefined, options: Options) => verifyAll(session, path ?? packageFolder('validation'), options))
}

async function verifyAll(session: Session, path: string, options: Options): Promise<void> {
  const { terminal } = session
  if (options.quick === true && options.precise === true) throw new Failure('genba verify: either --quick or --precise', status.badInput)
  const level: Level = options.quick === true ? 'quick' : options.precise === true ? 'precise' : 'default'
  const wanted = options.only?.split(',')
  const entries = entriesOf(path).filter(({ id }) => wanted === undefined || wanted.some((name) => id.startsWith(name)))
  if (entries.length === 0) throw new Failure(`${path}: there is nothing to verify`, status.badInput)
  const verification = await withPool(session, async (pool) => {
    const progress = progressOf(session, 'verifying', entries.length, 'entries')
    let done = 0
    return verify(pool, entries, level, () => progress.update(++done)).finally(() => progress.end())
  })
  const isGood = verification.failed === 0 && (isSpreadGood(verification) || verification.headlines < 20)
  if (!isGood) session.status = status.failed
  if (options.json === true) terminal.out(`${JSON.stringify(verification, null, 1)}\n`)
  else terminal.out(verificationText(verification, terminal.hasColor, session.isVerbose))
}

function entriesOf(path: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(path)
  } catch (error) {
    if (error instanceof FileFault) throw new Failure(error.message, status.badInput)
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Failure(`${path}: there is no such file or folder`, status.badInput)
    throw error
  }
}

function isSpreadGood({ meanSquare }: Verification): boolean {
  return meanSquare === null || (meanSquare >= MEAN_SQUARE[0] && meanSquare <= MEAN_SQUARE[1])
}

/** Headlines in a table, then what was flagged, failed or skipped; every quantity where all are wanted. */
function verificationText(verification: Verification, hasColor: boolean, isVerbose: boolean): string {
  const paint = colors.createColors(hasColor)
  const { cases, passed, failed, skipped, meanSquare, headlines } = verification
  const shown = cases.filter(({ headline, status: each }) => isVerbose || headline || each === 'flagged')
  const rows = shown.map((each) => [
    each.id,
    number(each.expected),
    each.estimate === null ? '' : number(each.estimate),
    each.standardError === null || each.estimate === null
      ? ''
      : each.standardError === 0
        ? 'exact'
        : `${formatNumber((100 * each.standardError) / Math.abs(each.estimate), 2)} %`,
    each.z === null ? '' : formatNumber(each.z, 2),
    each.status + (each.reason === undefined ? '' : `: ${shorten(each.reason)}`),
  ])
  const table = tableText(
    [['', 'expected', 'estimate', 'std. error', 'z', ''], ...rows],
    ['left', 'right', 'right', 'right', 'right', 'left'],
  ).split('\n')
  const colored = table.map((line, i) => (i === 0 ? paint.bold(line) : colorOf(shown[i - 1]!, paint)(line)))
  const spread =
    meanSquare === null
      ? ''
      : `mean z² over ${headlines} headlines ${formatNumber(meanSquare, 2)}${headlines < 20 ? '' : `, wanted ${MEAN_SQUARE[0]} to ${MEAN_SQUARE[1]}`}\n`
  return `${colored.join('\n')}\n\n${spread}${passed} passed, ${failed} failed, ${skipped} skipped\n`
}

function colorOf({ status: each }: VerificationCase, paint: ReturnType<typeof colors.createColors>): (text: string) => string {
  if (each === 'failed') return paint.red
  if (each === 'flagged' || each === 'repeated') return paint.yellow
  return each === 'skipped' ? paint.dim : (text) => text
}

function number(value: number): string {
  const size = Math.abs(value)
  return formatNumber(value, size >= 1000 ? 2 : size >= 1 ? 5 : 7)
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`
}
