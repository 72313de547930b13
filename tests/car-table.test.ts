import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { validationFiles } from './car-table.ts'

test('the table of validation and its pictures are what the code gives; GENBA_UPDATE=1 writes them anew', () => {
  for (const [name, text] of Object.entries(validationFiles())) {
    const file = new URL(`../validation/vehicle/${name}`, import.meta.url)
    if (process.env['GENBA_UPDATE'] === '1') writeFileSync(file, text)
    assert.equal(readFileSync(file, 'utf8'), text, name)
  }
})
