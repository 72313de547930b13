/** Runs whose fingerprints must be the same wherever they are computed: in Node, in a browser, by any thread. */
import { compile, createEngine } from 'genba/factory'
import type { Plan, RunSpec } from 'genba/factory'
import { readModel } from 'genba/model'

export interface Job {
  readonly name: string
  readonly plan: Plan
  readonly specs: readonly RunSpec[]
}

const DAY = 86_400

/**
 * Two replications of M3, and of the Jinshan base at full volume, some days long.
 * @param readText gives the text of a file by its path from the root of the checkout; undefined where there is none
 */
export function jobs(readText: (path: string) => string | undefined): readonly Job[] {
  return [job(readText, 'bench/models/m3.yaml', undefined, 2), job(readText, 'models/jinshan/jinshan.yaml', 'mature', 2)]
}

/** Fingerprints of all replications, run one after the other on this thread. */
export function fingerprints(all: readonly Job[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    all.map(({ name, plan, specs }) => {
      const engine = createEngine(plan)
      return [name, specs.map((spec) => engine.run(spec)!.fingerprint)]
    }),
  )
}

function job(readText: (path: string) => string | undefined, file: string, scenario: string | undefined, days: number): Job {
  const { plan } = compile(readModel(readText(file)!, { file, readText }), scenario === undefined ? {} : { scenario })
  const until = days * DAY * plan!.ticksPerSecond
  return { name: file, plan: plan!, specs: [1, 2].map((replication) => ({ seed: 1, replication, until, cuts: [until], warmUp: 0 })) }
}
