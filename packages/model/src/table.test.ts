import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMeasure } from './measure.ts'
import { suggestion } from './nearest.ts'
import { readTable } from './table.ts'

test('a table has a header and rows; quotes, comments, blank lines and carriage returns are respected', () => {
  assert.deepEqual(readTable('product, due\r\n# remark\r\n"A, long",2028-01-01\r\n\r\n"say ""hi""", \n'), {
    header: ['product', 'due'],
    rows: [
      ['A, long', '2028-01-01'],
      ['say "hi"', ''],
    ],
    lines: [3, 5],
  })
  assert.deepEqual(readTable(''), { header: [], rows: [], lines: [] })
})

test('a measure is a path, a name and arguments', () => {
  assert.deepEqual(readMeasure('M1.state_share(blocked)'), {
    path: 'M1',
    measure: 'state_share',
    arguments: ['blocked'],
    text: 'M1.state_share(blocked)',
  })
  assert.deepEqual(readMeasure('lead_time(p95, car)'), {
    path: null,
    measure: 'lead_time',
    arguments: ['p95', 'car'],
    text: 'lead_time(p95, car)',
  })
  assert.deepEqual(readMeasure(' heads '), { path: null, measure: 'heads', arguments: [], text: 'heads' })
  assert.deepEqual([readMeasure('M1.'), readMeasure('a b'), readMeasure('x(y')], [undefined, undefined, undefined])
})

test('a name is suggested when a slip of the hand lies between', () => {
  assert.equal(suggestion('cylce', ['cycle', 'power']), '; did you mean "cycle"?')
  assert.equal(suggestion('C', ['A', 'B']), '')
  assert.equal(suggestion('a', ['A']), '; did you mean "A"?')
})
