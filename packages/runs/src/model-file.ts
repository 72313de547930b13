/** A model file as the command line meets it: read with what it includes, compiled under scenarios and changes. */
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { readMeasure } from 'genba/analysis'
import type { Measure } from 'genba/analysis'
import { compile } from 'genba/factory'
import type { Compiled } from 'genba/factory'
import { entryOf, plainNode, readModel, readRange, valueOf, withEntry } from 'genba/model'
import type { MapNode, ModelDocument, Node } from 'genba/model'
import { readExpectation, readMeasured } from './expectation.ts'
import type { Expectation } from './expectation.ts'
import type { ModelFacts, Response } from './result.ts'

export interface ModelFile {
  readonly document: ModelDocument
  /** Title as written, or the name of the file. */
  readonly name: string
  /** Path as given. */
  readonly file: string
  /** First sixteen digits of SHA-256 over the texts of all its files. */
  readonly hash: string
  readonly scenarios: readonly string[]
  readonly responses: readonly Response[]
  readonly expectations: readonly Expectation[]
  /** Responses and expectations that cannot be read, one sentence each. */
  readonly faults: readonly string[]
  /** The plan as written (null) or under a scenario. */
  compile(scenario: string | null): Compiled
  /** The same model with one more scenario that builds on another. */
  withScenario(name: string, like: string | null, changes: readonly Change[]): ModelFile
}

/** A path and what to put there, as written: `press.cycle` and `90 s`. */
export interface Change {
  readonly path: string
  readonly value: string
}

/** A file that cannot be read at all. */
export class FileFault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FileFault'
  }
}

/** Files above this many bytes are refused before they are read. */
const LARGEST = 8 * 1024 * 1024

/** Reads a model from disk. @throws FileFault where there is no such file, or it is no text */
export function readModelFile(file: string): ModelFile {
  const text = readText(file)
  if (typeof text !== 'string') throw new FileFault(text.fault)
  const readIncluded = (path: string): string | undefined => {
    const included = readText(path)
    return typeof included === 'string' ? included : undefined
  }
  return modelOf(readModel(text, { file, readText: readIncluded }), file)
}

function readText(file: string): string | { readonly fault: string } {
  try {
    const { size } = statSync(file)
    if (size > LARGEST)
      return { fault: `${file}: a model file has at most ${LARGEST / 1024 / 1024} MB, this one ${(size / 1024 / 1024).toFixed(1)} MB` }
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return { fault: `${file}: there is no such file` }
    if (code === 'EISDIR') return { fault: `${file}: expected a file, received a folder` }
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { fault: `${file}: expected a text in UTF-8, received something else` }
    return { fault: `${file}: cannot be read (${code ?? String(error)})` }
  }
}

function modelOf(document: ModelDocument, file: string): ModelFile {
  const { root } = document
  const faults: string[] = []
  const attempt = <T>(what: string, read: () => T): T[] => {
    try {
      return [read()]
    } catch (error) {
      faults.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
      return []
    }
  }
  const scenarios = entriesOf(root, 'scenarios').map(({ key }) => key)
  const title = valueOf(root, 'name')
  return {
    document,
    name: title?.kind === 'scalar' && title.text !== '' ? title.text : basename(file).replace(/\.ya?ml$/, ''),
    file,
    hash: hashOf(document),
    scenarios,
    responses: entriesOf(root, 'responses').flatMap(({ key, value }) => attempt(`responses.${key}`, () => readResponse(key, value))),
    expectations: entriesOf(root, 'expect').flatMap(({ key, value }) =>
      attempt(`expect.${key}`, () => readExpectation(key, textsOf(value), scenarios)),
    ),
    faults,
    compile: (scenario) => compile(document, scenario === null ? {} : { scenario }),
    withScenario: (name, like, changes) => modelOf(withScenario(document, name, like, changes), file),
  }
}

/** What a result says of a model, from what was compiled. */
export function factsOf(model: ModelFile, compiled: Compiled): ModelFacts {
  const warnings = compiled.diagnostics.filter(({ severity }) => severity === 'warning')
  return { name: model.name, file: model.file, hash: model.hash, responses: model.responses, assumptions: compiled.assumptions, warnings }
}

/** Measures that a run of this model is asked for, beyond what is always recorded. */
export function measuresOf(model: ModelFile): readonly string[] {
  return [
    ...model.responses.map(({ measure }) => measure),
    ...model.expectations.filter(({ scenario }) => scenario === null).map(({ measure }) => measure.text),
  ]
}

function entriesOf(root: MapNode, key: string): readonly { readonly key: string; readonly value: Node }[] {
  const node = valueOf(root, key)
  return node?.kind === 'map'
    ? node.entries.filter((entry) => entry.key.text !== 'note').map((entry) => ({ key: entry.key.text, value: entry.value }))
    : []
}

function textsOf(node: Node): readonly string[] {
  if (node.kind === 'scalar') return [node.text]
  return node.kind === 'list' ? node.items.flatMap(textsOf) : []
}

function readResponse(name: string, node: Node): Response {
  const text = (key: string): string | undefined => {
    const value = node.kind === 'map' ? entryOf(node, key)?.value : undefined
    const plain = value === undefined ? undefined : plainNode(value)
    return plain?.kind === 'scalar' ? plain.text : undefined
  }
  const measure = readMeasure(node.kind === 'scalar' ? node.text : (text('measure') ?? ''))
  const per = text('per')
  const target = text('target')
  const known = per === 'year' || per === 'month' ? per : undefined
  return {
    name,
    measure: measure.text,
    ...(known === undefined ? {} : { per: known }),
    ...(target === undefined ? {} : { target: targetOf(measure, target, known) }),
  }
}

const YEAR = 31_557_600

/** In the unit of the rows: a rate by year counts parts a year, also where only the number is written. */
function targetOf(measure: Measure, text: string, per: 'month' | 'year' | undefined): number {
  const isBare = /^-?[\d_.]+(e-?\d+)?$/.test(text.trim())
  if (per === undefined || !['throughput', 'good_output', 'scrap', 'loss', 'setups'].includes(measure.name))
    return readMeasured(measure, text)
  if (isBare) return readRange(text, { dimension: 'count', draws: false, changes: false }).low
  return (readMeasured(measure, text) / 3600) * (per === 'year' ? YEAR : YEAR / 12)
}

function hashOf({ files }: ModelDocument): string {
  const hash = createHash('sha256')
  for (const { name, text } of files) hash.update(`${basename(name)}\0${text}\0`)
  return hash.digest('hex').slice(0, 16)
}

/** The changes are read as the text of a scenario, so that they mean what they mean in a file. */
function withScenario(document: ModelDocument, name: string, like: string | null, changes: readonly Change[]): ModelDocument {
  const lines = changes.map(({ path, value }) => `    ${JSON.stringify(path)}: ${value}`)
  const text = ['genba: model/1', 'scenarios:', `  ${name}:`, ...(like === null ? [] : [`    like: ${like}`]), ...lines, ''].join('\n')
  const read = readModel(text, { file: 'changes' })
  const added = valueOf(read.root, 'scenarios')
  const scenario = added?.kind === 'map' ? valueOf(added, name) : undefined
  if (scenario === undefined) return { ...document, faults: [...document.faults, ...read.faults] }
  const before = valueOf(document.root, 'scenarios')
  const scenarios = before?.kind === 'map' ? withEntry(before, name, scenario) : added!
  return { ...document, root: withEntry(document.root, 'scenarios', scenarios), faults: [...document.faults, ...read.faults] }
}
