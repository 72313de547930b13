/** Crews, suppliers and head counts, for the plan. */
import type { Named, Read, Reading, Value } from 'genba/model'
import { formatNumber } from 'genba/quantity'
import type { CalendarBook } from './compile-time.ts'
import type { Level, Plant, PlantElement } from './flow-plant.ts'
import type { Links } from './links.ts'
import { mostOvertime } from './overtime.ts'
import type { CalendarPlan, Calendars, CrewDemand, CrewPlan, HeadsPlan, SupplierPlan } from './plan.ts'
import { linePlace } from './words-base.ts'
import type { CrewWords } from './words-element.ts'
import type { HeadsWords } from './words-line.ts'
import type { CrewPlaceWords } from './words-people.ts'
import type { SupplierWords } from './words-vehicle.ts'

const ZERO: Value = { kind: 'constant', value: 0 }
const ONE: Value = { kind: 'constant', value: 1 }

/** The crews, in the order of their names. */
export function compileCrews(
  crews: readonly Named<Read<CrewPlaceWords>>[],
  baseCalendars: Calendars,
  book: CalendarBook,
  orderOf: (crew: Named<Read<CrewPlaceWords>>) => readonly number[] | undefined,
  reading: Reading,
): readonly CrewPlan[] {
  return crews.map((crew) => {
    const { name, value, key } = crew
    const path = `crews.${name}`
    if (value.size === undefined && value.members === undefined)
      reading.diagnostics.error(key, path, 'G1002', 'needs "size", such as size: 9, or "members"')
    const members = value.members ?? []
    const size: Value = value.size?.kind === 'roll' ? value.size.value : { kind: 'constant', value: members.length }
    const byShift =
      value.size?.kind === 'shifts' ? Object.fromEntries(value.size.shifts.map((shift) => [shift.name, shift.value])) : undefined
    const serves = value.serves
    const order = orderOf(crew)
    return {
      name,
      size: byShift === undefined ? size : (Object.values(byShift)[0] ?? ZERO),
      ...(byShift === undefined ? {} : { sizeByShift: byShift }),
      calendars: value.calendar === undefined ? baseCalendars : book.use(value.calendar),
      serves:
        order !== undefined
          ? { order }
          : serves === undefined || Array.isArray(serves)
            ? 'first_come'
            : (serves as string | { hook: string }),
      rest: value.rest ?? 'together',
      shiftEnd: value.shift_end ?? 'pause',
      interrupts: value.interrupts ?? false,
      ...(value.absence === undefined ? {} : { absence: value.absence }),
      ...(value.learning === undefined ? {} : { learning: value.learning }),
      ...(value.walking === undefined ? {} : { walking: value.walking }),
      skills: Object.fromEntries((value.skills ?? []).map(({ name: skill, value: share }) => [skill, share])),
      members,
      ...(value.overtime === undefined ? {} : { overtime: value.overtime }),
    }
  })
}

/** Tells of crews whose shifts have more overtime in a month than `overtime` allows. */
export function checkOvertime(
  words: readonly Named<Read<CrewPlaceWords>>[],
  crews: readonly CrewPlan[],
  calendars: readonly CalendarPlan[],
  reading: Reading,
): void {
  crews.forEach(({ name, overtime, calendars: [only, ...others] }, i) => {
    const pieces = only === undefined || others.length > 0 ? undefined : calendars[only]!
    const most = overtime === undefined || pieces?.kind !== 'dated' ? undefined : mostOvertime(pieces.shifts ?? [])
    if (most === undefined || most.seconds <= overtime!) return
    const hours = (seconds: number): string => formatNumber(seconds / 3600)
    reading.diagnostics.warning(
      words[i]!.key,
      `crews.${name}`,
      'G2040',
      `who works the shift "${most.shift}" works ${hours(most.seconds)} h of overtime in ${most.month}, ${hours(overtime!)} h are allowed; shorten the shift, or take another`,
    )
  })
}

/** Elements that a crew serves in a fixed order. */
export function servedOrder(
  crew: Named<Read<CrewPlaceWords>>,
  plant: Plant,
  links: Links,
  numberOf: (element: PlantElement) => number | undefined,
): readonly number[] | undefined {
  const { serves } = crew.value
  if (!Array.isArray(serves)) return undefined
  return serves.flatMap((target) => {
    const element = links.resolve(target, plant.base, `crews.${crew.name}.serves`, 'entry')
    return element === undefined ? [] : (numberOf(element) ?? [])
  })
}

/** `crew: ..` of the language as indices; a name that is no crew is a skill of one or several. */
export function compileDemand(words: CrewWords | undefined, crews: readonly CrewPlan[]): CrewDemand {
  return (words ?? []).map(({ anyOf, count }) => ({ anyOf: anyOf.flatMap((name) => whoIs(name, crews)), count }))
}

function whoIs(name: string, crews: readonly CrewPlan[]): { crew: number; skill?: string }[] {
  const crew = crews.findIndex((each) => each.name === name)
  if (crew !== -1) return [{ crew }]
  return crews.flatMap((each, index) =>
    each.skills[name] !== undefined || each.members.some(({ skills }) => skills.includes(name)) ? [{ crew: index, skill: name }] : [],
  )
}

/** Suppliers, in the order of their names. */
export function compileSuppliers(suppliers: readonly Named<Read<SupplierWords>>[]): readonly SupplierPlan[] {
  return suppliers.map(({ name, value }) => ({
    name,
    onTime: value.on_time ?? ONE,
    lateBy: value.late_by ?? ZERO,
    stopped: (value.stopped ?? []).toSorted((one, other) => one.from - other.from),
  }))
}

/** People counted: of the base, of each shop, of each line, and by what they do. */
export function compileHeads(plant: Plant): readonly HeadsPlan[] {
  const result: HeadsPlan[] = []
  const add = (path: string, words: HeadsWords | undefined): void => {
    for (const { name, value } of words ?? [])
      result.push({ path: [path, 'heads', name].filter((each) => each !== undefined && each !== '').join('.'), heads: value })
  }
  add('', plant.base.words['heads'] as HeadsWords | undefined)
  const shops = plant.base.children.filter((child): child is Level => child.level === 'shop')
  for (const shop of shops.toSorted((one, other) => (one.name < other.name ? -1 : 1)))
    add(shop.path, shop.words['heads'] as HeadsWords | undefined)
  for (const line of plant.lines) add(line.path, plant.read(line, linePlace.properties.heads))
  return result
}
