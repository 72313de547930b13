/**
 * From the document of a model to a plan: names collected, words read, counts written out, links drawn, everything checked, and
 * each element compiled. All faults are told at once; with an error there is no plan.
 */
import { applyChange, createDiagnostics, createLedger, mapAt, NO_NAMES, readForm, readRecord, readText, valueOf } from 'genba/model'
import type { Assumption, Diagnostic, Diagnostics, MapNode, ModelDocument, Names, Reading, Vocabulary } from 'genba/model'
import { compileElement } from './compile-elements.ts'
import type { Compiling } from './compiling.ts'
import { compileExpectations, compileResponses, measurable } from './compile-expect.ts'
import type { Expectation, Response } from './compile-expect.ts'
import { compileLines, paceOf } from './compile-lines.ts'
import { addExpiredPlaces } from './compile-expired.ts'
import { addEntryQueues } from './compile-cards.ts'
import { addInputPlaces } from './compile-input-places.ts'
import { checkProcessPlans } from './compile-routes.ts'
import { closeLoops } from './compile-loops.ts'
import { checkNames, collectNames } from './compile-names.ts'
import { checkOvertime, compileCrews, compileHeads, compileSuppliers, servedOrder } from './compile-people.ts'
import { compileAttributes, compileOrders, compileProducts } from './compile-products.ts'
import { applyScenario, scenarioChain } from './compile-scenario.ts'
import { compileRun, createCalendarBook } from './compile-time.ts'
import type { CalendarBook, RunSpan } from './compile-time.ts'
import { compileLayout, compileSchedule, compileVehicles } from './compile-vehicles.ts'
import { drawingOf } from './flow-drawing.ts'
import type { Drawing } from './flow-drawing.ts'
import { buildPlant, isWorkplace } from './flow-plant.ts'
import type { Level, PlantElement } from './flow-plant.ts'
import { checkCircles, checkEndless, checkResting, checkWays } from './links-check.ts'
import { enabledLinks } from './links-enabled.ts'
import { orderedElements } from './links-order.ts'
import { checkProducts } from './links-products.ts'
import { drawLinks } from './links.ts'
import type { ElementPlan, HeadsPlan, Plan } from './plan.ts'
import { basePlace, factoryVocabulary, stationPlace, wordsOfOthers } from './words-base.ts'
import type { BaseWords } from './words-base.ts'

const DAY = 86_400

/** Codes after which items are missing from the plant. */
const BROKEN_FLOW: ReadonlySet<string> = new Set(['G1111', 'G1112', 'G1113', 'G1115', 'G1116'])

export interface CompileOptions {
  /** The scenario to apply; none for the model as written. */
  readonly scenario?: string
  /** Changes made after the scenario's, in order: a path, and a value as it would be written in a scenario. */
  readonly changes?: readonly { readonly path: string; readonly value: string }[]
  /** Words of all packages that take part; those of the factory alone by default. */
  readonly vocabulary?: Vocabulary
}

export interface Compiled {
  /** Absent where an error was found. */
  readonly plan?: Plan
  readonly diagnostics: readonly Diagnostic[]
  /** Every figure of the model with its range and where it comes from. */
  readonly assumptions: readonly Assumption[]
  /** Names of the scenarios, in alphabetical order. */
  readonly scenarios: readonly string[]
  readonly responses: readonly Response[]
  /** What must come out, of all scenarios. */
  readonly expectations: readonly Expectation[]
  /** Elements, boxes and links to draw, what is switched off included. */
  readonly drawing: Drawing
  /** The tree that was compiled, scenario and changes applied, and the names that its values may speak of: for rooms with words of their own. */
  readonly root: MapNode
  readonly names: Names
}

/** A compiled model with what static measures are computed from. */
export interface FullyCompiled extends Compiled {
  readonly heads: readonly HeadsPlan[]
  readonly book: CalendarBook | undefined
  readonly reading: Reading | undefined
}

let ownVocabulary: Vocabulary | undefined

/** The words and measures of the factory alone; what other rooms read is passed over. */
export function defaultVocabulary(): Vocabulary {
  return (ownVocabulary ??= factoryVocabulary([], [wordsOfOthers]))
}

/** Compiles a model, under a scenario if one is named. Never throws for what a file says. */
export function compile(document: ModelDocument, options: CompileOptions = {}): Compiled {
  const { plan, diagnostics, assumptions, scenarios, responses, expectations, drawing, root, names } = compileFully(document, options)
  return { ...(plan === undefined ? {} : { plan }), diagnostics, assumptions, scenarios, responses, expectations, drawing, root, names }
}

/** The same, with what checks and studies need. */
export function compileFully(document: ModelDocument, options: CompileOptions = {}): FullyCompiled {
  const vocabulary = options.vocabulary ?? defaultVocabulary()
  const diagnostics = createDiagnostics(document.faults)
  const nothing = {
    assumptions: [],
    scenarios: [],
    responses: [],
    expectations: [],
    heads: [],
    book: undefined,
    reading: undefined,
    drawing: { nodes: [], boxes: [], links: [] },
    names: NO_NAMES,
  }
  if (document.kind !== 'model') {
    if (document.kind === 'study')
      diagnostics.error(document.root, 'genba', 'G0043', 'this is a file of studies; its "model:" names the model')
    return { ...nothing, diagnostics: diagnostics.sorted(), root: document.root }
  }
  const ledger = createLedger()
  const names = collectNames(document.root, document, diagnostics)
  const reading: Reading = { vocabulary, names, diagnostics, ledger, known: new WeakMap() }
  const { root, scenarios } = underScenario(document, options, reading)
  const made = compileTree(document, root, scenarios, reading, diagnostics)
  const { plan, ...rest } = made
  return {
    ...(plan === undefined || diagnostics.failed() ? {} : { plan }),
    ...rest,
    diagnostics: diagnostics.sorted(),
    assumptions: cited(ledger.list(), root),
    scenarios,
    root,
    names,
    reading,
  }
}

/** Assumptions with the entry of the bibliography (`sources`) that their source names. */
function cited(assumptions: readonly Assumption[], root: MapNode): readonly Assumption[] {
  const list = valueOf(root, 'sources')
  if (list?.kind !== 'map') return assumptions
  return assumptions.map((assumption) => {
    const entry = assumption.source === undefined ? undefined : valueOf(list, assumption.source)
    return entry?.kind === 'scalar' ? { ...assumption, source: entry.text } : assumption
  })
}

/** The tree under a scenario and changes. The paths and values of all other scenarios are checked too. */
function underScenario(
  document: ModelDocument,
  { scenario: wanted, changes = [] }: CompileOptions,
  reading: Reading,
): { root: MapNode; scenarios: readonly string[] } {
  const { diagnostics, vocabulary } = reading
  const node = valueOf(document.root, 'scenarios')
  const scenarios = (node === undefined ? undefined : readForm(basePlace.properties.scenarios.form, node, 'scenarios', reading)) ?? []
  let root = document.root
  for (const { name, key } of scenarios) {
    const chain = scenarioChain(name, scenarios, key, reading)
    if (chain === undefined) continue
    const changed = applyScenario(document.root, chain, reading)
    if (name === wanted) root = changed
  }
  const start = mapAt({ ...document.root, to: document.root.from }, [])
  if (wanted !== undefined && !scenarios.some(({ name }) => name === wanted)) scenarioChain(wanted, scenarios, start, reading)
  for (const { path, value } of changes) {
    const change = readText(value, path, diagnostics)
    const result = applyChange(root, path, change, vocabulary)
    if ('message' in result) diagnostics.error(change, path, 'G1301', result.message)
    else root = result.root
  }
  return { root, scenarios: scenarios.map(({ name }) => name) }
}

type Made = Pick<FullyCompiled, 'plan' | 'responses' | 'expectations' | 'heads' | 'book' | 'drawing'>

function compileTree(
  document: ModelDocument,
  root: MapNode,
  scenarios: readonly string[],
  reading: Reading,
  diagnostics: Diagnostics,
): Made {
  const words = readRecord(root, 'base', '', reading) as Partial<BaseWords>
  // What is read from here on is what has been read, or a default: neither is a new assumption.
  reading.ledger.open = false
  const written = (word: string): boolean => valueOf(root, word) !== undefined
  if (!written('flow') && !written('shops'))
    diagnostics.error(
      mapAt({ ...root, to: root.from }, []),
      '',
      'G1002',
      'needs a plant: "flow", such as flow: [source, {station: M1, cycle: 1 min}, sink], or "shops"',
    )
  if (written('flow') && written('shops'))
    diagnostics.error(valueOf(root, 'flow')!, 'flow', 'G1115', 'a model has a flow or shops, not both; put the flow into a shop')
  const plant = buildPlant(root, words, reading)
  const products = words.products ?? []
  const links = drawLinks(
    plant,
    products.map(({ name, value }) => ({ product: name, steps: value.route ?? [] })),
    reading,
  )
  // Where an item could not be read, its neighbors lack links for that reason alone.
  if (!diagnostics.reported(BROKEN_FLOW)) {
    checkWays(plant, links, reading)
    checkEndless(plant, links, reading)
  }
  checkResting(plant, reading)
  const on = enabledLinks(plant, links, reading)
  if (!diagnostics.reported(BROKEN_FLOW)) checkCircles(plant, on, reading)
  const order = orderedElements(plant, links)
  const elements = order.elements.filter(on.enabled)
  const numbers = new Map(elements.map((element, number) => [element, number]))
  const lines = order.lines.filter((line) => elements.some((element) => isInside(element, line)))
  const lineNumbers = new Map(lines.map((line, number) => [line, number]))

  const { tick, ...run } = compileRun(words.run, valueOf(root, 'run') ?? root, reading)
  const span: RunSpan =
    run.start === undefined
      ? {}
      : {
          start: run.start,
          ...(run.length === undefined ? {} : { end: run.start + run.length + (run.warmUp === 'auto' ? 0 : run.warmUp) + DAY }),
        }
  const book = createCalendarBook(words.calendars ?? [], words.holidays ?? [], span, reading)
  const baseCalendar = plant.read(plant.base, stationPlace.properties.calendar)
  const crews = compileCrews(
    words.crews ?? [],
    baseCalendar === undefined ? [] : book.use(baseCalendar),
    book,
    (crew) => servedOrder(crew, plant, links, (element) => numbers.get(element)),
    reading,
  )
  checkOvertime(words.crews ?? [], crews, book.plans(), reading)
  const suppliers = compileSuppliers(words.suppliers ?? [])
  const attributes = compileAttributes(products, reading)
  const numberOf = (element: PlantElement): number => numbers.get(element) ?? -1
  const productPlans = compileProducts(products, attributes, links, numberOf, reading)
  if (!diagnostics.failed()) checkProducts(plant, on, links.routes, productPlans, attributes, reading)
  const orders = compileOrders(words.orders, valueOf(root, 'orders'), products, attributes, run.start, reading)
  const vehicles = compileVehicles(words.vehicles ?? [], book)
  const layout = compileLayout(words.layout, root, reading)
  const schedule = compileSchedule(words.orders, root, plant, productPlans, reading)
  const compiling: Compiling = {
    plant,
    links,
    on,
    reading,
    book,
    crews,
    products: productPlans,
    suppliers,
    orders,
    vehicles,
    layout,
    defects: new Set(
      plant.elements
        .filter(isWorkplace)
        .flatMap((element) => (plant.read(element, stationPlace.properties.defects) ?? []).map(({ name }) => name)),
    ),
    numberOf,
    lineOf: (element) => (element.parent.level === 'line' ? lineNumbers.get(element.parent) : undefined),
    pace: (element) => (element.parent.level === 'line' ? paceOf(element.parent, plant) : undefined),
  }
  const elementPlans = elements.map((element) => compileElement(element, compiling))
  checkProcessPlans(elementPlans as readonly (ElementPlan | undefined)[], productPlans, (product) => products[product]!.key, reading)
  const linePlans = compileLines(lines, compiling)
  const heads = compileHeads(plant)
  const known = measurable(plant, reading)
  const counted = heads.map(({ path }) => path)
  const responses = compileResponses(words.responses ?? [], known, counted, reading)
  const expectations = compileExpectations(words.expect ?? [], scenarios, known, counted, reading)
  checkNames(plant, words, reading)
  const rest = { responses, expectations, heads, book, drawing: drawingOf(plant, links, order, on) }
  if (diagnostics.failed()) return rest
  const loops = closeLoops(addExpiredPlaces(elementPlans as readonly ElementPlan[]), linePlans, lines, diagnostics)
  const waiting = addInputPlaces(loops.elements, loops.lines)
  const made = addEntryQueues(waiting.elements, waiting.lines)
  const plan: Plan = {
    name: words.name ?? document.files[0]!.name,
    ticksPerSecond: 1 / tick,
    run,
    products: productPlans,
    attributes,
    calendars: book.plans(),
    crews,
    suppliers,
    elements: made.elements,
    lines: made.lines,
    heads,
    ...(vehicles.length === 0 ? {} : { vehicles }),
    ...(layout === undefined ? {} : { layout }),
    ...(schedule === undefined ? {} : { schedule }),
    ...(words.hooks === undefined ? {} : { hooks: { file: words.hooks } }),
  }
  return { plan, ...rest }
}

function isInside(element: PlantElement, line: Level): boolean {
  for (let level: Level | undefined = element.parent; level !== undefined; level = level.parent) if (level === line) return true
  return false
}
