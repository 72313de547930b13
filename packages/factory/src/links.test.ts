import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compiled, elementOf, linksOf, planOf } from './compile.fixture.ts'

const model = (body: string): string => `genba: model/1\n${body}\n`
const links = (body: string): string[] => linksOf(planOf(model(body)))

test('rule 1: each element passes to the one below; nothing flows down into a source or casting cell, or out of a sink', () => {
  assert.deepEqual(
    links(
      'products: {A: {}}\nflow: [{source: s}, {station: a, cycle: 1 s}, {sink: x}, {casting_cell: c, makes: A, cycle: 1 s}, {buffer: b, capacity: 2}, {station: d, cycle: 1 s}, {sink: y}]',
    ),
    ['s > a', 'a > x', 'c > b', 'b > d', 'd > y'],
  )
})

test('rule 2: to replaces what is below: one, a list, shares, by product or attribute, next', () => {
  const plan = planOf(
    model(`products: {A: {attributes: {colour: {red: 50 %, white: 50 %}}}, B: {}}
flow:
  - {source: s, of: {A: 50 %, B: 50 %}, to: [b, next], split: round_robin, commit: when_room}
  - {station: a, cycle: 1 s, to: {c: 40 %, d: 60 %}}
  - {station: b, cycle: 1 s, to: {by: product, B: d, else: c}}
  - {station: c, cycle: 1 s, to: {by: colour, red: d, white: out}}
  - {station: d, cycle: 1 s}
  - {sink: out}`),
  )
  const number = (path: string): number => elementOf(plan, path).number
  assert.deepEqual(elementOf(plan, 's').to, { kind: 'rule', to: [number('b'), number('a')], split: 'round_robin', commit: 'when_room' })
  assert.deepEqual(elementOf(plan, 'a').to, {
    kind: 'shares',
    branches: [
      { to: number('c'), share: { kind: 'constant', value: 0.4 } },
      { to: number('d'), share: { kind: 'constant', value: 0.6 } },
    ],
  })
  assert.deepEqual(elementOf(plan, 'b').to, { kind: 'by', by: 'product', cases: { B: number('d') }, otherwise: number('c') })
  assert.deepEqual(elementOf(plan, 'c').to, { kind: 'by', by: 'colour', cases: { red: number('d'), white: number('out') } })
  assert.deepEqual(elementOf(plan, 'd').to, { kind: 'single', to: number('out') })
})

test('rule 3: what from or takes names is linked there and only there; from gives the rank of inputs', () => {
  assert.deepEqual(
    links(`flow:
  - {source: arrivals, rate: 0.6/min, when_full: lost}
  - {buffer: queue, capacity: 6}
  - {station: M1, cycle: exponential(1 min)}
  - {buffer: fresh, capacity: 3}
  - {station: inspect, cycle: exponential(rate 1.1/min), from: [again, fresh], merge: priority, rework: {failed: 15 %}}
  - sink
  - {buffer: failed, capacity: 2}
  - {station: repair, cycle: exponential(rate 0.4/min)}
  - {buffer: again, capacity: unlimited}`),
    [
      'arrivals > queue',
      'queue > M1',
      'M1 > fresh',
      'again > inspect',
      'fresh > inspect',
      'inspect > sink',
      'inspect > failed',
      'failed > repair',
      'repair > again',
    ],
  )
  const assembly = planOf(
    model(
      'flow: [{source: r1}, {buffer: b1, capacity: 2}, {source: r2}, {buffer: b2, capacity: 3}, {station: join, cycle: 1 s, takes: {b2: 2, b1: 1}}, sink]',
    ),
  )
  assert.deepEqual(linksOf(assembly), ['r1 > b1', 'r2 > b2', 'b1 >> join', 'b2 >> join', 'join > sink'])
  assert.deepEqual(elementOf(assembly, 'b1').to, { kind: 'single', to: elementOf(assembly, 'join').number })
})

test('a store that two stations take from serves them by its split, in flow order', () => {
  const plan = planOf(
    model(
      'flow: [{buffer: store, capacity: 5, supply: {reorder_at: 1, quantity: 2, lead_time: 1 h}}, {source: s}, {station: a, cycle: 1 s, takes: {store: 1}}, {station: b, cycle: 1 s, takes: {store: 1}}, sink]',
    ),
  )
  assert.deepEqual(elementOf(plan, 'store').to, { kind: 'rule', to: [2, 3], split: 'first_free', commit: 'when_finished' })
})

test('rule 4: a line or shop is entered at its first element and left at its last, which follows the to of its line or shop', () => {
  assert.deepEqual(
    links(`shops:
  paint: {flow: [{line: top, from: [bank, extra], flow: [{tunnel: a, takt: 1 min, dwell: 2 min}, {tunnel: b, takt: 1 min, dwell: 2 min}]}, {sink: done}, {source: s}, {buffer: extra, capacity: 1}, {buffer: bank, capacity: 3}]}
  body: {to: paint.bank, flow: [{source: s}, {line: frame, stations: 2, cycle: 1 s}]}`),
    [
      'body.s > body.frame.s1',
      'body.frame.s1 > body.frame.s2',
      'paint.bank > paint.top.a',
      'paint.extra > paint.top.a',
      'paint.top.a > paint.top.b',
      'paint.top.b > paint.done',
      'paint.s > paint.extra',
      'body.frame.s2 > paint.bank',
    ],
  )
})

test('rule 5: a name is looked up among its siblings, then in the line, the shop, the base', () => {
  assert.deepEqual(
    links(`shops:
  a: {flow: [{source: s}, {line: L, flow: [{station: x, cycle: 1 s, to: y}, {station: y, cycle: 1 s}]}, {station: y, cycle: 1 s, to: b.store}]}
  b: {flow: [{buffer: store, capacity: 1}, {station: z, cycle: 1 s}, sink]}`),
    ['a.s > a.L.x', 'a.L.x > a.L.y', 'a.L.y > a.y', 'a.y > b.store', 'b.store > b.z', 'b.z > b.sink'],
  )
})

test('division, scrap and rework, after_tries, expired, inspection and spares draw links too', () => {
  const plan = planOf(
    model(`flow:
  - {source: s, rate: 1/h}
  - {buffer: fresh, capacity: 9, life: 1 h, expired: waste}
  - {station: cut, cycle: 1 s, defects: {leak: 1 %}, divides: {left: 1, right: 2}}
  - {buffer: left, capacity: unlimited}
  - {station: test, cycle: 1 s, inspects: {leak: 95 %, to: fix}, rework: {itself: 1 %, fix: 2 %}, tries: 2, after_tries: waste, scrap: 1 %}
  - {sink: out}
  - {buffer: right, capacity: unlimited, to: out}
  - {station: fix, cycle: 1 min, to: out, failures: {f: {chance: 1 %, mttr: 1 min, takes: {spares: 1}}}}
  - {buffer: spares, capacity: 5, supply: {reorder_at: 1, quantity: 2, lead_time: 1 h}}
  - {sink: waste}`),
  )
  assert.deepEqual(linksOf(plan), [
    's > fresh',
    'fresh > cut',
    'cut > left',
    'left > test',
    'test > out',
    'right > out',
    'fix > out',
    'cut > right',
    'test > fix',
    'fresh.expired > waste',
    'test > waste',
    'fresh > fresh.expired',
  ])
  const test_ = elementOf(plan, 'test')
  assert.deepEqual(test_.kind === 'station' && test_.outcomes.map(({ to }) => to), ['scrap', 'itself', elementOf(plan, 'fix').number])
})

test('parts get onto carriers where the line says, and leave by the way of its last element', () => {
  const plan = planOf(
    model(
      'flow: [{source: s, rate: 1/min}, {buffer: wait, capacity: unlimited}, {line: loop, carriers: {pallet: 4}, gets_off: M2, flow: [{buffer: b1, capacity: 2}, {station: M1, cycle: 1 min}, {buffer: b2, capacity: 2}, {station: M2, cycle: 1 min}, {buffer: b3, capacity: 2}]}, sink]',
    ),
  )
  const number = (path: string): number => elementOf(plan, path).number
  assert.deepEqual(
    linksOf(plan),
    [
      's > wait',
      'wait > loop.M1',
      'loop.b1 > loop.M1',
      'loop.M1 > loop.b2',
      'loop.b2 > loop.M2',
      'loop.M2 > loop.b3',
      'loop.M2 > sink',
      'loop.b3 > loop.b1',
    ].toSorted(
      (one, other) =>
        plan.elements.findIndex(({ path }) => one.endsWith(`> ${path}`)) -
        plan.elements.findIndex(({ path }) => other.endsWith(`> ${path}`)),
    ),
  )
  assert.deepEqual(plan.lines[0]!.carriers, {
    kinds: [{ name: 'pallet', count: 4 }],
    getsOn: number('loop.M1'),
    getsOff: number('loop.M2'),
    onward: { kind: 'single', to: number('loop.b3') },
    overtaking: false,
  })
})

test('what is switched off is passed through; as a branch it is left out and the others are scaled up', () => {
  assert.deepEqual(
    links(
      'flow: [source, {station: a, cycle: 1 s}, {station: b, cycle: 1 s, enabled: false}, {buffer: 3, enabled: false}, {station: c, cycle: 1 s}, sink]',
    ),
    ['source > a', 'a > c', 'c > sink'],
  )
  const plan = planOf(
    model(
      'flow: [source, {station: a, cycle: 1 s, to: {x: 20 %, y: 30 %, z: 50 %}}, {station: x, cycle: 1 s, to: out}, {station: y, cycle: 1 s, to: out, enabled: false}, {station: z, cycle: 1 s}, {sink: out}]',
    ),
  )
  const a = elementOf(plan, 'a')
  assert.deepEqual(
    a.to.kind === 'shares' && a.to.branches.map(({ share }) => share),
    [0.2 / 0.7, 0.5 / 0.7].map((value) => ({ kind: 'constant', value })),
  )
  assert.deepEqual(
    links(
      'flow: [{source: r1}, {buffer: b1, capacity: 2}, {buffer: b2, capacity: 2, enabled: false}, {station: join, cycle: 1 s, from: [b2, extra]}, sink, {source: r2}, {buffer: extra, capacity: 1}]',
    ),
    ['r1 > b1', 'b1 > join', 'extra > join', 'join > sink', 'r2 > extra'],
  )
  assert.deepEqual(
    links('flow: [source, {station: a, cycle: 1 s, rework: {fix: 5 %}}, {sink: out}, {station: fix, cycle: 1 s, to: a, enabled: false}]'),
    ['source > a', 'a > out'],
  )
})

test('a line that is switched off is passed through as a whole', () => {
  assert.deepEqual(links('flow: [source, {line: L, stations: 3, cycle: 1 s, enabled: false}, {station: c, cycle: 1 s}, sink]'), [
    'source > c',
    'c > sink',
  ])
})

test('an element that is switched off is drawn and checked like the others', () => {
  const { drawing } = compiled(model('flow: [source, {station: a, cycle: 1 s}, {station: b, cycle: 1 s, enabled: false}, sink]'))
  assert.deepEqual(
    drawing.nodes.map(({ path, enabled }) => [path, enabled]),
    [
      ['source', true],
      ['a', true],
      ['b', false],
      ['sink', true],
    ],
  )
  assert.deepEqual(
    drawing.links.map(({ from, to }) => `${from} > ${to}`),
    ['source > a', 'a > b', 'b > sink'],
  )
})

test('links are labeled with their share, count or word', () => {
  const { drawing } = compiled(
    model(
      'products: {A: {}, B: {}}\nflow: [{source: s, of: {A: 50 %, B: 50 %}}, {station: a, cycle: 1 s, to: {by: product, A: x, B: x, else: y}}, {station: x, cycle: 1 s, rework: {y: 3 %}}, {sink: out}, {station: y, cycle: 1 s, takes: {store: 2}, to: out}, {buffer: store, capacity: 5, starts_with: 2}]',
    ),
  )
  assert.deepEqual(
    drawing.links.map(({ from, to, kind, label }) => [from, to, kind, label]),
    [
      ['s', 'a', 'flow', undefined],
      ['a', 'x', 'flow', 'A, B'],
      ['a', 'y', 'flow', 'else'],
      ['x', 'out', 'flow', undefined],
      ['x', 'y', 'rework', '3 %'],
      ['y', 'out', 'flow', undefined],
      ['store', 'y', 'takes', '2'],
    ],
  )
})
