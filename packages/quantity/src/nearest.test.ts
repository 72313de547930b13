import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearestName } from './nearest.ts'

test('the nearest name is found through slips of the hand', () => {
  const names = ['cycle', 'calendar', 'capacity', 'min', 'mm']
  assert.equal(nearestName('cylce', names), 'cycle')
  assert.equal(nearestName('CAPACITY', names), 'capacity')
  assert.equal(nearestName('calender', names), 'calendar')
  assert.equal(nearestName('mim', names), 'min')
})

test('what is like nothing, or is itself known, has no suggestion', () => {
  assert.equal(nearestName('weather', ['cycle', 'min']), undefined)
  assert.equal(nearestName('xyz', ['min', 'mm']), undefined)
  assert.equal(nearestName('min', ['min']), undefined)
})
