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
  G1134: 'a product or category that can come, but of which nothing is said',
  G1135: 'a hidden fault that no station makes',
  G1136: 'turns at empty inputs without a set-up',
  G1137: 'an assembly at a tunnel',
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

/** The page docs/reference/language.md. */
export function languageReference(vocabulary: Vocabulary): string {
  return referencePage(vocabulary, SECTIONS, { ...modelCodes, ...factoryCodes })
}
