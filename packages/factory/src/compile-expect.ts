/** Measures that a model names: what it puts first, and what must come out. */
import { abbreviate, guarded, isLong, plainNode, readMeasure, readQuantity, suggestion } from 'genba/model'
import type { Dimension, Measure, Node, Reading, ScalarNode } from 'genba/model'
import type { Plant } from './flow-plant.ts'
import { STATES } from './states.ts'
import type { StateName } from './states.ts'
import type { ExpectWords, ResponseWords } from './words-base.ts'

/** A measure put first in the report. */
export interface Response {
  readonly name: string
  readonly measure: Measure
  /** Period in which it is told: `year`. */
  readonly per?: string
  /** In base units: parts a second, seconds, a ratio. */
  readonly target?: number
  readonly targetText?: string
}

/** What must come out. */
export interface Expectation {
  /** Scenario under which it must; null for the model as written. */
  readonly scenario: string | null
  readonly measure: Measure
  /** One value, or one for each row of the measure, in base units. */
  readonly values: readonly number[]
  /** As written, and the key with the scenario. */
  readonly written: readonly string[]
  readonly text: string
  /** Where it is written: offsets into the text of a file. */
  readonly place: { readonly file: string; readonly from: number; readonly to: number }
}

const PERIODS: Readonly<Record<string, number>> = {
  hour: 3600,
  shift: 28_800,
  day: 86_400,
  week: 604_800,
  month: 2_629_800,
  year: 31_557_600,
}

/** Everything that has measures: elements, lines, shops, queues before lines, crews, vehicles, calendars. */
export function measurable(plant: Plant, reading: Reading): ReadonlySet<string> {
  const paths = new Set<string>()
  for (const element of plant.elements) {
    paths.add(element.path)
    if (element.kind === 'station') paths.add(`${element.path}.input`)
    if (element.kind === 'buffer') paths.add(`${element.path}.expired`)
    if (element.group !== undefined) paths.add(element.path.slice(0, -element.name.length) + element.group.name)
  }
  for (const line of plant.lines) paths.add(line.path).add(`${line.path}.entry`)
  for (const child of plant.base.children) paths.add(child.path)
  for (const [space, prefix] of [
    ['crew', 'crews'],
    ['vehicle', 'vehicles'],
  ] as const)
    for (const name of reading.names.spaces[space] ?? []) paths.add(name).add(`${prefix}.${name}`)
  for (const name of reading.names.spaces['calendar'] ?? []) paths.add(`calendars.${name}`)
  return paths
}

/** The measure of a text, with its faults reported at the node. `heads` are the paths at which people are counted. */
function checkedMeasure(
  text: string,
  at: Node,
  path: string,
  known: ReadonlySet<string>,
  heads: readonly string[],
  reading: Reading,
): Measure | undefined {
  const { diagnostics, vocabulary } = reading
  const measure = readMeasure(text)
  if (measure === undefined) {
    diagnostics.error(
      at,
      path,
      'G1310',
      `expected a measure such as throughput, M1.state_share(blocked) or lead_time(p95), received "${abbreviate(text)}"`,
    )
    return undefined
  }
  const words = vocabulary.measures.get(measure.measure)
  if (words === undefined) {
    diagnostics.error(
      at,
      path,
      'G1310',
      `there is no measure "${measure.measure}"${suggestion(measure.measure, vocabulary.measures.keys())}`,
    )
    return undefined
  }
  const counted = measure.measure === 'heads' && heads.some((each) => each === measure.path || each.startsWith(`${measure.path}.`))
  if (measure.path !== null && !known.has(measure.path) && !counted) {
    diagnostics.error(at, path, 'G1311', `nothing is called "${measure.path}"${suggestion(measure.path, [...known].toSorted())}`)
    return undefined
  }
  if (measure.measure === 'state_share') {
    const state = measure.arguments[0]
    if (state === undefined || !STATES.includes(state as StateName)) {
      diagnostics.error(
        at,
        path,
        'G1312',
        `expected a state such as M1.state_share(blocked), received "${state ?? ''}"${state === undefined ? '' : suggestion(state, STATES)}`,
      )
      return undefined
    }
  }
  return measure
}

function dimensionOf(measure: Measure, reading: Reading): Dimension {
  if (measure.arguments.includes('share')) return 'share'
  if (measure.arguments.includes('dispersion')) return 'ratio'
  return reading.vocabulary.measures.get(measure.measure)!.dimension
}

function valueOf(node: Node, dimension: Dimension, path: string, reading: Reading): number | undefined {
  if (node.kind === 'scalar')
    return guarded(node, path, reading, () => readQuantity(node.text, { dimension, draws: false, changes: false }))
  reading.diagnostics.error(node, path, 'G1003', `expected a value, received ${node.kind === 'list' ? 'a list' : 'a mapping'}`)
  return undefined
}

/** The responses, in the order of their names. */
export function compileResponses(
  words: readonly ResponseWords[],
  known: ReadonlySet<string>,
  heads: readonly string[],
  reading: Reading,
): readonly Response[] {
  return words.flatMap(({ name, measure: node, per, target }) => {
    const path = `responses.${name}`
    const measure = checkedMeasure(node.text, node, path, known, heads, reading)
    if (measure === undefined) return []
    if (target === undefined) return [{ name, measure, ...(per === undefined ? {} : { per }) }]
    const plain = isLong(target) ? plainNode(target) : target
    const dimension = dimensionOf(measure, reading)
    // `target: 100_000` with `per: year` is so many a year.
    const bare = plain.kind === 'scalar' && /^[\d._]+$/.test(plain.text) && dimension === 'rate' && per !== undefined
    const value = bare ? valueOf(plain, 'ratio', path, reading) : valueOf(plain, dimension, path, reading)
    if (value === undefined) return []
    return [
      {
        name,
        measure,
        ...(per === undefined ? {} : { per }),
        target: bare ? value / PERIODS[per]! : value,
        targetText: (plain as ScalarNode).text,
      },
    ]
  })
}

/** What must come out, in written order. A key may begin with the name of a scenario. */
export function compileExpectations(
  words: readonly ExpectWords[],
  scenarios: readonly string[],
  known: ReadonlySet<string>,
  heads: readonly string[],
  reading: Reading,
): readonly Expectation[] {
  return words.flatMap(({ key, value }) => {
    const first = /^([A-Za-z]\w*)\./.exec(key.text)?.[1]
    const scenario = first !== undefined && scenarios.includes(first) ? first : null
    const text = scenario === null ? key.text : key.text.slice(scenario.length + 1)
    const measure = checkedMeasure(text, key, 'expect', known, heads, reading)
    if (measure === undefined) return []
    const nodes = value.kind === 'list' ? value.items : [value]
    const dimension = dimensionOf(measure, reading)
    const values = nodes.map((node) => valueOf(node, dimension, `expect.${key.text}`, reading))
    if (values.some((each) => each === undefined)) return []
    return [
      {
        scenario,
        measure,
        values: values as readonly number[],
        written: nodes.map((node) => (node as ScalarNode).text),
        text: key.text,
        place: { file: key.file.name, from: key.from, to: key.to },
      },
    ]
  })
}

/** Measures that are known without a run. */
export function isStatic({ measure, path, arguments: list }: Measure): boolean {
  if (measure === 'heads') return !list.includes('present')
  return measure === 'days' || (measure === 'hours' && path !== null && path.startsWith('calendars.'))
}
