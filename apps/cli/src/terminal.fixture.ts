import type { Terminal } from './terminal.ts'

/** A terminal for tests, which keeps what is written and whose clock stands until it is moved. */
export interface TerminalRecord extends Terminal {
  readonly results: string[]
  readonly errors: string[]
  /** Milliseconds; what `now` says. */
  clock: number
}

/** A terminal without color and 80 characters wide, but for what is given. */
export function recordTerminal(given: Partial<Pick<Terminal, 'isInteractive' | 'hasColor' | 'columns'>> = {}): TerminalRecord {
  const results: string[] = []
  const errors: string[] = []
  return {
    isInteractive: false,
    hasColor: false,
    columns: 80,
    ...given,
    results,
    errors,
    clock: 0,
    out: (text) => void results.push(text),
    err: (text) => void errors.push(text),
    now() {
      return this.clock
    },
  }
}
