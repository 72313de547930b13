import { Command, CommanderError } from 'commander'
import type { OutputConfiguration } from 'commander'
import colors from 'picocolors'
import { Failure, status } from './command.ts'
import type { CommandEntry, Session, Status } from './command.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

/**
 * Runs one command line to its end.
 *
 * Only the command that is called is loaded: loading all of them would cost more than many of them take to run.
 * @param words what stands after `genba`
 * @param terminal where results, progress and errors go
 * @param signal aborted by Ctrl-C
 * @param entries the commands that there are
 * @returns exit status: 0, 1 a run failed or deadlocked, 2 bad input, 130 interrupted
 */
export async function runCommandLine(
  words: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
  entries: readonly CommandEntry[],
): Promise<Status> {
  const session: Session = { terminal, signal, status: status.good, isQuiet: false, isVerbose: false, allowsHooks: false }
  try {
    const program = await createProgram(words, session, entries)
    if (words.length === 0) program.outputHelp()
    else await program.parseAsync(words, { from: 'user' })
    return signal.aborted ? status.interrupted : session.status
  } catch (error) {
    return statusOf(error, session)
  }
}

async function createProgram(words: readonly string[], session: Session, entries: readonly CommandEntry[]): Promise<Command> {
  const paint = colors.createColors(session.terminal.hasColor)
  const program = new Command('genba')
    .description('Plans an EV factory before it is built.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand('help [command]', 'explain a command')
    .option('-q, --quiet', 'print nothing on standard error but errors')
    .option('-v, --verbose', 'print more, the stack of a fault included')
    .option('--allow-hooks', 'let a model run the TypeScript file that it names under "hooks"')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true, styleTitle: paint.bold })
    .configureOutput(outputOf(session.terminal, 'genba'))
    .showHelpAfterError('"genba --help" lists the commands.')
    .hook('preAction', () => {
      const { quiet, verbose, allowHooks } = program.opts<{ quiet?: true; verbose?: true; allowHooks?: true }>()
      session.isQuiet = quiet === true
      session.isVerbose = verbose === true
      session.allowsHooks = allowHooks === true
    })

  const called = words.find((word) => !word.startsWith('-') && word !== 'help')
  for (const { name, summary, load } of entries) {
    const command = program
      .command(name)
      .description(summary)
      .configureOutput(outputOf(session.terminal, `genba ${name}`))
      .showHelpAfterError(`"genba ${name} --help" explains it.`)
    if (name === called) (await load()).define(command, session)
  }
  return program
}

function outputOf(terminal: Terminal, speaker: string): OutputConfiguration {
  const { out, err, hasColor, columns } = terminal
  return {
    writeOut: out,
    writeErr: err,
    getOutHelpWidth: () => columns,
    getErrHelpWidth: () => columns,
    getOutHasColors: () => hasColor,
    getErrHasColors: () => hasColor,
    // Commander says `error: unknown option '--sed'` and the suggestion on a line of its own.
    outputError: (text, write) =>
      write(
        `${speaker}: ${text
          .replace(/^error: /, '')
          .trimEnd()
          .replace('\n', ' ')}\n`,
      ),
  }
}

/** Says what went wrong, and with which status to end. */
function statusOf(error: unknown, { terminal, signal, isVerbose }: Session): Status {
  if (error instanceof CommanderError) return error.exitCode === 0 ? status.good : status.badInput
  if (signal.aborted) {
    terminal.err('interrupted\n')
    return status.interrupted
  }
  if (error instanceof Failure) {
    terminal.err(`${error.message}\n`)
    return error.status
  }
  const fault = error instanceof Error ? error : new Error(String(error))
  const stack = isVerbose && fault.stack !== undefined ? fault.stack : `${fault.name}: ${fault.message} (--verbose shows where)`
  terminal.err(`This is a fault in Genba, not in your input: ${stack}\n`)
  return status.failed
}
