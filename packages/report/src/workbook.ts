/** A workbook of spreadsheets with live formulas, as Office Open XML (ECMA-376, part 1, section 18): cells, number formats, a frozen head. */
import { createArchive } from './zip-archive.ts'

/** A text, a number, or a formula without its equals sign; the value of a formula is what readers show that do not compute. */
export type Cell = string | number | Formula | undefined

/** A formula. */
export interface Formula {
  readonly formula: string
  readonly value?: number
}

/** One sheet: rows of cells from A1 on. */
export interface Sheet {
  /** Up to 31 letters, digits and underscores. */
  readonly name: string
  readonly rows: readonly (readonly Cell[])[]
  /** Rows and columns that stay in sight. */
  readonly frozen?: { readonly rows: number; readonly columns: number }
  /** Width of the first columns, in characters. */
  readonly widths?: readonly number[]
}

/** `A`, `Z`, `AA`: the name of a column, counted from 0. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/**
 * The file of a workbook, `.xlsx`. Whoever opens it computes all formulas anew.
 * @throws RangeError where a sheet has a name that no spreadsheet takes, or two have the same one
 */
export function createWorkbook(sheets: readonly Sheet[]): Uint8Array {
  for (const [k, { name }] of sheets.entries()) {
    if (!/^\w{1,31}$/.test(name))
      throw new RangeError(`sheets[${k}].name: expected up to 31 letters, digits and underscores, received "${name}"`)
    if (sheets.findIndex((each) => each.name === name) !== k) throw new RangeError(`sheets[${k}].name: "${name}" is there twice`)
  }
  const numbered = sheets.map(({ name }, k) => ({ name, id: k + 1 }))
  return createArchive([
    {
      name: '[Content_Types].xml',
      text: `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${numbered.map(({ id }) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${TYPES}.worksheet+xml"/>`).join('')}</Types>`,
    },
    {
      name: '_rels/.rels',
      text: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      text: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${numbered.map(({ name, id }) => `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"/>`).join('')}</sheets><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${numbered.map(({ id }) => `<Relationship Id="rId${id}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${id}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      // Style 1: bold; style 2: thousands apart, no decimals.
      text: `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="3" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
    },
    ...sheets.map((sheet, k) => ({ name: `xl/worksheets/sheet${k + 1}.xml`, text: sheetXml(sheet) })),
  ])
}

function sheetXml({ rows, frozen, widths = [] }: Sheet): string {
  const pane =
    frozen === undefined
      ? ''
      : `<sheetViews><sheetView workbookViewId="0"><pane xSplit="${frozen.columns}" ySplit="${frozen.rows}" topLeftCell="${columnName(frozen.columns)}${frozen.rows + 1}" state="frozen"/></sheetView></sheetViews>`
  const columns =
    widths.length === 0
      ? ''
      : `<cols>${widths.map((width, k) => `<col min="${k + 1}" max="${k + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`
  const lines = rows.map((cells, row) => {
    const written = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row + 1}`, row < (frozen?.rows ?? 0))).join('')
    return written === '' ? '' : `<row r="${row + 1}">${written}</row>`
  })
  return `${HEAD}<worksheet xmlns="${MAIN}">${pane}${columns}<sheetData>${lines.join('')}</sheetData></worksheet>`
}

function cellXml(cell: Cell, at: string, isHead: boolean): string {
  if (cell === undefined) return ''
  if (typeof cell === 'string')
    return `<c r="${at}" t="inlineStr"${isHead ? ' s="1"' : ''}><is><t xml:space="preserve">${escape(cell)}</t></is></c>`
  if (typeof cell === 'number') return `<c r="${at}"${styleOf(cell)}><v>${cell}</v></c>`
  const { formula, value } = cell
  return `<c r="${at}" s="2"><f>${escape(formula)}</f>${value === undefined ? '' : `<v>${value}</v>`}</c>`
}

function styleOf(value: number): string {
  return Math.abs(value) >= 10_000 ? ' s="2"' : ''
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
