/** What a process (hooks.ts) may yield: time, people it wants, people it gives back. */
import { parseAs } from 'genba/quantity'

export const WORK = 0
export const WAIT = 1
export const SEIZE = 2
export const RELEASE = 3

/** A step of a process, made by the verbs of its view. */
export class ProcessStep {
  readonly verb: typeof WORK | typeof WAIT | typeof SEIZE | typeof RELEASE
  /** Of work and waiting. */
  readonly seconds: number
  /** Names of crews with how many of each, Infinity for all. */
  readonly people: readonly (readonly [string, number])[]

  constructor(verb: ProcessStep['verb'], seconds: number, people: ProcessStep['people'] = []) {
    this.verb = verb
    this.seconds = seconds
    this.people = people
  }
}

/** The verbs of a process: what they give is to be yielded. */
export interface ProcessVerbs {
  /** Work on the part: seconds, or a text such as '37 min'; longer where the people held are still learning. @throws Error for a time below 0 */
  work(time: number | string): ProcessStep
  /** Time that passes at the station, as long whoever is there. @throws Error for a time below 0 */
  wait(time: number | string): ProcessStep
  /**
   * Asks for people beside those held, and goes on once all are there: of one crew (one, or `count`), or of several together, as
   * `{welder: 2, leader: 1}`. @throws Error for a number that is not whole and positive
   */
  seize(crew: string | Readonly<Record<string, number>>, count?: number): ProcessStep
  /** Gives people back: all of the crew, or so many. @throws Error for a number that is not whole and positive */
  release(crew: string | Readonly<Record<string, number>>, count?: number): ProcessStep
}

export const processVerbs: ProcessVerbs = {
  work: (time) => new ProcessStep(WORK, secondsOf(time)),
  wait: (time) => new ProcessStep(WAIT, secondsOf(time)),
  seize: (crew, count = 1) => new ProcessStep(SEIZE, 0, peopleOf(crew, count)),
  release: (crew, count = Infinity) => new ProcessStep(RELEASE, 0, peopleOf(crew, count)),
}

function secondsOf(time: number | string): number {
  const seconds = typeof time === 'string' ? parseAs(time, 'duration') : time
  if (typeof seconds === 'number' && seconds >= 0 && seconds < Infinity) return seconds
  throw new Error(`expected a time of 0 s or more, received ${String(time)}`)
}

function peopleOf(crew: string | Readonly<Record<string, number>>, count: number): ProcessStep['people'] {
  const people = typeof crew === 'string' ? [[crew, count] as const] : Object.entries(crew)
  for (const [name, number] of people)
    if (number !== Infinity && !(Number.isSafeInteger(number) && number > 0))
      throw new Error(`expected a whole number of people of "${name}", 1 or more, received ${String(number)}`)
  return people
}
