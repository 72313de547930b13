/**
 * Functions of a user's own that a plan calls: `hook(name)` as a time, a share, a split, a merge, a crew's choice or a process. What such a function is shown,
 * what it may give, and which functions a plan calls where.
 */
import { isCarried } from './compile-input-places.ts'
import type { CastingPlan, CrewPlan, ElementPlan, Plan } from './plan.ts'
import type { ProcessStep, ProcessVerbs } from './process-steps.ts'

/** A part as a hook sees it, for as long as the hook runs. */
export interface HookPart {
  /** Name of its product, undefined for a part without one. */
  readonly product: string | undefined
  readonly variant: string | undefined
  /** Its number among the parts that were made where it was made, from 0. */
  readonly serial: number
  /** Lower goes first; Infinity without a priority. */
  readonly priority: number
  /** Seconds after the start of the run by which it is due; Infinity for never. */
  readonly due: number
  /** Seconds after the start of the run at which it was made. */
  readonly born: number
  /** An attribute: its number, or its category by name. @throws Error for an attribute that no product declares */
  attribute(name: string): number | string
}

/** The plant as a hook sees it, for as long as the hook runs. */
export interface HookView {
  /** Path of the element, or of the crew, that asks. */
  readonly element: string
  /** Seconds after the start of the run. */
  readonly time: number
  /** The part worked on or sent; undefined where an input or a product is to be chosen, and for arrivals, failures and maintenance. */
  readonly part: HookPart | undefined
  /**
   * Parts in an element: for a choice as they are at that moment, for a time or a share as the tick began.
   * @throws Error for a path that is none
   */
  level(path: string): number
  /** The next number between 0 and 1 of a random stream that belongs to this hook at this place alone. */
  random(): number
}

/** The plant where one of several ways is to be chosen. */
export interface HookChoice extends HookView {
  /** Paths of the elements to choose from: those a part may be sent to, or those that offer one. For `make_rule` names of products. */
  readonly choices: readonly string[]
  /** The part that would leave an element next, undefined where none waits. @throws Error for a path that is none */
  first(path: string): HookPart | undefined
}

/**
 * The station where a process works on a part, for as long as it does. `time` and `part` are always those of now: read them from the view
 * when they are wanted.
 */
export interface HookProcess extends HookView, ProcessVerbs {}

/** A time in seconds (at least 0), a share (0 to 1), or for a discipline the rank of a part: the lowest leaves first. */
export type ValueHook = (view: HookView) => number
/** One of `view.choices`. */
export type ChoiceHook = (view: HookChoice) => string

/** The work on a part, step by step: `function* (view) { yield view.work(60) }`. */
export type ProcessHook = (view: HookProcess) => Generator<ProcessStep, void, void>

/** The functions of a hook file, by name. */
export type Hooks = Readonly<Record<string, ValueHook | ChoiceHook | ProcessHook>>

/** A hook that is missing, fails, or gives what cannot be used: the fault is in the user's file. */
export class HookFault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'HookFault'
  }
}

/** Where a plan calls a function. */
export interface HookUse {
  readonly name: string
  /** Path of the element, line or crew. */
  readonly path: string
  /** The word of it, such as `steps` or `merge`. */
  readonly word: string
}

/** Where a crew stands in the model. */
export function crewPath({ name }: CrewPlan): string {
  return `crews.${name}`
}

/** Every place of the plan that calls a function, in the order of elements, lines and crews. */
export function hooksIn(plan: Plan): readonly HookUse[] {
  const crews = plan.crews.map((crew) => ({ ...crew, path: crewPath(crew) }))
  return [...plan.elements, ...plan.lines, ...crews].flatMap((holder) =>
    wordsOf(holder).flatMap(([word, of]) => namesIn(of).map((name): HookUse => ({ name, path: holder.path, word }))),
  )
}

/** Does the plan call a function of the user's anywhere? */
export function callsHooks(plan: Plan): boolean {
  return hooksIn(plan).length > 0
}

/** Words of elements of each kind whose values are asked for when what they are of begins: a visit, a step, a set-up, a repair, an interval, a stay. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  source: ['arrival', 'first', 'makeRule'],
  buffer: ['discipline'],
  station: ['steps', 'outcomes', 'defects', 'inspects', 'process', 'failures', 'setup', 'maintenance', 'makeRule'],
}

/** Words of the element that call a function where none is called in this engine. */
export function misplacedHooks(plan: Plan, element: ElementPlan): readonly string[] {
  const served = isCarried(plan.lines, element.line) ? [] : ['to', 'merge', ...(VALUES[element.kind] ?? [])]
  const words = wordsOf(element).flatMap(([word, of]) => (namesIn(of).length > 0 ? [word] : []))
  const isRate = element.kind === 'source' && element.arrival.kind === 'rate'
  return words.filter((word) => !served.includes(word) || (word === 'to' && element.to.kind !== 'rule') || (word === 'arrival' && isRate))
}

/** What an element, a line or a crew says, word by word; the rule of a casting cell is one of its own, as that of a source. */
function wordsOf(holder: object): readonly (readonly [string, unknown])[] {
  return Object.entries(holder).flatMap(([word, of]: [string, unknown]) => {
    if (word !== 'casting' || typeof of !== 'object') return [[word, of] as const]
    const { rule, ...rest } = of as CastingPlan
    return [['makeRule', rule] as const, [word, rest] as const]
  })
}

/** Words of the crew that call a function where none is called: all but whom it serves. */
export function misplacedCrewHooks(crew: CrewPlan): readonly string[] {
  return Object.entries(crew).flatMap(([word, of]) => (word !== 'serves' && namesIn(of).length > 0 ? [word] : []))
}

/** Does anything in it call a function? */
export function namesHook(of: unknown): boolean {
  return namesIn(of).length > 0
}

function namesIn(of: unknown): readonly string[] {
  if (typeof of !== 'object' || of === null) return []
  if ('hook' in of && typeof of.hook === 'string') return [of.hook]
  if ('kind' in of && of.kind === 'hook' && 'name' in of) return [of.name as string]
  return Object.values(of).flatMap(namesIn)
}
