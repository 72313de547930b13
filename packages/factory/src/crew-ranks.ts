/** Whom a crew serves first (`serves`): by the place of each asker, or by a function of the user's that chooses among the elements that wait. */
import type { CrewAskers } from './crew-askers.ts'
import type { CrewPlan } from './plan.ts'
import { groupOf } from './skilled-crews.ts'
import type { Demand } from './people.ts'
import type { Walks } from './walks.ts'
import type { World } from './world.ts'

export interface CrewRanks {
  /** Place of an asker by the rule of a crew, lower comes first; `who` would come to it. */
  of(crew: number, asker: number, who: Demand): number
  /** Does a function of the user's choose for the crew? */
  isAsked(crew: number): boolean
  /** The element that the function chooses of those that wait for the crew, each once. @throws HookFault */
  choose(crew: number, elements: readonly number[]): number
}

export function createCrewRanks(
  { plan, hooks }: Pick<World, 'plan' | 'hooks'>,
  askers: CrewAskers,
  walks: Pick<Walks, 'nearest'>,
): CrewRanks {
  const { elementOf } = askers
  const calls = plan.crews.map(({ serves, name }, crew) =>
    typeof serves !== 'string' && 'hook' in serves && groupOf(plan.crews, crew) === crew
      ? hooks.place(`crews.${name}`, 'serves', serves.hook, 'choice')
      : undefined,
  )

  function rankOf({ serves }: CrewPlan, crew: number): (asker: number, who: Demand) => number {
    if (typeof serves !== 'string') {
      const order = 'order' in serves ? serves.order : []
      return (asker) => (order.includes(elementOf[asker]!) ? order.indexOf(elementOf[asker]!) : order.length)
    }
    switch (serves) {
      case 'most_downstream':
        return (asker) => -elementOf[asker]!
      case 'most_upstream':
        return (asker) => elementOf[asker]!
      case 'shortest_job':
        return (asker) => askers.jobOf(asker)
      case 'nearest':
        return (asker, { crews }) => {
          let metres = Infinity
          for (const each of crews)
            if (groupOf(plan.crews, each) === crew) metres = Math.min(metres, walks.nearest(each, askers.placeOf(asker)))
          return metres
        }
      default:
        return () => 0
    }
  }

  const ranks = plan.crews.map(rankOf)
  return {
    of: (crew, asker, who) => ranks[crew]!(asker, who),
    isAsked: (crew) => calls[crew] !== undefined,
    choose(crew, elements) {
      const call = calls[crew]!
      const chosen = elements[call.choose(-1, elements)]!
      call.settle()
      return chosen
    },
  }
}
