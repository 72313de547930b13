/**
 * The plan: a base as the simulation needs it, with every inheritance, template, count and link resolved.
 *
 * `compile` (from the model document) makes it; `simulate` reads it. It is plain data that can be sent to a worker.
 * Times are in seconds (Values of a duration: seconds; rates: per second), shares are ratios, everything else SI. Indices point into
 * `elements`, `lines`, `calendars`, `products`, `crews`; order in these lists is the written order and decides ties.
 * Words are those of the language (section 12), spelled the same.
 */
import type { Value } from 'genba/model'

export interface Plan {
  readonly name: string
  /** Ticks in a second: 1000 for the default tick of 1 ms. May be a fraction for longer ticks (1/60 for a minute). */
  readonly ticksPerSecond: number
  readonly run: RunPlan
  readonly products: readonly ProductPlan[]
  /** Names of all attributes of parts; categorical ones list their categories (their numbers are the values). */
  readonly attributes: readonly { readonly name: string; readonly categories?: readonly string[] }[]
  readonly calendars: readonly CalendarPlan[]
  readonly crews: readonly CrewPlan[]
  readonly suppliers: readonly SupplierPlan[]
  readonly elements: readonly ElementPlan[]
  readonly lines: readonly LinePlan[]
  /** Set in a plan of a part of a base whose people are counted only (people.ts). */
  readonly people?: 'counted'
  readonly heads: readonly HeadsPlan[]
  /** Transporters, in the order of their names; absent where there are none. */
  readonly vehicles?: readonly VehiclePlan[]
  readonly layout?: LayoutPlan
  /** Operations in a given order, for each station and kind of vehicle that has one. */
  readonly schedule?: readonly SchedulePlan[]
  /** The file of the functions that are called as `hook(name)`. */
  readonly hooks?: {
    /** Its path, as written in the model or made absolute by who read it. */
    readonly file: string
    /** SHA-256 of its text and of what it imports from beside it, hexadecimal, where it was read. */
    readonly hash?: string
  }
}

export interface RunPlan {
  /** Civil seconds of the start, where the run is dated. */
  readonly start?: number
  /** Measured length in seconds, warm-up not included; for a dated run end minus start minus warm-up; absent: until precise. */
  readonly length?: number
  /** Seconds, or 'auto' (MSER-5). 0 for dated runs unless written. */
  readonly warmUp: number | 'auto'
  readonly replications: number
  readonly seed: number
  /** Relative half-width wanted on the base's good_output (or the first response). */
  readonly precision?: number
  readonly confidence: number
  /** `run.ramp: finished`: dated and learning values hold their final value. */
  readonly finished: boolean
}

export interface ProductPlan {
  readonly name: string
  readonly variants: readonly { readonly name: string; readonly share: Value }[]
  /** Drawn at birth: index into Plan.attributes; a number, or shares over the categories. */
  readonly attributes: readonly { readonly attribute: number; readonly value?: Value; readonly shares?: readonly Value[] }[]
  /** Process plan for `to: route`. */
  readonly route: readonly { readonly element: number; readonly cycle?: Value }[]
  /** Quantities that other packages declared: mass in kg, energy in J, ... */
  readonly quantities: Readonly<Record<string, number>>
}

/** When something is open. Windows are half-open [from, to) in seconds. */
export type CalendarPlan =
  | {
      readonly name: string
      readonly kind: 'periodic'
      readonly period: number
      readonly open: readonly { readonly from: number; readonly to: number }[]
      readonly shifts?: readonly ShiftPiece[]
    }
  /** Civil seconds, all windows that touch the run, merged where they touch, in rising order. */
  | {
      readonly name: string
      readonly kind: 'dated'
      readonly open: readonly { readonly from: number; readonly to: number; readonly shift?: string }[]
      /** The pieces of each shift between its breaks, in rising order, not merged: for crews by shift and for production days. */
      readonly shifts?: readonly ShiftPiece[]
    }

/** A piece of a shift, and the number of the day on which that opens. */
export interface ShiftPiece {
  readonly from: number
  readonly to: number
  readonly shift: string
  readonly day: number
}

/** Open when all of these are open; empty: always. */
export type Calendars = readonly number[]

export interface CrewPlan {
  readonly name: string
  readonly size: Value
  readonly sizeByShift?: Readonly<Record<string, Value>>
  readonly calendars: Calendars
  readonly serves: string | { readonly order: readonly number[] } | { readonly hook: string }
  readonly rest: 'together' | 'in_turn'
  /** In the engine: the calendar with the breaks that its people take in turn (relief.ts). */
  readonly relief?: number
  readonly shiftEnd: ShiftEnd
  readonly interrupts: boolean
  readonly absence?: Value
  readonly learning?: Value
  /** Metres a second; absent: walking takes no time. */
  readonly walking?: number
  /** Shares of its people, read when a shift begins. */
  readonly skills: Readonly<Record<string, Value>>
  readonly members: readonly { readonly name: string; readonly skills: readonly string[] }[]
  /** In the engine: people of crew `of` who have just these of its skills, or are from a share of its people to another (skilled-crews.ts). */
  readonly pool?: {
    readonly of: number
    readonly share?: { readonly from: number; readonly to: number }
    readonly has?: { readonly skills: readonly string[]; readonly shares: Readonly<Record<string, Value>> }
  }
  /** Legal limit, seconds of overtime a month and person. */
  readonly overtime?: number
}

export interface SupplierPlan {
  readonly name: string
  readonly onTime: Value
  readonly lateBy: Value
  readonly stopped: readonly { readonly from: number; readonly to: number }[]
}

export interface VehiclePlan {
  readonly name: string
  readonly count: number
  /** Metres a second. */
  readonly speed?: number
  readonly home?: string
  readonly idle: 'stays' | 'home'
  readonly dispatch: 'nearest' | 'first_come' | 'longest_idle' | 'least_used' | { readonly hook: string }
  /** Battery in J, and where it is charged. */
  readonly charge?: { readonly energy?: number; readonly at?: string }
  readonly calendars: Calendars
}

export interface LayoutPlan {
  /** Metres. */
  readonly points: readonly { readonly name: string; readonly x: number; readonly y: number }[]
  readonly paths: readonly { readonly from: string; readonly to: string; readonly bothWays: boolean; readonly length: number }[]
  /** From row to column, directed; seconds or metres. */
  readonly travel?: {
    readonly kind: 'times' | 'distances'
    readonly points: readonly string[]
    readonly table: readonly (readonly number[])[]
  }
  readonly traffic: 'zones' | 'free'
  readonly overtaking: boolean
}

export interface SchedulePlan {
  /** Path of the element, or name of the vehicles. */
  readonly resource: string
  /** In the order in which they are taken: the `operation`-th of a product's process plan, from 1 (of a vehicle: the trip to it). */
  readonly operations: readonly { readonly product: number; readonly operation: number }[]
}

export interface HeadsPlan {
  readonly path: string
  readonly heads: Value
}

/** People wanted: all of these together (`count` each), each entry one crew or any of several. */
export type CrewDemand = readonly {
  readonly anyOf: readonly { readonly crew: number; readonly skill?: string }[]
  readonly count: number
}[]

export type ShiftEnd = 'pause' | 'finish' | 'redo' | 'scrap' | 'run_out'
export type AcceptWord = 'accepts' | 'refuses'

/** What is common to all elements. */
export interface ElementBase {
  /** Position in Plan.elements. */
  readonly number: number
  /** Full path: body.framing.s7 */
  readonly path: string
  /** Path used to key random streams (`key:` if written, else the path). */
  readonly key: string
  readonly shop?: string
  /** Index into Plan.lines of the innermost line it belongs to. */
  readonly line?: number
  readonly calendars: Calendars
  readonly openEarly: number
  readonly to: Routing
  /** Elements that send parts here, in rank order (order of `from`, else order of writing). */
  readonly from: readonly number[]
  readonly merge: 'first_come' | 'priority' | 'round_robin' | 'exhaustive' | 'gated' | 'fullest' | 'random' | { readonly hook: string }
  readonly visitEmpty: boolean
  readonly at?: readonly [number, number] | string
  readonly moveBy?: string
  readonly power?: Readonly<Record<string, Value>>
}

export type Routing =
  | { readonly kind: 'none' }
  | { readonly kind: 'single'; readonly to: number }
  | { readonly kind: 'shares'; readonly branches: readonly { readonly to: number; readonly share: Value }[] }
  | {
      readonly kind: 'rule'
      readonly to: readonly number[]
      readonly split: 'first_free' | 'round_robin' | 'least_filled' | 'random' | { readonly hook: string }
      readonly commit: 'when_finished' | 'when_room'
    }
  /** `by` is 'product', 'carrier' or an attribute; keys are names of products, variants, carriers or categories. */
  | { readonly kind: 'by'; readonly by: string; readonly cases: Readonly<Record<string, number>>; readonly otherwise?: number }
  /** By the part's process plan, to one of these. */
  | { readonly kind: 'route'; readonly to: readonly number[] }

export type ElementPlan = SourcePlan | SinkPlan | BufferPlan | StationPlan | TunnelPlan | TransportPlan

export interface SourcePlan extends ElementBase {
  readonly kind: 'source'
  /** Product shares; one entry with share 1 for a single product; empty: the nameless part. */
  readonly of: readonly { readonly product: number; readonly share: Value }[]
  readonly arrival:
    | { readonly kind: 'unlimited' }
    | { readonly kind: 'every'; readonly every: Value }
    | { readonly kind: 'rate'; readonly rate: Value }
    | { readonly kind: 'orders'; readonly orders: readonly OrderPlan[] }
  /** Products in a fixed repeating order, indices into products; with `makeRule` lowest_stock or a hook those to choose from. */
  readonly sequence: readonly number[]
  readonly batch: Value
  /** Offset of the first arrival, seconds; absent: after the first interval (rate, every), at 0 (unlimited). */
  readonly first?: Value
  readonly limit?: number
  readonly priority?: Value
  readonly whenFull: 'wait' | 'block' | 'lost'
  readonly makeRule: 'in_turn' | 'lowest_stock' | 'sequence' | { readonly hook: string }
}

export interface OrderPlan {
  readonly product: number
  /** Seconds after the start of the run. */
  readonly release: number
  readonly due?: number
  readonly priority?: number
  readonly attributes: Readonly<Record<string, number>>
}

export interface SinkPlan extends ElementBase {
  readonly kind: 'sink'
  /** Absent: takes whatever comes. */
  readonly demand?: { readonly kind: 'every'; readonly every: Value } | { readonly kind: 'rate'; readonly rate: Value }
  readonly batch: Value
  readonly whenEmpty: 'backorder' | 'lost'
}

export interface BufferPlan extends ElementBase {
  readonly kind: 'buffer'
  /** Places; Infinity for unlimited. In lots where capacityInLots is set. */
  readonly capacity: number
  readonly capacityInLots?: boolean
  readonly discipline:
    | 'fifo'
    | 'lifo'
    | 'priority'
    | 'due_date'
    | 'shortest'
    | 'random'
    | 'sequence'
    | 'sequence_strict'
    | { readonly hook: string }
  /** Parts there at the start, by product (-1: the nameless part). */
  readonly startsWith: readonly { readonly product: number; readonly count: number }[]
  readonly life?: Value
  /** Element where expired parts go; absent: scrap. */
  readonly expired?: number
  readonly moveTime?: Value
  readonly supply?: SupplyPlan
  /** The station whose input places these are: in flow order the buffer stands just before it. */
  readonly inputOf?: number
}

export interface SupplyPlan {
  readonly product: number
  readonly supplier?: number
  readonly reorderAt?: Value
  readonly quantity?: Value
  readonly upTo?: Value
  readonly every?: Value
  readonly cards?: number
  readonly callOff?: 'sequence'
  readonly leadTime?: Value
  readonly delivered?: Value
  readonly openOrders: number
  readonly review: 'continuous' | Value
}

/** An activity of an operation: its time and the people it needs. */
export interface StepPlan {
  readonly name: string
  readonly time: Value
  readonly crew: CrewDemand
}

export interface FailurePlan {
  readonly name: string
  /** Key of its random streams. */
  readonly key: string
  /** Time to failure by `clock`, or chance per part worked on (exactly one of the two). */
  readonly up?: Value
  readonly chance?: Value
  readonly down: Value
  readonly clock: 'operating' | 'scheduled' | 'calendar'
  readonly onFailure: 'resume' | 'restart' | 'return' | 'scrap' | { readonly rework: number }
  readonly crew: CrewDemand
  readonly takes: readonly TakePlan[]
  /** Stops of lines and drive faults only. */
  readonly reach?: 'line' | 'behind'
}

export interface MaintenancePlan {
  readonly name: string
  readonly key: string
  readonly every?: Value
  /** Weekly moment: seconds after Monday 00:00. */
  readonly when?: number
  readonly duration: Value
  readonly policy: 'age' | 'block'
  readonly clock: 'operating' | 'scheduled' | 'calendar'
  readonly renews: 'all' | 'none' | readonly string[]
  readonly maintain: 'after_part' | 'at_once' | 'when_idle'
  readonly latest?: Value
  readonly crew: CrewDemand
  readonly takes: readonly TakePlan[]
}

export interface WearPlan {
  readonly name: string
  readonly key: string
  readonly perCycle: Value
  readonly failsAt: number
  readonly servicedAt?: number
  readonly duration: Value
  readonly crew: CrewDemand
}

/** What an assembly adds, and from which element. */
export interface TakePlan {
  readonly from: number
  readonly count: number
}

/** `setup: 5 min`, by product or input pair, or by an attribute. */
export interface SetupPlan {
  readonly by: 'product' | 'input' | { readonly attribute: string }
  /** Time of a change with no row of its own. */
  readonly time: Value
  /** Rows `A to B: 3 s`: names of products or variants. */
  readonly pairs: readonly { readonly from: string; readonly to: string; readonly time: Value }[]
  readonly when: 'change' | 'input_change' | 'every_part' | 'every_turn'
  readonly starts: 'with_part' | 'ahead'
  readonly first: boolean
  readonly crew: CrewDemand
}

/** Shares of the finished parts that leave otherwise; the rest passes on. */
export interface OutcomePlan {
  readonly share: Value
  readonly to: 'scrap' | 'itself' | number
}

export interface HeatUpPlan {
  readonly after: number
  readonly duration: Value
  readonly restartScrap: number
}

/** What stations, casting cells and tunnels share. */
export interface WorkplaceBase extends ElementBase {
  readonly makes?: number
  /** Extra products of a flexible cell, chosen by makeRule. */
  readonly outcomes: readonly OutcomePlan[]
  readonly tries?: number
  readonly afterTries: 'scrap' | 'pass' | number
  readonly failures: readonly FailurePlan[]
  readonly severalModes: 'one_at_a_time' | 'together'
  readonly fails: 'position' | 'station'
  readonly maintenance: readonly MaintenancePlan[]
  readonly wear: readonly WearPlan[]
  readonly blocking: 'after_service' | 'before_service'
  readonly whenDown: AcceptWord
  readonly whenClosed: AcceptWord
  readonly shiftEnd: ShiftEnd
  readonly heatUp?: HeatUpPlan
  readonly setup?: SetupPlan
}

export interface StationPlan extends WorkplaceBase {
  readonly kind: 'station'
  /** Places side by side; Infinity for a pure delay. */
  readonly positions: number
  /** At least one; `cycle` is one step. On a line that has a takt and a station without cycle: `pacedByLine` and a step of the takt. */
  readonly steps: readonly StepPlan[]
  readonly pacedByLine: boolean
  readonly inputPlaces: number
  readonly outputPlaces: number
  readonly takes: readonly TakePlan[]
  readonly takeWhen: 'together' | 'main_first'
  readonly match: 'any' | 'order'
  /** Sends one part of a division to each, `count` of them. */
  readonly divides: readonly { readonly to: number; readonly count: number }[]
  readonly batch?: {
    readonly least: number
    readonly most: number
    readonly timeout?: Value
    readonly same: 'any' | 'product' | { readonly attribute: string }
  }
  readonly lotsOf: number
  readonly tool?: { readonly life: Value; readonly change: Value; readonly crew: CrewDemand }
  readonly preempt: 'none' | 'resume' | 'restart'
  readonly preempted: 'stays' | 'returns'
  readonly callCrew: 'inside' | 'before'
  readonly gather: 'together' | 'one_by_one'
  readonly release: 'at_end' | 'when_left'
  readonly defects: readonly { readonly name: string; readonly share: Value }[]
  readonly inspects?: { readonly finds: Readonly<Record<string, Value>>; readonly falseAlarm?: Value; readonly to: 'scrap' | number }
  /** `process: hook(..)`. */
  readonly process?: { readonly hook: string }
  /** Set for a casting cell: it makes parts from metal and needs nothing upstream. */
  readonly casting?: CastingPlan
}

export interface CastingPlan {
  /** Products it can make; more than one: flexible, chosen by `rule`. */
  readonly makes: readonly number[]
  readonly rule: 'in_turn' | 'lowest_stock' | 'sequence' | { readonly hook: string }
  /** What it makes one after the other with the rule `sequence`, repeated; absent: `makes`. */
  readonly sequence?: readonly number[]
  /** kg a shot, and share of scrap that returns to the furnace. */
  readonly shotMass: Value
  readonly remelt: Value
  readonly insert?: { readonly life: Value; readonly change: Value; readonly crew: CrewDemand }
  readonly furnace?: { readonly coolsAfter: number; readonly reheat: Value; readonly restartScrap: number }
}

export interface TunnelPlan extends WorkplaceBase {
  readonly kind: 'tunnel'
  readonly dwell: Value
  readonly takt: Value
  readonly maxDwell?: Value
  readonly whenBlocked: 'stops' | 'accumulates'
}

export interface TransportPlan extends ElementBase {
  readonly kind: 'transport'
  readonly vehicle: string
  readonly loaded?: Value
  readonly return?: Value
  readonly load?: Value
  readonly unload?: Value
}

export interface LinePlan {
  readonly number: number
  readonly path: string
  readonly key: string
  readonly shop?: string
  /** Line around it, if lines are nested. */
  readonly parent?: number
  /** Its elements in flow order (stations, buffers, tunnels), those of inner lines too. */
  readonly elements: readonly number[]
  readonly transfer: 'asynchronous' | 'synchronous' | 'continuous' | 'self_propelled'
  readonly calendars: Calendars
  readonly openEarly: number
  readonly takt?: Value
  /** Metres; metres a second. */
  readonly pitch?: number
  readonly speed?: Value
  readonly gaps: boolean
  readonly whenBlocked: 'stops' | 'accumulates'
  readonly shiftEnd: ShiftEnd
  readonly stops: readonly FailurePlan[]
  readonly drive?: {
    readonly fault: Value
    readonly recovery: Value
    readonly reach: 'line' | 'behind'
    readonly crew: CrewDemand
    readonly key: string
  }
  readonly sideBays: number
  readonly heatUp?: HeatUpPlan
  readonly staffing?: {
    readonly crew: number
    readonly workContent: Value
    readonly balance: Value
    readonly walkLoss: Value
    readonly short: 'slows' | 'stops'
    /** All lines that this staffing serves together. */ readonly lines: readonly number[]
  }
  /** Kanban: at most this many parts inside. */
  readonly cards?: number
  readonly cardBack: 'when_left' | 'when_finished'
  readonly carriers?: {
    readonly kinds: readonly { readonly name: string; readonly count: number }[]
    readonly returnTime?: Value
    readonly getsOn: number
    readonly getsOff: number
    /**
     * Where a carrier goes on to from `getsOff`. The `to` of that element is the way of the part that has got off there; of any
     * other element of the line, the last included, `to` is the way of a carrier with what it carries.
     */
    readonly onward: Routing
    readonly overtaking: boolean
  }
}
