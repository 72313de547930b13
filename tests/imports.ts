import { dirname, join } from 'node:path/posix'
import { rooms, testPackages } from './rooms.ts'

/**
 * What a source file imports, and whether it may.
 *
 * The search is textual: it relies on the formatter, which puts every import and export on the start of a line.
 */

interface Import {
  /** As written: `./clock.ts`, `genba/kernel`, `node:fs`, `yaml`. */
  readonly from: string
  readonly isType: boolean
}

/** Every import, re-export and dynamic import in the text of a source file. */
export function importsOf(text: string): readonly Import[] {
  const found: Import[] = []
  for (const [, type, from] of text.matchAll(/^(?:import|export)\b(\s+type\b)?[^'"`=();]*?\bfrom\s+['"]([^'"]+)['"]/gm))
    found.push({ from: from!, isType: type !== undefined })
  for (const [, from] of text.matchAll(/^import\s+['"]([^'"]+)['"]/gm)) found.push({ from: from!, isType: false })
  for (const [, from] of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)) found.push({ from: from!, isType: false })
  return found
}

/**
 * What is wrong with the imports of a file in a room.
 * @param file its path from the root, with slashes, such as `packages/kernel/src/clock.ts`
 * @param text its text
 * @returns one sentence for each forbidden import; none if all is well
 */
export function forbiddenImports(file: string, text: string): readonly string[] {
  const [shelf, name] = file.startsWith('bench/') ? ['', 'bench'] : (file.split('/') as [string, string])
  const place = shelf === '' ? file : file.slice(shelf.length + 1)
  const room = rooms[name]
  if (room === undefined) return [`${place}: "${name}" is not in the table of the house (tests/rooms.ts)`]
  const isTest = /\.(test|fixture)\.tsx?$/.test(file)
  const mayImport = (rule: readonly string[]): string => (rule.length === 0 ? 'nothing' : rule.join(', '))

  return importsOf(text).flatMap(({ from, isType }) => {
    if (from.startsWith('.')) {
      const target = join(dirname(file), from)
      return target.startsWith(join(shelf, name, '/'))
        ? []
        : [`${place}: "${from}" leaves the room; other rooms are imported as "genba/..."`]
    }
    if (from.startsWith('genba/') || from === '#bench') {
      const other = from === '#bench' ? 'bench' : from.slice('genba/'.length)
      if (other === name) return [`${place}: "${name}" imports itself as "${from}"; inside a room imports are relative`]
      if (room.rooms.includes(other) || (room.typesOf.includes(other) && isType)) return []
      const rest = room.typesOf.length === 0 ? '' : `; types of ${room.typesOf.join(', ')}`
      return [`${place}: "${name}" may not import "${other}"; allowed: ${mayImport(room.rooms)}${rest}`]
    }
    if (from.startsWith('node:')) {
      return room.usesNode || isTest ? [] : [`${place}: "${name}" may not import "${from}"; it has to run in a browser too`]
    }
    const outside = from.split('/', from.startsWith('@') ? 2 : 1).join('/')
    if (room.packages.includes(outside) || (isTest && testPackages.includes(outside))) return []
    return [`${place}: "${name}" may not import the package "${outside}"; allowed: ${mayImport(room.packages)}`]
  })
}
