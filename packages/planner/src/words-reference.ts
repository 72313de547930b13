/** The reference of a plan: its document and the words that this room adds to the language. */
import { createVocabulary, referencePage } from 'genba/model'
import { plannerPlaces } from './words-business.ts'

const SECTION = {
  title: 'Words',
  doc: 'Each place with its words.',
  places: [
    'market',
    'rival',
    'destination',
    'event',
    'costs',
    'shop_cost',
    'bought_part',
    'stock',
    'row',
    'row_store',
    'ways',
    'way',
    'finance',
    'exchange',
  ],
}

const HEAD = `# A plan

\`genba plan FILE\` writes \`plan.json\` and \`plan.html\` into the folder of the run, and prints the former with \`--json\`
([guide](../guides/planning.md)). Amounts are CNY, worths of the year in which investment begins.

## JSON of \`genba plan\`

| field | what |
|---|---|
| \`genba\` | \`plan/1\` |
| \`model\`, \`scenario\`, \`engine\`, \`seed\`, \`replications\`, \`fingerprint\`, \`warnings\` | of the run of the plant, as in \`result.json\` |
| \`target\` | \`cars\` a year and \`heads\` that are asked for |
| \`effort\` | how much was computed: drawn paths, trajectories, points, samples |
| \`plant\` | years as simulated: \`cars\`, their standard \`error\` and the \`halfWidth\` of their interval (not with one replication), cars \`begun\`, \`scrapped\` and more in \`stock\` at the end (begun is the sum of cars, scrapped and stock), \`leadWeeks\`, \`heads\`, \`heldBy\`; by shop \`laborHours\`, \`energy\` in kWh, \`yield\` |
| \`answer\` | \`capacity\` and \`heads\` of a full year, \`canBuildTarget\`, \`hasHeads\`, \`year\` (left out where there is none), \`heldBy\` |
| \`years\` | a row a year: orders (\`demand\` in China, \`exports\` with their duty and what holds them), \`built\` and, since each has its order, sold, \`begun\`, \`scrapped\`, \`stock\`, \`backlog\`, \`weeks\`, \`paid\`, \`netPrice\`, \`scarcity\`, \`share\`, \`parity\`, \`material\`, \`pack\`, \`conversion\`, and how well the loop is closed: \`residual\` in weeks, \`evaluations\` |
| \`cost\`, \`costYear\` | of a car: \`total\`, \`byCause\`, \`byShop\`, \`investment\` (what does not grow with volume) |
| \`forms\` | by form of ownership: \`owner\`, \`partner\`, \`state\` on the plan; \`mean\`, its \`error\`, \`low\` and \`high\` (tenth and ninetieth of a hundred), \`positive\` over drawn paths; all \`internal\` rates, \`modified\` and \`payback\` in years (left out where there is none), \`exposure\` |
| \`statements\` | of the company by quarter, in \`cny\` and \`jpy\` |
| \`electrification\` | shares of the brand, and of the market under ceilings |
| \`cash\` | what statements follow from: columns by \`quarters\` from \`begins\` on, \`terms\` of the company and of each of \`forms\`, \`discountRate\`, \`jpyCny\` |
| \`events\`, \`leaves\`, \`decisions\` | what could come, and each decision held against it |
| \`sourcing\` | when parts become local: \`timing\` (half-years such as 2026.5), by year \`local\` content, \`premium\` of a car, \`tooling\`, \`origin\` under agreements; present values \`saved\` and \`contentCost\`; \`nodes\` of the proof; \`missed\` where the content cannot be reached |
| \`options\` | worth \`committed\`, with the right to \`wait\`, with \`all\` rights; what each of \`rights\` adds alone: \`gain\`, its \`error\`, the share of paths on which it is \`used\` at the end |
| \`comparisons\` | ways to build: cost of a car by cause, \`difference\` with its bounds, numbers by which it \`turns\`, the volume of equal cost; \`numbers\` with their \`basis\`: \`simulated\` where a plant of \`costs.ways\` tells them |
| \`carNeeds\` | abilities of the car: worth of the base at the ends of their range, and where it is worth nothing |
| \`ownership\` | wholly owned less joint venture over brand premium and other material, and the line on which they are equal |
| \`effects\` | numbers by falling effect on the worth of the wholly owned base; \`first\` and \`total\` shares of variance and \`breakEven\` for the strongest; \`knowing\` |
| \`gates\`, \`rivals\`, \`backTest\` | against published figures; margins of rivals; past forecasts |
| \`ledger\`, \`policies\` | every number with range, source and \`basis\`: read, simulated or assumed; rules with the day \`from\` which their value holds, that of the look-up (\`asOf\`), the last day of the act (\`until\`), and a \`warning\` beyond. A size of engine without limit is null |
| \`plants\` | of each distinct plant, by the first \`year\` that has it: \`capacity\`; \`points\`, the \`orders\` for which it is known, rising, with the year that came of them (\`basis\`: \`simulated\`, read from the \`last year\` at the same share of its output, or \`taken\` to be what is ordered; the last point is the full year); \`error\`, what reading between them may be off in cars |
| \`ordersTaken\` | why output below that of the full plant is taken to be what is ordered; left out where it is simulated |

`

/** Markdown of the page. */
export function planReference(): string {
  const page = referencePage(createVocabulary(plannerPlaces), [SECTION], {})
  const words = page.slice(page.indexOf('## Words'), page.indexOf('## Measures'))
  return `${HEAD}${words.trimEnd()}\n`
}
