import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readFormulaEntries, verifyFormula } from './formula-entry.ts'
import type { FormulaEntry } from './formula-entry.ts'

const order: FormulaEntry = {
  id: 'I1',
  title: 'economic order quantity',
  formula: 'economic_order',
  given: { fixedCost: 8, holdingCost: 0.225, demand: 1300 },
  expect: { quantity: [304.04678, 1e-6], cost: [70, 0.1] },
}

test('a formula passes within its tolerance and fails beyond it, each quantity for itself', () => {
  const [quantity, cost] = verifyFormula(order, 'default')
  assert.deepEqual([quantity!.id, quantity!.status, quantity!.standardError, quantity!.headline], ['I1:quantity', 'passed', 0, true])
  assert.deepEqual([cost!.status, cost!.headline], ['failed', true])
  assert.ok(Math.abs(cost!.estimate! - 68.4105255) < 1e-6)
})

test('what a formula does not give, or cannot take, is told', () => {
  assert.match(verifyFormula({ ...order, expect: { height: [1, 1] } }, 'default')[0]!.reason!, /economic_order gives no number height/)
  const [fault] = verifyFormula({ ...order, given: { fixedCost: 8, demand: 1300 } }, 'default')
  assert.equal(fault!.status, 'failed')
  assert.match(fault!.reason!, /holdingCost: expected a number above 0, received undefined/)
})

test('tables of others that are not there skip a case with the reason; long cases are left out when quick', () => {
  const entry: FormulaEntry = { id: 'X', title: '', formula: 'auto_logit', given: {}, expect: { r2: [0, 1] }, long: true }
  const before = process.env['GENBA_DATA']
  process.env['GENBA_DATA'] = join(tmpdir(), 'no-such-folder')
  try {
    const [skipped] = verifyFormula(entry, 'default')
    assert.deepEqual([skipped!.status, skipped!.estimate], ['skipped', null])
    assert.match(
      skipped!.reason!,
      /needs external\/blp\/blp_products.csv, which does not come with Genba, in the folder that GENBA_DATA names/,
    )
    assert.deepEqual(verifyFormula(entry, 'quick'), [])
  } finally {
    if (before === undefined) delete process.env['GENBA_DATA']
    else process.env['GENBA_DATA'] = before
  }
})

test('files: cases are read, other files are none of them, faults have a place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'formulas-'))
  try {
    const read = (content: unknown): readonly FormulaEntry[] => {
      const file = join(folder, 'cases.json')
      writeFileSync(file, JSON.stringify(content))
      return readFormulaEntries(file)
    }
    assert.deepEqual(read({ formulas: 'genba/1', cases: [order] }), [order])
    assert.deepEqual(read({ cases: [order] }), [])
    assert.throws(
      () => read({ formulas: 'genba/1', cases: [{ ...order, formula: 'magic' }] }),
      /cases\[0\].formula: expected one of .*economic_order, /,
    )
    assert.throws(() => read({ formulas: 'genba/1', cases: [{ ...order, expect: {} }] }), /cases\[0\].expect: expected a quantity/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
