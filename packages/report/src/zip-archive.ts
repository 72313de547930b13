/** A ZIP archive of files that are stored as they are: APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12, 4.3.16. */

/** A file of an archive; names are ASCII. */
export interface ArchiveFile {
  readonly name: string
  readonly text: string
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let code = n
  for (let k = 0; k < 8; k++) code = code & 1 ? 0xedb88320 ^ (code >>> 1) : code >>> 1
  return code
})

/** The check sum of ISO 3309, as ZIP has it. */
export function checkSum(bytes: Uint8Array): number {
  let code = 0xffffffff
  for (const byte of bytes) code = TABLE[(code ^ byte) & 0xff]! ^ (code >>> 8)
  return (code ^ 0xffffffff) >>> 0
}

/** 1 January 2000 in the format of MS-DOS: an archive of the same files is the same archive. */
const DATE = (20 << 9) | (1 << 5) | 1

/** The archive. */
export function createArchive(files: readonly ArchiveFile[]): Uint8Array {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  const entries: Uint8Array[] = []
  let at = 0
  for (const { name, text } of files) {
    const [title, bytes] = [encoder.encode(name), encoder.encode(text)]
    // Version 2.0, no flags, stored, time, date, check sum, both sizes, length of the name, no extra.
    const common = [
      [2, 20],
      [2, 0],
      [2, 0],
      [2, 0],
      [2, DATE],
      [4, checkSum(bytes)],
      [4, bytes.length],
      [4, bytes.length],
      [2, title.length],
      [2, 0],
    ] as const
    const header = fields([[4, 0x04034b50], ...common])
    entries.push(fields([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), title)
    parts.push(header, title, bytes)
    at += header.length + title.length + bytes.length
  }
  const size = entries.reduce((sum, { length }) => sum + length, 0)
  const end = fields([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, size],
    [4, at],
    [2, 0],
  ])
  const all = [...parts, ...entries, end]
  const archive = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0))
  let place = 0
  for (const part of all) {
    archive.set(part, place)
    place += part.length
  }
  return archive
}

/** Numbers of two or four bytes, low byte first. */
function fields(values: readonly (readonly [bytes: 2 | 4, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((sum, [count]) => sum + count, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [count, value] of values) {
    if (count === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += count
  }
  return bytes
}
