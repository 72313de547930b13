/** `genba bench`: how fast this machine simulates. */
import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { compile, COUNTS, createEngine, LEFT } from 'genba/factory'
import type { Observation, Plan, RunSpec } from 'genba/factory'
import { readModel } from 'genba/model'
import { formatNumber } from 'genba/report'
import { createThreadPool, scheduleOf } from 'genba/runs'
import { progressOf } from './command.ts'
import type { Session } from './command.ts'
import { loadModel, planOf } from './model-input.ts'
import { packageFolder } from './package-folder.ts'
import { tableText } from './text-chart.ts'

interface Options {
  readonly json?: true
}

interface Speed {
  readonly name: string
  /** Milliseconds to read and compile. */
  readonly compile: number
  /** Of one thread, for a second of its time. */
  readonly events: number
  readonly parts: number
  /** Simulated seconds in a second. */
  readonly speed: number
  /** How many times as many replications all threads run as one alone, and how many they are. */
  readonly scaling: number
  readonly threads: number
}

/** Models of three sizes; the third comes with Genba. */
const MODELS: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'one queue (M/M/1, load 0.8)',
    text: 'genba: model/1\nrun: {length: 400 h, warm_up: none}\nflow: [{source: arrivals, rate: 0.8/min}, {buffer: unlimited}, {station: server, cycle: exponential(1 min)}, sink]\n',
  },
  {
    name: '60 stations that fail',
    text: 'genba: model/1\nrun: {length: 400 h, warm_up: none}\nfailures: {breakdown: {mtbf: 100 min, mttr: 10 min}}\nflow: [source, {line: weld, stations: 60, cycle: 60 s, between: 5}, sink]\n',
  },
]

/** Seconds of simulating for one figure, and how many are taken; the middle one is told. */
const SECONDS = 0.8
const TIMES = 3
/** Seconds of a base's life that are simulated at a time. */
const PIECE = 30 * 86_400

export function define(command: Command, session: Session): void {
  command
    .argument('[file]', 'model file; three models of Genba by default')
    .option('--json', 'print the figures as JSON on standard output')
    .action((file: string | undefined, options: Options) => bench(session, file, options))
}

async function bench(session: Session, file: string | undefined, options: Options): Promise<void> {
  const { terminal } = session
  const jinshan = packageFolder('models/jinshan/jinshan.yaml')
  const files = file === undefined ? (existsSync(jinshan) ? [jinshan] : []) : [file]
  const subjects = [
    ...(file === undefined ? MODELS.map(({ name, text }) => ({ name, make: () => compile(readModel(text)).plan! })) : []),
    ...files.map((each) => ({ name: loadModel(each).name, make: () => planOf(loadModel(each), null).plan })),
  ]
  const progress = progressOf(session, 'measuring', subjects.length, 'models')
  const speeds: Speed[] = []
  for (const { name, make } of subjects) {
    if (session.signal.aborted) break
    speeds.push(await measure(name, make))
    progress.update(speeds.length)
  }
  progress.end()
  if (options.json === true) {
    terminal.out(`${JSON.stringify(speeds, null, 1)}\n`)
    return
  }
  const rows = speeds.map(({ name, compile: ms, events, parts, speed, scaling, threads }) => [
    name,
    `${formatNumber(ms, 1)} ms`,
    `${formatNumber(events / 1e6, 2)} M`,
    formatNumber(parts),
    `${formatNumber(speed / 86_400, 1)} d`,
    `${formatNumber(scaling, 2)} on ${threads}`,
  ])
  const head = ['', 'compile', 'events/s', 'departures/s', 'simulated in 1 s', 'threads']
  terminal.out(`${tableText([head, ...rows], ['left', 'right', 'right', 'right', 'right', 'right'])}\n`)
}

async function measure(name: string, make: () => Plan): Promise<Speed> {
  make()
  const plan = make()
  const compiling = middle(Array.from({ length: TIMES }, () => timed(make).seconds * 1000))
  const length = Math.min(PIECE, plan.run.length ?? PIECE)
  const { until, cuts, warmUp } = scheduleOf({ ...plan, run: { ...plan.run, warmUp: 0, length } }, undefined)
  const spec = (replication: number): RunSpec => ({ seed: 1, replication, until, cuts, warmUp })
  const engine = createEngine(plan)
  engine.run(spec(1))
  const runs = Array.from({ length: TIMES }, () => {
    let [count, seconds, events, parts] = [0, 0, 0, 0]
    while (seconds < SECONDS) {
      const { result, seconds: took } = timed(() => engine.run(spec(++count))!)
      seconds += took
      events += result.events
      parts += departures(result)
    }
    return { rate: count / seconds, events: events / seconds, parts: parts / seconds }
  })
  const rate = middle(runs.map((run) => run.rate))
  const { scaling, threads } = await scaled(plan, spec, Math.max(4, Math.ceil(rate * SECONDS)))
  return {
    name,
    compile: compiling,
    events: middle(runs.map(({ events }) => events)),
    parts: middle(runs.map(({ parts }) => parts)),
    speed: (rate * until) / plan.ticksPerSecond,
    scaling,
    threads,
  }
}

/** The same replications on one thread and on all, each pool warmed up by one replication a thread. */
async function scaled(plan: Plan, spec: (replication: number) => RunSpec, count: number): Promise<{ scaling: number; threads: number }> {
  const seconds: number[] = []
  let threads = 1
  for (const most of [1, undefined]) {
    const pool = createThreadPool(most)
    threads = pool.threads
    const pooled = pool.add({ plan, departures: [] })
    await pool.run(
      pooled,
      Array.from({ length: threads }, (_, i) => spec(i + 1)),
    )
    const start = performance.now()
    await pool.run(
      pooled,
      Array.from({ length: count }, (_, i) => spec(i + 1)),
    )
    seconds.push(performance.now() - start)
    await pool.close()
  }
  return { scaling: seconds[0]! / seconds[1]!, threads }
}

function departures({ windows }: Observation): number {
  let sum = 0
  for (const { counts } of windows) for (let cell = LEFT; cell < counts.length; cell += COUNTS) sum += counts[cell]!
  return sum
}

function timed<T>(work: () => T): { readonly result: T; readonly seconds: number } {
  const start = performance.now()
  const result = work()
  return { result, seconds: (performance.now() - start) / 1000 }
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}
