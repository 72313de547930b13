import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startProgress } from './progress.ts'
import { recordTerminal } from './terminal.fixture.ts'

test('a terminal gets a bar that is drawn over, at most ten times a second, and taken away at the end', () => {
  const terminal = recordTerminal({ isInteractive: true, columns: 80 })
  const progress = startProgress(terminal, 'simulating', 4, 'replications')
  progress.update(0)
  terminal.clock += 99
  progress.update(1)
  terminal.clock += 1901
  progress.update(2)
  progress.end()
  assert.deepEqual(terminal.errors.join('').split('\r\u001b[K'), [
    '',
    `simulating [${' '.repeat(30)}] 0 of 4 replications`,
    `simulating [${'='.repeat(15)}${' '.repeat(15)}] 2 of 4 replications, about 2 s left`,
    '',
  ])
})

test('the bar never makes a line longer than the terminal, and disappears where there is no room for it', () => {
  for (const columns of [80, 60, 50, 45]) {
    const terminal = recordTerminal({ isInteractive: true, columns })
    const progress = startProgress(terminal, 'simulating', 1000, 'replications')
    terminal.clock += 1000
    progress.update(500)
    const drawn = terminal.errors.join('').replace('\r\u001b[K', '')
    assert.ok(drawn.length < columns, `${drawn.length} of ${columns}`)
    assert.equal(drawn.includes('['), columns >= 60)
  }
})

test('a log gets a line every ten seconds and nothing to draw over', () => {
  const terminal = recordTerminal({ isInteractive: false })
  const progress = startProgress(terminal, 'simulating', 100, 'replications')
  for (let done = 1; done <= 30; done++) {
    terminal.clock += 1000
    progress.update(done)
  }
  progress.end()
  assert.equal(
    terminal.errors.join(''),
    [
      'simulating: 10 of 100 replications, about 2 min left',
      'simulating: 20 of 100 replications, about 2 min left',
      'simulating: 30 of 100 replications, about 2 min left',
      '',
    ].join('\n'),
  )
})

test('the time that is left is given in the largest sensible unit', () => {
  const terminal = recordTerminal({ isInteractive: false })
  const progress = startProgress(terminal, 'simulating', 100, 'replications')
  terminal.clock += 60_000
  progress.update(1)
  terminal.clock += 60_000
  progress.update(50)
  assert.match(terminal.errors[0]!, /about 1 h 39 min left/)
  assert.match(terminal.errors[1]!, /about 2 min left/)
})
