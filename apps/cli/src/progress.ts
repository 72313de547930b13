import type { Terminal } from './terminal.ts'

/**
 * How far a long command has come, on standard error.
 *
 * A terminal gets a bar that is drawn over, at most ten times a second; a log gets a line now and then, at most every
 * ten seconds. Own code instead of a package: the packages for bars write nothing where there is no terminal, and what
 * remains is this.
 */
export interface Progress {
  /** `done` of the total are done (0 <= done <= total). */
  update(done: number): void
  /** Nothing more follows: takes the bar away. To be called however the work ended. */
  end(): void
}

/** Milliseconds between two drawings of the bar, and between two lines of a log. */
const DRAWING = 100
const LINE = 10_000

/**
 * Starts to show progress.
 * @param terminal where to
 * @param what what is being done, such as `simulating`
 * @param total how many steps there are, above 0
 * @param unit what a step is, in the plural, such as `replications`
 */
export function startProgress(terminal: Terminal, what: string, total: number, unit: string): Progress {
  const start = terminal.now()
  let last = terminal.isInteractive ? Number.NEGATIVE_INFINITY : start

  function text(done: number): string {
    const share = done / total
    const counted = `${done} of ${total} ${unit}`
    const left = share > 0 && share < 1 ? `, about ${inWords(((terminal.now() - start) * (1 - share)) / share)} left` : ''
    return `${counted}${left}`
  }

  return {
    update(done) {
      const now = terminal.now()
      if (now - last < (terminal.isInteractive ? DRAWING : LINE)) return
      last = now
      if (!terminal.isInteractive) {
        terminal.err(`${what}: ${text(done)}\n`)
        return
      }
      const rest = ` ${text(done)}`
      const room = Math.min(30, terminal.columns - what.length - rest.length - 4)
      const filled = Math.round((room * done) / total)
      const bar = room < 5 ? '' : ` [${'='.repeat(filled)}${' '.repeat(room - filled)}]`
      terminal.err(`\r\u001b[K${`${what}${bar}${rest}`.slice(0, terminal.columns - 1)}`)
    },
    end() {
      if (terminal.isInteractive && last > Number.NEGATIVE_INFINITY) terminal.err('\r\u001b[K')
    },
  }
}

/** Shows nothing; for `--quiet`. */
export const silentProgress: Progress = { update: () => {}, end: () => {} }

/** A duration in milliseconds, roughly: `12 s`, `3 min`, `1 h 20 min`. */
function inWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
