import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findPeer, runPeer } from './peer.ts'

const never = new AbortController().signal

test('without a Python that has SimPy there is no peer', async () => {
  assert.equal(await findPeer(['no-such-python']), undefined)
})

test('SimPy runs the same models', async (context) => {
  const peer = await findPeer()
  if (peer === undefined) {
    context.skip('no Python with SimPy 3 or 4')
    return
  }
  // Parts an hour of short runs from empty, and the standard deviation of one: 200 and more runs of the reference.
  for (const { model, size, mean, sd } of [
    { model: 'm3', size: 2000, mean: 36.15, sd: 0.133 * 10 },
    { model: 'm4', size: 2000, mean: 35.25, sd: 0.019 * 10 },
  ]) {
    const { parts, events, seconds, value } = await runPeer(peer, model, size, never)
    assert.equal(parts, size)
    assert.ok(seconds > 0 && events / parts > 19.5 && events / parts < 21)
    assert.ok(Math.abs(value - mean) < 3.5 * sd, `${model}: ${value} against ${mean}`)
  }
})
