/** A model file as the command line meets it: read with what it includes, compiled under scenarios and changes. */
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { rowFactor } from 'genba/analysis'
import { checkModel, compile, factoryVocabulary } from 'genba/factory'
import type { Compiled, Expectation as Expected, Response as Wanted } from 'genba/factory'
import { readModel, valueOf } from 'genba/model'
import type { Diagnostic, Measure, ModelDocument, Vocabulary } from 'genba/model'
import { plannerExtensions, plannerPlaces, stockValues } from 'genba/planner'
import { vehicleExtensions, vehiclePlaces } from 'genba/vehicle'
import { carChanges } from './car-changes.ts'
import { withHookFile } from './hook-file.ts'
import type { ModelFacts, Response } from './result.ts'

export interface ModelFile {
  readonly document: ModelDocument
  /** Title as written, or the name of the file. */
  readonly name: string
  /** Path as given. */
  readonly file: string
  /** First sixteen digits of SHA-256 over the texts of all its files. */
  readonly hash: string
  /** The plan as written (null) or under a scenario, with changes made after it. */
  compile(scenario: string | null, changes?: readonly Change[]): Compiled
  /** Everything that can be said of the model and its scenarios without a run. */
  check(): readonly Diagnostic[]
}

/** A path and what to put there, as written: `press.cycle` and `90 s`. */
export interface Change {
  readonly path: string
  readonly value: string
}

/** What must come out, in the units of rows. */
export interface Expectation {
  /** Scenario under which it must come out; null for the model as written. */
  readonly scenario: string | null
  readonly measure: Measure
  /** One value, or one for each row of the measure. */
  readonly values: readonly number[]
  /** As written: `M2.state_share(blocked)`, scenario included. */
  readonly text: string
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

let known: Vocabulary | undefined

/** The words of all rooms that take part in a model. */
export function modelVocabulary(): Vocabulary {
  return (known ??= factoryVocabulary([...vehiclePlaces, ...plannerPlaces], [...vehicleExtensions, ...plannerExtensions]))
}

function modelOf(document: ModelDocument, file: string): ModelFile {
  const title = valueOf(document.root, 'name')
  return {
    document,
    name: title?.kind === 'scalar' && title.text !== '' ? title.text : basename(file).replace(/\.ya?ml$/, ''),
    file,
    hash: hashOf(document),
    compile: (scenario, changes = []) => {
      const under = { vocabulary: modelVocabulary(), ...(scenario === null ? {} : { scenario }) }
      const written = compile(document, { ...under, changes })
      const needed = [...carChanges(document, written), ...stockChanges(written)]
      return withHookFile(needed.length === 0 ? written : compile(document, { ...under, changes: [...needed, ...changes] }), file)
    },
    check: () => checkModel(document, { vocabulary: modelVocabulary() }),
  }
}

/** What `costs.stocks` puts into the supply of stores: starting values, which a change by hand overrides. */
function stockChanges({ root, names, plan }: Compiled): readonly Change[] {
  if (plan === undefined) return []
  return stockValues(root, names, plan)
}

/** What a result says of a model, from what was compiled. */
export function factsOf(model: ModelFile, compiled: Compiled): ModelFacts {
  const warnings = compiled.diagnostics.filter(({ severity }) => severity === 'warning')
  return {
    name: model.name,
    file: model.file,
    hash: model.hash,
    responses: responsesOf(compiled),
    assumptions: compiled.assumptions,
    warnings,
    ...(compiled.plan?.hooks === undefined ? {} : { hooks: compiled.plan.hooks }),
  }
}

const SECONDS: Readonly<Record<'month' | 'year', number>> = { month: 31_557_600 / 12, year: 31_557_600 }

/** What a model puts first, with targets in the units of rows: a rate by year counts parts a year. */
export function responsesOf({ responses }: Compiled): readonly Response[] {
  return responses.map(({ name, measure, per, target }: Wanted): Response => {
    const known = per === 'year' || per === 'month' ? per : undefined
    const isRate = rowFactor(measure) === 3600
    const factor = known !== undefined && isRate ? SECONDS[known] : rowFactor(measure)
    return {
      name,
      measure: measure.text,
      ...(known === undefined ? {} : { per: known }),
      ...(target === undefined ? {} : { target: target * factor }),
    }
  })
}

/** What must come out, in the units of rows. */
export function expectationsOf({ expectations }: Compiled): readonly Expectation[] {
  return expectations.map(({ scenario, measure, values, text }: Expected) => ({
    scenario,
    measure,
    values: values.map((value) => value * rowFactor(measure)),
    text,
  }))
}

/** Measures that a run is asked for, beyond what is always recorded. */
export function measuresOf({ responses }: Compiled): readonly string[] {
  return responses.map(({ measure }) => measure.text)
}

function hashOf({ files }: ModelDocument): string {
  const hash = createHash('sha256')
  for (const { name, text } of files) hash.update(`${basename(name)}\0${text}\0`)
  return hash.digest('hex').slice(0, 16)
}
