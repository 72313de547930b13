/** What every kind of element does at its entry and exit, as the flow of parts asks for it. */
/** What the blocks do for the flow; one implementation, which asks the block of the element. */
export interface Blocks {
  /** May a part come in now? */
  room(element: number): boolean
  /** The part comes in, over `link`. */
  enter(element: number, part: number, link: number): void
  /** The part, which may have been sent back to the queue where it was, is no more. */
  forget(part: number): void
  /** The part, just taken from the exit, leaves: its place is free. */
  leave(element: number, part: number): void
  /** Finished parts move to the output places of the station, as far as there are any. */
  fillOutputs(element: number): void
  /** Looks at the part for which there is room: may it come in just now? */
  admits(element: number, part: number): boolean
  /** Are the people there without whom no part comes in? If not, asks for them. */
  manned(element: number): boolean
  /** Parts wait inside for what is to be assembled to them: begins with those that can. */
  supply(element: number): void
  /** One step of a choice of this class (topology.ts), which is neither an exit's nor an entry's, of an element or crew. */
  choose(choiceClass: number, of: number): boolean
  /** Where urgent parts interrupt work: one that was put aside goes on, unless `part`, which would come over `link`, is more urgent. */
  goesOn(element: number, part: number, link: number): boolean
  /** There, is there a place for `part`, one in which work is interrupted for it if need be? */
  makesRoom(element: number, part: number, link: number): boolean
  /** Does the part, first at the exit of `element`, wait for room so that work on it may begin? */
  waits(element: number, part: number): boolean
  /** There is room, kept for it: work begins. */
  begin(element: number, part: number): void
  /** The parts that enter between these two are one batch. */
  openBatch(element: number): void
  startBatch(element: number): void
  /** May a part get onto a carrier that waits in the element? */
  boards(element: number): boolean
  /** The part gets onto it. */
  board(element: number, part: number): void
  /** True if a set-up begins that comes before `part` (-1: none waits) is taken over `link`: the first of a turn, or one within it. */
  prepare(element: number, link: number, part: number, turnBegins: boolean): boolean
  /** True if a set-up begins ahead of `part`, which is to come in over `link`: till that has ended it stays where it is. */
  prepareAhead(element: number, link: number, part: number): boolean
  /** One step of the synchronous line that begins here. */
  step(element: number): boolean
  /** Bodies of the moving line go on that can. */
  advance(element: number): void
}
