/**
 * Seconds that the processor spends on this thread for one `run`, repeated until they come to at least `least` seconds.
 *
 * The time of the thread instead of the clock on the wall, so that a busy machine disturbs it less. Systems count it in
 * steps of up to 4 ms, therefore the repetitions.
 */
export function secondsOf(run: () => void, least: number): number {
  const start = process.threadCpuUsage()
  for (let count = 1; ; count++) {
    run()
    const { user, system } = process.threadCpuUsage(start)
    const seconds = (user + system) / 1e6
    if (seconds >= least) return seconds / count
  }
}
