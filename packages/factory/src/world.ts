/**
 * Everything that the blocks of one plan share: the kernel's parts, the numbering, the records.
 */
import {
  createAgenda,
  createEventCalendar,
  createPartTable,
  createStreamBank,
  createTransientCalendar,
  createWorkingClocks,
  type Agenda,
  type EventCalendar,
  type PartTable,
  type StreamBank,
  type TransientCalendar,
  type WorkingClocks,
} from 'genba/kernel'
import { createBirths, type Births } from './births.ts'
import { createCards, type Cards } from './cards.ts'
import { createCarriers, type Carriers } from './carriers.ts'
import { createClockwork, type CalendarListener, type Clockwork } from './clockwork.ts'
import { createCrews, type Crews } from './crews.ts'
import { createDraws, type Draws } from './draw.ts'
import { createHookCalls, type HookCalls } from './hook-calls.ts'
import type { Hooks } from './hooks.ts'
import { createLayout, type Layout } from './layout.ts'
import { createOutcomes, type Outcomes } from './outcomes.ts'
import type { Plan } from './plan.ts'
import { createRecord, type RunLogs, type RunRecord } from './record.ts'
import { createOwnProducts, type OwnProducts } from './own-products.ts'
import { createReservations, type Reservations } from './reservations.ts'
import { createShelfLives, type ShelfLives } from './shelf-lives.ts'
import { createStaffing, type Staffing } from './staffing.ts'
import { findTandems, type Tandem } from './tandem-lines.ts'
import { createStrictSequence, type StrictSequence } from './strict-sequence.ts'
import { createTopology, TANDEM, type Topology } from './topology.ts'
import { findTransferPlaces, noTransferPlaces, type TransferPlaces } from './transfer-places.ts'
import { createSpares, type Spares } from './spares.ts'
import { createUrgency, type Urgency } from './urgency.ts'

export interface World {
  readonly plan: Plan
  readonly topology: Topology
  /** False: simple stations, transfers and tandem lines are not used. */
  readonly shortcuts: boolean
  readonly tandems: readonly Tandem[]
  readonly places: TransferPlaces
  readonly layout: Layout
  readonly events: EventCalendar
  readonly clocks: WorkingClocks
  readonly clockwork: Clockwork
  readonly agenda: Agenda
  readonly transients: TransientCalendar
  readonly parts: PartTable
  readonly streams: StreamBank
  readonly draws: Draws
  readonly hooks: HookCalls
  readonly record: RunRecord
  readonly births: Births
  readonly cards: Cards
  readonly carriers: Carriers
  readonly crews: Crews
  readonly staffing: Staffing
  readonly urgency: Urgency
  readonly spares: Spares
  readonly outcomes: Outcomes
  readonly reservations: Reservations
  readonly ownProducts: OwnProducts
  readonly shelfLives: ShelfLives
  readonly strict: StrictSequence
  /** What calendars tell; filled in by the engine once the blocks exist. */
  readonly listener: { -readonly [K in keyof CalendarListener]: CalendarListener[K] }
}

export function createWorld(
  plan: Plan,
  wanted: readonly { element: number; first: number }[],
  shortcuts: boolean,
  traces = 0,
  logs: RunLogs & { readonly hooks?: Hooks } = {},
): World {
  const topology = createTopology(plan)
  const tandems = shortcuts ? findTandems(plan, topology) : []
  for (const { stations, buffers } of tandems)
    for (const member of [...stations, ...buffers]) if (member >= 0) topology.kind[member] = TANDEM
  const places = shortcuts ? findTransferPlaces(plan, topology, tandems) : noTransferPlaces(plan)
  const layout = createLayout(plan, topology, tandems)
  const events = createEventCalendar(layout.slots)
  const clocks = createWorkingClocks(events, layout.slots)
  const unbound = (): never => {
    throw new Error('the engine is not assembled')
  }
  const listener: World['listener'] = { closing: unbound, element: unbound, line: unbound, crew: unbound }
  const clockwork = createClockwork(plan, layout, events, clocks, {
    closing: (number) => listener.closing(number),
    element: (number, open) => listener.element(number, open),
    line: (number, open) => listener.line(number, open),
    crew: (number) => listener.crew(number),
  })
  const agenda = createAgenda(2 * plan.elements.length, topology.choices)
  const transients = createTransientCalendar(events, layout.transientSlot)
  const parts = createPartTable(plan.attributes.length)
  const streams = createStreamBank()
  const hooks = createHookCalls(plan, events, streams, parts, logs.hooks)
  const draws = createDraws(plan, events, streams, parts, hooks)
  const record = createRecord(plan, topology, layout, events, wanted, traces, logs, parts, tandems)
  const strict = createStrictSequence(plan, topology, parts)
  const births = createBirths(plan, parts, streams, draws, record, events.clock, strict)
  const cards = createCards(plan, topology)
  const carriers = createCarriers(plan, topology, parts, births, record, events.clock)
  const staffing = createStaffing(plan, draws)
  const crews = createCrews({ plan, topology, layout, events, agenda, clocks, clockwork, streams, draws, staffing, hooks })
  return {
    plan,
    topology,
    shortcuts,
    tandems,
    places,
    layout,
    events,
    clocks,
    clockwork,
    agenda,
    transients,
    parts,
    streams,
    draws,
    hooks,
    record,
    births,
    cards,
    carriers,
    crews,
    staffing,
    urgency: createUrgency({ plan, topology, parts }),
    spares: createSpares(plan, topology, layout, events, agenda),
    ownProducts: createOwnProducts({ plan, record, hooks }),
    reservations: createReservations(plan, topology, parts, agenda),
    shelfLives: createShelfLives(plan, topology, parts, transients, draws, agenda),
    outcomes: createOutcomes(plan, topology, parts, streams, draws, record),
    strict,
    listener,
  }
}
