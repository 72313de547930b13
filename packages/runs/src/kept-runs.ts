/**
 * Runs kept on disk under all that they come from, so that nothing is simulated twice: the plan, what is asked of it, and the program itself.
 *
 * A run repeats to the bit, so that a kept one is what simulating would give. A file that cannot be read is simulated anew.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { RunOutcome, RunRequest } from './run-plan.ts'

/** A run and whether it was on disk. */
export interface KeptRun {
  readonly outcome: RunOutcome
  readonly isKept: boolean
}

/** Most runs that are kept; the oldest go first. */
const MOST_KEPT = 64

/** The folder in which runs are kept, hidden below that of results. */
export function keptRunsFolder(out: string): string {
  return join(out, '.replications')
}

/** The outcome of a request where it is kept in `folder`, else undefined. */
export function findKeptRun(folder: string, request: RunRequest): RunOutcome | undefined {
  try {
    return { ...(deserialize(gunzipSync(readFileSync(join(folder, keyOf(request))))) as Omit<RunOutcome, 'plan'>), plan: request.plan }
  } catch {
    return undefined
  }
}

/** Keeps a complete outcome of a request; others are not kept. That a disk is full or read-only does no harm: the run is then not kept. */
export function keepRun(folder: string, request: RunRequest, outcome: RunOutcome): void {
  if (outcome.status !== 'complete') return
  const file = join(folder, keyOf(request))
  const aside = `${file}-${process.pid}`
  try {
    mkdirSync(folder, { recursive: true })
    const { plan: _, ...rest } = outcome
    writeFileSync(aside, gzipSync(serialize(rest), { level: 1 }))
    renameSync(aside, file)
    const byAge = readdirSync(folder)
      .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
      .toSorted((a, b) => b.at - a.at)
    for (const { path } of byAge.slice(MOST_KEPT)) rmSync(path, { force: true })
  } catch {
    rmSync(aside, { force: true })
  }
}

/** The kept run of a request, or what `run` gives, which is then kept. */
export async function runOnce(folder: string, request: RunRequest, run: () => Promise<RunOutcome>): Promise<KeptRun> {
  const kept = findKeptRun(folder, request)
  if (kept !== undefined) return { outcome: kept, isKept: true }
  const outcome = await run()
  keepRun(folder, request, outcome)
  return { outcome, isKept: false }
}

function keyOf({ plan, measures = [], seed, replications, precision, precise, until }: RunRequest): string {
  const asked = [plan, measures, seed ?? plan.run.seed, replications ?? plan.run.replications, precision, precise, until]
  return createHash('sha256').update(programHash()).update(serialize(asked)).digest('hex').slice(0, 32)
}

/** Rooms on whose code a run hangs. */
const ROOMS = ['quantity', 'statistics', 'kernel', 'model', 'factory', 'analysis', 'runs']
let known: string | undefined

/** Of the code that simulates, as it lies beside this file: another program keeps its own runs. */
function programHash(): string {
  if (known !== undefined) return known
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]!)
  const packages = join(dirname(import.meta.filename), '..', '..')
  for (const room of ROOMS) {
    const folder = join(packages, room, 'src')
    for (const name of readdirSync(folder).toSorted()) {
      if (/(?<!\.test|\.fixture|\.d)\.(?:js|ts)$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)))
    }
  }
  return (known = hash.digest('hex'))
}
