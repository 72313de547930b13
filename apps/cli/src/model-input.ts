/** Models as commands ask for them: read, compiled, or a failure that says all that is wrong. */
import { checkMeasure, MeasureFault } from 'genba/analysis'
import { describeUnsupported, HookFault, unsupportedIn } from 'genba/factory'
import type { Compiled, Plan } from 'genba/factory'
import { formatDiagnostics, readRange } from 'genba/model'
import { createThreadPool, FileFault, readModelFile, responsesOf } from 'genba/runs'
import type { Change, ModelFile, ThreadPool } from 'genba/runs'
import { InvalidArgumentError } from 'commander'
import { Failure, status } from './command.ts'
import type { Session } from './command.ts'

/** @throws Failure (bad input) where the file cannot be read */
export function loadModel(file: string): ModelFile {
  try {
    return readModelFile(file)
  } catch (error) {
    if (error instanceof FileFault) throw new Failure(error.message, status.badInput)
    throw error
  }
}

/** A plan, and what was said of it. */
export interface Planned extends Compiled {
  readonly plan: Plan
}

/** The plan under a scenario, with changes made after it. @throws Failure (bad input) with every diagnostic where there is none */
export function planOf(model: ModelFile, scenario: string | null, changes: readonly Change[] = []): Planned {
  const compiled = model.compile(scenario, changes)
  const { plan } = compiled
  if (plan === undefined) throw new Failure(formatDiagnostics(compiled.diagnostics), status.badInput)
  const missing = unsupportedIn(plan)
  if (missing.length > 0) throw new Failure(`${model.file}: not simulated yet: ${describeUnsupported(missing)}`, status.badInput)
  const unknown = responsesOf(compiled).flatMap(({ name, measure }) =>
    faultOf(plan, measure).map((fault) => `${model.file}: responses.${name}: ${fault}`),
  )
  if (unknown.length > 0) throw new Failure(unknown.join('\n'), status.badInput)
  return { ...compiled, plan }
}

/** Why a plan cannot be asked for a measure; nothing where it can. */
export function faultOf(plan: Plan, measure: string): readonly string[] {
  try {
    checkMeasure(plan, measure)
    return []
  } catch (error) {
    if (!(error instanceof MeasureFault)) throw error
    return [error.message]
  }
}

/** Runs `work` with a pool that stops when the session is interrupted, and is closed whatever happens. Measures that are none are bad input. */
export async function withPool<T>(session: Session, work: (pool: ThreadPool) => Promise<T>): Promise<T> {
  const pool = createThreadPool(undefined, session.allowsHooks)
  const stop = (): void => pool.stop()
  session.signal.addEventListener('abort', stop)
  if (session.signal.aborted) stop()
  try {
    return await work(pool)
  } catch (error) {
    if (error instanceof MeasureFault || error instanceof HookFault) throw new Failure(error.message, status.badInput)
    throw error
  } finally {
    session.signal.removeEventListener('abort', stop)
    await pool.close()
  }
}

/** A whole number from 1, as an option. */
export function countOption(text: string): number {
  const count = Number(text.replaceAll('_', ''))
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('Expected a whole number from 1.')
  return count
}

/** A whole number from 0 to 2^53, as an option. */
export function seedOption(text: string): number {
  const seed = Number(text.replaceAll('_', ''))
  if (!Number.isSafeInteger(seed) || seed < 0) throw new InvalidArgumentError('Expected a whole number from 0.')
  return seed
}

/** A share such as `0.5 %` or 0.005, as an option. */
export function shareOption(text: string): number {
  const share = quantity(text, 'share')
  if (share === undefined || !(share > 0 && share < 1)) throw new InvalidArgumentError('Expected a share such as 0.5 %.')
  return share
}

/** Seconds after the start of the run at which it ends, as `option` says: a duration such as `90 d`, or a date, which is included. */
export function untilOf(plan: Plan, text: string, option = '--until'): number {
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim())
  if (date !== null) {
    if (plan.run.start === undefined)
      throw new Failure(`${option} ${text}: a run without dates ends after a duration, such as 90 d`, status.badInput)
    const days = Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3])) / 86_400_000
    const seconds = (days + 1) * 86_400 - plan.run.start
    if (!(seconds > 0)) throw new Failure(`${option} ${text}: lies before the start of the run`, status.badInput)
    return seconds
  }
  const seconds = quantity(text, 'duration')
  if (seconds === undefined || !(seconds > 0))
    throw new Failure(`${option}: expected a date such as 2028-12-31 or a duration such as "90 d", received "${text}"`, status.badInput)
  return seconds
}

function quantity(text: string, dimension: 'share' | 'duration'): number | undefined {
  try {
    return readRange(text, { dimension, draws: false, changes: false }).low
  } catch {
    return undefined
  }
}
