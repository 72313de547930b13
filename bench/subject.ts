/** What is measured, ready to run: made once in a thread of its own, since V8 compiles an engine for the one instance there is. */
import { fileURLToPath } from 'node:url'
import { resolve } from 'node:path'
import { COUNTS, createEngine, ENDED, ENTERED, FAILURES, LEFT, LOST } from 'genba/factory'
import type { Observation, Plan } from 'genba/factory'
import { formatDiagnostics } from 'genba/model'
import { readModelFile } from 'genba/runs'
import type { Benchmark } from './benchmark.ts'
import { createOperatorsLine, M4 } from './operators.ts'
import { createM3 } from './yardstick/m3.ts'
import { createM4 } from './yardstick/m4.ts'

/** What one run did. */
export interface Work {
  readonly events: number
  /** Parts that left. */
  readonly parts: number
  /** Parts that came into stations, tunnels and lines; 0 where it is not counted. */
  readonly visits: number
  /** Parts inside at the end; 0 where they are not counted. */
  readonly inside: number
}

export interface Subject {
  run(replication: number): Work
}

const SEED = 1
const HOUR = 3600

/** @throws Error where the model is not good, or asks for what is not simulated */
export function subjectOf({ subject, events }: Benchmark): Subject {
  if (subject.kind === 'operators') return operators(subject.hours)
  if (subject.kind === 'variates') throw new Error('variates are timed by bench/variates.ts')
  if (subject.kind === 'car') throw new Error('the car is timed by bench/vehicle.ts')
  if (subject.kind === 'money') throw new Error('the money is timed by bench/money.ts')
  const { plan, diagnostics } = readModelFile(pathOf(subject.file)).compile(subject.scenario ?? null)
  if (plan === undefined) throw new Error(formatDiagnostics(diagnostics))
  const until = Math.min(lengthOf(plan), (subject.days ?? Infinity) * 24 * HOUR) * plan.ticksPerSecond
  const { logs } = subject
  const span = { from: 0, until }
  const engine = createEngine(plan, logs === undefined ? {} : logs === 'states' ? { intervals: span } : { history: span })
  return {
    run: (replication) => {
      const observation = engine.run({ seed: SEED, replication, until, cuts: [until], warmUp: 0 })!
      return { ...workOf(plan, observation), ...(events === 'kernel' ? { events: observation.events } : {}) }
    },
  }
}

/** The same line by hand. */
export function yardstickOf({ subject, yardstick }: Benchmark): Subject | undefined {
  if (yardstick === undefined) return undefined
  const run = yardstick === 'm3' ? createM3() : createM4()
  const until = subject.kind === 'operators' ? subject.hours * HOUR * M4.ticksPerSecond : lengthOfModel(subject)
  return {
    run: (replication) => {
      const { events, parts } = run(SEED, replication, until)
      return { events, parts, visits: 0, inside: 0 }
    },
  }
}

function operators(hours: number): Subject {
  const run = createOperatorsLine(M4)
  return {
    run: (replication) => {
      const { events, parts } = run(SEED, replication, hours * HOUR * M4.ticksPerSecond)
      return { events, parts, visits: 0, inside: 0 }
    },
  }
}

/** A file of Genba by its path from the root of the package, one of the user's by its path from the present folder. */
function pathOf(file: string): string {
  if (!/^(bench|models)\//.test(file)) return resolve(file)
  return fileURLToPath(new URL(file, import.meta.resolve('genba/package.json')))
}

function lengthOfModel(subject: Benchmark['subject']): number {
  if (subject.kind !== 'model') throw new Error('expected a model file')
  const { plan } = readModelFile(pathOf(subject.file)).compile(subject.scenario ?? null)
  return lengthOf(plan!) * plan!.ticksPerSecond
}

/** Seconds that a run takes; a steady one has no length of its own. */
function lengthOf({ run }: Plan): number {
  return run.length ?? Infinity
}

/** What happened in a run: work that ended, failures and repairs, arrivals; and the parts that left. */
function workOf(plan: Plan, { windows, finalLevels }: Observation): Work {
  let [events, parts, visits] = [0, 0, 0]
  for (const { counts } of windows)
    for (const { number, kind, ...element } of plan.elements) {
      const count = (what: number): number => counts[number * COUNTS + what]!
      events += count(ENDED) + 2 * count(FAILURES)
      if (kind === 'sink') parts += count(LEFT)
      if (kind === 'source' && 'arrival' in element && element.arrival.kind !== 'unlimited') events += count(LEFT) + count(LOST)
      if (kind === 'station' || kind === 'tunnel') visits += count(ENTERED)
    }
  return { events, parts, visits, inside: finalLevels.at(-1)! }
}
