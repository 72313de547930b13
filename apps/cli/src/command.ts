import type { Command } from 'commander'
import { silentProgress, startProgress } from './progress.ts'
import type { Progress } from './progress.ts'
import type { Terminal } from './terminal.ts'

/** A command as the overview lists it; what it does is loaded when it is called. */
export interface CommandEntry {
  readonly name: string
  /** One line, lower case, without a stop. */
  readonly summary: string
  load(): Promise<CommandDefinition>
}

/** What a command file exports. */
export interface CommandDefinition {
  /**
   * Gives `command` its arguments, options, examples and action. The action sets `session.status` if it is not 0, and
   * throws a Failure where it cannot go on.
   */
  define(command: Command, session: Session): void
}

/** Exit status of the command line. */
export const status = { good: 0, failed: 1, badInput: 2, interrupted: 130 } as const
export type Status = (typeof status)[keyof typeof status]

/** The end of a command for a reason that its user can do something about. */
export class Failure extends Error {
  readonly status: Status

  /**
   * @param message printed as it stands, in whole lines without a last line end
   * @param reason `status.failed` where a run failed or deadlocked, `status.badInput` where the input is at fault
   */
  constructor(message: string, reason: Status) {
    super(message)
    this.name = 'Failure'
    this.status = reason
  }
}

/** What a command works with while it runs. */
export interface Session {
  readonly terminal: Terminal
  /** Aborted by Ctrl-C. Long work must look at it, and run where the signal can arrive: on threads, or in pieces. */
  readonly signal: AbortSignal
  /** Exit status to end with. */
  status: Status
  /** `--quiet`: nothing on standard error but errors. */
  isQuiet: boolean
  /** `--verbose`: more on standard error, the stack of a fault included. */
  isVerbose: boolean
  /** `--allow-hooks`: models may run the functions of the files that they name. */
  allowsHooks: boolean
}

/** Progress for a session: none when it is quiet. The arguments are those of startProgress. */
export function progressOf(session: Session, what: string, total: number, unit: string): Progress {
  return session.isQuiet ? silentProgress : startProgress(session.terminal, what, total, unit)
}

/** Progress of work that learns meanwhile how much of it there is. */
export interface OpenProgress {
  update(done: number, total: number): void
  end(): void
}

/** The same as progressOf, with a new bar whenever the total is another; in tenths of its unit. */
export function openProgressOf(session: Session, what: string, unit: string): OpenProgress {
  let bar: Progress | undefined
  let known: number | undefined
  return {
    update(done, total) {
      if (total !== known) {
        bar?.end()
        bar = progressOf(session, what, total, unit)
        known = total
      }
      bar!.update(Math.floor(done * 10) / 10)
    },
    end: () => bar?.end(),
  }
}
