import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isInstalled } from './install.js'

const yaml = { version: '2.9.1', integrity: 'sha512-a' }
const wanted = { '': { version: '0.1.0' }, 'node_modules/yaml': yaml, 'node_modules/win-only': { version: '1.0.0', optional: true } }

test('packages as the lock asks for are not installed again', () => {
  assert.equal(isInstalled(wanted, { 'node_modules/yaml': yaml }), true)
})

test('without node_modules everything is missing', () => {
  assert.equal(isInstalled(wanted, null), false)
})

test('a missing package, another version, another content, or one too many calls for an installation', () => {
  assert.equal(isInstalled(wanted, {}), false)
  assert.equal(isInstalled(wanted, { 'node_modules/yaml': { ...yaml, version: '2.9.0' } }), false)
  assert.equal(isInstalled(wanted, { 'node_modules/yaml': { ...yaml, integrity: 'sha512-b' } }), false)
  assert.equal(isInstalled(wanted, { 'node_modules/yaml': yaml, 'node_modules/old': { version: '1.0.0' } }), false)
})
