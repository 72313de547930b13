/** What a plan says, as sections of sentences and tables: the same on a terminal and on its page. */
import type { PlanResult } from 'genba/runs'
import { formatNumber, formatShare } from './number.ts'
import type { PageSection } from './plain-page.ts'

/** How much is told: the page tells all, a terminal the lines that matter most. */
export type PlanDepth = 'brief' | 'whole'

/** Sections in the order of the questions that a planner asks. */
export function planSections(plan: PlanResult, depth: PlanDepth): readonly PageSection[] {
  return [
    answerSection(plan),
    orderSection(plan),
    yearSection(plan, depth),
    costSection(plan),
    ...comparisonSections(plan),
    ...sourcingSections(plan, depth),
    salesSection(plan),
    electrificationSection(plan, depth),
    ownershipSection(plan),
    decisionSection(plan),
    rightSection(plan),
    requirementSection(plan),
    carSection(plan),
    questionSection(plan, depth),
    gateSection(plan),
    forecastSection(plan, depth),
    ledgerSection(plan, depth),
    policySection(plan, depth),
  ]
}

/** The answer in a sentence: can it, with whom, when, and what holds it. */
export function planAnswer({ answer, target }: PlanResult): string {
  const { capacity, heads, canBuildTarget, hasHeads, year, heldBy } = answer
  const wanted = `${formatNumber(target.cars)} cars a year with ${formatNumber(target.heads)} people`
  const can = canBuildTarget && hasHeads ? `Yes: ${wanted}, from ${year ?? 'no year'} on` : `No, not ${wanted}`
  return `${can}. In a full year it builds ${formatNumber(capacity)} at most, with ${formatNumber(heads)} people; ${heldBy} holds it.`
}

function answerSection(plan: PlanResult): PageSection {
  const { plant, replications, warnings } = plan
  return {
    title: `Can it build ${formatNumber(plan.target.cars)} cars with ${formatNumber(plan.target.heads)} people?`,
    lead: `${planAnswer(plan)} Simulated with ${formatNumber(replications)} ${replications === 1 ? 'replication, so without an interval' : 'replications'}; later years have the plant of the last one.${warnings.map((warning) => ` ${warning}.`).join('')}`,
    table: [
      ['simulated year', 'cars at most', '', 'weeks inside', 'people', 'held by'],
      ...plant.map(({ year, cars, halfWidth, leadWeeks, heads, heldBy }) => [
        String(year),
        formatNumber(cars),
        halfWidth === undefined ? 'no interval' : `± ${formatNumber(halfWidth)}`,
        formatNumber(leadWeeks, 1),
        formatNumber(heads),
        heldBy,
      ]),
    ],
  }
}

type PlantPoint = PlanResult['plants'][number]['points'][number]

function pointCells({ cars, halfWidth, stock = 0, scrapped, leadWeeks, heldBy }: PlantPoint): string[] {
  return [
    formatNumber(cars),
    halfWidth === undefined ? '' : `± ${formatNumber(halfWidth)}`,
    formatNumber(stock),
    formatNumber(scrapped),
    formatNumber(leadWeeks, 2),
    heldBy,
  ]
}

/** What the last plant makes of orders, and how exact the plan reads it. */
function orderSection({ plants, ordersTaken }: PlanResult): PageSection {
  const last = plants.at(-1)!
  const error = formatNumber(Math.max(...plants.map((plant) => plant.error)))
  const simulated = last.points.filter(({ basis }) => basis === 'simulated')
  const lead =
    ordersTaken === undefined
      ? `Simulated with orders for ${simulated.length} shares of its output, bodies being begun to order; between these the plan reads from a line, which is off by ${error} cars at most, the half interval of a simulated year included. Years before are read at the same shares of theirs. With more orders than output the plant decides, with fewer the market.`
      : `With fewer orders than its output the plant is taken to make what is ordered: ${ordersTaken}. With more the plant decides.`
  return {
    title: `What the plant of ${last.year} makes of orders`,
    lead,
    ...(ordersTaken === undefined
      ? {
          table: [
            ['cars ordered', 'built', '', 'more inside', 'lost', 'weeks inside', 'held by'],
            ...simulated.map((point) => [formatNumber(point.orders), ...pointCells(point)]),
            ['more', ...pointCells(last.points.at(-1)!)],
          ],
        }
      : {}),
  }
}

function yearSection({ years, costYear }: PlanResult, depth: PlanDepth): PageSection {
  const told = years.filter(({ year }, k) => depth === 'whole' || k === years.length - 1 || year <= costYear + 1 || year % 5 === 0)
  const { share, parity } = years.find(({ year }) => year === costYear)!
  return {
    title: 'Orders, output and price',
    lead: `In ${costYear} the car has ${formatShare(share)} of the cars of its market and costs ${formatShare(parity, 0)} of what luxury petrol cars do. Where orders exceed the plant the price is raised until the wait is no longer than agreed; the addition stands under scarcity.`,
    table: [
      ['year', 'orders', 'of them China', 'built', 'waiting', 'weeks', 'price paid, CNY', 'scarcity', 'cost of material'],
      ...told.map((each) => [
        String(each.year),
        formatNumber(each.orders),
        formatNumber(each.demand),
        formatNumber(each.built),
        formatNumber(each.backlog),
        formatNumber(each.weeks, 1),
        formatNumber(each.paid),
        formatNumber(each.scarcity),
        formatNumber(each.material),
      ]),
    ],
  }
}

const CAUSES = ['material', 'scrap', 'labor', 'energy', 'equipment', 'building', 'maintenance'] as const

function costSection({ cost, costYear }: PlanResult): PageSection {
  const row = (name: string, of: Readonly<Record<(typeof CAUSES)[number], number>>): string[] => [
    name,
    ...CAUSES.map((cause) => formatNumber(of[cause])),
    formatNumber(CAUSES.reduce((sum, cause) => sum + of[cause], 0)),
  ]
  return {
    title: `What a car costs in ${costYear}, CNY`,
    lead: `${formatNumber(cost.total)} CNY at the gate of the plant, ${formatShare(cost.byCause.material / cost.total, 0)} of it bought material; ${formatNumber(cost.investment)} do not grow with volume. Hours, energy and yield are of the simulated plant, where its model tells them.`,
    table: [['shop', ...CAUSES, 'in all'], ...Object.entries(cost.byShop).map(([shop, of]) => row(shop, of)), row('in all', cost.byCause)],
  }
}

function comparisonSections({ comparisons }: PlanResult): readonly PageSection[] {
  const numbers = comparisons.flatMap((comparison) => Object.entries(comparison.numbers))
  const simulated = numbers.filter(([, { basis }]) => basis === 'simulated')
  const table = [
    ['first or second', 'first', 'second', 'first less second', 'between', 'equal at cars a year', 'turned by'],
    ...comparisons.map(({ ways, difference, low, high, equalVolume, turns }) => [
      ways.map(({ name }) => name).join(' or '),
      ...ways.map(({ total }) => formatNumber(total)),
      signed(difference),
      `${signed(low)} and ${signed(high)}`,
      equalVolume === undefined ? 'none' : formatNumber(equalVolume),
      turns.length === 0 ? 'no number alone' : turns.map(numberName).join(', '),
    ]),
  ]
  return [
    {
      title: 'Ways to build, CNY a car',
      lead: `At ${formatNumber(comparisons[0]?.volume ?? 0)} cars a year, at the cost of capital, wage and energy of the plan. ${simulated.length === 0 ? 'Every number of these comparisons is assumed' : `${simulated.length} of ${numbers.length} numbers are those of simulated plants, the others are assumed`}; the bounds of the difference are those when one number after the other goes over its range.`,
      table,
    },
    {
      title: 'Where ways to build differ, CNY a car',
      lead: 'The same totals by cause.',
      table: causeTable(comparisons),
    },
    ...(simulated.length === 0
      ? []
      : [
          {
            title: 'What simulated plants tell of ways to build',
            lead: 'Uptime is the planned time of what was made over the time in which the place could have worked: stops, waiting and blocking are lost. Ranges are the intervals of the mean.',
            table: [
              ['number', 'value', 'range', 'source'],
              ...simulated.map(([name, { value, low, high, unit, source }]) => [
                numberName(name),
                quantity(value, unit),
                low === high ? '' : `${quantity(low, unit)} to ${quantity(high, unit)}`,
                source,
              ]),
            ],
          },
        ]),
  ]
}

/** A row for each way, with the causes of which at least one way has some. */
function causeTable(comparisons: PlanResult['comparisons']): readonly (readonly string[])[] {
  const ways = comparisons.flatMap((comparison) => comparison.ways)
  const causes = Object.keys(ways[0]?.byCause ?? {}) as (keyof (typeof ways)[number]['byCause'])[]
  const told = causes.filter((cause) => ways.some(({ byCause }) => Math.abs(byCause[cause]) >= 0.5))
  return [
    ['way', ...told, 'in all'],
    ...ways.map(({ name, byCause, total }) => [name, ...told.map((cause) => formatNumber(byCause[cause])), formatNumber(total)]),
  ]
}

function sourcingSections({ sourcing }: PlanResult, depth: PlanDepth): readonly PageSection[] {
  if (sourcing === undefined) return []
  const { timing, years, saved, contentCost, nodes, missed } = sourcing
  const half = (at: number): string => `${Math.floor(at)}${at % 1 === 0 ? ' first' : ' second'} half`
  const changing = years.filter(
    (each, k) => depth === 'whole' || k === 0 || each.local !== years[k - 1]!.local || each.premium !== years[k - 1]!.premium,
  )
  return [
    {
      title: 'When parts come from the region',
      lead: `${missed === undefined ? '' : `${missed}. `}Times that cost least within engineers, money for tools and the asked content, proven best over ${formatNumber(nodes)} linear programs. Against buying all abroad they save ${billions(saved)} bn CNY; the asked content costs ${billions(contentCost)} bn of it.`,
      table: [
        ['part', 'begun', 'local from', 'saves, CNY a car'],
        ...timing.map(({ name, begun, local, saves }) => [
          name,
          begun === undefined ? 'never' : half(begun),
          local === undefined ? 'stays abroad' : half(local),
          formatNumber(saves),
        ]),
      ],
    },
    {
      title: 'The way to local content',
      lead: 'At the end of each year, of what is bought at import prices; the premium is what a car costs more than with all parts local and proven. Content under trade agreements by their own rules, Japanese parts counting under RCEP; USMCA by net cost, as a comparison.',
      table: [
        ['year', 'local', 'premium, CNY', 'tools, M CNY', ...(years[0]?.origin.map(({ agreement }) => agreement) ?? [])],
        ...changing.map(({ year, local, premium, tooling, origin }) => [
          String(year),
          formatShare(local),
          formatNumber(premium),
          formatNumber(tooling / 1e6),
          ...origin.map(({ content, passes }) => `${formatShare(content, 0)} ${passes ? 'passes' : 'fails'}`),
        ]),
      ],
    },
  ]
}

function salesSection({ years, costYear }: PlanResult): PageSection {
  const { demand, netPrice, exports, paid } = years.find(({ year }) => year === costYear)!
  return {
    title: `What it sells for, and where, in ${costYear}`,
    lead: `A buyer in China pays ${formatNumber(paid)} CNY, taxes included.`,
    table: [
      ['where', 'cars ordered', 'the company gets, CNY a car', 'duty'],
      ['China', formatNumber(demand), formatNumber(netPrice), 'none'],
      ...exports.map(({ name, cars, netPrice: gets, duty, heldBy }) => [
        name,
        formatNumber(cars),
        formatNumber(gets),
        `${formatShare(duty)}${heldBy === undefined ? '' : `, held by the ${heldBy}`}`,
      ]),
    ],
  }
}

function electrificationSection({ electrification: { brand, market } }: PlanResult, depth: PlanDepth): PageSection {
  return {
    title: 'The way to battery cars',
    lead: 'The brand from 52 % electrified in 2025, nearly all hybrids, to the announced 100 % in 2035; the market of China under ceilings that are scenarios, since what has been seen does not determine them.',
    table: [
      ['year', 'brand, electrified', ...market.map(({ ceiling }) => `market, ceiling ${formatShare(ceiling, 0)}`)],
      ...brand
        .map(({ time, share }, k) => [String(time), formatShare(share, 0), ...market.map(({ shares }) => formatShare(shares[k]!.share, 0))])
        .filter((_, k) => depth === 'whole' || k === 0 || k === brand.length - 1 || brand[k]!.time % 5 === 0),
    ],
  }
}

function ownershipSection({ forms, ownership }: PlanResult): PageSection {
  const best = forms.reduce((a, b) => (b.mean > a.mean ? b : a))
  const line = ownership.line.map(({ x, y }) => `${signed(x)} CNY of brand premium and ${formatNumber(y)} CNY of other material`)
  return {
    title: 'What each form of ownership is worth, bn CNY',
    lead: `Of the owner's cash, discounted to the year in which investment begins: on the plan, on average over drawn paths of demand, between which bounds eight of ten paths lie, on how many it gains. Return, years to pay back, the most paid in at a time, and what partner and state get are on the plan. On the same paths ${best.form} is worth most on average. ${line.length === 0 ? 'Wholly owned and joint venture are nowhere equal within the ranges.' : `Wholly owned and joint venture are worth the same at ${line.join('; at ')}.`}`,
    table: [
      ['form', 'planned', 'mean', '10 to 90 %', 'gains', 'return', 'years', 'paid in', 'partner', 'state'],
      ...forms.map((each) => [
        each.form,
        billions(each.owner),
        `${billions(each.mean)} ± ${billions(1.96 * each.error)}`,
        `${billions(each.low)} to ${billions(each.high)}`,
        formatShare(each.positive, 0),
        each.internal.length === 0 ? 'none' : each.internal.map((rate) => formatShare(rate)).join(', '),
        each.payback === undefined ? 'never' : formatNumber(each.payback, 1),
        billions(each.exposure),
        billions(each.partner),
        billions(each.state),
      ]),
    ],
  }
}

function decisionSection({ events, decisions, options, leaves }: PlanResult): PageSection {
  const { committed, wait, all } = options
  const told = events.map(({ name, probability }) => `${name} ${formatShare(probability, 0)}`).join(', ')
  return {
    title: 'What could come, bn CNY',
    lead: `Over ${leaves.length} combinations of events whose chances are assumed (${told}). To start at once and never change is worth ${billions(committed)}, the right to start when it pays ${billions(wait.value)} ± ${billions(1.96 * wait.standardError)}, with the rights to double, to switch cells and to mothball ${billions(all.value)} ± ${billions(1.96 * all.standardError)}.`,
    table: [
      ['decision', 'expected', 'mean of the worst tenth', 'largest regret', 'expected regret'],
      ...decisions.map((each) => [
        each.decision,
        billions(each.expected),
        billions(each.tail),
        billions(each.mostRegret),
        billions(each.expectedRegret),
      ]),
    ],
  }
}

function rightSection({ options }: PlanResult): PageSection {
  return {
    title: 'What each right is worth, bn CNY',
    lead: 'Each alone, added to a base that starts at once and never changes; the right to delay, to one that starts at once or never. By least-squares Monte Carlo on the drawn paths of price, demand and the price of other cells.',
    table: [
      ['right', 'adds', 'used at the end on'],
      ...options.rights.map(({ name, gain, error, used }) => [
        name,
        `${formatNumber(gain / 1e9, 2)} ± ${formatNumber((1.96 * error) / 1e9, 2)}`,
        `${formatShare(used, 0)} of paths`,
      ]),
    ],
  }
}

function carSection({ carNeeds, forms }: PlanResult): PageSection {
  const planned = forms.find(({ form }) => form === 'wholly owned')!.owner
  return {
    title: 'What would have to be true of the car',
    lead: `Worth of the wholly owned base, ${billions(planned)} bn CNY as planned, with each ability at the ends of its range, all else as planned.`,
    table: [
      ['ability', 'planned', 'range', 'worth at the ends, bn CNY', 'worth nothing at', 'source'],
      ...carNeeds.map(({ number, value, low, high, unit, worthLow, worthHigh, breakEven, source }) => [
        numberName(number),
        quantity(value, unit),
        `${figure(low)} to ${figure(high)}`,
        `${billions(worthLow)} and ${billions(worthHigh)}`,
        breakEven === undefined ? 'half to twice it: nowhere' : quantity(breakEven, unit),
        source,
      ]),
    ],
  }
}

function requirementSection({ effects, ledger }: PlanResult): PageSection {
  const found = effects.filter(({ breakEven }) => breakEven !== undefined)
  return {
    title: 'What would have to be true',
    lead:
      found.length === 0
        ? 'None of the strongest numbers alone makes the wholly owned base worth nothing within its range.'
        : 'Each alone, all else as planned: at this value the wholly owned base is worth nothing.',
    table: [
      ['number', 'planned', 'worth nothing at', 'range'],
      ...found.map(({ number, breakEven }) => {
        const { value, low, high, unit } = ledger.find(({ name }) => name === number)!
        return [numberName(number), quantity(value, unit), quantity(breakEven!, unit), `${figure(low)} to ${figure(high)}`]
      }),
    ],
  }
}

const BRIEF = 6

function questionSection({ effects, effort }: PlanResult, depth: PlanDepth): PageSection {
  const worth = effects.filter(({ knowing }) => knowing > 0).toSorted((a, b) => b.knowing - a.knowing)
  return {
    title: 'What to find out next',
    lead:
      worth.length === 0
        ? 'To know any one number exactly would change no decision between the forms and none.'
        : `What it would be worth at most to know a number before deciding on a form or on none. From ${effort.trajectories} trajectories over all ranges and ${effort.samples} samples of all numbers; shares of the variance of the worth, alone and with others, are told of the ${effort.inputs} strongest, from ${effort.points} points of each set.`,
    table: [
      ['number', 'worth of knowing, M CNY', 'moves the worth of the base by, bn CNY', 'variance alone', 'with others'],
      ...(depth === 'whole' ? worth : worth.slice(0, BRIEF)).map(({ number, knowing, effect, first, total }) => [
        numberName(number),
        formatNumber(knowing / 1e6),
        billions(effect),
        ...[first, total].map((share) => (share === undefined ? '' : formatShare(share, 0))),
      ]),
    ],
  }
}

function gateSection({ gates }: PlanResult): PageSection {
  const outside = gates.filter(({ isInside }) => !isInside)
  return {
    title: 'Held against published figures',
    lead: outside.length === 0 ? 'All lie within.' : `Outside of what was published: ${outside.map(({ name }) => name).join(', ')}.`,
    table: [
      ['figure', 'here', 'published', '', 'of whom'],
      ...gates.map(({ name, value, low, high, unit, source, isInside }) => [
        name,
        quantity(value, unit),
        `${figure(low)} to ${figure(high)}`,
        isInside ? 'inside' : 'OUTSIDE',
        source,
      ]),
    ],
  }
}

function forecastSection({ backTest }: PlanResult, depth: PlanDepth): PageSection {
  const worst = backTest.toSorted((a, b) => Math.abs(b.error) - Math.abs(a.error))
  const mean = backTest.reduce((sum, { error }) => sum + Math.abs(error), 0) / Math.max(1, backTest.length)
  return {
    title: 'How far past forecasts were off',
    lead: `The plan's own methods on past years, and forecasts of others: ${formatShare(mean, 0)} off on average over ${backTest.length}.`,
    table: [
      ['forecast', 'from', 'for', 'said', 'came', 'off by'],
      ...(depth === 'whole' ? worst : worst.slice(0, 3)).map(({ what, from, to, forecast, came, error }) => [
        what,
        formatNumber(from, 0).replace(',', ''),
        formatNumber(to, 0).replace(',', ''),
        figure(forecast),
        figure(came),
        `${error >= 0 ? '+' : ''}${formatShare(error, 0)}`,
      ]),
    ],
  }
}

function ledgerSection({ effects, ledger }: PlanResult, depth: PlanDepth): PageSection {
  const places = new Map(effects.map(({ number, effect }, k) => [number as string, { rank: k, effect }]))
  const sorted = ledger.toSorted((a, b) => (places.get(a.name)?.rank ?? Infinity) - (places.get(b.name)?.rank ?? Infinity) || 0)
  const assumed = ledger.filter(({ basis }) => basis === 'assumed').length
  return {
    title: 'Assumptions',
    lead: `${assumed} of ${ledger.length} numbers are assumed: no text was read for them and no plant simulated. ${depth === 'whole' ? 'All of them, those that were varied' : 'The strongest'} by how much the worth of the wholly owned base moves over their range.`,
    table: [
      ['number', 'value', 'range', 'moves, bn CNY', '', 'source'],
      ...(depth === 'whole' ? sorted : sorted.slice(0, BRIEF)).map(({ name, value, low, high, unit, basis, source }) => [
        numberName(name),
        quantity(value, unit),
        `${figure(low)} to ${figure(high)}`,
        places.has(name) ? billions(places.get(name)!.effect) : '',
        basis,
        source,
      ]),
    ],
  }
}

function policySection({ policies, years }: PlanResult, depth: PlanDepth): PageSection {
  const warned = policies.filter(({ warning }) => warning !== undefined)
  const names = warned.map(({ name }) => name).join(', ')
  return {
    title: 'Rules and their dates',
    lead: `${warned.length} of ${policies.length} rules are taken for ${years.at(-1)!.year}, beyond the day on which they were looked up${warned.length === 0 ? '' : ': look them up again before relying on those years'}.${depth === 'brief' && warned.length > 0 ? ` They are ${names}.` : ''}`,
    ...(depth === 'brief'
      ? {}
      : {
          table: [
            ['rule', 'value since', 'looked up', 'its act speaks until', 'assumed', 'source', 'warning'],
            ...policies.map(({ name, from, asOf, until, assumed, source, warning }) => [
              name,
              from,
              asOf,
              until ?? '',
              assumed === undefined ? '' : assumed.what,
              source,
              warning ?? '',
            ]),
          ],
        }),
  }
}

/** `brand premium` of `brandPremium`; names of other lines stay as they are. */
function numberName(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
}

function billions(value: number): string {
  return formatNumber(value / 1e9, 1)
}

function signed(value: number): string {
  return `${value >= 0 ? '+' : ''}${formatNumber(value)}`
}

/** A number with three or four digits that matter. */
function figure(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e9) return `${formatNumber(value / 1e9, 1)} bn`
  if (size >= 1e6) return `${formatNumber(value / 1e6, 1)} M`
  return formatNumber(value, size >= 100 || Number.isInteger(value) ? 0 : size >= 1 ? 1 : 3)
}

function quantity(value: number, unit: string): string {
  return unit === 'share' ? formatShare(value) : `${figure(value)} ${unit === 'ratio' ? '' : unit}`.trimEnd()
}
