/**
 * What a traced run wrote down, as tables for other tools: CSV or Parquet, by the ending of the file's name.
 *
 * A file is written aside and renamed when it is whole.
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { momentText } from 'genba/analysis'
import type { Causes, History } from 'genba/analysis'
import { STATES } from 'genba/factory'
import type { Plan, RowIntervals } from 'genba/factory'
import { parquetWriteBuffer } from 'hyparquet-writer'

/** Endings of the files that can be written. */
export const TABLE_ENDINGS = ['.csv', '.parquet'] as const

/** A column of a table: texts, or numbers. */
export type TableColumn =
  | { readonly name: string; readonly type: 'STRING'; readonly data: readonly string[] }
  | { readonly name: string; readonly type: 'DOUBLE' | 'INT32'; readonly data: ArrayLike<number> }

/**
 * The states of every position, tunnel and line one by one: `element`, `position` (from 1), `state`, `from` and `to` as moments,
 * `from_seconds` and `to_seconds` since the start of the run.
 */
export function ganttTable(plan: Plan, { row, unit, state, from, to }: RowIntervals): readonly TableColumn[] {
  const names = [...plan.elements.map(({ path }) => path), ...plan.lines.map(({ path }) => path)]
  const first = new Map<number, number>()
  for (let at = 0; at < row.length; at++) if (!(first.get(row[at]!)! <= unit[at]!)) first.set(row[at]!, unit[at]!)
  const each = <T>(of: (at: number) => T): T[] => Array.from({ length: row.length }, (_, at) => of(at))
  const seconds = (ticks: Float64Array): Float64Array => ticks.map((tick) => tick / plan.ticksPerSecond)
  return [
    { name: 'element', type: 'STRING', data: each((at) => names[row[at]!]!) },
    { name: 'position', type: 'INT32', data: each((at) => unit[at]! - first.get(row[at]!)! + 1) },
    { name: 'state', type: 'STRING', data: each((at) => STATES[state[at]!]!) },
    { name: 'from', type: 'STRING', data: each((at) => momentText(plan, from[at]!)) },
    { name: 'to', type: 'STRING', data: each((at) => momentText(plan, to[at]!)) },
    { name: 'from_seconds', type: 'DOUBLE', data: seconds(from) },
    { name: 'to_seconds', type: 'DOUBLE', data: seconds(to) },
  ]
}

/**
 * Every start and departure of a part within [from, until), with its cause, by tick, then by element, then by part: `seconds` since the
 * start of the run, `moment`, `element`, `position`, `event` (`start`, `departure`), the part (`made_by`, `number` from 1,
 * `product`), `cause`, and the element and part that are the cause, where there are.
 */
export function eventTable(history: History, causes: Causes, from: number, until: number): readonly TableColumn[] {
  const { plan, visits } = history
  const { element, unit, source, serial, product, left } = visits
  const events: { readonly tick: number; readonly row: number; readonly isStart: boolean }[] = []
  for (let row = 0; row < left.length; row++) {
    const start = causes.startOf(row)
    if (start >= from && start < until) events.push({ tick: start, row, isStart: true })
    if (left[row]! >= from && left[row]! < until) events.push({ tick: left[row]!, row, isStart: false })
  }
  events.sort(
    (a, b) =>
      a.tick - b.tick ||
      element[a.row]! - element[b.row]! ||
      source[a.row]! - source[b.row]! ||
      serial[a.row]! - serial[b.row]! ||
      a.row - b.row ||
      Number(b.isStart) - Number(a.isStart),
  )
  const why = events.map(({ row, isStart }) => (isStart ? causes.ofStart(row) : causes.ofDeparture(row)))
  const makerOf = (row: number): string => plan.elements[source[row]!]?.path ?? 'carrier'
  const text = (name: string, of: (at: number) => string): TableColumn => ({ name, type: 'STRING', data: events.map((_, at) => of(at)) })
  const number = (name: string, of: (at: number) => number): TableColumn => ({ name, type: 'INT32', data: events.map((_, at) => of(at)) })
  const rowOf = (at: number): number => events[at]!.row
  return [
    { name: 'seconds', type: 'DOUBLE', data: events.map(({ tick }) => tick / plan.ticksPerSecond) },
    text('moment', (at) => momentText(plan, events[at]!.tick)),
    text('element', (at) => history.nameOf(rowOf(at))),
    number('position', (at) => (unit[rowOf(at)]! < 0 ? 1 : (history.positionOf(unit[rowOf(at)]!) ?? 1))),
    text('event', (at) => (events[at]!.isStart ? 'start' : 'departure')),
    text('made_by', (at) => makerOf(rowOf(at))),
    number('number', (at) => serial[rowOf(at)]! + 1),
    text('product', (at) => plan.products[product[rowOf(at)]!]?.name ?? ''),
    text('cause', (at) => why[at]!.kind),
    text('cause_element', (at) => plan.elements[why[at]!.element]!.path),
    text('cause_made_by', (at) => (why[at]!.row < 0 ? '' : makerOf(why[at]!.row))),
    number('cause_number', (at) => (why[at]!.row < 0 ? 0 : serial[why[at]!.row]! + 1)),
  ]
}

/**
 * Writes a table.
 * @throws RangeError for a name with another ending; Error of the file system
 */
export function writeTable(file: string, columns: readonly TableColumn[]): void {
  const ending = TABLE_ENDINGS.find((each) => file.endsWith(each))
  if (ending === undefined) throw new RangeError(`${file}: expected a name that ends with ${TABLE_ENDINGS.join(' or ')}`)
  const aside = `${file}.${process.pid}`
  try {
    writeFileSync(aside, ending === '.csv' ? commaSeparated(columns) : parquet(columns))
    renameSync(aside, file)
  } catch (error) {
    rmSync(aside, { force: true })
    throw error
  }
}

function parquet(columns: readonly TableColumn[]): Uint8Array {
  const columnData = columns.map(({ name, type, data }) => ({ name, type, data: Array.from<string | number>(data) }))
  return new Uint8Array(parquetWriteBuffer({ columnData }))
}

function commaSeparated(columns: readonly TableColumn[]): string {
  const lines = [columns.map(({ name }) => name).join(',')]
  for (let at = 0; at < columns[0]!.data.length; at++) lines.push(columns.map(({ data }) => quoted(String(data[at]!))).join(','))
  return `${lines.join('\n')}\n`
}

/** As RFC 4180 has it. */
function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
