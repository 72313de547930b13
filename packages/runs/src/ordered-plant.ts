/**
 * A plant that is held to orders: a car is begun when there is an order for it.
 *
 * It says what a model would say by hand. Where cars begin at a source, an order comes every so often (`every`) instead of at once, and waits outside while there is
 * no room; where they begin at a station that takes parts, it takes an order too, from a buffer without limit that a source fills. Orders come evenly over the hours
 * in which cars are begun, as a levelled program does.
 */
import { dayNumber } from 'genba/quantity'
import type { CalendarPlan, ElementPlan, Plan } from 'genba/factory'
import type { CarLine } from './car-line.ts'

/** A plan for one measured calendar year, and whether its orders wait at sources. */
export interface OrderedPlant {
  readonly plan: Plan
  /** Set where orders wait at a source of cars, outside of the plant. */
  readonly isWaiting?: true
}

/** Civil seconds. */
interface Span {
  readonly from: number
  readonly to: number
}

const DAY = 86_400
/** Before the year: the plant fills. */
const WARM_UP = 31 * DAY

/**
 * The plan of a year in which cars are begun to order: from 31 days before it, or from the start of its run if that is later.
 * @param line of the cars
 * @param year a whole one of the dated run
 * @param begun cars to begin at each origin of the line in the year, above 0
 * @returns why it cannot be said, where it cannot: cars begin at something else than a source or a station, or at written orders
 * @throws RangeError where the plan has no dates
 */
export function orderedPlant(plan: Plan, line: CarLine, year: number, begun: readonly number[]): OrderedPlant | string {
  const { start } = plan.run
  if (start === undefined) throw new RangeError('run: expected a start, received none')
  const reason = line.origins.map(cannotOrder).find((each) => each !== undefined)
  if (reason !== undefined) return reason
  if (plan.elements.some((element) => element.kind === 'source' && element.arrival.kind === 'orders'))
    return 'orders of the model count from the start of its run'
  const span: Span = { from: dayNumber(year, 1, 1) * DAY, to: dayNumber(year + 1, 1, 1) * DAY }
  const from = Math.max(start, span.from - WARM_UP)
  const elements = [...plan.elements]
  for (const [k, origin] of line.origins.entries()) {
    const every = { kind: 'constant', value: openSeconds(plan, origin.calendars, span) / begun[k]! } as const
    if (!(every.value > 0)) return `${origin.path} is closed all through ${year}`
    if (origin.kind === 'source') {
      const { first: _, ...rest } = origin
      elements[origin.number] = { ...rest, arrival: { kind: 'every', every }, batch: { kind: 'constant', value: 1 }, whenFull: 'wait' }
    } else if (origin.kind === 'station') {
      const [source, book] = [elements.length, elements.length + 1]
      elements[origin.number] = { ...origin, takes: [...origin.takes, { from: book, count: 1 }] }
      // No name of the language has this sign.
      const common = { calendars: origin.calendars, openEarly: origin.openEarly, merge: 'first_come', visitEmpty: false } as const
      elements.push(
        {
          ...common,
          kind: 'source',
          number: source,
          path: `#${origin.path}.orders`,
          key: `#${origin.path}.orders`,
          from: [],
          to: { kind: 'single', to: book },
          of: [],
          arrival: { kind: 'every', every },
          sequence: [],
          batch: { kind: 'constant', value: 1 },
          whenFull: 'wait',
          makeRule: 'in_turn',
        },
        {
          ...common,
          kind: 'buffer',
          number: book,
          path: `#${origin.path}.book`,
          key: `#${origin.path}.book`,
          from: [source],
          to: { kind: 'single', to: origin.number },
          capacity: Infinity,
          discipline: 'fifo',
          startsWith: [],
        },
      )
    }
  }
  return {
    plan: { ...plan, elements, run: { ...plan.run, start: from, warmUp: span.from - from, length: span.to - span.from } },
    ...(line.origins.some(({ kind }) => kind === 'source') ? { isWaiting: true } : {}),
  }
}

function cannotOrder(origin: ElementPlan): string | undefined {
  if (origin.kind === 'source') return undefined
  if (origin.kind === 'station' && origin.casting === undefined && origin.batch === undefined) return undefined
  return `cars begin at ${origin.path}, which takes no orders`
}

/** Seconds within a span in which all of these calendars are open. */
function openSeconds({ calendars: all, run }: Plan, calendars: readonly number[], span: Span): number {
  let open: readonly Span[] = [span]
  for (const number of calendars) {
    const windows = windowsOf(all[number]!, run.start!, span)
    open = open.flatMap((one) =>
      windows.map(({ from, to }) => ({ from: Math.max(from, one.from), to: Math.min(to, one.to) })).filter(({ from, to }) => from < to),
    )
  }
  return open.reduce((sum, { from, to }) => sum + (to - from), 0)
}

function windowsOf(calendar: CalendarPlan, start: number, span: Span): readonly Span[] {
  if (calendar.kind === 'dated') return calendar.open
  const { period, open } = calendar
  const first = Math.floor((span.from - start) / period)
  const count = Math.ceil((span.to - start) / period) - first
  return Array.from({ length: count }, (_, k) => start + (first + k) * period).flatMap((at) =>
    open.map(({ from, to }) => ({ from: at + from, to: at + to })),
  )
}
