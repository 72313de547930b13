/** The life of a part and the critical path of a run, as people read them. */
import type { CriticalPath, PartLife, Reason, ReasonStep, VisitLife } from 'genba/analysis'
import { momentText } from 'genba/analysis'
import type { Plan } from 'genba/factory'
import { formatDuration, formatNumber, words } from 'genba/report'
import { tableText, WIDTH, wrapText } from './text-chart.ts'

/** Reasons of one wait that are told; what is less than this share of it is not. */
const TOLD = 3
const LEAST = 0.05
/** Reasons of a whole life that are told. */
const LIFE_TOLD = 8

/** `car 1520 of body.s1`: product, number from 1, and the element that made it. */
export function partName({ product, serial, source }: Pick<PartLife, 'product' | 'serial' | 'source'>): string {
  return `${product ?? 'part'} ${serial + 1} of ${source}`
}

/** The whole story: whole lines. @param withBranches tells the lives of what went into it too */
export function lifeText(plan: Plan, life: PartLife, withBranches: boolean): string {
  const spent = life.ended - life.born
  const waiting = life.visits.reduce((sum, visit) => sum + ticksOf(visit.waited) + ticksOf(visit.stood), 0)
  const head = `${partName(life)}: made ${momentText(plan, life.born)}, gone ${momentText(plan, life.ended)}, ${duration(plan, spent)} later; it waited ${duration(plan, waiting)} of that`
  const cut = life.isCut ? ['What came before lies outside what was written down.'] : []
  return [head, ...cut, '', visitsText(plan, life, withBranches, ''), '', heldText(plan, life)].join('\n')
}

function visitsText(plan: Plan, life: PartLife, withBranches: boolean, margin: string): string {
  const told = life.visits.filter(({ entered, left, joined }) => left > entered || joined.length > 0)
  const rows = told.map((visit) => {
    const waited = ticksOf(visit.waited) + ticksOf(visit.stood)
    const busy = visit.left - visit.entered - waited
    return [
      momentText(plan, visit.entered),
      placeName(visit.element, visit.position),
      busy > 0 ? duration(plan, busy) : '',
      waited > 0 ? duration(plan, waited) : '',
      laterText(plan, visit.left, visit.entered),
    ]
  })
  const [title, ...lines] = tableText(
    [['in', 'element', 'work', 'waited', 'out'], ...rows],
    ['left', 'left', 'right', 'right', 'left'],
  ).split('\n')
  const whole = life.whole === undefined ? [] : branchText(plan, life.whole, 'a piece of', withBranches, margin)
  return [
    ...whole,
    `${margin}${title}`,
    ...told.flatMap((visit, i) => [`${margin}${lines[i]}`, ...underText(plan, visit, withBranches, margin)]),
  ].join('\n')
}

function underText(plan: Plan, visit: VisitLife, withBranches: boolean, margin: string): readonly string[] {
  const reasons = [...visit.stood, ...visit.waited]
  const total = ticksOf(reasons)
  const held = summedUp(reasons)
    .filter(({ ticks }, i) => i < TOLD && ticks >= LEAST * total)
    .map(({ ticks, reason }) => indented(`${duration(plan, ticks)} ${reasonText(plan, reason, visit.entered)}`, `${margin}    `))
  const joined = visit.joined.flatMap(({ count, last, came }) => {
    const stock = last.ended - came
    const many = count === 1 ? '' : `${count}, the last `
    const how = stock > 0 ? `it had been there ${duration(plan, stock)}` : 'it came just then'
    return branchText(plan, last, `+ ${many}`, withBranches, margin, how)
  })
  return [...held, ...joined]
}

/** Text behind a margin; its further lines stand two further in. */
function indented(text: string, margin: string): string {
  return margin + wrapText(text, WIDTH - margin.length, `${margin}  `)
}

function branchText(plan: Plan, life: PartLife, before: string, withBranches: boolean, margin: string, how = ''): readonly string[] {
  const line = `${margin}    ${before.trimEnd()} ${partName(life)}${how === '' ? '' : `: ${how}`}`
  return withBranches ? [line, visitsText(plan, life, true, `${margin}      `)] : [line]
}

/** What held the part up most, over its whole life. */
function heldText(plan: Plan, life: PartLife): string {
  const all = summedUp(life.visits.flatMap(({ stood, waited }) => [...stood, ...waited]))
  if (all.length === 0) return 'It never waited.'
  const rows = all.slice(0, LIFE_TOLD).map(({ ticks, reason }) => [duration(plan, ticks), leafText(plan, reason, Number.NaN)])
  return [
    'held up by',
    ...tableText(rows, ['right', 'left'])
      .split('\n')
      .map((line) => `  ${line}`),
  ].join('\n')
}

/** Rows of the critical path that are shown. */
const PATH_TOLD = 20

/** Where the time went on the way to a departure, as a table: whole lines. */
export function pathText(plan: Plan, sink: string, { from, until, ends, shares }: CriticalPath): string {
  const all = until - from
  const head = `the way to the last departure of the span, at ${sink} ${momentText(plan, until)}: ${duration(plan, all)}, back to ${momentText(plan, from)}`
  const why = {
    span: [],
    birth: ['There its first part came to be, and nothing held that up.'],
    unknown: ['What was before is not written down.'],
  }[ends]
  const rows = shares
    .slice(0, PATH_TOLD)
    .map(({ element, kind, ticks, count }) => [
      element,
      words(kind),
      duration(plan, ticks),
      `${((100 * ticks) / all).toFixed(1)} %`,
      formatNumber(count),
    ])
  const rest = shares.slice(PATH_TOLD)
  if (rest.length > 0) {
    const ticks = rest.reduce((sum, share) => sum + share.ticks, 0)
    rows.push([`${rest.length} more`, '', duration(plan, ticks), `${((100 * ticks) / all).toFixed(1)} %`, ''])
  }
  const table = tableText([['element', 'what it did', 'time', 'share', 'times'], ...rows], ['left', 'left', 'right', 'right', 'right'])
  return [wrapText(head), ...why, '', table].join('\n')
}

interface Held {
  readonly ticks: number
  /** The longest of those that are summed up. */
  readonly reason: Reason
}

/** The same reasons together, those of most time first. */
function summedUp(reasons: readonly Reason[]): readonly Held[] {
  const sums = new Map<string, { ticks: number; longest: Reason }>()
  for (const reason of reasons) {
    const key = [reason.kind, reason.element, reason.failure?.since, reason.crew?.heldBy].join(' ')
    const sum = sums.get(key) ?? { ticks: 0, longest: reason }
    sum.ticks += reason.to - reason.from
    if (reason.to - reason.from > sum.longest.to - sum.longest.from) sum.longest = reason
    sums.set(key, sum)
  }
  return [...sums.values()].map(({ ticks, longest }) => ({ ticks, reason: longest })).toSorted((a, b) => b.ticks - a.ticks)
}

/** The way to what held the part up, and that. @param day a tick of the day of which moments leave out the date */
export function reasonText(plan: Plan, reason: Reason, day: number): string {
  const way = wayText(reason.way)
  return `${way === '' ? '' : `${way}: `}${leafText(plan, reason, day)}`
}

function leafText(plan: Plan, { kind, element, position, failure, crew }: Reason, day: number): string {
  const place = placeName(element, position)
  switch (kind) {
    case 'working':
      return `${place} worked`
    case 'set_up':
      return `${place} was being set up`
    case 'down': {
      const begun = failure?.name === undefined ? '' : `${words(failure.name)} `
      const since = failure === undefined ? '' : `${begun}from ${laterText(plan, failure.since, day)}`
      const people = failure?.repairedFrom === undefined ? '' : `, nobody to repair it until ${laterText(plan, failure.repairedFrom, day)}`
      return `${place} was down (${since}${people})`
    }
    case 'waiting_for_crew': {
      const names = crew === undefined || crew.names.length === 0 ? 'people' : crew.names.map(words).join(', ')
      return `${place} had none of ${names}${crew?.heldBy === undefined ? '' : `, last with ${crew.heldBy}`}`
    }
    case 'maintenance':
      return `${place} was under maintenance`
    case 'heating':
      return `${place} was heating`
    case 'closed':
      return `${place} was closed`
    case 'staying':
      return `it stayed in ${place} as long as it had to`
    case 'not_arrived':
      return `nothing had come from ${place}`
    case 'in_stock':
      return `it lay in ${place} until it was wanted`
    case 'takt':
      return `the takt of ${place} was not over`
    case 'turn':
      return `it was not its turn at ${place}`
    case 'unknown':
      return `at ${place}, where what is written down ends`
  }
}

/** `behind a … c, b lacked a part`: steps of one kind together. */
function wayText(way: readonly ReasonStep[]): string {
  const groups: ReasonStep[][] = []
  for (const step of way) {
    const last = groups.at(-1)
    if (last !== undefined && last[0]!.how === step.how) last.push(step)
    else groups.push([step])
  }
  return groups
    .map((steps) => {
      const [first, last] = [steps[0]!, steps.at(-1)!]
      const names = steps.length === 1 ? first.element : `${first.element} ${steps.length === 2 ? 'and' : '…'} ${last.element}`
      switch (first.how) {
        case 'behind':
          return `behind ${names}`
        case 'in_step':
          return `in step with its line`
        case 'lacks_part':
          return `${names} lacked a part`
        case 'lacks_work':
          return `${names} had nothing to work on`
      }
    })
    .join(', ')
}

/** A moment, without its date where that is the date of another tick. */
export function laterText(plan: Plan, tick: number, other: number): string {
  const [text, before] = [momentText(plan, tick), Number.isNaN(other) ? '' : momentText(plan, other)]
  const date = text.indexOf(' ')
  return date > 0 && before.startsWith(text.slice(0, date)) ? text.slice(date + 1) : text
}

function placeName(element: string, position: number | undefined): string {
  return position === undefined ? element : `${element} ${position}`
}

function duration(plan: Plan, ticks: number): string {
  return formatDuration(ticks / plan.ticksPerSecond)
}

function ticksOf(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, { from, to }) => sum + to - from, 0)
}
