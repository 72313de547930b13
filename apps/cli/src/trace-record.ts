/** What `genba trace` tells, as data: times in seconds since the start of the run, and as moments. */
import { momentText } from 'genba/analysis'
import type { CriticalPath, PartLife, Reason, VisitLife } from 'genba/analysis'
import type { Plan } from 'genba/factory'

/** What `genba trace --car N --json` prints. Lengths of time and times of the day are those of docs/reference/trace.md. */
export function lifeRecord(plan: Plan, life: PartLife): object {
  const seconds = (ticks: number): number => ticks / plan.ticksPerSecond
  const at = (tick: number): object => ({ seconds: seconds(tick), moment: momentText(plan, tick) })

  function reason({ from, to, failure, ...rest }: Reason): object {
    return {
      ...rest,
      seconds: seconds(to - from),
      from: at(from),
      ...(failure === undefined
        ? {}
        : {
            failure: {
              ...(failure.name === undefined ? {} : { name: failure.name }),
              since: at(failure.since),
              ...(failure.repairedFrom === undefined ? {} : { repaired_from: at(failure.repairedFrom) }),
            },
          }),
    }
  }

  function visit({ element, position, entered, ready, left, stood, waited, joined }: VisitLife): object {
    return {
      element,
      ...(position === undefined ? {} : { position }),
      in: at(entered),
      ready: at(ready),
      out: at(left),
      stood: stood.map(reason),
      waited: waited.map(reason),
      joined: joined.map(({ count, came, last }) => ({ count, came: at(came), last: lifeRecord(plan, last) })),
    }
  }

  return {
    made_by: life.source,
    number: life.serial + 1,
    ...(life.product === undefined ? {} : { product: life.product }),
    made: at(life.born),
    gone: at(life.ended),
    is_cut: life.isCut,
    ...(life.whole === undefined ? {} : { piece_of: lifeRecord(plan, life.whole) }),
    visits: life.visits.map(visit),
  }
}

/** What `genba trace --critical --json` prints. */
export function pathRecord(plan: Plan, { from, until, ends, shares }: CriticalPath): object {
  const at = (tick: number): object => ({ seconds: tick / plan.ticksPerSecond, moment: momentText(plan, tick) })
  return {
    from: at(from),
    until: at(until),
    ends,
    shares: shares.map(({ ticks, ...share }) => ({ ...share, seconds: ticks / plan.ticksPerSecond })),
  }
}
