/** The same models in SimPy, where Python has it: bench/peers/simpy_models.py, a process for each model. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** A Python that has SimPy. */
export interface Peer {
  readonly python: string
  /** As in `SimPy 4.1.2, CPython 3.11.7`. */
  readonly name: string
}

export interface PeerSpeed {
  readonly events: number
  /** Processor time of the process, without its start. */
  readonly seconds: number
  readonly parts: number
  /** What must come out (bench/peers): mean time in the system of M2, parts an hour of M3 and M4. */
  readonly value: number
}

const execute = promisify(execFile)
const PYTHONS = ['python3', '/usr/bin/python3', 'python']

/** The first Python that has SimPy 3 or 4; undefined where none does. */
export async function findPeer(pythons: readonly string[] = PYTHONS): Promise<Peer | undefined> {
  for (const python of pythons) {
    try {
      const { stdout } = await execute(python, [script(), 'version'])
      return { python, name: stdout.trim() }
    } catch {
      // Not installed, or without SimPy: the next one.
    }
  }
  return undefined
}

/** Runs `size` parts of a model (for M1: so many timers). @throws Error with Python's own words where that fails */
export async function runPeer({ python }: Peer, model: string, size: number, signal: AbortSignal): Promise<PeerSpeed> {
  const { stdout } = await execute(python, [script(), model, String(size)], { signal })
  return JSON.parse(stdout) as PeerSpeed
}

function script(): string {
  return fileURLToPath(new URL('bench/peers/simpy_models.py', import.meta.resolve('genba/package.json')))
}
