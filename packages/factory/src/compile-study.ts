/** Studies read, checked against their model and written out: what the optimizers and the sweep receive. */
import {
  abbreviate,
  applyChange,
  createDiagnostics,
  createLedger,
  guarded,
  mapAt,
  readForm,
  readMeasure,
  readQuantity,
  readRecord,
  resolvePath,
  scalarAt,
  suggestion,
  textOf,
  valueOf,
} from 'genba/model'
import type { Diagnostic, Dimension, Measuring, ModelDocument, Node, Read, Reading, ScalarNode, Site, Wanted } from 'genba/model'
import { convert } from 'genba/quantity'
import { compileFully, defaultVocabulary } from './compile.ts'
import type { CompileOptions, FullyCompiled } from './compile.ts'
import type { PathEntry, StudyFileWords, StudyKind, StudyMethod, StudyWords } from './words-study.ts'

/** Values to try at a path. */
export interface Factor {
  readonly path: string
  /** The places it leads to. */
  readonly sites: readonly string[]
  /** As a scenario would write them. */
  readonly values: readonly string[]
}

/** A range in which a path is varied. */
export interface Varied {
  readonly path: string
  readonly sites: readonly string[]
  /** In base units. */
  readonly low: number
  readonly high: number
  /** Only whole numbers. */
  readonly whole: boolean
  readonly text: string
}

export interface Bound {
  /** Name of a response, a measure, or `sum_of_places`. */
  readonly of: string
  readonly kind: 'at_least' | 'at_most' | 'above' | 'below'
  /** In base units. */
  readonly value: number
  readonly text: string
}

export interface Study {
  readonly name: string
  readonly kind: StudyKind
  /** Null for the model as written. */
  readonly scenario: string | null
  readonly responses: readonly string[]
  readonly replications?: number
  readonly confidence: number
  readonly seed?: number
  readonly factors: readonly Factor[]
  readonly scenarios: readonly string[]
  readonly method?: StudyMethod
  readonly overRanges: boolean
  readonly vary: readonly Varied[]
  readonly maximize?: string
  readonly minimize?: string
  readonly subjectTo: readonly Bound[]
  readonly until: readonly Bound[]
  /** Replications in all. */
  readonly budget?: number
}

export interface Studies {
  readonly studies: readonly Study[]
  /** The model they are made on; absent where it could not be read. */
  readonly model?: ModelDocument
  readonly diagnostics: readonly Diagnostic[]
}

/** More values of one factor than this are a slip. */
const MOST_VALUES = 1000

/** The studies of a study file, or of a model that has some under `studies`. Never throws for what a file says. */
export function readStudies(document: ModelDocument, options: Pick<CompileOptions, 'vocabulary'> = {}): Studies {
  const vocabulary = options.vocabulary ?? defaultVocabulary()
  const own = document.kind === 'study'
  const diagnostics = createDiagnostics(own ? document.faults : [])
  if (document.kind === undefined) return { studies: [], diagnostics: document.faults }
  const modelNode = valueOf(document.root, 'model')
  const model = own ? (modelNode?.kind === 'scalar' ? document.readBeside(modelNode.text) : undefined) : document
  if (own && model === undefined && modelNode?.kind === 'scalar')
    diagnostics.error(modelNode, 'model', 'G0052', `there is no file "${abbreviate(modelNode.text)}"`)
  const compiled = model === undefined ? undefined : compileFully(model, options)
  const faults = (compiled?.diagnostics ?? []).filter(({ severity }) => severity === 'error')
  if (model === undefined || compiled?.reading === undefined || faults.length > 0)
    return { studies: [], ...(model === undefined ? {} : { model }), diagnostics: [...diagnostics.sorted(), ...faults] }
  const reading: Reading = { ...compiled.reading, vocabulary, diagnostics, ledger: createLedger(), known: new WeakMap() }
  reading.ledger.open = false
  const root = own
    ? document.root
    : mapAt(
        document.root,
        document.root.entries.filter(({ key }) => key.text === 'studies'),
      )
  const words = readRecord(root, 'study_file', '', own ? reading : quietAboutModel(reading)) as Read<StudyFileWords>
  const under = new Map<string | null, FullyCompiled>([[null, compiled]])
  const compiledUnder = (scenario: string | null): FullyCompiled => {
    let found = under.get(scenario)
    if (found === undefined) under.set(scenario, (found = compileFully(model, { ...options, ...(scenario === null ? {} : { scenario }) })))
    return found
  }
  const list = (words.studies ?? []).map(({ name, node, value }) =>
    compileStudy(name, node, value, words, compiled, compiledUnder, reading),
  )
  return { studies: list, model, diagnostics: diagnostics.sorted() }
}

/** In a model `model` and `scenario` need not be said. */
function quietAboutModel(reading: Reading): Reading {
  return {
    ...reading,
    diagnostics: {
      ...reading.diagnostics,
      error: (at, path, code, message) =>
        code === 'G1002' && path === '' ? undefined : reading.diagnostics.error(at, path, code, message),
    },
  }
}

function compileStudy(
  name: string,
  node: Node,
  words: Read<StudyWords>,
  file: Read<StudyFileWords>,
  base: FullyCompiled,
  compiledUnder: (scenario: string | null) => FullyCompiled,
  reading: Reading,
): Study {
  const path = `studies.${name}`
  const { diagnostics } = reading
  const known = (scenario: string | undefined): string | null => {
    if (scenario === undefined || base.scenarios.includes(scenario)) return scenario ?? null
    diagnostics.error(node, path, 'G1302', `there is no scenario called "${abbreviate(scenario)}"${suggestion(scenario, base.scenarios)}`)
    return null
  }
  const scenario = known(words.scenario ?? file.scenario)
  const { root } = compiledUnder(scenario)
  const sitesOf = ({ path: written, key }: PathEntry): readonly Site[] => {
    const sites = resolvePath(root, written, reading.vocabulary)
    if (!('message' in sites)) return sites
    diagnostics.error(key, path, 'G1301', sites.message)
    return []
  }
  const responses = words.responses ?? file.responses ?? base.responses.map((response) => response.name)
  for (const response of [
    ...responses,
    ...(words.maximize === undefined ? [] : [words.maximize]),
    ...(words.minimize === undefined ? [] : [words.minimize]),
  ])
    checkResponse(response, node, path, base, reading)
  for (const each of words.scenarios ?? []) known(each)
  const needs = (word: keyof StudyWords, example: string): void => {
    if (words[word] === undefined)
      diagnostics.error(node, path, 'G1002', `a study of kind ${words.kind} needs "${word}", such as ${example}`)
  }
  if (words.kind === 'sweep') needs('factors', 'factors: {ga.takt: [108 s, 120 s]}')
  if (words.kind === 'compare') needs('scenarios', 'scenarios: [as_measured, belt]')
  if (words.kind === 'sensitivity') needs('over', 'over: ranges')
  if (words.kind === 'optimize' || words.kind === 'smallest') needs('vary', 'vary: {body.wbs.capacity: 10 to 120}')
  if (words.kind === 'smallest') needs('until', 'until: {cars: at least 100_000 /year}')
  if (words.kind === 'optimize' && (words.maximize === undefined) === (words.minimize === undefined))
    diagnostics.error(node, path, 'G1002', 'a study of kind optimize needs one of "maximize" and "minimize", such as maximize: cars')
  const confidenceEntry = words.until?.find((entry) => entry.path === 'confidence')
  const confidence =
    confidenceEntry?.node.kind === 'scalar'
      ? guarded(confidenceEntry.node, path, reading, () =>
          readQuantity((confidenceEntry.node as ScalarNode).text, { dimension: 'share', draws: false, changes: false, least: 0, most: 1 }),
        )
      : undefined
  const replications = words.replications ?? file.replications
  const seed = words.seed ?? file.seed
  return {
    name,
    kind: words.kind ?? 'sweep',
    scenario,
    responses,
    ...(replications === undefined ? {} : { replications }),
    confidence: confidence ?? words.confidence ?? file.confidence ?? 0.95,
    ...(seed === undefined ? {} : { seed }),
    factors: (words.factors ?? []).map((entry) => factorOf(entry, sitesOf(entry), path, root, reading)),
    scenarios: words.scenarios ?? [],
    ...(words.method === undefined ? {} : { method: words.method }),
    overRanges: words.over === 'ranges',
    vary: (words.vary ?? []).flatMap((entry) => variedOf(entry, sitesOf(entry), path, reading) ?? []),
    ...(words.maximize === undefined ? {} : { maximize: words.maximize }),
    ...(words.minimize === undefined ? {} : { minimize: words.minimize }),
    subjectTo: (words.subject_to ?? []).flatMap((entry) => boundOf(entry, path, base, reading) ?? []),
    until: (words.until ?? []).flatMap((entry) => (entry.path === 'confidence' ? [] : (boundOf(entry, path, base, reading) ?? []))),
    ...(words.budget === undefined ? {} : { budget: words.budget }),
  }
}

/** The name of a response of the model, or a measure. */
function checkResponse(name: string, at: Node, path: string, base: FullyCompiled, reading: Reading): Dimension | undefined {
  const measure = base.responses.find((response) => response.name === name)?.measure ?? readMeasure(name)
  const words = measure === undefined ? undefined : reading.vocabulary.measures.get(measure.measure)
  if (measure !== undefined && words !== undefined) return measure.arguments.includes('share') ? 'share' : words.dimension
  reading.diagnostics.error(
    at,
    path,
    'G1310',
    `"${abbreviate(name)}" is neither a response of the model nor a measure${suggestion(name, [...base.responses.map((response) => response.name), ...reading.vocabulary.measures.keys()])}`,
  )
  return undefined
}

const SERIES = /^(.+?)\s+to\s+(.+?)(?:\s+in\s+(\d+)\s+values)?$/

function factorOf(
  { path: written, node }: PathEntry,
  sites: readonly Site[],
  path: string,
  root: FullyCompiled['root'],
  reading: Reading,
): Factor {
  const where = `${path}.factors.${written}`
  const series = node.kind === 'scalar' ? SERIES.exec(node.text) : null
  const nodes =
    node.kind === 'list'
      ? node.items
      : series === null
        ? [node]
        : seriesOf(node as ScalarNode, series, sites, where, reading).map((text) => scalarAt(node, text))
  if (nodes.length === 0 && node.kind === 'list')
    reading.diagnostics.error(node, where, 'G1003', 'expected values such as [108 s, 120 s], received an empty list')
  for (const value of nodes) {
    if (sites.length === 0) break
    const result = applyChange(root, written, value, reading.vocabulary)
    if ('message' in result) reading.diagnostics.error(value, where, 'G1301', result.message)
    else checkSites(sites, value, where, reading)
  }
  return { path: written, sites: sites.map((site) => site.path), values: nodes.map(textOf) }
}

function checkSites(sites: readonly Site[], value: Node, path: string, reading: Reading): void {
  if (value.kind === 'scalar' && /^(times|plus)\s/.test(value.text)) return
  for (const site of sites) {
    const step = site.steps.at(-1)!
    const node = site.entry && 'key' in step ? mapAt(value, [{ key: scalarAt(value, step.key), value }]) : value
    readForm(site.property.form, node, path, reading)
  }
}

/** `3 to 5` in whole numbers, `15 % to 70 % in 12 values` evenly spaced. */
function seriesOf(
  node: ScalarNode,
  [, low, high, count]: RegExpExecArray,
  sites: readonly Site[],
  path: string,
  reading: Reading,
): readonly string[] {
  const wanted = wantedOf(sites)
  if (wanted === undefined) {
    if (sites.length > 0)
      reading.diagnostics.error(node, path, 'G1003', 'a series of numbers needs a quantity; list the values, such as [a, b]')
    return []
  }
  const ends = guarded(node, path, reading, () => [readQuantity(low!, wanted), readQuantity(high!, wanted)] as const)
  if (ends === undefined) return []
  const fail = (message: string): readonly string[] => {
    reading.diagnostics.error(node, path, 'G1003', message)
    return []
  }
  if (ends[0] >= ends[1]) return fail(`expected a series in rising order, received "${node.text}"`)
  const written = /^(-?\d[\d_.]*(?:[eE]-?\d+)?)\s*(.*)$/
  const [from, to] = [written.exec(low!)!, written.exec(high!)!]
  const number = (text: string): number => Number(text.replaceAll('_', ''))
  const first = number(from[1]!)
  const unit = from[2]!
  const last = to[2] === unit || to[2] === '' || unit === '' ? number(to[1]!) : convert(number(to[1]!), to[2]!, unit)
  const steps = count === undefined ? last - first : Number(count) - 1
  if (count === undefined && !(Number.isInteger(first) && Number.isInteger(last) && unit === ''))
    return fail(`expected a number of values, such as "${node.text} in 5 values"`)
  if (steps < 1 || steps >= MOST_VALUES) return fail(`expected 2 to ${MOST_VALUES} values, received "${node.text}"`)
  return Array.from(
    { length: steps + 1 },
    (_, index) => `${Number((first + ((last - first) * index) / steps).toPrecision(12))}${unit === '' ? '' : ` ${unit}`}`,
  )
}

/** What the property of a path wants to read, where that is a number. */
function wantedOf(sites: readonly Site[]): Wanted | undefined {
  const form = sites[0]?.property.form as Partial<Measuring> | undefined
  if (form?.wanted !== undefined) return { ...form.wanted, draws: false, changes: false }
  // Entries of names with values (`rework.yard`, `heads.crews`) are shares or numbers.
  return sites[0]?.entry === true
    ? {
        dimension: sites[0].property.name === 'heads' || sites[0].property.name === 'carriers' ? 'count' : 'share',
        draws: false,
        changes: false,
      }
    : undefined
}

function variedOf({ path: written, node }: PathEntry, sites: readonly Site[], path: string, reading: Reading): Varied | undefined {
  const where = `${path}.vary.${written}`
  const wanted = wantedOf(sites)
  const found = node.kind === 'scalar' ? /^(.+?)\s+to\s+(.+)$/.exec(node.text) : null
  if (found === null || node.kind !== 'scalar') {
    reading.diagnostics.error(node, where, 'G1003', 'expected a range such as 10 to 120')
    return undefined
  }
  if (wanted === undefined) {
    if (sites.length > 0) reading.diagnostics.error(node, where, 'G1003', 'only a quantity can be varied in a range')
    return undefined
  }
  const ends = guarded(node, where, reading, () => ({ low: readQuantity(found[1]!, wanted), high: readQuantity(found[2]!, wanted) }))
  if (ends === undefined) return undefined
  if (ends.low >= ends.high) reading.diagnostics.error(node, where, 'G1003', `expected a range in rising order, received "${node.text}"`)
  const counted = wanted.whole === true || (wanted.dimension === 'count' && Number.isInteger(ends.low) && Number.isInteger(ends.high))
  return { path: written, sites: sites.map((site) => site.path), ...ends, whole: counted, text: node.text }
}

const BOUNDS: Readonly<Record<string, Bound['kind']>> = { 'at least': 'at_least', 'at most': 'at_most', above: 'above', below: 'below' }

function boundOf({ path: of, key, node }: PathEntry, path: string, base: FullyCompiled, reading: Reading): Bound | undefined {
  const dimension: Dimension | undefined = of === 'sum_of_places' ? 'count' : checkResponse(of, key, path, base, reading)
  const found = node.kind === 'scalar' ? /^(at least|at most|above|below)\s+(.+)$/.exec(node.text) : null
  if (found === null || node.kind !== 'scalar') {
    reading.diagnostics.error(node, path, 'G1003', 'expected a bound such as at least 100_000 /year or below 5 d')
    return undefined
  }
  if (dimension === undefined) return undefined
  const value = guarded(node, path, reading, () => readQuantity(found[2]!, { dimension, draws: false, changes: false }))
  return value === undefined ? undefined : { of, kind: BOUNDS[found[1]!]!, value, text: node.text }
}
