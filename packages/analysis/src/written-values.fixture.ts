/** Values that the models of `validation/` expect, for tests that compute them apart from the engine. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { compile } from 'genba/factory'
import { readModel } from 'genba/model'

const PER_TIME: ReadonlySet<string> = new Set(['throughput', 'setups', 'scrap'])

/**
 * Holds what a file of validation/ expects against values computed apart from the engine.
 * @param values by measure, rates a minute; all that the file expects under a scenario must be among them, and nothing else
 */
export function writtenIn(file: string, scenario: string | null, values: Readonly<Record<string, number>>): void {
  const { expectations } = compile(readModel(readFileSync(new URL(`../../../validation/${file}`, import.meta.url), 'utf8')))
  const expected = expectations.filter((each) => each.scenario === scenario)
  assert.deepEqual(
    expected.map(({ measure }) => measure.text).toSorted((a, b) => (a < b ? -1 : 1)),
    Object.keys(values).toSorted((a, b) => (a < b ? -1 : 1)),
  )
  for (const { measure, values: written } of expected) {
    const value = values[measure.text]! / (PER_TIME.has(measure.measure) ? 60 : 1)
    assert.ok(Math.abs(written[0]! - value) <= 1e-9 * Math.abs(value), `${file} ${scenario}: ${measure.text} ${written[0]}, ${value}`)
  }
}
