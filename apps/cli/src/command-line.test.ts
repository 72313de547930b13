import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCommandLine } from './command-line.ts'
import { Failure, status } from './command.ts'
import type { CommandEntry, Session } from './command.ts'
import { recordTerminal } from './terminal.fixture.ts'
import type { TerminalRecord } from './terminal.fixture.ts'
import { version } from './version.ts'

/** A command `weigh FILE [--seed n]` that does what a test says, and one that must never be loaded. */
function entries(action: (session: Session, file: string) => Promise<void> | void = () => {}): readonly CommandEntry[] {
  const weigh: CommandEntry = {
    name: 'weigh',
    summary: 'weigh a file',
    load: async () => ({
      define(command, session) {
        command
          .argument('<file>', 'file to weigh')
          .option('--seed <n>', 'seed')
          .action((file: string) => action(session, file))
      },
    }),
  }
  return [weigh, { name: 'sleep', summary: 'do nothing', load: () => assert.fail('loaded without being called') }]
}

interface Ended {
  readonly status: number
  readonly out: string
  readonly err: string
}

async function run(words: string, commands = entries(), terminal: TerminalRecord = recordTerminal()): Promise<Ended> {
  const list = words === '' ? [] : words.split(' ')
  const ended = await runCommandLine(list, terminal, new AbortController().signal, commands)
  return { status: ended, out: terminal.results.join(''), err: terminal.errors.join('') }
}

test('the version goes to standard output', async () => {
  assert.deepEqual(await run('--version'), { status: 0, out: `${version()}\n`, err: '' })
  assert.match(version(), /^\d+\.\d+\.\d+$/)
})

test('without words, or asked for help, the overview lists every command and loads none', async () => {
  for (const words of ['', '--help', 'help']) {
    const { status: ended, out, err } = await run(words)
    assert.deepEqual([ended, err], [0, ''])
    assert.match(out, /weigh <file>|weigh .*weigh a file/)
    assert.match(out, /sleep .*do nothing/)
  }
})

test('the help of a command explains its own options and those of all', async () => {
  for (const words of ['weigh --help', 'help weigh']) {
    const { status: ended, out } = await run(words)
    assert.equal(ended, 0)
    assert.match(out, /^Usage: genba weigh \[options\] <file>/)
    assert.match(out, /--seed <n>/)
    assert.match(out, /--quiet/)
  }
})

test('a mistyped command or option is bad input and gets the nearest name', async () => {
  assert.deepEqual(await run('weihg x'), {
    status: 2,
    out: '',
    err: `genba: unknown command 'weihg' (Did you mean weigh?)\n"genba --help" lists the commands.\n`,
  })
  assert.deepEqual(await run('weigh x --sed 3'), {
    status: 2,
    out: '',
    err: `genba weigh: unknown option '--sed' (Did you mean --seed?)\n"genba weigh --help" explains it.\n`,
  })
})

test('a missing or an additional argument is bad input', async () => {
  assert.match((await run('weigh')).err, /^genba weigh: missing required argument 'file'/)
  const more = await run('weigh a b')
  assert.equal(more.status, 2)
  assert.match(more.err, /^genba weigh: too many arguments/)
})

test('the action gets its arguments, and options of all commands may stand before and behind', async () => {
  const seen: unknown[] = []
  const commands = entries((session, file) => void seen.push([file, session.isQuiet, session.isVerbose]))
  await run('weigh a', commands)
  await run('--quiet weigh b', commands)
  await run('weigh c --verbose', commands)
  assert.deepEqual(seen, [
    ['a', false, false],
    ['b', true, false],
    ['c', false, true],
  ])
})

test('the status that an action sets is the exit status', async () => {
  const commands = entries((session) => {
    session.status = status.failed
  })
  assert.equal((await run('weigh a', commands)).status, 1)
})

test('a failure is printed as it stands, with its own status', async () => {
  const message = 'plant.yaml:9:20  M1.cycle: expected a duration such as "78 s", received "fast"  [G1003]'
  const commands = entries(() => {
    throw new Failure(message, status.badInput)
  })
  assert.deepEqual(await run('weigh a', commands), { status: 2, out: '', err: `${message}\n` })
})

test('a fault of the program says so, and shows where only if asked', async () => {
  const commands = entries(() => {
    throw new TypeError('x is not a function')
  })
  const short = await run('weigh a', commands)
  assert.equal(short.status, 1)
  assert.equal(short.err, 'This is a fault in Genba, not in your input: TypeError: x is not a function (--verbose shows where)\n')
  assert.match((await run('weigh a --verbose', commands)).err, /command-line\.test\.ts/)
})

test('an interrupted command ends with 130, whether it stops by itself or by throwing', async () => {
  for (const isThrowing of [false, true]) {
    const interruption = new AbortController()
    const commands = entries((session) => {
      interruption.abort()
      if (isThrowing) session.signal.throwIfAborted()
    })
    assert.equal(await runCommandLine(['weigh', 'a'], recordTerminal(), interruption.signal, commands), 130)
  }
})

test('headings are bold only where colors are wanted', async () => {
  const bold = '\u001b[1mUsage:\u001b[22m'
  assert.ok((await run('--help', entries(), recordTerminal({ hasColor: true }))).out.startsWith(bold))
  assert.ok(!(await run('--help')).out.includes('\u001b'))
})
