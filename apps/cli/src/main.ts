import { runCommandLine } from './command-line.ts'
import { status } from './command.ts'
import { commands } from './commands.ts'
import { terminalOfProcess } from './terminal.ts'

/** The command `genba`, as a process: signals in, exit status out. */

const interruption = new AbortController()
let interruptedAt = 0
process.on('SIGINT', () => {
  // The launcher may pass on a Ctrl-C that this process has had already, so the second one counts only after a moment.
  const now = performance.now()
  if (interruption.signal.aborted && now - interruptedAt > 500) process.exit(status.interrupted)
  if (!interruption.signal.aborted) interruptedAt = now
  interruption.abort()
})

// A reader that has seen enough, such as `head`, closes the pipe: no fault of ours and nothing left to say.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(status.good)
  throw error
})

process.exitCode = await runCommandLine(process.argv.slice(2), terminalOfProcess(), interruption.signal, commands)
