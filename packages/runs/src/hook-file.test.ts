import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createEvaluator } from 'genba/analysis'
import type { Plan } from 'genba/factory'
import { createThreadPool, readModelFile, runPlan } from './index.ts'
import type { RunOutcome } from './index.ts'
import { keepRun, runOnce } from './kept-runs.ts'

const folder = mkdtempSync(join(tmpdir(), 'genba-hooks-'))
const pool = createThreadPool(2, true)
after(async () => {
  await pool.close()
  rmSync(folder, { recursive: true })
})

/** Writes a file of functions and a model that names it; gives the path of the model. */
function written(name: string, functions: string, model: string): string {
  writeFileSync(join(folder, `${name}.ts`), functions)
  const file = join(folder, `${name}.yaml`)
  writeFileSync(file, `genba: model/1\nname: ${name}\nhooks: ${name}.ts\n${model}`)
  return file
}
const planOf = (file: string): Plan => readModelFile(file).compile(null).plan!
const run = (file: string, of = pool): Promise<RunOutcome> => runPlan(of, { plan: planOf(file), seed: 11 })

const RUN = 'run: {length: 3000 min, warm_up: 300 min, replications: 30}\n'
/** One server, arrivals at random every 2 min, work of a mean of 1 min. */
const SINGLE = `${RUN}flow: [{source: in, every: exponential(2 min)}, {buffer: unlimited}, {station: M, cycle: hook(work)}, sink]\n`

test('an M/M/1 queue whose times a hook draws: mean stay 1 / (1 - 0.5) min = 2 min (Kleinrock 1975, 3.2)', async () => {
  const file = written(
    'single',
    `import type { HookView } from 'genba/factory'
export const work = ({ random }: HookView): number => -60 * Math.log(1 - random())
`,
    SINGLE,
  )
  const outcome = await run(file)
  const evaluator = createEvaluator({
    plan: outcome.plan,
    observations: outcome.observations,
    warmUp: outcome.schedule.warmUp,
    confidence: 0.95,
  })
  const { value, standardError } = evaluator.estimates('lead_time')[0]!
  assert.ok(Math.abs(value - 120) < 3.5 * standardError!, `${value} s with a standard error of ${standardError} s`)
  assert.ok(standardError! < 3)
  // On one thread the same.
  const alone = createThreadPool(1, true)
  assert.equal((await run(file, alone)).fingerprint, outcome.fingerprint)
  await alone.close()
})

test('functions are refused where they were not allowed', async () => {
  const file = written('refused', 'export const work = () => 1\n', SINGLE)
  const wary = createThreadPool(1)
  await assert.rejects(run(file, wary), { name: 'HookFault', message: /refused\.ts: the model calls functions .* --allow-hooks$/ })
  await wary.close()
})

test('a file that cannot be imported, a function that is missing or fails: told with the line', async () => {
  const told = async (name: string, functions: string, message: RegExp): Promise<void> => {
    await assert.rejects(run(written(name, functions, SINGLE.replace('replications: 30', 'replications: 1'))), {
      name: 'HookFault',
      message,
    })
  }
  await told('broken', 'export const work = (\n', /broken\.ts: cannot be imported: /)
  await told(
    'other',
    'export const wok = () => 1\n',
    /other\.ts: exports no function "work", which M\.steps calls; it exports wok; did you mean/,
  )
  await told(
    'failing',
    `export function work({ part }: { part: { serial: number } }): number {
  if (part.serial > 2) throw new Error('no more')
  return 30
}
`,
    /failing\.ts: hook\(work\) at M, [\d.]+ s after the start \(tick \d+\): no more \(failing\.ts:2:\d+\)$/,
  )
})

test('a file that is not there is an error of the model', () => {
  const file = join(folder, 'lonely.yaml')
  writeFileSync(file, `genba: model/1\nhooks: nowhere.ts\n${SINGLE}`)
  const { plan, diagnostics } = readModelFile(file).compile(null)
  assert.equal(plan, undefined)
  assert.match(diagnostics[0]!.message, /nowhere\.ts cannot be read/)
  assert.equal(diagnostics[0]!.line, 2)
})

test('another text of the functions, or of what they import, is another run', async () => {
  const functions = `import { least } from './least.ts'\nexport const work = () => least\n`
  writeFileSync(join(folder, 'least.ts'), 'export const least = 30\n')
  const file = written('kept', functions, SINGLE)
  const kept = join(folder, 'kept-runs')
  const request = { plan: planOf(file), replications: 1 }
  const outcome = await runPlan(pool, request)
  keepRun(kept, request, outcome)
  const again = (): Promise<boolean> =>
    runOnce(kept, { plan: planOf(file), replications: 1 }, () => Promise.resolve(outcome)).then(({ isKept }) => isKept)
  assert.equal(await again(), true)
  writeFileSync(join(folder, 'least.ts'), 'export const least = 40\n')
  assert.equal(await again(), false)
})

test('a process that works, seizes and gives back is the same run as the steps that say so', async () => {
  const rest = 'cycle: 1 min, scrap: 10 %, failures: {jam: {mtbf: 60 min, mttr: 5 min}}'
  const plant = (work: string): string => `run: {length: 3000 min, warm_up: 300 min, replications: 3}
crews: {team: {size: 1}}
flow:
  - {source: in, every: exponential(4 min)}
  - {buffer: unlimited}
  - {station: M, positions: 2, ${work}}
  - {station: N, crew: team, ${rest}}
  - sink
`
  const functions = `import type { HookProcess, ProcessHook } from 'genba/factory'
export const mend: ProcessHook = function* ({ work, wait, seize, release }: HookProcess) {
  yield work('2 min')
  yield seize('team')
  yield work(90)
  yield release('team')
  yield wait(30)
}
`
  const steps = 'steps: [{step: look, time: 2 min}, {step: mend, time: 90 s, crew: team}, {step: dry, time: 30 s}]'
  const told = await run(written('steps', 'export {}\n', plant(steps)))
  const process = await run(written('process', functions, plant('process: hook(mend), crew: team')))
  assert.equal(process.fingerprint, told.fingerprint)
})
