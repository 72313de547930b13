/** Where the command line speaks to: results go out, everything else goes to err. Tests hand in their own. */
export interface Terminal {
  /** Writes `text` as it stands, on standard output. */
  out(text: string): void
  /** Writes `text` as it stands, on standard error. */
  err(text: string): void
  /** Whether standard error is a terminal, where a line may be drawn over. */
  readonly isInteractive: boolean
  /** Whether colors are wanted. */
  readonly hasColor: boolean
  /** Width in characters. */
  readonly columns: number
  /** Milliseconds from an arbitrary origin, never going back. */
  now(): number
}

/**
 * The terminal of this process. Colors follow the conventions of the field: never with NO_COLOR, always with
 * FORCE_COLOR, else where both outputs are terminals.
 */
export function terminalOfProcess(): Terminal {
  const { stdout, stderr, env } = process
  const both = stdout.isTTY && stderr.isTTY && env['TERM'] !== 'dumb'
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    isInteractive: stderr.isTTY && env['TERM'] !== 'dumb',
    hasColor: !env['NO_COLOR'] && (Boolean(env['FORCE_COLOR']) || both),
    columns: stderr.columns ?? stdout.columns ?? 80,
    now: () => performance.now(),
  }
}
