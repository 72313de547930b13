/**
 * What stations do for the other blocks (stations.ts).
 */
import type { Breakdowns } from './breakdowns.ts'
import type { PositionColumns } from './positions.ts'
import type { SimpleStations } from './simple-stations.ts'

export interface Stations {
  readonly columns: PositionColumns
  readonly simple: SimpleStations
  /** A segment ended at `position`. */
  due(position: number): void
  /** Ends the activities that ended at this tick at stations with several positions (stage 1). */
  settle(): void
  room(element: number): boolean
  /** Are the people there without whom no part comes in (`call_crew: before`)? If not, asks for them. */
  manned(element: number): boolean
  /** @param link over which the part comes, -1 where there is but one */
  enter(element: number, part: number, link: number): void
  /** A set-up comes before `part` (-1: none waits) is taken over `link`: true if it begins now. */
  prepare(element: number, link: number, part: number, turnBegins: boolean): boolean
  /** A set-up begins ahead of `part`, which the entry is about to let in over `link`: false if none is due. */
  prepareAhead(element: number, link: number, part: number): boolean
  /** Parts come in whose set-ups have ended at this tick (end of stage 1). */
  letIn(): void
  /** Puts a part into a given position (a synchronous line does). */
  place(position: number, part: number): void
  /** Ends the work at a position that is paced by its line, which brings the state up to date. */
  taktOver(position: number): void
  /** Per element: 1 if its work is paced by its line alone. */
  readonly paced: Uint8Array
  /** Draws what comes out of the work on a part, where that is drawn. */
  drawOutcome(element: number, part: number): void
  /** Takes the finished part out of a position without passing an exit (a synchronous line does). */
  clear(position: number): void
  /** Does the part wait for room behind the station, so that work may begin? */
  waits(element: number, part: number): boolean
  begin(element: number, part: number): void
  /** A part that was put aside for more urgent ones goes on, unless `part`, which would come over `link`, is more urgent. */
  goesOn(element: number, part: number, link: number): boolean
  /** Is there a place for `part`, one in which work is interrupted for it if need be? */
  makesRoom(element: number, part: number, link: number): boolean
  /** The parts that enter between these two are one batch. */
  openBatch(element: number): void
  startBatch(element: number): void
  leave(element: number, part: number): void
  /** As `leave`, but tells nobody. */
  free(element: number, part: number): void
  /** Finished parts move to the output places of the station, as far as there are any (stage 2). */
  fillOutputs(element: number): void
  supply(element: number): void
  /** May a part get onto a carrier that waits here? */
  boards(element: number): boolean
  /** A part gets onto it. */
  board(element: number, part: number): void
  /** Starts or goes on with what the position is at, if it is up. */
  proceed(position: number): void
  /** Stops the present segment, keeping the work left. False if it ends at this very tick anyway. */
  interrupt(position: number): boolean
  /** The part in work leaves at once with this target. */
  eject(position: number, target: number): void
  /** The part in work goes back to the head of its queue. */
  sendBack(position: number): void
  /** A part that was sent back is no more. */
  forget(part: number): void
  refresh(position: number): void
  /** The station is about to close. */
  closing(element: number): void
  /** The station's calendar has turned. */
  turned(element: number, open: boolean): void
  /** @param count is told how many more positions of a station work, where its line has stops */
  bind(breakdowns: Breakdowns, finished: (element: number) => void, count: (element: number, by: number) => void): void
  reset(): void
}
