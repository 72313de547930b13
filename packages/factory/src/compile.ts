/**
 * From the document of a model to a plan: names collected, words read, counts written out, links drawn, everything checked, and
 * each element compiled. All faults are told at once; with an error there is no plan.
 */
import { createDiagnostics, createLedger, mapAt, readForm, readRecord, valueOf } from 'genba/model'
import type { Assumption, Diagnostic, Diagnostics, MapNode, ModelDocument, Reading, Vocabulary } from 'genba/model'
import { compileElement } from './compile-elements.ts'
import type { Compiling } from './compile-elements.ts'
import { compileLines } from './compile-lines.ts'
import { collectNames } from './compile-names.ts'
import { compileCrews, compileHeads, compileSuppliers, servedOrder } from './compile-people.ts'
import { compileAttributes, compileOrders, compileProducts } from './compile-products.ts'
import { applyScenario, scenarioChain } from './compile-scenario.ts'
import { compileRun, createCalendarBook } from './compile-time.ts'
import type { RunSpan } from './compile-time.ts'
import { buildPlant } from './flow-plant.ts'
import type { Level, PlantElement } from './flow-plant.ts'
import { checkCircles, checkEndless, checkResting, checkWays } from './links-check.ts'
import { enabledLinks } from './links-enabled.ts'
import { orderedElements } from './links-order.ts'
import { drawLinks } from './links.ts'
import type { ElementPlan, Plan } from './plan.ts'
import { basePlace, factoryVocabulary, linePlace, stationPlace } from './words-base.ts'
import type { BaseWords } from './words-base.ts'

const DAY = 86_400

export interface CompileOptions {
  /** The scenario to apply; none for the model as written. */
  readonly scenario?: string
  /** Words of all packages that take part; those of the factory alone by default. */
  readonly vocabulary?: Vocabulary
}

export interface Compiled {
  /** Absent where an error was found. */
  readonly plan?: Plan
  readonly diagnostics: readonly Diagnostic[]
  /** Every figure of the model with its range and where it comes from. */
  readonly assumptions: readonly Assumption[]
}

let ownVocabulary: Vocabulary | undefined

/** Compiles a model, under a scenario if one is named. Never throws for what a file says. */
export function compile(document: ModelDocument, options: CompileOptions = {}): Compiled {
  const vocabulary = options.vocabulary ?? (ownVocabulary ??= factoryVocabulary())
  const diagnostics = createDiagnostics(document.faults)
  if (document.kind === undefined) return { diagnostics: diagnostics.sorted(), assumptions: [] }
  const ledger = createLedger()
  const names = collectNames(document.root, document, diagnostics)
  const reading: Reading = { vocabulary, names, diagnostics, ledger, known: new WeakMap() }
  const root = underScenario(document, options.scenario, reading)
  const plan = compileTree(document, root, reading, diagnostics)
  return { ...(plan === undefined || diagnostics.failed() ? {} : { plan }), diagnostics: diagnostics.sorted(), assumptions: ledger.list() }
}

/** The tree under a scenario. The paths and values of all the others are checked too. */
function underScenario(document: ModelDocument, wanted: string | undefined, reading: Reading): MapNode {
  const { root } = document
  const node = valueOf(root, 'scenarios')
  const scenarios = (node === undefined ? undefined : readForm(basePlace.properties.scenarios.form, node, 'scenarios', reading)) ?? []
  let result = root
  for (const { name, key } of scenarios) {
    const chain = scenarioChain(name, scenarios, key, reading)
    if (chain === undefined) continue
    const changed = applyScenario(root, chain, reading)
    if (name === wanted) result = changed
  }
  if (wanted !== undefined && !scenarios.some(({ name }) => name === wanted)) scenarioChain(wanted, scenarios, mapAt({ ...root, to: root.from }, []), reading)
  return result
}

function compileTree(document: ModelDocument, root: MapNode, reading: Reading, diagnostics: Diagnostics): Plan | undefined {
  const words = readRecord(root, 'base', '', reading) as Partial<BaseWords>
  if (words.flow === undefined && words.shops === undefined && valueOf(root, 'flow') === undefined && valueOf(root, 'shops') === undefined)
    diagnostics.error(
      mapAt({ ...root, to: root.from }, []),
      '',
      'G1002',
      'needs a plant: "flow", such as flow: [source, {station: M1, cycle: 1 min}, sink], or "shops"',
    )
  const plant = buildPlant(root, words, reading)
  const products = words.products ?? []
  const links = drawLinks(
    plant,
    products.map(({ name, value }) => ({ product: name, steps: value.route ?? [] })),
    reading,
  )
  checkWays(plant, links, reading)
  checkEndless(plant, links, reading)
  checkCircles(plant, links, reading)
  checkResting(plant, reading)
  const on = enabledLinks(plant, links, reading)
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
  const suppliers = compileSuppliers(words.suppliers ?? [])
  const attributes = compileAttributes(products, reading)
  const numberOf = (element: PlantElement): number => numbers.get(element) ?? -1
  const productPlans = compileProducts(products, attributes, links, numberOf, reading)
  const orders = compileOrders(words.orders, valueOf(root, 'orders'), products, attributes, run.start, reading)
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
    numberOf,
    lineOf: (element) => (element.parent.level === 'line' ? lineNumbers.get(element.parent) : undefined),
    pace: (element) => (element.parent.level === 'line' ? plant.read(element.parent, linePlace.properties.takt) : undefined),
  }
  const elementPlans = elements.map((element) => compileElement(element, compiling))
  const linePlans = compileLines(lines, compiling)
  if (diagnostics.failed()) return undefined
  return {
    name: words.name ?? document.files[0]!.name,
    ticksPerSecond: 1 / tick,
    run,
    products: productPlans,
    attributes,
    calendars: book.plans(),
    crews,
    suppliers,
    elements: elementPlans as readonly ElementPlan[],
    lines: linePlans,
    heads: compileHeads(plant),
    ...(words.hooks === undefined ? {} : { hooks: words.hooks }),
  }
}

function isInside(element: PlantElement, line: Level): boolean {
  for (let level: Level | undefined = element.parent; level !== undefined; level = level.parent) if (level === line) return true
  return false
}
