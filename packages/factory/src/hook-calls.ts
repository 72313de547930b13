/**
 * Calls of a user's functions: what they are shown, and the check of what they give (hooks.ts).
 *
 * A time or a share is asked for while parts move, in no particular order within a tick, so levels are shown as the tick began. A
 * choice is made when all else has come to rest, and is shown levels as they are.
 */
import { float64, int32 } from 'genba/kernel'
import type { EventCalendar, PartTable, StreamBank } from 'genba/kernel'
import { suggestion } from 'genba/model'
import {
  callsHooks,
  crewPath,
  HookFault,
  hooksIn,
  type HookChoice,
  type HookPart,
  type HookProcess,
  type Hooks,
  type HookView,
} from './hooks.ts'
import type { ElementPlan, Plan } from './plan.ts'
import { ProcessStep, processVerbs } from './process-steps.ts'

/** A hook at one place. */
export interface HookCall {
  /** The number that the function gives for a part (-1: none): in seconds, as a share, or any. @throws HookFault */
  number(part: number): number
  /** The place in `choices` (numbers of elements) of what the function chooses. @throws HookFault */
  choose(part: number, choices: readonly number[]): number
  /** The place in `names` of what the function chooses. @throws HookFault */
  chooseName(part: number, names: readonly string[]): number
  /** The next choice draws numbers of its own; till then each call is given the same ones. */
  settle(): void
  /** The process of the work on a part begins; what gives its next step, undefined at its end. @throws HookFault */
  begin(part: number): () => ProcessStep | undefined
  /** What the function gave cannot be used. @throws HookFault */
  fail(why: string): never
}

/** What a function gives, and so when it is asked. */
type Gives = 'time' | 'share' | 'rank' | 'choice' | 'process'

/** What numbers a function may give. */
const RANGES = {
  time: { least: 0, most: Number.MAX_VALUE, expected: 'a time in seconds, 0 or more' },
  share: { least: 0, most: 1, expected: 'a share from 0 to 1' },
  rank: { least: -Infinity, most: Infinity, expected: 'a number, the lowest for the part that leaves first' },
} as const

export interface HookCalls {
  /** Is any function called? */
  readonly isUsed: boolean
  /** A call by the element or crew of this key. Before the streams are sealed. */
  place(key: string, purpose: string, name: string, gives: Gives): HookCall
  /** @param level parts by element @param first the first part at the exit of an element, -1 if none */
  bind(level: Float64Array, first: Int32Array): void
  /** Something is due: levels are kept as they are if that is the first of its tick. */
  look(): void
  reset(): void
}

/** @throws HookFault naming the functions that the plan calls and `hooks` has not */
export function createHookCalls(
  plan: Plan,
  events: EventCalendar,
  streams: StreamBank,
  parts: PartTable,
  hooks: Hooks | undefined,
): HookCalls {
  const isUsed = callsHooks(plan)
  const file = plan.hooks?.file ?? 'the hook file'
  if (isUsed) checkNames(plan, file, hooks)
  const { clock } = events
  const { columns } = parts
  const paths = new Map(plan.elements.map(({ path, number }) => [path, number]))
  const before = float64(isUsed ? plan.elements.length : 0)
  const seenAt = float64(1).fill(-1)
  const calls: HookCall[] = []
  let level: Float64Array = float64(0)
  let exitFirst: Int32Array = int32(0)

  function numberOf(path: string): number {
    const number = paths.get(path)
    if (number === undefined) throw new Error(`there is no element "${path}"${suggestion(path, [...paths.keys()])}`)
    return number
  }

  function partOf(part: number): HookPart {
    const product = plan.products[columns.product[part]!]
    return {
      product: product?.name,
      variant: product?.variants[columns.variant[part]!]?.name,
      serial: columns.serial[part]!,
      priority: columns.priority[part]!,
      due: columns.due[part]! / plan.ticksPerSecond,
      born: columns.born[part]! / plan.ticksPerSecond,
      attribute: (name) => {
        const column = plan.attributes.findIndex((attribute) => attribute.name === name)
        if (column < 0)
          throw new Error(
            `no product has the attribute "${name}"${suggestion(
              name,
              plan.attributes.map((each) => each.name),
            )}`,
          )
        const x = columns.attributes[part * plan.attributes.length + column]!
        return plan.attributes[column]!.categories?.[x] ?? x
      },
    }
  }

  function place(key: string, purpose: string, name: string, gives: Gives): HookCall {
    const path = holderOf(plan, key)
    const call = hooks![name]!
    const stream = streams.uniforms(key, `${purpose} hook ${name}`)
    /** Numbers drawn for a choice that is not made yet, and how many the last call took. */
    let drawn: number[] = []
    let taken = 0

    function random(): number {
      if (gives !== 'choice') return streams.next(stream)
      if (taken === drawn.length) drawn.push(streams.next(stream))
      return drawn[taken++]!
    }

    function viewOf(part: number): HookView {
      const levels = gives === 'choice' ? level : before
      return {
        element: path,
        time: clock[0]! / plan.ticksPerSecond,
        part: part < 0 ? undefined : partOf(part),
        level: (of) => levels[numberOf(of)]!,
        random,
      }
    }

    const where = (): string => `${file}: hook(${name}) at ${path}, ${clock[0]! / plan.ticksPerSecond} s after the start (tick ${clock[0]})`
    function guarded<T>(run: () => T): T {
      try {
        return run()
      } catch (error) {
        throw new HookFault(`${where()}: ${error instanceof Error ? `${error.message}${lineOf(error, file)}` : String(error)}`)
      }
    }

    const ask = (view: HookView | HookChoice): unknown => guarded(() => call(view as HookChoice & HookProcess))

    /** As things are whenever the process looks. */
    function liveView(part: number): HookProcess {
      const { level: levelOf } = viewOf(part)
      return {
        element: path,
        get time() {
          return clock[0]! / plan.ticksPerSecond
        },
        get part() {
          return partOf(part)
        },
        level: levelOf,
        random,
        ...processVerbs,
      }
    }

    const made: HookCall = {
      begin: (part) => {
        const generator = ask(liveView(part)) as Partial<Generator<unknown>> | undefined
        if (typeof generator?.next !== 'function')
          throw new HookFault(`${where()}: expected a process, received ${shown(generator)}; write it as function* (view) { .. }`)
        return () => {
          const { done = false, value } = guarded(() => generator.next!())
          if (done) return undefined
          if (value instanceof ProcessStep) return value
          throw new HookFault(
            `${where()}: expected a step, received ${shown(value)}; yield what view.work(..), wait(..), seize(..) or release(..) gives`,
          )
        }
      },
      fail: (why) => {
        throw new HookFault(`${where()}: ${why}`)
      },
      number: (part) => {
        const x = ask(viewOf(part))
        const { least, most, expected } = RANGES[gives === 'share' || gives === 'rank' ? gives : 'time']
        if (typeof x === 'number' && x >= least && x <= most) return x
        throw new HookFault(`${where()}: expected ${expected}, received ${shown(x)}; let the function return a number`)
      },
      choose: (part, choices) =>
        made.chooseName(
          part,
          choices.map((number) => plan.elements[number]!.path),
        ),
      chooseName: (part, names) => {
        taken = 0
        const first = (path: string): HookPart | undefined => {
          const waiting = exitFirst[numberOf(path)]!
          return waiting < 0 ? undefined : partOf(waiting)
        }
        const chosen = ask({ ...viewOf(part), choices: names, first })
        const at = names.indexOf(chosen as string)
        if (at >= 0) return at
        throw new HookFault(`${where()}: expected one of ${names.join(', ')}, received ${shown(chosen)}; let it return one of view.choices`)
      },
      settle: () => {
        drawn = drawn.slice(taken)
        taken = 0
      },
    }
    calls.push({ ...made, settle: () => void ((drawn = []), (taken = 0)) })
    return made
  }

  return {
    isUsed,
    place,
    bind: (levels, first) => {
      level = levels
      exitFirst = first
    },
    look: () => {
      if (seenAt[0] === clock[0]) return
      seenAt[0] = clock[0]!
      before.set(level.subarray(0, before.length))
    },
    reset: () => {
      seenAt[0] = -1
      before.fill(0)
      for (const call of calls) call.settle()
    },
  }
}

function checkNames(plan: Plan, file: string, hooks: Hooks | undefined): void {
  if (hooks === undefined)
    throw new HookFault(`${file}: the plan calls functions of this file, and was given none; pass them as the option "hooks"`)
  const known = Object.keys(hooks)
  for (const { name, path, word } of hooksIn(plan)) {
    if (typeof (Object.hasOwn(hooks, name) ? hooks[name] : undefined) === 'function') continue
    throw new HookFault(
      `${file}: exports no function "${name}", which ${path}.${word} calls; it exports ${known.join(', ') || 'none'}${suggestion(name, known)}`,
    )
  }
}

/** Path of the element, or of the crew, that has a value with this key. */
function holderOf({ elements, crews }: Plan, key: string): string {
  const element = elements.find((each) => keysOf(each).includes(key))
  return element?.path ?? crewPath(crews.find((crew) => crewPath(crew) === key)!)
}

/** Keys of the values of an element: its own, and those of its failures and its maintenance. */
function keysOf(element: ElementPlan): readonly string[] {
  return [element.key, ...(element.kind === 'station' ? [...element.failures, ...element.maintenance].map(({ key }) => key) : [])]
}

/** The line of the user's own file at which an error was thrown. */
function lineOf({ stack = '' }: Error, file: string): string {
  const name = file.split(/[\\/]/).at(-1)!
  const line = stack.split('\n').find((each) => each.includes(name) && /:\d+:\d+\)?$/.test(each))
  const at = line === undefined ? null : /:(\d+:\d+)\)?$/.exec(line)
  return at === null ? '' : ` (${name}:${at[1]})`
}

function shown(x: unknown): string {
  return typeof x === 'string' ? `"${x}"` : String(x)
}
