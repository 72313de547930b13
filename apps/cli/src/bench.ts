/** `genba bench`: how fast this machine simulates, beside lines written by hand and, where they are there, the peers. */
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { benchmarkOf, benchmarks, findPeer, measure, runPeer } from '#bench'
import type { Benchmark, Peer, PeerSpeed, Speed } from '#bench'
import { suggestion } from 'genba/model'
import { formatNumber } from 'genba/report'
import { Failure, progressOf, status } from './command.ts'
import type { Session } from './command.ts'
import { countOption, loadModel, planOf } from './model-input.ts'
import { tableText } from './text-chart.ts'

interface Options {
  readonly json?: true
  readonly peers?: true
  readonly rounds?: number
}

/** What was measured of one benchmark. */
interface Measured {
  readonly benchmark: Benchmark
  readonly speeds: readonly Speed[]
  readonly peer: PeerSpeed | undefined
}

export function define(command: Command, session: Session): void {
  command
    .argument(
      '[what...]',
      `${benchmarks.map(({ id }) => id).join(', ')}, or how they begin, or a model file; default: M1 to M4, crews and jinshan`,
    )
    .option('--json', 'print the figures as JSON on standard output')
    .option('--peers', 'run the same models in SimPy too, where Python has it')
    .option('--rounds <n>', 'runs of each; default 15 where two are compared, else 3', countOption)
    .action((what: string[], options: Options) => bench(session, what, options))
}

async function bench(session: Session, what: readonly string[], options: Options): Promise<void> {
  const { terminal, signal } = session
  const wanted = benchmarksOf(what)
  const peer = options.peers === true ? await findPeer() : undefined
  if (options.peers === true && peer === undefined)
    terminal.err('--peers: no Python with SimPy 3 or 4 was found (pip install simpy); measured without.\n')
  const roundsOf = (benchmark: Benchmark): number => options.rounds ?? benchmark.rounds
  const total = wanted.reduce((sum, benchmark) => sum + roundsOf(benchmark), 0)
  const progress = progressOf(session, 'measuring', total, 'rounds')
  const measured: Measured[] = []
  let before = 0
  try {
    for (const benchmark of wanted) {
      if (signal.aborted) break
      const rounds = roundsOf(benchmark)
      const speeds = await measure(benchmark, { rounds, signal, progress: (done) => progress.update(before + done) })
      measured.push({ benchmark, speeds, peer: await peerOf(benchmark, peer, signal) })
      before += rounds
    }
  } finally {
    progress.end()
  }
  if (signal.aborted) session.status = status.interrupted
  terminal.out(options.json === true ? json(measured, peer) : text(measured, peer))
}

/** Benchmarks by the beginnings of their names, and files. @throws Failure where a word is neither */
function benchmarksOf(what: readonly string[]): readonly Benchmark[] {
  if (what.length === 0) return benchmarks.filter(({ byName }) => byName === undefined)
  const named = (word: string): readonly Benchmark[] => benchmarks.filter(({ id }) => id.toLowerCase().startsWith(word.toLowerCase()))
  const files = what.filter((word) => named(word).length === 0)
  for (const file of files) {
    if (!existsSync(file)) {
      const ids = benchmarks.map(({ id }) => id)
      throw new Failure(
        `genba bench: expected a model file or one of ${ids.join(', ')}, received "${file}"${suggestion(file, ids)}`,
        status.badInput,
      )
    }
    planOf(loadModel(file), null)
  }
  return [
    ...benchmarks.filter((each) => what.some((word) => named(word).includes(each))),
    ...files.map((file) => benchmarkOf(file, basename(file))),
  ]
}

async function peerOf({ peer: same }: Benchmark, peer: Peer | undefined, signal: AbortSignal): Promise<PeerSpeed | undefined> {
  if (same === undefined || peer === undefined || signal.aborted) return undefined
  try {
    return await runPeer(peer, same.model, same.size, signal)
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  }
}

function json(measured: readonly Measured[], peer: Peer | undefined): string {
  const cases = measured.flatMap(({ benchmark, speeds, peer: other }) => [
    ...speeds.map(({ id, events, seconds, eventsPerSecond, partsPerSecond, ratio }) => ({
      id,
      events,
      seconds,
      eventsPerSecond,
      partsPerSecond,
      yardstickRatio: ratio?.value ?? null,
    })),
    ...(other === undefined
      ? []
      : [
          {
            id: `${benchmark.id} in ${peer!.name}`,
            events: other.events,
            seconds: other.seconds,
            eventsPerSecond: other.events / other.seconds,
            partsPerSecond: other.parts / other.seconds,
            yardstickRatio: null,
          },
        ]),
  ])
  return `${JSON.stringify({ cases }, null, 1)}\n`
}

function text(measured: readonly Measured[], peer: Peer | undefined): string {
  const millions = (rate: number): string => `${formatNumber(rate / 1e6, 2)} M`
  const rows = measured
    .filter(({ benchmark }) => !['variates', 'car', 'money'].includes(benchmark.subject.kind))
    .flatMap(({ speeds, peer: other }) => [
      ...speeds.flatMap(({ id, events, seconds, eventsPerSecond, partsPerSecond, yardstickPerSecond, ratio }) => [
        [id, formatNumber(events), formatNumber(seconds, 3), millions(eventsPerSecond), formatNumber(partsPerSecond)],
        ...(ratio === undefined
          ? []
          : [
              ['  by hand', '', '', millions(yardstickPerSecond!), ''],
              ['  ratio', '', '', formatNumber(ratio.value, 3), `${formatNumber(ratio.low, 3)} to ${formatNumber(ratio.high, 3)}`],
            ]),
      ]),
      ...(other === undefined || speeds.length === 0
        ? []
        : [
            [`  ${peer!.name.split(',')[0]!}`, '', '', millions(other.events / other.seconds), formatNumber(other.parts / other.seconds)],
            ['  times as fast', '', '', formatNumber((speeds[0]!.eventsPerSecond * other.seconds) / other.events, 1), ''],
          ]),
    ])
  const visits = measured.flatMap(({ benchmark, speeds }) =>
    speeds.flatMap(({ id, seconds, events, nanosecondsPerVisit, bytesPerPart }) => {
      if (benchmark.events === 'model') return []
      const event = `${formatNumber((1e9 * seconds) / events)} ns an event`
      const visit =
        nanosecondsPerVisit === undefined ? '' : `, ${formatNumber(nanosecondsPerVisit)} ns for each part that comes into a station`
      const part = bytesPerPart === undefined ? '' : `, ${formatNumber(bytesPerPart)} bytes for each part inside`
      return [`${id}: ${formatNumber(seconds, 2)} s, ${formatNumber(events)} events, ${event}${visit}${part}\n`]
    }),
  )
  const variates = measured
    .filter(({ benchmark }) => benchmark.subject.kind === 'variates')
    .flatMap(({ speeds }) => speeds.map(({ id, eventsPerSecond }) => [id, `${formatNumber(1e9 / eventsPerSecond, 1)} ns`]))
  const calls = measured
    .filter(({ benchmark }) => benchmark.subject.kind === 'car')
    .flatMap(({ speeds }) => speeds.map(({ id, eventsPerSecond }) => [id, `${formatNumber(1e6 / eventsPerSecond, 1)} us`]))
  const draws = measured
    .filter(({ benchmark }) => benchmark.subject.kind === 'money')
    .flatMap(({ speeds }) => speeds.map(({ id, eventsPerSecond }) => [id, `${formatNumber(eventsPerSecond)} draws/s`]))
  const sections = [
    ...(rows.length === 0
      ? []
      : [`${tableText([['', 'events', 's', 'events/s', 'parts/s'], ...rows], ['left', 'right', 'right', 'right', 'right'])}\n`]),
    ...(visits.length === 0 ? [] : [visits.join('')]),
    ...(calls.length === 0 ? [] : [`${tableText([['the car', ''], ...calls], ['left', 'right'])}\n`]),
    ...(draws.length === 0 ? [] : [`${tableText([['the money, on one core', ''], ...draws], ['left', 'right'])}\n`]),
    ...(variates.length === 0 ? [] : [`${tableText([['a variate', ''], ...variates], ['left', 'right'])}\n`]),
  ]
  return sections.join('\n')
}
