/**
 * Reference results on this machine: models with expected values are run until they are known well enough, and judged by z.
 *
 * One headline an entry decides: |z| < 3.5 with a standard error of at most 0.1 % for saturated lines and closed loops, 0.5 % for
 * open queues and losses, 2 % for variances and transients. A headline beyond 3.5 is run once more, four times as long, with the
 * next seed; both are shown and the second decides. What is deterministic must be exact to the tick.
 */
import { MeasureFault } from 'genba/analysis'
import { verifyFormula } from './formula-entry.ts'
import type { FormulaEntry } from './formula-entry.ts'
import type { ThreadPool } from './thread-pool.ts'
import type { VerificationEntry } from './verification-entry.ts'
import { wayOf, runWay } from './verification-run.ts'
import type { Estimated } from './verification-run.ts'

export type Level = 'quick' | 'default' | 'precise'

export interface VerificationCase {
  /** Entry and quantity: `L05:throughput`. */
  readonly id: string
  readonly title: string
  readonly quantity: string
  readonly headline: boolean
  readonly expected: number
  /** Null where it could not be run. */
  readonly estimate: number | null
  /** 0 for what is exact; null where it could not be run. */
  readonly standardError: number | null
  /** Null where exact or not run. */
  readonly z: number | null
  /**
   * A headline passes or fails, or is `repeated` when a longer run decides instead. Others pass, or are `flagged` above 4.
   * What this program cannot compile or measure is `skipped`.
   */
  readonly status: 'passed' | 'failed' | 'repeated' | 'flagged' | 'skipped'
  readonly seconds: number
  /** Why it was skipped or failed without a z. */
  readonly reason?: string
}

export interface Verification {
  readonly cases: readonly VerificationCase[]
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Mean z^2 over the headlines that have a z, and how many; it should lie between 0.6 and 1.6. Null where there are none. */
  readonly meanSquare: number | null
  readonly headlines: number
}

/** A headline fails beyond this, any other quantity is flagged beyond the second. */
const DECIDES = 3.5
const FLAGS = 4

/**
 * Verifies entries, as many at a time as the pool has threads.
 * @param done told of each entry that is finished, in the order of finishing
 * @returns cases in the order of the entries; entries not finished when the pool was stopped are left out
 */
export async function verify(
  pool: ThreadPool,
  entries: readonly (VerificationEntry | FormulaEntry)[],
  level: Level,
  done: (cases: readonly VerificationCase[]) => void = () => {},
): Promise<Verification> {
  const results: (readonly VerificationCase[])[] = entries.map(() => [])
  let next = 0
  async function work(): Promise<void> {
    while (next < entries.length && !pool.isStopped) {
      const number = next++
      const entry = entries[number]!
      const cases = 'formula' in entry ? verifyFormula(entry, level) : await verifyEntry(pool, entry, level)
      if (pool.isStopped) return
      results[number] = cases
      done(cases)
    }
  }
  await Promise.all(Array.from({ length: pool.threads }, work))
  const cases = results.flat()
  const squares = cases.filter(({ headline, status, z }) => headline && status !== 'repeated' && z !== null).map(({ z }) => z! ** 2)
  const count = (status: VerificationCase['status']): number => cases.filter((each) => each.status === status).length
  return {
    cases,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    meanSquare: squares.length === 0 ? null : squares.reduce((sum, square) => sum + square, 0) / squares.length,
    headlines: squares.length,
  }
}

/** All quantities of an entry: those that can be taken from one run together. */
async function verifyEntry(pool: ThreadPool, entry: VerificationEntry, level: Level): Promise<readonly VerificationCase[]> {
  const { plan, expectations, headline } = entry
  const begun = performance.now()
  const seed = seedOf(entry.id)
  const cases: VerificationCase[] = []
  if (plan === undefined || entry.fault !== undefined)
    return expectations.flatMap((each) => casesOf(each, undefined, 'skipped', 0, entry.fault))
  const ways = new Map<string, (typeof expectations)[number][]>()
  for (const expectation of expectations) {
    const way = wayOf(expectation)
    ways.set(way, [...(ways.get(way) ?? []), expectation])
  }
  for (const [, together] of ways) {
    const isDeciding = together.includes(headline)
    // Quick is for the headlines, and for what comes with them.
    if (level === 'quick' && !isDeciding) continue
    try {
      const judged = isDeciding ? headline : together[0]!
      let told = await runWay(pool, plan, together, judged, level, { isDeciding, seed, times: 1 })
      if (told === undefined) return cases
      const at = together.indexOf(judged)
      if (isDeciding && isBeyond(told[at]!, judged.values, DECIDES) && !isExact(told[at]!)) {
        cases.push(...casesOf(judged, told[at]!, 'repeated', seconds()))
        told = await runWay(pool, plan, together, judged, level, { isDeciding, seed: seed + 1, times: 4 })
        if (told === undefined) return cases
      }
      together.forEach((expectation, i) => {
        const estimates = told![i]!
        const isHeadline = expectation === headline
        const beyond = isBeyond(estimates, expectation.values, isHeadline ? DECIDES : FLAGS)
        cases.push(...casesOf(expectation, estimates, beyond ? (isHeadline ? 'failed' : 'flagged') : 'passed', isHeadline ? seconds() : 0))
      })
    } catch (error) {
      const isMissing = error instanceof MeasureFault || isDeciding === false
      const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error)
      for (const expectation of together)
        cases.push(...casesOf(expectation, undefined, isMissing || expectation !== headline ? 'skipped' : 'failed', seconds(), reason))
    }
  }
  return cases

  function seconds(): number {
    return Math.round(performance.now() - begun) / 1000
  }

  function casesOf(
    { measure, values, text }: (typeof expectations)[number],
    estimates: readonly Estimated[] | undefined,
    status: VerificationCase['status'],
    took: number,
    reason?: string,
  ): VerificationCase[] {
    // A list of exact times is one quantity: shown is the first that is wrong, else the last.
    const wrong = values.findIndex((expected, i) => isBeyond([estimates?.[i] ?? nothing], [expected], DECIDES))
    const isList = values.length > 1 && (estimates === undefined ? measure.measure === 'departures' : isExact(estimates))
    const places = isList ? [wrong < 0 ? values.length - 1 : wrong] : values.map((_, i) => i)
    return places.map((i) => {
      const expected = values[i]!
      const estimated = estimates?.[i]
      return {
        id: `${entry.id}:${measure.text}${places.length > 1 ? ` ${i + 1}` : ''}`,
        title: entry.title,
        quantity: measure.text,
        headline: text === headline.text,
        expected,
        estimate: estimated === undefined || Number.isNaN(estimated.value) ? null : estimated.value,
        standardError: estimated?.standardError ?? null,
        z: estimated === undefined ? null : zOf(estimated, expected),
        status,
        seconds: took,
        ...(reason === undefined ? {} : { reason }),
      }
    })
  }
}

/**
 * A seed of its own for each entry, from its name: entries that share the names of their stations would else share their random
 * numbers, and their z would not be independent. FNV-1a (Fowler, Noll, Vo).
 */
function seedOf(id: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

const nothing: Estimated = { value: Number.NaN, standardError: 0 }

function isExact(estimates: readonly Estimated[]): boolean {
  return estimates.every(({ tolerance }) => tolerance !== undefined)
}

/** Null where there is no spread. */
function zOf({ value, standardError, tolerance }: Estimated, expected: number): number | null {
  return tolerance !== undefined || standardError === 0 || Number.isNaN(value) ? null : (value - expected) / standardError
}

function isBeyond(estimates: readonly Estimated[], values: readonly number[], bound: number): boolean {
  return values.some((expected, i) => {
    const estimated = estimates[i]
    if (estimated === undefined || Number.isNaN(estimated.value)) return true
    if (estimated.tolerance !== undefined) return Math.abs(estimated.value - expected) > estimated.tolerance
    const z = zOf(estimated, expected)
    // Without any spread only the expected value itself will do, as far as it is written.
    return z === null ? Math.abs(estimated.value - expected) > 1e-9 * Math.max(1, Math.abs(expected)) : Math.abs(z) >= bound
  })
}
