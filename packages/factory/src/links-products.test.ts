import assert from 'node:assert/strict'
import { test } from 'node:test'
import { told } from './compile.fixture.ts'

const PRODUCTS = 'products: {A: {attributes: {colour: {red: 50 %, white: 50 %}}}, B: {variants: {big: 50 %, small: 50 %}}, C: {}}\n'
const says = (flow: string): string[] => told(`genba: model/1\n${PRODUCTS}flow: ${flow}\n`)

test('a value by product must say something for every product that can come', () => {
  assert.deepEqual(
    says(
      '[{source: s, of: {A: 50 %, B: 50 %}}, {station: M1, cycle: {A: 1 s}}, {station: M2, cycle: {A: 1 s, big: 2 s, small: 3 s}}, {station: M3, cycle: {A: 1 s, B: 2 s}}, sink]',
    ),
    ['m.yaml:3:66  M1.cycle: "B" can come here, but nothing is said for it; add it, or "else"  [G1134]'],
  )
  assert.deepEqual(says('[{source: s, of: B}, {station: M1, cycle: {big: 1 s}}, {station: M2, cycle: {A: 1 s, else: 2 s}}, sink]'), [
    'm.yaml:3:49  M1.cycle: "small" can come here, but nothing is said for it; add it, or "else"  [G1134]',
  ])
  assert.deepEqual(says('[source, {station: M1, cycle: {A: 1 s}}, sink]'), [
    'm.yaml:3:37  M1.cycle: parts without a product come here; say what the source makes, or add "else"  [G1134]',
  ])
})

test('what a station makes comes further on, and what it adds does not', () => {
  assert.deepEqual(
    says(
      '[{source: a, of: A}, {station: join, cycle: {A: 1 s}, takes: {store: 1}, makes: C}, {station: M2, cycle: {C: 1 s}}, {sink: out}, {buffer: store, capacity: 3, supply: {of: B, reorder_at: 1, quantity: 1, lead_time: 1 h}}]',
    ),
    [],
  )
})

test('destinations by product send each on its own way', () => {
  assert.deepEqual(
    says(
      '[{source: s, sequence: [A, B, C]}, {station: M1, cycle: 1 s, to: {by: product, A: x, B: y, C: y}}, {station: x, cycle: {A: 1 s}, to: out}, {station: y, cycle: {B: 1 s, C: 2 s}}, {sink: out}]',
    ),
    [],
  )
  assert.deepEqual(
    says(
      '[{source: s, sequence: [A, B, C]}, {station: M1, cycle: 1 s, to: {by: product, A: x, B: y}}, {station: x, cycle: {A: 1 s}, to: out}, {station: y, cycle: {B: 1 s}}, {sink: out}]',
    ),
    ['m.yaml:3:72  M1.to: "C" can come here, but nothing is said for it; add it, or "else"  [G1134]'],
  )
})

test('a value or destination by attribute must say something for every category', () => {
  assert.deepEqual(says('[{source: s, of: A}, {station: M1, cycle: {by: colour, red: 1 s}}, sink]'), [
    'm.yaml:3:49  M1.cycle: nothing is said for colour "white"; add it, or "else"  [G1134]',
  ])
})

test('names that are keys of values must differ', () => {
  assert.deepEqual(
    told(
      'genba: model/1\nmilestones: {A: 2028-01-01}\nproducts: {A: {}, B: {variants: {C: 50 %, x: 50 %}}, C: {}, else: {}}\ntemplates: {M1: {cycle: 1 s}}\nflow: [source, {station: M1, cycle: 1 s}, sink]\n',
    ),
    [
      'm.yaml:3:12  products.A: "A" is also the name of a milestone; give one of them another  [G1107]',
      'm.yaml:3:54  products.C: "C" is also the name of a variant of B; give one of them another  [G1107]',
      'm.yaml:3:61  products.else: "else" is a word of the language and no name  [G1114]',
      'm.yaml:4:13  M1: "M1" is also the name of an element; give one of them another  [G1107]',
    ],
  )
})

test('an inspection, a polling, a batch, an assembly and a transport that cannot be', () => {
  assert.deepEqual(
    says('[{source: s, of: A}, {station: M1, cycle: 1 s, defects: {leak: 1 %}}, {station: M2, cycle: 1 s, inspects: {laek: 90 %}}, sink]'),
    ['m.yaml:3:114  M2.inspects: no station makes a fault called "laek"; did you mean "leak"?  [G1135]'],
  )
  assert.deepEqual(says('[{source: s, of: A}, {station: M1, cycle: 1 s, visit_empty: true}, sink]'), [
    'm.yaml:3:38  M1: "visit_empty: true" needs a set-up, or turns at empty inputs would take no time  [G1136]',
  ])
  const polled = (words: string): readonly string[] =>
    says(`[{source: s, of: A}, {buffer: b, capacity: 1}, {station: M1, cycle: 1 s, setup: 1 s, ${words}}, sink]`)
  assert.deepEqual(polled('merge: round_robin, setup_when: every_turn, visit_empty: true'), [])
  assert.deepEqual(polled('setup_when: every_turn'), [
    'm.yaml:3:64  M1: "setup_when: every_turn" needs inputs served in turns: "merge: exhaustive", "gated" or "round_robin"  [G1136]',
  ])
  assert.deepEqual(polled('merge: priority, visit_empty: true'), [
    'm.yaml:3:64  M1: "visit_empty: true" needs inputs served in turns: "merge: exhaustive" or "gated", or "round_robin" with "setup_when: every_turn"  [G1136]',
  ])
  assert.deepEqual(polled('merge: gated, visit_empty: true'), [
    'm.yaml:3:64  M1: "visit_empty: true" needs a set-up that no part calls for: "setup_when: every_turn" or "input_change"  [G1136]',
  ])
  assert.deepEqual(says('[{source: s, of: A}, {station: M1, cycle: 1 s, batch: {size: 2, same: color}}, sink]'), [
    'm.yaml:3:38  M1.batch.same: no product has an attribute called "color"; expected any, product or the name of an attribute  [G1105]',
  ])
  assert.deepEqual(
    says(
      '[{source: s, of: A}, {line: L, takes: {b: 1}, flow: [{tunnel: t, takt: 1 s, dwell: 1 s}]}, sink, {source: q}, {buffer: b, capacity: 1}]',
    ),
    ['m.yaml:3:45  L.takes: "takes" needs a station, but the line begins with the tunnel "t"  [G1137]'],
  )
  assert.deepEqual(
    told('genba: model/1\nvehicles: {agv: {}}\nflow: [source, {station: M1, cycle: 1 s}, {transport: haul, vehicle: agv}, sink]\n'),
    ['m.yaml:3:55  haul: needs "loaded" and "return", or a layout and a speed of the vehicles  [G1002]'],
  )
})
