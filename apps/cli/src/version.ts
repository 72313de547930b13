import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The version of Genba, such as `0.1.0`, as its package.json has it. */
export function version(): string {
  // Asked for by name, since the compiled file lies in another folder than this one.
  const manifest = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('genba/package.json')), 'utf8')) as { version: string }
  return manifest.version
}
