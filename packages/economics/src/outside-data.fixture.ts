/** Tables that do not come with the product, for tests that read them where they are there. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Table } from './formula.ts'

/** A folder of outside data, and why tests on it are skipped; false where it is there. */
export function outsideData(name: string): { readonly folder: string; readonly absent: string | false } {
  const root = process.env['GENBA_DATA'] ?? join(dirname(fileURLToPath(import.meta.url)), '../../../../shared/data')
  const folder = join(root, 'external', name)
  return { folder, absent: existsSync(folder) ? false : `${folder} is not there (GENBA_DATA names the folder of external)` }
}

/** A table of comma-separated values, packed or not. */
export function readCsv(file: string): Table {
  const bytes = readFileSync(file)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
  const [head, ...lines] = text
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line) => line.replaceAll('"', '').split(','))
  return lines.map((cells) => Object.fromEntries(head!.map((key, index) => [key, cells[index]!])))
}
