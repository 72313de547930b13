/**
 * Crews whose people differ in what they can do, as pools of people who can do the same.
 *
 * The engine knows people by number only; so a crew with skills becomes several crews that serve as one, and who asks for
 * a skill asks for any of the pools that have it. Of those who will do, people with the fewest skills come first, then the
 * pool that is written first. `skills: {weld: 60 %, seal: 30 %}` gives the rarer skill to people who have the commoner ones
 * too; who has other people writes them by name, as `members`.
 */
import { constantOf } from './draw.ts'
import type { CrewDemand, CrewPlan, Plan } from './plan.ts'

/** More skills whose shares change make too many pools. */
export const MOST_CHANGING_SKILLS = 6

/** More ways than these to choose the people of one demand are not tried. */
export const MOST_WAYS = 1000

interface Pool {
  readonly crew: CrewPlan
  readonly skills: readonly string[]
}

/** Can some of the crew do what others cannot? */
export function isSkilled({ skills, members }: CrewPlan): boolean {
  return members.length > 0 || Object.keys(skills).length > 0
}

/** The crew that a pool belongs to, itself if it is none. */
export function groupOf(crews: readonly CrewPlan[], crew: number): number {
  return crews[crew]!.pool?.of ?? crew
}

/**
 * The plan with pools in the place of crews with skills, and of demands for skills. The first pool of a crew has its number,
 * the others come behind all crews. The same plan where no crew has skills.
 */
export function withPools(plan: Plan): Plan {
  if (!plan.crews.some(isSkilled)) return plan
  const crews: CrewPlan[] = [...plan.crews]
  const pools = plan.crews.map((crew, of) =>
    poolsOf(crew, of).map((pool, i) => {
      if (i > 0) return { skills: pool.skills, number: crews.push(pool.crew) - 1 }
      crews[of] = pool.crew
      return { skills: pool.skills, number: of }
    }),
  )

  function inPools(demand: CrewDemand): CrewDemand {
    return demand.map(({ anyOf, count }) => ({
      count,
      anyOf: anyOf.flatMap(({ crew, skill }) =>
        pools[crew]!.filter(({ skills }) => skill === undefined || skills.includes(skill)).map(({ number }) => ({ crew: number })),
      ),
    }))
  }

  /** Replaces what is asked for under every key `crew` that holds a demand. */
  function replaced<T>(of: T): T {
    if (typeof of !== 'object' || of === null) return of
    if (Array.isArray(of)) return of.map((each: unknown) => replaced(each)) as T
    return Object.fromEntries(
      Object.entries(of).map(([key, inner]: [string, unknown]) => [
        key,
        key === 'crew' && Array.isArray(inner) ? inPools(inner as CrewDemand) : replaced(inner),
      ]),
    ) as T
  }

  return { ...plan, crews, elements: replaced(plan.elements), lines: replaced(plan.lines) }
}

/** How many pools of a crew have a skill; all of them where none is asked for. */
export function poolsWith(crew: CrewPlan, skill: string | undefined): number {
  return poolsOf(crew, 0).filter(({ skills }) => skill === undefined || skills.includes(skill)).length
}

function poolsOf(crew: CrewPlan, of: number): readonly Pool[] {
  if (!isSkilled(crew)) return [{ crew, skills: [] }]
  const pools = crew.members.length > 0 ? poolsOfMembers(crew) : poolsOfShares(crew)
  return pools.map((pool, i) => ({
    skills: pool.skills,
    crew: {
      ...pool.crew,
      name: i === 0 ? crew.name : `${crew.name} ${pool.skills.join(' ')}`,
      skills: {},
      members: [],
      pool: { ...pool.crew.pool, of },
    },
  }))
}

/** Members who can do the same, fewest skills first, then in the order of these. They are a share of the crew: of another size it has as many of each. */
function poolsOfMembers(crew: CrewPlan): Pool[] {
  const bySkills = new Map<string, number>()
  for (const { skills } of crew.members) {
    const key = skills.toSorted().join(' ')
    bySkills.set(key, (bySkills.get(key) ?? 0) + 1)
  }
  const lists = [...bySkills].map(([key, size]) => ({ skills: key === '' ? [] : key.split(' '), key, size }))
  lists.sort((a, b) => a.skills.length - b.skills.length || (a.key < b.key ? -1 : 1))
  let before = 0
  return lists.map(({ skills, size }) => {
    const share = { from: before / crew.members.length, to: (before + size) / crew.members.length }
    before += size
    return { skills, crew: { ...crew, pool: { of: -1, share } } }
  })
}

/**
 * One pool for each set of skills that people can have, fewest skills first, then in the order of these. Those up to a share have
 * the skills that so many have; so where no share changes there are no more sets than shares, else any may come about.
 */
function poolsOfShares(crew: CrewPlan): Pool[] {
  const names = Object.keys(crew.skills).toSorted()
  const sets = changesShares(crew) ? subsetsOf(names) : nestedSets(crew, names)
  return sets.map((skills) => ({ skills, crew: { ...crew, pool: { of: -1, has: { skills, shares: crew.skills } } } }))
}

/** Do the shares of skills change in time? */
export function changesShares({ skills }: CrewPlan): boolean {
  return Object.values(skills).some((share) => constantOf(share) === undefined)
}

function nestedSets(crew: CrewPlan, names: readonly string[]): readonly string[][] {
  const shareOf = (name: string): number => constantOf(crew.skills[name]!)!
  const shares = [...new Set([...names.map(shareOf), 1])].toSorted((a, b) => b - a)
  return shares.map((to) => names.filter((name) => shareOf(name) >= to))
}

function subsetsOf(names: readonly string[]): readonly string[][] {
  const sets = names.reduce<string[][]>((found, name) => [...found, ...found.map((set) => [...set, name])], [[]])
  return sets.toSorted((a, b) => a.length - b.length || (a.join(' ') < b.join(' ') ? -1 : 1))
}

/**
 * People of a pool, of `people` of its crew: the first have a skill, as many as its share says, to the nearest.
 * @param shareOf share of a skill at that time
 */
export function peopleInPool({ pool }: CrewPlan, people: number, shareOf: (skill: string) => number): number {
  const upTo = (share: number): number => Math.floor(share * people + 0.5)
  if (pool?.share !== undefined) return upTo(pool.share.to) - upTo(pool.share.from)
  if (pool?.has === undefined) return people
  const { skills, shares } = pool.has
  let [from, to] = [0, people]
  for (const skill of Object.keys(shares)) {
    const most = upTo(shareOf(skill))
    if (skills.includes(skill)) to = Math.min(to, most)
    else from = Math.max(from, most)
  }
  return Math.max(0, to - from)
}

/** Sums by pool (two for each) as sums by crew; of the second those of the crew's first pool stand for all if `isTime`. */
export function byCrew(crews: readonly CrewPlan[], written: number, sums: Float64Array, isTime: boolean): Float64Array {
  const folded = sums.slice(0, 2 * written)
  for (let pool = written; pool < crews.length; pool++) {
    const crew = groupOf(crews, pool)
    folded[2 * crew] = folded[2 * crew]! + sums[2 * pool]!
    if (!isTime) folded[2 * crew + 1] = folded[2 * crew + 1]! + sums[2 * pool + 1]!
  }
  return folded
}
