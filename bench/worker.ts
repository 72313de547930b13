/**
 * A thread that measures one benchmark: rounds in which Genba and the yardstick run the same replication, in turn.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { Benchmark } from './benchmark.ts'
import type { Round } from './speed.ts'
import { secondsOf } from './stopwatch.ts'
import { subjectOf, yardstickOf, type Subject, type Work } from './subject.ts'
import { timeVariates } from './variates.ts'
import { timeMoney } from './money.ts'
import { timeVehicle } from './vehicle.ts'

/** Seconds of a round: a run that takes less is repeated. */
const LEAST = 0.3

const { benchmark, rounds } = workerData as { benchmark: Benchmark; rounds: number }
const port = parentPort!
const send = (round: Round): void => port.postMessage(round)

if (benchmark.subject.kind === 'variates') for (const variate of timeVariates(rounds)) send(variate)
else if (benchmark.subject.kind === 'car') for (const call of timeVehicle(rounds)) send(call)
else if (benchmark.subject.kind === 'money') for (const call of timeMoney(rounds)) send(call)
else {
  const subject = subjectOf(benchmark)
  const yardstick = yardstickOf(benchmark)
  // The first run of each is for the compiler.
  subject.run(0)
  yardstick?.run(0)
  for (let number = 1; number <= rounds; number++) {
    // Who goes first changes, so that neither always finds the caches of the other.
    const first = number % 2 === 0 && yardstick !== undefined ? timed(yardstick, number) : undefined
    const own = timed(subject, number)
    const other = first ?? (yardstick === undefined ? undefined : timed(yardstick, number))
    send({ name: benchmark.id, ...own, ...(other === undefined ? {} : { yardstickSeconds: other.seconds }) })
  }
}

function timed(subject: Subject, replication: number): Omit<Round, 'name'> {
  let work: Work = { events: 0, parts: 0, visits: 0, inside: 0 }
  const seconds = secondsOf(() => {
    work = subject.run(replication)
  }, LEAST)
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return { ...work, seconds, bytes: heapUsed + arrayBuffers }
}
