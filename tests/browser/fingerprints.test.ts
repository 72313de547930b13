import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { fingerprints, jobs } from '../fingerprints.ts'

/**
 * The engine in a worker of Chromium gives the fingerprints that it gives here.
 *
 * The browser is installed apart (`npm ci --prefix tests/browser`); without it the test is skipped. The rooms are served as
 * they are, types stripped, since nothing in them needs Node.
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const readText = (path: string): string | undefined => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined)

/** What this test uses of playwright-core and @sparticuz/chromium, which only those who run it have installed. */
interface Page {
  goto(url: string): Promise<unknown>
  evaluate(code: string): Promise<unknown>
}
interface Browser {
  newPage(): Promise<Page>
  version(): string
  close(): Promise<void>
}

test('a worker in Chromium gives the same fingerprints as Node', async (context) => {
  const browser = await launch()
  if (typeof browser === 'string') {
    context.skip(browser)
    return
  }
  const server = await serve()
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const found = await page.evaluate(`new Promise((resolve, reject) => {
      const worker = new Worker('/worker.js', { type: 'module' })
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = ({ message, filename, lineno }) => reject(new Error([message, filename, lineno].join(' ')))
    })`)
    assert.deepEqual(found, fingerprints(jobs(readText)))
    context.diagnostic(`Chromium ${browser.version()}`)
  } finally {
    await browser.close()
    server.close()
  }
})

/** A headless Chromium, or why there is none. */
async function launch(): Promise<Browser | string> {
  const [playwright, packaged] = ['playwright-core', '@sparticuz/chromium']
  try {
    const { chromium } = (await import(playwright)) as { chromium: { launch(options: object): Promise<Browser> } }
    const { default: shell } = (await import(packaged)) as { default: { executablePath(): Promise<string>; args: string[] } }
    const executablePath = process.env['GENBA_CHROMIUM'] ?? (await shell.executablePath())
    return await chromium.launch({ executablePath, args: shell.args, headless: true })
  } catch (error) {
    return `no Chromium (npm ci --prefix tests/browser): ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`
  }
}

const WORKER = `
import { fingerprints, jobs } from '/tests/fingerprints.ts'
function read(path) {
  const request = new XMLHttpRequest()
  request.open('GET', '/' + path, false)
  request.send()
  return request.status === 200 ? request.responseText : undefined
}
postMessage(fingerprints(jobs(read)))`

/** Serves the checkout on a port of this machine, TypeScript as JavaScript, rooms and packages under the names that a browser finds. */
async function serve(): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    const path = normalize(decodeURIComponent(url)).slice(1)
    const text = path === '' ? '<!doctype html>' : path === 'worker.js' ? WORKER : readText(path)
    if (text === undefined) {
      response.writeHead(404).end()
      return
    }
    const type = path === '' ? 'text/html' : /\.[jt]s$/.test(path) ? 'text/javascript' : 'text/plain'
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` })
    response.end(path.endsWith('.ts') ? stripTypeScriptTypes(text).replace(/from '([a-z]+)(\/([a-z]+))?'/g, named) : text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

/** `genba/kernel` and `yaml` by their files. */
function named(_: string, name: string, __: unknown, room: string | undefined): string {
  return name === 'genba' ? `from '/packages/${room}/src/index.ts'` : `from '/node_modules/${name}/browser/index.js'`
}
