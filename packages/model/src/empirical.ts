/** `empirical(cycles.csv column weld)`: data from a table beside the model. */
import type { Names } from './names.ts'
import { suggestion } from './nearest.ts'
import { ValueFault } from './scanner.ts'
import type { Scanner } from './scanner.ts'
import { readTable } from './table.ts'
import type { Value } from './value.ts'

/**
 * Reads `FILE column NAME [interpolate linear]` up to the closing parenthesis. A column is a header such as `weld`, whose cells are
 * quantities (`52 s`), or `weld (s)`, whose cells are numbers in that unit. `readCell` reads a quantity. Throws ValueFault.
 */
export function readEmpirical(scanner: Scanner, readCell: (text: string) => number, names: Names): Value {
  const from = scanner.at()
  const path = scanner.match(/[^\s(),]+/y)
  if (path === undefined) throw scanner.fault('expected a file and a column, as in empirical(cycles.csv column weld)')
  scanner.take(',')
  if (!scanner.takeWord('column')) throw scanner.fault('expected a file and a column, as in empirical(cycles.csv column weld)', from)
  const columnFrom = scanner.at()
  const column = scanner.match(/[A-Za-z_]\w*/y) ?? ''
  scanner.take(',')
  const interpolate = scanner.takeWord('interpolate') ? scanner.takeWord('linear') || (scanner.takeWord('step'), false) : false
  const text = names.readText(path)
  if (text === undefined) throw scanner.fault(`there is no file "${path}" beside the model`, from, 'G0031')
  const table = readTable(text)
  const index = table.header.findIndex((name) => name.replace(/\s*[([].*$/, '') === column)
  if (index === -1) throw scanner.fault(`${path} has no column "${column}"${suggestion(column, table.header)}`, columnFrom, 'G0032')
  const unit = /[([]\s*([^)\]]*?)\s*[)\]]/.exec(table.header[index]!)?.[1] ?? ''
  const data = table.rows.map((row, line) => {
    const cell = row[index] ?? ''
    try {
      return readCell(/^[-\d._]+$/.test(cell) ? `${cell} ${unit}`.trim() : cell)
    } catch (error) {
      if (!(error instanceof ValueFault)) throw error
      throw scanner.fault(`${path}, row ${line + 2}: ${error.message}`, from, 'G0033')
    }
  })
  if (data.length === 0) throw scanner.fault(`${path} has no rows`, from, 'G0033')
  return { kind: 'distribution', family: 'empirical', parameters: {}, data, ...(interpolate ? { interpolate } : {}) }
}
