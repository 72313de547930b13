import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { editModel, formatDiagnostics, readModel } from 'genba/model'
import type { ModelDocument } from 'genba/model'
import { compile, defaultVocabulary } from './compile.ts'
import type { Compiled } from './compile.ts'
import type { Plan } from './plan.ts'
import { readStudies } from './compile-study.ts'

const root = new URL('../../../', import.meta.url)
const textAt = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const VALID: readonly string[] = [
  ...readdirSync(new URL('validation/', root))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `validation/${name}`),
  ...['jinshan', 'calendar-china', 'research', 'scenarios', 'studies'].map((name) => `models/jinshan/${name}.yaml`),
]
const MAIN = 'models/jinshan/jinshan.yaml'

/** Longest time for one model, s. A guard against hanging, not a measurement. */
const PATIENCE = 20

/** Whatever the text: no exception, a plan or a diagnostic with a place, and every diagnostic can be printed. */
function survives(text: string, file: string, beside: Readonly<Record<string, string>> = {}): Compiled {
  const start = performance.now()
  const document: ModelDocument = readModel(text, { file, readText: (path) => beside[path] ?? textAt(path) })
  const result = compile(document)
  for (const { file: name, line, column, from, to, message, code } of result.diagnostics) {
    assert.ok(line >= 1 && column >= 1 && from >= 0 && to >= from && name !== '' && message !== '' && /^G\d{4}$/.test(code))
  }
  if (result.plan === undefined)
    assert.ok(
      result.diagnostics.some(({ severity }) => severity === 'error'),
      'no plan, and not a word why',
    )
  else {
    assert.ok(result.diagnostics.every(({ severity }) => severity === 'warning'))
    isSound(result.plan)
  }
  formatDiagnostics(result.diagnostics)
  if (document.kind === 'study') readStudies(document)
  assert.ok(performance.now() - start < PATIENCE * 1000)
  return result
}

/** No number of a plan is missing, and every link leads to an element that is there. */
function isSound(plan: Plan): void {
  const there = (number: number): void =>
    assert.ok(Number.isInteger(number) && number >= 0 && number < plan.elements.length, `element ${number}`)
  const walk = (value: unknown): void => {
    if (typeof value === 'number') assert.ok(!Number.isNaN(value))
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk)
  }
  walk(plan)
  for (const [index, element] of plan.elements.entries()) {
    assert.equal(element.number, index)
    element.from.forEach(there)
    for (const calendar of element.calendars) assert.ok(plan.calendars[calendar] !== undefined)
    const { to } = element
    if (to.kind === 'single') there(to.to)
    if (to.kind === 'rule') to.to.forEach(there)
    if (to.kind === 'shares') for (const branch of to.branches) there(branch.to)
    if (to.kind === 'by')
      for (const target of [...Object.values(to.cases), ...(to.otherwise === undefined ? [] : [to.otherwise])]) there(target)
    if (element.kind === 'station') {
      for (const take of element.takes) there(take.from)
      for (const part of element.divides) there(part.to)
      for (const each of element.steps)
        for (const want of each.crew) for (const { crew } of want.anyOf) assert.ok(plan.crews[crew] !== undefined)
    }
    if (element.kind === 'station' || element.kind === 'tunnel')
      for (const { to: target } of element.outcomes) if (typeof target === 'number') there(target)
  }
  for (const line of plan.lines) line.elements.forEach(there)
}

const PIECES = [
  '\n',
  ' ',
  '  ',
  '{',
  '}',
  '[',
  ']',
  ':',
  ': ',
  ',',
  '-',
  '- ',
  '#',
  '"',
  "'",
  '&a',
  '*a',
  '!',
  '%',
  '5',
  '1e309',
  '-',
  'to',
  'value',
  'source',
  'sink',
  'line',
  'none',
  'exponential(',
  ')',
  '\t',
  '\u0000',
  '\ud800',
  'é',
  '<<',
  '|',
  '>',
  '?',
  'like: press',
  'enabled: false',
  '0',
  'flow',
  '~',
]

test('random edits of valid files never throw, never hang, and always give a plan or say why not', () => {
  const position = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
  const edit = fc.record({
    at: position,
    remove: fc.nat({ max: 12 }),
    insert: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 })),
  })
  fc.assert(
    fc.property(fc.constantFrom(...VALID), fc.array(edit, { minLength: 1, maxLength: 4 }), (file, edits) => {
      let text = textAt(file)
      for (const { at, remove, insert } of edits) {
        const from = Math.floor(at * text.length)
        text = text.slice(0, from) + insert + text.slice(from + remove)
      }
      if (file.endsWith('calendar-china.yaml') || file.endsWith('scenarios.yaml')) survives(textAt(MAIN), MAIN, { [file]: text })
      else survives(text, file)
    }),
    { numRuns: 400, seed: 20_281_101 },
  )
})

test('lines moved, doubled and left out never throw', () => {
  const nat = fc.nat({ max: 400 })
  fc.assert(
    fc.property(
      fc.constantFrom(...VALID),
      fc.array(fc.record({ from: nat, count: fc.nat({ max: 5 }), to: nat, copy: fc.boolean() }), { minLength: 1, maxLength: 5 }),
      (file, moves) => {
        const lines = textAt(file).split('\n')
        for (const { from, count, to, copy } of moves) {
          const taken = copy ? lines.slice(from % lines.length, (from % lines.length) + count) : lines.splice(from % lines.length, count)
          lines.splice(to % (lines.length + 1), 0, ...taken)
          if (lines.length === 0) lines.push('')
        }
        survives(lines.join('\n'), file)
      },
    ),
    { numRuns: 200, seed: 20_281_102 },
  )
})

test('random documents of the words of the language never throw', () => {
  const vocabulary = defaultVocabulary()
  const words = [...new Set([...vocabulary.places.values()].flatMap((place) => [...vocabulary.words(place.name).keys()]))].toSorted()
  const scalars = [
    '5',
    '1 s',
    '8 %',
    'M1',
    'A',
    'unlimited',
    'true',
    'false',
    'none',
    'exponential(1 min)',
    'hook(f)',
    'attribute(x)',
    'two_shifts',
    '06:00 to 14:00',
    'Mon to Fri',
    '2028-01-01',
    'sop',
    '1 to 3',
    'times 2',
    'route',
    'next',
    'itself',
    '',
    '0.5/min',
    '3 kg',
    '[',
    'learning(1 s to 2 s half_life 3 d)',
    'orders.csv',
  ]
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constantFrom(...scalars), tie('map'), tie('list')),
    map: fc
      .array(
        fc.tuple(
          fc.oneof(
            fc.constantFrom(...words),
            fc.constantFrom('A', 'M1', 'sop', 'source', 'station', 'sink', 'buffer', 'line', 'A to B', '2028-01-01', 'x'),
          ),
          tie('node'),
        ),
        { maxLength: 6 },
      )
      .map((entries) => Object.fromEntries(entries as [string, unknown][])),
    list: fc.array(tie('node'), { maxLength: 5 }),
  }))
  const item = fc.oneof(
    fc.constantFrom('source', 'sink'),
    fc
      .tuple(
        fc.constantFrom('source', 'station', 'buffer', 'line', 'tunnel', 'sink', 'casting_cell', 'transport', 'tank', 'process'),
        fc.constantFrom('a', 'b', 'c', '3', 'M1'),
        fc.array(fc.tuple(fc.constantFrom(...words), node), { maxLength: 4 }),
      )
      .map(([kind, name, rest]) => ({ [kind]: name, ...Object.fromEntries(rest) })),
  )
  const model = fc.record({
    flow: fc.array(item, { maxLength: 6 }),
    rest: fc.array(fc.tuple(fc.constantFrom(...words), node), { maxLength: 6 }),
  })
  fc.assert(
    fc.property(model, ({ flow, rest }) => {
      // JSON is YAML; quoted or not makes no difference to the reader.
      const shop = { flow, ...Object.fromEntries(rest) }
      survives(`genba: model/1\nshops: {a: ${JSON.stringify(shop)}}\n`, 'm.yaml')
      survives(JSON.stringify({ genba: 'model/1', ...Object.fromEntries(rest), flow }), 'm.yaml')
    }),
    { numRuns: 600, seed: 20_281_103 },
  )
})

test('bytes without sense never throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
      survives(text, 'm.yaml')
      survives(`genba: model/1\n${text}`, 'm.yaml')
    }),
    { numRuns: 500, seed: 20_281_104 },
  )
})

/** The lines of a block mapping in another order, all levels; flow mappings stay as they are. */
function shuffled(value: unknown, order: (count: number) => number[]): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  return Object.fromEntries(order(entries.length).map((index) => [entries[index]![0], shuffled(entries[index]![1], order)]))
}

/** The tree of a document as plain data. */
function plain(node: ModelDocument['root'] | ModelDocument['root']['entries'][number]['value']): unknown {
  if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]))
  if (node.kind === 'list') return node.items.map(plain)
  return node.kind === 'scalar' ? node.text : ''
}

test('another order of the keys of any mapping gives the same plan', () => {
  for (const file of VALID.filter((name) => !name.endsWith('studies.yaml') && (name === MAIN || name.startsWith('validation/')))) {
    const document = readModel(textAt(file), { file, readText: textAt })
    const expected = JSON.stringify(compile(document).plan)
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 50, maxLength: 50 }), (numbers) => {
        let next = 0
        const order = (count: number): number[] =>
          Array.from({ length: count }, (_, index) => ({ index, rank: numbers[next++ % numbers.length]! }))
            .toSorted((one, other) => one.rank - other.rank || one.index - other.index)
            .map(({ index }) => index)
        const text = JSON.stringify(shuffled(plain(document.root), order))
        const other = compile(readModel(text, { file, readText: textAt }))
        assert.equal(formatDiagnostics(other.diagnostics), '')
        assert.equal(JSON.stringify(other.plan), expected)
      }),
      { numRuns: file === MAIN ? 8 : 4, seed: 20_281_105 },
    )
  }
})

test('setting any figure by its path gives the plan that a scenario with this change gives', () => {
  const document = readModel(textAt(MAIN), { file: MAIN, readText: textAt })
  const { assumptions } = compile(document)
  fc.assert(
    fc.property(fc.constantFrom(...assumptions.filter(({ text }) => /^[\d._]+ ?\S*$/.test(text))), ({ path, text }) => {
      const value = text.replace(/^[\d._]+/, (number) => String(Number(number.replaceAll('_', '')) * 2))
      const files = editModel(document, path, value, defaultVocabulary())
      assert.ok(!('message' in files))
      const beside = Object.fromEntries(files.map(({ name, text: written }) => [name, written]))
      const edited = compile(readModel(beside[MAIN] ?? textAt(MAIN), { file: MAIN, readText: (name) => beside[name] ?? textAt(name) }))
      const changed = compile(document, { changes: [{ path, value }] })
      assert.equal(JSON.stringify(edited.plan), JSON.stringify(changed.plan))
      assert.deepEqual(
        edited.diagnostics.map(({ message }) => message),
        changed.diagnostics.map(({ message }) => message),
      )
    }),
    { numRuns: 60, seed: 20_281_106 },
  )
})
