import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { runToEnd } from './child.js'

test('the exit status of the child is handed on', async () => {
  assert.equal(await runToEnd(process.execPath, ['-e', 'process.exit(0)']), 0)
  assert.equal(await runToEnd(process.execPath, ['-e', 'process.exit(2)']), 2)
})

test('a child ended by a signal gives 128 and its number', { skip: process.platform === 'win32' && 'Windows has no signals' }, async () => {
  assert.equal(await runToEnd(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")']), 128 + 9)
})

test('a program that cannot be started gives 1', async (context) => {
  const said = context.mock.method(console, 'error', () => {})
  assert.equal(await runToEnd('no-such-program-anywhere', []), 1)
  assert.match(String(said.mock.calls[0]?.arguments[0]), /^Genba cannot start no-such-program-anywhere: /)
})

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  const skip = process.platform === 'win32' && 'Windows has no signals'
  test(`${signal} from another program lets the child end in its own way, and its status is handed on`, { skip }, async () => {
    const farewell = `process.on('${signal}', () => process.exit(130)); console.log('ready'); setInterval(() => {}, 1000)`
    const launcher = `import { runToEnd } from ${JSON.stringify(new URL('./child.js', import.meta.url).href)}
      process.exitCode = await runToEnd(process.execPath, ['-e', ${JSON.stringify(farewell)}])`
    const process_ = spawn(process.execPath, ['--input-type=module', '-e', launcher], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(process_.stdout, 'data')
    process_.kill(signal)
    assert.deepEqual(await once(process_, 'exit'), [130, null])
  })
}
