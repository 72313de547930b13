/** The reference of the language: its sections, and what the codes of the factory's diagnostics mean. */
import { modelCodes, referencePage } from 'genba/model'
import type { ReferenceSection, Vocabulary } from 'genba/model'

/** Codes of the factory: G11 flows and links, G12 time, G13 scenarios, measures and studies, G14 expectations, G2 warnings. */
export const factoryCodes: Readonly<Record<string, string>> = {
  G0043: 'a file of studies where a model is expected',
  G1102: 'a destination, input or other element that is not there',
  G1107: 'a name used twice',
  G1109: 'an element with no way in',
  G1110: 'an element with no way out',
  G1111: 'an item of a flow that does not say its kind, or needs a name',
  G1112: 'an item of a flow of two kinds',
  G1113: 'a buffer that needs a name',
  G1114: 'a word of the language used as a name',
  G1115: 'two ways of saying one thing',
  G1116: 'a line without elements',
  G1117: 'two ends of a link that disagree',
  G1118: 'a destination of a sink',
  G1119: 'a route or a hook without destinations',
  G1120: 'a destination or store that is switched off and cannot be passed through',
  G1122: 'a source or sink with two laws of arrival',
  G1123: 'more parts at the start than there are places',
  G1124: 'a supply whose keys name no policy, or several',
  G1125: 'a failure or maintenance without its time, or with two',
  G1126: 'rework on failure without a destination',
  G1127: 'unlimited positions with failures, maintenance or set-up',
  G1128: 'input places that cannot hold a batch',
  G1129: 'takt, speed and pitch that say too much',
  G1130: 'carriers on a line without a station',
  G1131: 'an attribute that is a number in one product and a word in another',
  G1132: 'an input without end into a place without limit',
  G1133: 'more carriers than places',
  G1134: 'a product or category that can come, but of which nothing is said',
  G1135: 'a hidden fault that no station makes',
  G1136: 'set-ups of turns where there are none, or turns at empty inputs that would take no time',
  G1137: 'an assembly at a tunnel',
  G1138: 'a sequence with a product that the casting cell does not make',
  G1140: 'templates in a circle',
  G1190: 'continuous material or a speed along a course, checked but not simulated',
  G1201: 'dates or lengths of a run that do not fit together',
  G1202: 'words of a calendar that do not fit together',
  G1203: 'a calendar that never opens',
  G1204: 'shifts, breaks or holidays that are impossible',
  G1205: 'a calendar that changes by date in a run without dates',
  G1302: 'a scenario that is not there, or scenarios in a circle',
  G1310: 'a measure that is none',
  G1311: 'a measure of something that is not there',
  G1312: 'a state that is none',
  G1401: 'an expected value that does not come out',
  G1402: 'an expected value that cannot be computed',
  G2010: 'a word that rests',
  G2030: 'holidays in a run without dates',
  G2040: 'overtime beyond the legal limit',
  G2101: 'a circle of finite places that can lock',
}

const SECTIONS: readonly ReferenceSection[] = [
  { title: 'The top of a model', doc: 'What is declared once for the whole base.', places: ['base', 'run', 'template'] },
  {
    title: 'Shops and lines',
    doc: 'Levels: what is written there holds for everything below.',
    places: ['shop', 'line', 'stop', 'drive', 'staffing', 'exception'],
  },
  {
    title: 'Elements',
    doc: 'The items of a flow. Each begins with its kind and its name.',
    places: ['source', 'sink', 'buffer', 'station', 'tunnel', 'casting_cell', 'transport', 'tank', 'process'],
  },
  {
    title: 'Work',
    doc: 'Mappings inside stations, tunnels and casting cells.',
    places: ['step', 'setup', 'batch', 'tool', 'insert', 'furnace', 'heat_up'],
  },
  { title: 'Failures and maintenance', doc: 'What can stop work, and what is done about it.', places: ['failure', 'maintenance', 'wear'] },
  { title: 'Time and people', doc: 'When the base is open, and who works there.', places: ['calendar', 'shift', 'crew'] },
  { title: 'Products, orders, supply', doc: 'What is made, for whom, from what.', places: ['product', 'orders', 'supply', 'supplier'] },
  { title: 'Vehicles', doc: 'Transporters and the map they drive on.', places: ['vehicle', 'charge', 'layout', 'path'] },
  { title: 'Studies', doc: 'Experiments on a model, in a file of their own or under `studies`.', places: ['study_file', 'study'] },
]

/** How values are written: the same for every word. */
const VALUES = `## Values

A value is a number with its unit (\`120 s\`, \`6.5 m\`, \`8 %\`, \`0.8/min\`, \`14.6 bn CNY\`, \`1 h 30 min\`), a distribution, a course in time, an attribute of the
part, a function of the hook file, or a word. Numbers without a dimension may be bare. No value needs a comma.

| written | meaning |
|---|---|
| \`60 s\` | constant |
| \`exponential(60 s)\`, \`exponential(rate 0.9/min)\` | by mean or by rate |
| \`uniform(50 s to 70 s)\`, \`triangular(50 s 58 s 90 s)\`, \`pert(50 s 58 s 90 s)\` | low, mode, high, in rising order |
| \`normal(mean 60 s sd 5 s)\` | drawn again below zero where it cannot be negative |
| \`lognormal(mean 90 s cv 0.4)\`, \`gamma(shape 4 mean 1 min)\`, \`erlang(shape 2 mean 1 min)\` | by the mean of the variable itself |
| \`weibull(shape 2.2 scale 500 h)\`, \`weibull(shape 3 mean 2 h)\`, \`beta(alpha 2 beta 5 40 s to 90 s)\` | |
| \`mix(30 % exponential(2 min) 70 % exponential(40 s))\`, \`sum(20 s exponential(5 s))\` | one of several; one after the other |
| \`discrete(10 % of 2 min 90 % of 5 min)\` | values with chances |
| \`empirical(cycles.csv column weld)\` | data of a table; a header such as \`weld (s)\` gives numbers their unit; \`interpolate linear\` draws between them |
| \`truncated(normal(mean 60 s sd 5 s) 45 s to 80 s)\` | drawn again outside |
| \`learning(7 min to 90 s half_life 60 d since sop)\` | halves the distance to the end in each half-life |
| \`linear(0.03 m/s to 0.054 m/s over 90 d since sop)\`, \`logistic(30 % to 8 % over 200 d since sop)\` | a straight line; an S from 1 % to 99 % of the way |
| \`wright(first 100 min rate 85 %)\` | the n-th part takes first * n^log2(rate) |
| \`attribute(weld_points)\`, \`hook(weld_time)\` | a number that the part carries; a function of the hook file |
| \`{sop: 180 s, sop + 90 d: 140 s, 2028-05-01: 120 s}\` | by date, in steps; with \`interpolate: linear\` along straight lines |
| \`{00:00: 2/h, 07:30: 9/h}\` | by time of day, every day |
| \`{A: 4 s, B: 7 s, else: 5 s}\` | by product or variant |
| \`{by: doors, four: 52 s, two: 47 s}\` | by an attribute |
| \`{value: 180 s, range: 90 s to 180 s, source: volvo, date: 2025-08, confidence: reported, note: ..}\` | with its range and where it comes from |

A plain duration under \`mtbf\` or \`mttr\` is a mean, and means exponential. In scenarios and studies \`times 1.1\` and \`plus 2 s\` change the value that holds there.

`

/** The page docs/reference/language.md. */
export function languageReference(vocabulary: Vocabulary): string {
  const page = referencePage(vocabulary, SECTIONS, { ...modelCodes, ...factoryCodes })
  const firstSection = page.indexOf('\n## ') + 1
  return page.slice(0, firstSection) + VALUES + page.slice(firstSection)
}
