/**
 * Results on disk: `runs/<model>/<fingerprint>/` with result.json, tables in Parquet and, where it is handed in, report.html.
 *
 * A folder is written aside and renamed when it is whole, so that what is there is complete.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ResultRow } from 'genba/analysis'
import { parquetWriteBuffer } from 'hyparquet-writer'
import type { ColumnSource } from 'hyparquet-writer'
import type { Result } from './result.ts'

/**
 * Writes a result.
 * @param out folder under which runs are kept
 * @param pages further files by name, such as report.html
 * @returns the folder of this result
 * @throws Error of the file system
 */
export function writeResult(result: Result, out: string, pages: Readonly<Record<string, string>> = {}): string {
  const home = join(out, fileName(result.model.name))
  const folder = join(home, result.fingerprint)
  const aside = join(home, `.${result.fingerprint}-${process.pid}`)
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside, { recursive: true })
  try {
    writeFileSync(join(aside, 'result.json'), `${JSON.stringify(result, null, 1)}\n`)
    writeFileSync(join(aside, 'responses.parquet'), responseTable(result.responses))
    writeFileSync(join(aside, 'assumptions.parquet'), assumptionTable(result))
    for (const [name, text] of Object.entries(pages)) writeFileSync(join(aside, name), text)
    rmSync(folder, { recursive: true, force: true })
    renameSync(aside, folder)
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    throw error
  }
  return folder
}

/** A title as the name of a folder: `lexus-jinshan-base`. */
export function fileName(title: string): string {
  const name = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return name === '' ? 'model' : name.slice(0, 60).replace(/-$/, '')
}

function responseTable(rows: readonly ResultRow[]): Uint8Array {
  const text = (name: 'name' | 'element' | 'product' | 'period' | 'state' | 'statistic' | 'unit'): ColumnSource => ({
    name,
    data: rows.map((row) => row[name]),
    type: 'STRING',
    nullable: true,
  })
  return table([
    text('name'),
    text('element'),
    text('product'),
    text('period'),
    text('state'),
    text('statistic'),
    text('unit'),
    { name: 'value', data: rows.map(({ value }) => value), type: 'DOUBLE', nullable: true },
    { name: 'half_width', data: rows.map(({ halfWidth }) => halfWidth), type: 'DOUBLE', nullable: true },
    { name: 'confidence', data: rows.map(({ confidence }) => confidence), type: 'DOUBLE' },
    { name: 'n', data: rows.map(({ n }) => n), type: 'INT32' },
  ])
}

function assumptionTable({ assumptions }: Result): Uint8Array {
  const text = (name: string, of: (assumption: Result['assumptions'][number]) => string | undefined): ColumnSource => ({
    name,
    data: assumptions.map((assumption) => of(assumption) ?? null),
    type: 'STRING',
    nullable: true,
  })
  return table([
    text('path', ({ path }) => path),
    text('value', (assumption) => assumption.text),
    text('range', ({ range }) => range?.text),
    text('source', ({ source }) => source),
    text('date', ({ date }) => date),
    text('confidence', ({ confidence }) => confidence),
    text('note', ({ note }) => note),
    text('place', ({ place }) => `${place.file}:${place.line}:${place.column}`),
  ])
}

function table(columnData: ColumnSource[]): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData }))
}
