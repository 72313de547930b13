import assert from 'node:assert/strict'
import { test } from 'node:test'
import { told } from './compile.fixture.ts'
import type { Files } from './compile.fixture.ts'

/** What is said of a model: whole messages, so that nobody changes one unawares. */
function says(title: string, model: string, lines: readonly string[], files: Files = {}): void {
  test(title, () => assert.deepEqual(told(`genba: model/1\n${model}\n`, { files }), lines))
}

// Words and values

says('a word that is misspelled is told with the nearest one', 'flow: [source, {station: M1, cylce: 1 min}, sink]', [
  'm.yaml:2:30  M1: unknown word "cylce"; did you mean "cycle"?  [G1001]',
])

says('a value of another kind', 'flow: [source, {station: M1, cycle: fast}, sink]', [
  'm.yaml:2:37  M1.cycle: expected a duration such as "120 s", received "fast"  [G1003]',
])

says(
  'a word that belongs elsewhere says where',
  'flow: [source, {station: M1, cycle: 1 s, failures: {f: {mtbf: 1 h, mttr: 1 min, reach: behind}}}, sink]',
  ['m.yaml:2:81  M1.failures.f: unknown word "reach"; it is a word of stop, drive  [G1001]'],
)

says(
  'a setting of the base that nobody knows',
  `cylce: 1 s
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  ['m.yaml:2:1  unknown word "cylce"; did you mean "cycle"?  [G1001]'],
)

says('a distribution with impossible parameters', 'flow: [source, {station: M1, cycle: triangular(3 s 2 s 4 s)}, sink]', [
  'm.yaml:2:37  M1.cycle: triangular: low, mode and high stand in rising order  [G1007]',
])

says('a normal distribution that is often negative', 'flow: [source, {station: M1, cycle: normal(mean 10 s sd 6 s)}, sink]', [
  'm.yaml:2:37  M1.cycle: more than 1 % of normal(mean 10 s sd 6 s) lies below zero and is drawn again, so that its mean is higher; lognormal has no such part  [G2020, warning]',
])

says('negative capacity and zero positions', 'flow: [source, {buffer: b, capacity: -1}, {station: M1, positions: 0, cycle: 1 s}, sink]', [
  'm.yaml:2:38  b.capacity: expected at least 0, received "-1"  [G1004]',
  'm.yaml:2:68  M1.positions: expected at least 1, received "0"  [G1004]',
])

says('a fraction of a place', 'flow: [source, {buffer: b, capacity: 2.5}, {station: M1, cycle: 1 s}, sink]', [
  'm.yaml:2:38  b.capacity: expected a whole number, received "2.5"  [G1004]',
])

says(
  'a long value with a misspelled key and an unknown confidence',
  'flow: [source, {station: M1, cycle: {value: 1 s, rang: 1 s to 2 s, confidence: sure}}, sink]',
  [
    'm.yaml:2:50  M1.cycle: unknown word "rang" beside "value"; did you mean "range"?  [G1001]',
    'm.yaml:2:80  M1.cycle: expected announced, reported, reference, derived, assumed, received "sure"  [G1003]',
  ],
)

says(
  'ranges that are none',
  'flow: [source, {station: M1, cycle: {value: 1 s, range: 2 s to 1 s}}, {station: M2, cycle: 2 s, blocking: {value: after_service, range: 1 to 2}}, sink]',
  [
    'm.yaml:2:57  M1.cycle: range: expected a range in rising order, received "2 s to 1 s"  [G1003]',
    'm.yaml:2:137  M2.blocking: a range belongs to a quantity; this value is a word  [G1008]',
  ],
)

says(
  'a product that is not declared',
  `flow: [source, {station: M1, cycle: {A: 1 s, Bx: 2 s}}, sink]
products: {A: {}, B: {}}`,
  ['m.yaml:2:46  M1.cycle: nothing is called "Bx": expected products, dates or "value"; did you mean "B"?  [G1104]'],
)

says(
  'an attribute that no product has',
  `flow: [source, {station: M1, cycle: {by: color, red: 2 s, else: 1 s}}, sink]
products: {A: {attributes: {colour: {red: 100 %}}}}`,
  ['m.yaml:2:42  M1.cycle: no product has an attribute called "color"; did you mean "colour"?  [G1105]'],
)

says(
  'two dates that are the same day',
  `milestones: {sop: 2028-01-01}
run: {start: sop, end: 2028-12-31}
flow: [source, {station: M1, cycle: {sop: 1 s, 2028-01-01: 2 s}}, sink]`,
  ['m.yaml:4:48  M1.cycle: "sop" and "2028-01-01" are the same day  [G1010]'],
)

says('an unknown unit', 'flow: [source, {station: M1, cycle: 5 mim}, sink]', [
  'm.yaml:2:39  M1.cycle: unknown unit "mim"; did you mean "min"?  [G1003]',
])

says('a hook without a file', 'flow: [source, {station: M1, cycle: hook(x)}, sink]', [
  'm.yaml:2:37  M1.cycle: "hook(x)" needs a file of functions: write "hooks: rules.ts" at the top of the model  [G1108]',
])

says(
  'shares of a product mix that do not add up',
  `products: {A: {}, B: {}}
flow: [{source: s, of: {A: 60 %, B: 44 %}}, {station: M1, cycle: 1 s}, sink]`,
  ['m.yaml:3:28  s.of: shares add up to 104 %  [G1121]'],
)

says(
  'variants and categories that do not add up',
  `products: {A: {variants: {x: 50 %, y: 40 %}, attributes: {colour: {red: 70 %, white: 40 %}}}}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  [
    'm.yaml:2:30  products.A.variants: shares add up to 90 %  [G1121]',
    'm.yaml:2:67  products.A.attributes.colour: shares add up to 110 %  [G1121]',
  ],
)

says(
  'an attribute that is a number here and a word there',
  `products: {A: {attributes: {size: {small: 100 %}}}, B: {attributes: {size: 5}}}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  ['m.yaml:2:53  products.B.attributes.size: "size" is a number here and a word in another product  [G1131]'],
)

// Flows and names

says('an item without its kind', 'flow: [source, {statoin: M1, cycle: 1 min}, sink]', [
  'm.yaml:2:17  expected an item that says its kind, such as {station: M1}, received "statoin"; did you mean "station"?  [G1111]',
])

says('bare words that need a name or a capacity', 'flow: [source, buffer, station, sink]', [
  'm.yaml:2:16  a buffer needs a capacity, such as {buffer: 6}  [G1111]',
  'm.yaml:2:24  a station needs a name, such as {station: station_1}  [G1111]',
])

says('an item of two kinds', 'flow: [source, {station: M1, buffer: 3, cycle: 1 s}, sink]', [
  'm.yaml:2:17  an item is a buffer or a station, not both; begin another item with "- station:"  [G1112]',
])

says('a buffer that needs a name', 'flow: [source, {buffer: 3}, {buffer: 4}, {station: M1, cycle: 1 s}, sink]', [
  'm.yaml:2:17  before another buffer without a name a buffer needs a name, such as {buffer: store, capacity: 6}  [G1113]',
])

says('a name used twice', 'flow: [source, {station: M1, cycle: 1 s}, {station: M1, cycle: 1 s}, sink]', [
  'm.yaml:2:53  M1: the name "M1" is used twice here  [G1107]',
])

says('two bare sources', 'flow: [source, {station: M1, cycle: 1 s, to: out}, source, {station: M2, cycle: 1 s}, {sink: out}]', [
  'm.yaml:2:52  source: the name "source" is used twice here; give each source a name of its own, as in {source: source_2}  [G1107]',
])

says(
  'names that could be taken for something else',
  'flow: [source, {station: flow, cycle: 1 s}, {station: failures, cycle: 1 s}, {station: next, cycle: 1 s}, {station: 1a, cycle: 1 s}, sink]',
  [
    'm.yaml:2:26  flow: "flow" is a word that may stand here and no name, or the path "flow.x" could mean two things  [G1114]',
    'm.yaml:2:55  failures: "failures" is a word that may stand here and no name, or the path "failures.x" could mean two things  [G1114]',
    'm.yaml:2:88  next: "next" is a word of the language and no name  [G1114]',
    'm.yaml:2:117  1a: expected a name of letters, digits and underscores, received "1a"  [G1101]',
  ],
)

says('a line without stations', 'flow: [source, {line: L}, sink]', [
  'm.yaml:2:23  L: needs "stations", such as stations: 12, or "flow"  [G1116]',
])

says('a line with stations and a flow', 'flow: [source, {line: L, stations: 2, flow: [{station: a, cycle: 1 s}], cycle: 1 s}, sink]', [
  'm.yaml:2:26  L: a line has stations or a flow, not both  [G1115]',
])

says(
  'an exception to a station that is not there',
  'flow: [source, {line: L, stations: 2, cycle: 1 s, except: {s3: {cycle: 2 s}}}, sink]',
  ['m.yaml:2:60  L: nothing is called "s3" here; the stations are s1 to s2; did you mean "s1"?  [G1102]'],
)

says('a capacity given twice', 'flow: [source, {buffer: 3, capacity: 4}, {station: M1, cycle: 1 s}, sink]', [
  'm.yaml:2:28  before_M1: the capacity stands twice, after "buffer:" and after "capacity:"  [G0025]',
])

says('no plant at all', 'name: x', [
  'm.yaml:1:1  needs a plant: "flow", such as flow: [source, {station: M1, cycle: 1 min}, sink], or "shops"  [G1002]',
])

says(
  'a flow and shops',
  `flow: [source, {station: M1, cycle: 1 s}, sink]
shops: {a: {flow: [source, {station: M1, cycle: 1 s}, sink]}}`,
  ['m.yaml:2:7  flow: a model has a flow or shops, not both; put the flow into a shop  [G1115]'],
)

says(
  'a template that is not there',
  `flow: [source, {station: M1, like: robott}, sink]
templates: {robot: {cycle: 1 s}}`,
  ['m.yaml:2:36  M1.like: there is no template called "robott"; did you mean "robot"?  [G1103]'],
)

says(
  'templates in a circle',
  `flow: [source, {station: M1, like: a}, sink]
templates: {a: {like: b, cycle: 1 s}, b: {like: a}}`,
  ['m.yaml:3:23  a: circle of templates: b > a > b  [G1140]', 'm.yaml:3:49  b: circle of templates: a > b > a  [G1140]'],
)

says(
  'crews and calendars that are not declared',
  `flow: [source, {station: M1, cycle: 1 s, crew: welders}, {station: M2, cycle: 1 s, calendar: c}, sink]
crews: {welder: {size: 1}}`,
  [
    'm.yaml:2:48  M1.crew: there is no crew called "welders"; did you mean "welder"?  [G1103]',
    'm.yaml:2:94  M2.calendar: there is no calendar called "c"  [G1103]',
  ],
)

// Links

says(
  'a reference to nothing',
  'flow: [source, {station: M1, cycle: 1 min, takes: {stor: 1}}, sink, {buffer: store, capacity: 3, supply: {reorder_at: 1, quantity: 1, lead_time: 1 h}, to: M1}]',
  ['m.yaml:2:52  M1.takes: nothing is called "stor"; did you mean "store"?  [G1102]'],
)

says(
  'a reference into another shop',
  `shops:
  casting: {flow: [source, {station: press, cycle: 1 s}, {buffer: front_store, capacity: 3}]}
  body: {flow: [{station: join, cycle: 1 s, takes: {casting.frontstore: 1}}, sink]}`,
  [
    'm.yaml:3:67  casting.front_store: no way out: it is the last element of shop "casting"; give it "to:" or end with a sink  [G1110]',
    'm.yaml:4:53  body.join.takes: nothing is called "casting.frontstore"; did you mean "casting.front_store"?  [G1102]',
  ],
)

says(
  'no way out at the end of a shop',
  `shops:
  body:
    flow: [source, {line: framing, stations: 2, cycle: 1 s}, {line: finish, stations: 2, cycle: 1 s}]`,
  ['m.yaml:4:69  body.finish: no way out: it is the last element of shop "body"; give it "to:" or end with a sink  [G1110]'],
)

says('no way out above a source', 'flow: [{source: a}, {station: M1, cycle: 1 s}, {source: b}, {station: M2, cycle: 1 s}, sink]', [
  'm.yaml:2:31  M1: no way out: below it stands the source "b", and nothing flows down into one; give it "to:", or put a sink between  [G1110]',
])

says(
  'no way out above an element that names other inputs',
  'flow: [{source: a}, {station: M1, cycle: 1 s}, {source: b}, {station: M2, cycle: 1 s}, {station: M3, cycle: 1 s, from: [M1]}, sink]',
  ['m.yaml:2:71  M2: no way out: "M3" below it names what arrives there (M1); name "M2" there too, or give it "to:"  [G1110]'],
)

says(
  'no way in at the beginning of a shop',
  `shops:
  body: {flow: [{station: a, cycle: 1 s}, sink]}`,
  [
    'm.yaml:3:27  body.a: no way in: it is the first element of shop "body"; nothing has "to: body"; begin with a source, or give another element "to: body"  [G1109]',
  ],
)

says('no way in below a sink', 'flow: [source, {station: M1, cycle: 1 s}, sink, {station: M2, cycle: 1 s}, {sink: out}]', [
  'm.yaml:2:59  M2: no way in: above it stands the sink "sink", and nothing flows out of one; put a source above it, or give another element "to: M2"  [G1109]',
])

says(
  'no way in below an element that goes elsewhere',
  'flow: [source, {station: M1, cycle: 1 s, to: out}, {station: M2, cycle: 1 s}, {sink: out}]',
  ['m.yaml:2:62  M2: no way in: "M1" above it goes to out; give another element "to: M2"  [G1109]'],
)

says(
  'shares of destinations that do not add up',
  'flow: [source, {station: M1, cycle: 1 s, to: {A: 60 %, B: 44 %}}, {station: A, cycle: 1 s, to: out}, {station: B, cycle: 1 s}, {sink: out}]',
  ['m.yaml:2:46  M1.to: shares add up to 104 %  [G1121]'],
)

says(
  'scrap and rework of more than all parts',
  'flow: [source, {station: M1, cycle: 1 s, rework: {again: 60 %}, scrap: 44 %}, sink, {buffer: again, capacity: unlimited, to: M1}]',
  ['m.yaml:2:58  M1.rework: shares add up to 104 %  [G1121]'],
)

says(
  'a circle of finite places',
  'flow: [{source: s, rate: 1/min}, {buffer: bank, capacity: 10, to: top}, {station: top, cycle: 1 s, rework: {bank: 2 %}}, sink]',
  ['m.yaml:2:43  bank: circle of finite places bank > top > bank can lock for good  [G2101, warning]'],
)

says(
  'two ends of a link that disagree',
  'flow: [source, {station: M1, cycle: 1 s, to: [a, b]}, {station: a, cycle: 1 s, from: [b]}, {station: b, cycle: 1 s, to: out}, {sink: out}]',
  ['m.yaml:2:121  b.to: "a" names it as an input, but "to" does not lead there; write both ends alike, or one  [G1117]'],
)

says(
  'a hook that must know its destinations',
  `hooks: rules.ts
flow: [source, {station: M1, cycle: 1 s, to: hook(x)}, sink]`,
  [
    'm.yaml:3:46  M1.to: "hook(x)" must know its destinations: name "M1" in the "from" of each  [G1119]',
    'm.yaml:3:56  sink: no way in: nothing leads here from "M1" above it  [G1109]',
  ],
)

says('a route that no product has', 'flow: [source, {station: M1, cycle: 1 s, to: route}, sink]', [
  'm.yaml:2:46  M1.to: no product has a process plan that leads on from here; write route: [{station: M1, cycle: 8 s}, ..] under products  [G1119]',
  'm.yaml:2:54  sink: no way in: nothing leads here from "M1" above it  [G1109]',
])

says('a destination of a sink', 'flow: [source, {station: M1, cycle: 1 s}, {sink: out, to: M1}]', [
  'm.yaml:2:59  out.to: nothing flows out of a sink  [G1118]',
])

says(
  'a branch switched off that cannot be left out',
  `products: {A: {}, B: {}}
flow: [{source: s, of: {A: 50 %, B: 50 %}}, {station: M1, cycle: 1 s, to: {by: product, A: a, B: b}}, {station: a, cycle: 1 s, to: out, enabled: false}, {station: b, cycle: 1 s}, {sink: out}]`,
  ['m.yaml:3:75  M1: "A" leads to "a", which is switched off; give "else"  [G1120]'],
)

says(
  'every destination switched off',
  'flow: [source, {station: M3, cycle: 1 s, to: [a, b]}, {station: a, cycle: 1 s, to: out, enabled: false}, {station: b, cycle: 1 s, enabled: false}, {sink: out}]',
  ['m.yaml:2:26  M3: every destination is switched off  [G1120]'],
)

says('an unlimited source into an unlimited buffer', 'flow: [source, {buffer: unlimited}, {station: M1, cycle: 1 s}, sink]', [
  'm.yaml:2:8  source: an unlimited source would pour into "before_M1", which has no limit; give the source a rate, or the buffer a capacity  [G1132]',
])

says('an unlimited source that reaches a sink through a buffer', 'flow: [source, {buffer: 3}, sink]', [
  'm.yaml:2:8  source: an unlimited source would pour into the sink "sink"; put a station between, or give the source a rate  [G1132]',
])

says(
  'a supply without lead time into an unlimited buffer',
  'flow: [{buffer: store, capacity: 5, supply: {reorder_at: 1, quantity: 1}}, {buffer: big, capacity: unlimited}, {station: M1, cycle: 1 s}, sink]',
  [
    'm.yaml:2:17  store: a supply without lead time would pour into "big", which has no limit; give the supply a lead time, or the buffer a capacity  [G1132]',
  ],
)

says('an unlimited source into unlimited positions', 'flow: [source, {station: M1, positions: unlimited, cycle: 1 s}, sink]', [
  'm.yaml:2:8  source: an unlimited source would pour into "M1", which has no limit; give the source a rate, or the station fewer places  [G1132]',
])

// Elements

says('a station without a cycle', 'flow: [source, {station: M1}, sink]', [
  'm.yaml:2:26  M1: needs "cycle", such as cycle: 108 s, its own or of its line, shop or base; or "steps"  [G1002]',
])

says('a tunnel without takt and dwell', 'flow: [source, {tunnel: oven}, sink]', [
  'm.yaml:2:25  oven: needs "dwell" and "takt", such as dwell: 40 min, takt: 110 s  [G1002]',
])

says('a buffer without a capacity', 'flow: [source, {buffer: b}, {station: M1, cycle: 1 s}, sink]', [
  'm.yaml:2:25  b: needs a capacity, such as capacity: 6 or capacity: unlimited  [G1002]',
])

says('a casting cell that makes nothing', 'flow: [{casting_cell: press, cycle: 1 s}, sink]', [
  'm.yaml:2:23  press: needs "makes", such as makes: front_casting  [G1002]',
])

says(
  'a synchronous line and a moving line without a takt',
  'flow: [source, {line: a, stations: 2, cycle: 1 s, transfer: synchronous}, {line: b, stations: 2, transfer: continuous, cycle: 1 s}, sink]',
  [
    'm.yaml:2:23  a: a synchronous line needs a takt, such as takt: 108 s  [G1002]',
    'm.yaml:2:82  b: a moving line needs a takt, such as takt: 120 s, or speed and pitch  [G1002]',
  ],
)

says(
  'takt, speed and pitch together',
  'flow: [source, {line: b, stations: 2, transfer: continuous, takt: 10 s, speed: 1 m/s, pitch: 6 m}, sink]',
  ['m.yaml:2:23  b: takt, speed and pitch say too much: with pitch, takt gives the speed or speed the takt  [G1129]'],
)

says(
  'a drive that rests',
  'flow: [source, {line: ga, stations: 2, transfer: continuous, takt: 1 min, drive: {fault: 1 %, recovery: 1 min}}, sink]',
  ['m.yaml:2:82  ga.drive: rests, since ga.transfer is "continuous"  [G2010, warning]'],
)

says(
  'a failure without a repair, and one with two laws',
  'flow: [source, {station: M1, cycle: 1 s, failures: {a: {mtbf: 1 h}, b: {mtbf: 1 h, chance: 1 %, mttr: 1 min}}}, sink]',
  [
    'm.yaml:2:53  M1.failures.a: needs one of "mttr" and "down", received none  [G1125]',
    'm.yaml:2:69  M1.failures.b: needs one of "mtbf", "up" and "chance", received several  [G1125]',
  ],
)

says(
  'a maintenance without its time, which renews what is not there',
  'flow: [source, {station: M1, cycle: 1 s, maintenance: {m: {duration: 1 h, renews: [f]}}}, sink]',
  [
    'm.yaml:2:56  M1.maintenance.m: renews "f", but there is no such failure here  [G1102]',
    'm.yaml:2:56  M1.maintenance.m: needs one of "every" and "when", received none  [G1125]',
  ],
)

says(
  'rework on failure that leads nowhere',
  'flow: [source, {station: M1, cycle: 1 s, failures: {a: {mtbf: 1 h, mttr: 1 min, on_failure: rework}}}, sink]',
  [
    'm.yaml:2:53  M1.failures.a: "on_failure: rework" needs a destination: give the station a "rework", or write on_failure: {rework: repair}  [G1126]',
  ],
)

says(
  'unlimited positions that fail',
  'flow: [{source: s, rate: 1/min}, {station: M1, positions: unlimited, cycle: 1 s, failures: {f: {mtbf: 1 h, mttr: 1 min}}}, sink]',
  ['m.yaml:2:44  M1: "positions: unlimited" has no failures  [G1127]'],
)

says('input places that cannot hold a batch', 'flow: [source, {station: M1, batch: 4, input_places: 2, cycle: 1 s}, sink]', [
  'm.yaml:2:26  M1: "input_places: 2" cannot hold a batch of 4  [G1128]',
])

says(
  'a source and a sink with two laws',
  'flow: [{source: s, rate: 1/min, every: 1 min}, {station: M1, cycle: 1 s}, {sink: out, rate: 1/min, every: 1 min}]',
  [
    'm.yaml:2:17  s: a source has one of "every", "rate" and "orders"  [G1122]',
    'm.yaml:2:82  out: a sink has one of "every" and "rate"  [G1122]',
  ],
)

says('more parts at the start than places', 'flow: [source, {buffer: b, capacity: 3, starts_with: 5}, {station: M1, cycle: 1 s}, sink]', [
  'm.yaml:2:25  b: starts with 5 parts, but has 3 places  [G1123]',
])

says(
  'a supply without a policy, and with two',
  'flow: [{buffer: a, capacity: 5, supply: {lead_time: 1 h}}, {station: M1, cycle: 1 s}, sink, {buffer: b, capacity: 5, supply: {lead_time: 1 h, reorder_at: 1, quantity: 2, up_to: 5}}, {station: M2, cycle: 1 s}, {sink: out}]',
  [
    'm.yaml:2:17  a.supply: the keys name the policy: reorder_at and quantity, reorder_at and up_to, every and up_to, cards and quantity, or call_off; received lead_time  [G1124]',
    'm.yaml:2:102  b.supply: the keys name the policy: reorder_at and quantity, reorder_at and up_to, every and up_to, cards and quantity, or call_off; received lead_time, quantity, reorder_at, up_to  [G1124]',
  ],
)

says(
  'a sequence of a casting cell with what it does not make',
  `products: {a: {}, b: {}, c: {}}
flow: [{casting_cell: press, makes: [a, b], sequence: [a, c], cycle: 90 s}, {sink: out}]`,
  ['m.yaml:3:55  press.sequence: the cell does not make "c"; name it in "makes" too  [G1138]'],
)

says(
  'a crew without people',
  `crews: {c: {}}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  ['m.yaml:2:9  crews.c: needs "size", such as size: 9, or "members"  [G1002]'],
)

says('carriers without a station', 'flow: [{line: loop, carriers: {pallet: 2}, flow: [{buffer: b, capacity: 2}]}, sink]', [
  'm.yaml:2:15  loop: a line with carriers needs a station where parts get on  [G1130]',
])

says('continuous material', 'flow: [source, {tank: slurry, capacity: 2 t}, {process: coat, speed: 60 m/min}, sink]', [
  'm.yaml:2:23  slurry: a tank is checked, but continuous material cannot be simulated yet; switch it off with enabled: false  [G1190]',
  'm.yaml:2:57  coat: a process is checked, but continuous material cannot be simulated yet; switch it off with enabled: false  [G1190]',
])
