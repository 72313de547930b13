import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { deadLinks, headingsOf } from './links.ts'

test('links to files and headings that are there pass, the others are named', () => {
  const root = mkdtempSync(join(tmpdir(), 'links-'))
  try {
    mkdirSync(join(root, 'docs'))
    writeFileSync(join(root, 'README.md'), '# Genba\n\n[guide](docs/guide.md#first-run) [none](docs/none.md) [site](https://example.org)\n')
    writeFileSync(
      join(root, 'docs', 'guide.md'),
      '## First run\n\n[up](../README.md) [here](#second-run) `[no link](gone.md)`\n\n```\n[code](gone.md)\n```\n[see]: gone.md\n',
    )
    assert.deepEqual(deadLinks(root, 'README.md'), ['README.md: "docs/none.md" leads to no file'])
    assert.deepEqual(deadLinks(root, join('docs', 'guide.md')), [
      `${join('docs', 'guide.md')}: "#second-run" leads to no heading`,
      `${join('docs', 'guide.md')}: "gone.md" leads to no file`,
    ])
  } finally {
    rmSync(root, { recursive: true })
  }
})

test('anchors of headings are those of GitHub', () => {
  const text = '# Genba: the design\n\n## `npm start`\n\n## Tables, and 2 more\n\n## [Linked](x.md) text\n\n## Again\n\n## Again\n'
  assert.deepEqual(headingsOf(text), ['genba-the-design', 'npm-start', 'tables-and-2-more', 'linked-text', 'again', 'again-1'])
})
