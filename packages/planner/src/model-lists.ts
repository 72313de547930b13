/** What a model writes of its market and its money besides numbers: rivals, destinations, events, shops, parts, years. */
import { assumed, euDuty, EXPORT_DUTIES } from 'genba/economics'
import type { ComparedStep, DatedRule, ExportDuty, MarketCar, Ranged } from 'genba/economics'
import type { Assumption, Named, Read } from 'genba/model'
import type { ExpectedRates, ForeignCurrency } from './exchange-path.ts'
import type { Destination, PlanEvent, PlanInput, ShopInvestment } from './plan-input.ts'
import { JINSHAN_SOURCING } from './sourcing.ts'
import type { PlanPart } from './sourcing.ts'
import { DESTINATION_UNITS, EVENT_UNITS, RIVAL_UNITS } from './words-market.ts'
import type { DestinationWords, DutyRule, EventWords, RivalWords, WrittenUnit } from './words-market.ts'
import type { ExchangeWords } from './words-business.ts'
import { PART_UNITS, SHOP_UNITS } from './words-supply.ts'
import type { PartWords, ShopCostWords, WayWords } from './words-supply.ts'
import { writtenNumber } from './written-number.ts'

/** What a model may say of a plan besides its numbers. */
export type BusinessLists = Partial<
  Pick<PlanInput, 'market' | 'destinations' | 'events' | 'shops' | 'sourcing' | 'exchange' | 'begins' | 'until'>
>

/** A plant that is to be simulated for a step of a ready comparison. */
export interface WayRequest extends Partial<WayWords> {
  readonly step: ComparedStep
  readonly place: string
}

/** Sections as they were read. */
export interface ReadSections {
  readonly market?: Read<Record<string, unknown>>
  readonly costs?: Read<Record<string, unknown>>
  readonly finance?: Read<Record<string, unknown>>
}

type List<Words> = readonly Named<Read<Words>>[] | undefined
type Entries = ReadonlyMap<string, Assumption>

/**
 * Lists of a model, each only where it is written.
 * @param entries numbers with their provenance, by path
 */
export function listsOf({ market, costs, finance }: ReadSections, entries: Entries): BusinessLists {
  const numbers = (path: string): ((word: string, unit: WrittenUnit, known?: number) => Ranged) => {
    return (word, unit, known = 0) =>
      writtenNumber(unit, entries.get(`${path}.${word}`), assumed(known, known, known, unit.unit, 'not written'))
  }
  const rivals = market?.['rivals'] as List<RivalWords>
  const destinations = market?.['destinations'] as List<DestinationWords>
  const events = market?.['events'] as List<EventWords>
  const shops = costs?.['shops'] as List<ShopCostWords>
  const parts = costs?.['parts'] as List<PartWords>
  const exchange = finance?.['exchange'] as List<ExchangeWords>
  return {
    ...(rivals === undefined ? {} : { market: rivals.map((each) => rivalOf(each, numbers(`market.rivals.${each.name}`))) }),
    ...(destinations === undefined
      ? {}
      : { destinations: destinations.map((each) => destinationOf(each, numbers(`market.destinations.${each.name}`), entries)) }),
    ...(events === undefined ? {} : { events: events.map((each) => eventOf(each, numbers(`market.events.${each.name}`))) }),
    ...(shops === undefined ? {} : { shops: shops.map((each) => shopOf(each, numbers(`costs.shops.${each.name}`))) }),
    ...sourcingOf(costs, parts, numbers),
    ...(exchange === undefined ? {} : { exchange: exchange.flatMap(({ value }) => ratesOf(value)) }),
    ...yearOf('begins', finance),
    ...yearOf('until', finance),
  }
}

type Numbers = (word: string, unit: WrittenUnit, known?: number) => Ranged

function titleOf({ name, value }: Named<{ readonly title?: string }>): string {
  return value.title ?? name.replaceAll('_', ' ')
}

function rivalOf(each: Named<Read<RivalWords>>, number: Numbers): MarketCar {
  const of = (word: keyof typeof RIVAL_UNITS, known?: number): Ranged => number(word, RIVAL_UNITS[word], known)
  return {
    name: titleOf(each),
    firm: each.value.firm ?? titleOf(each),
    drive: each.value.drive ?? 'battery',
    isChinese: each.value.chinese ?? false,
    cars2024: of('cars_2024'),
    cars2025: of('cars_2025'),
    price: of('price'),
    range: of('range').value,
    chargeMinutes: of('charge_minutes').value,
    assistance: of('assistance', 1).value,
    weeks: of('wait', 3).value,
  }
}

const RULES: Readonly<Record<DutyRule, DatedRule<ExportDuty>>> = { ...EXPORT_DUTIES, european_union: euDuty('residual') }

function destinationOf(each: Named<Read<DestinationWords>>, number: Numbers, entries: Entries): Destination {
  const of = (word: keyof typeof DESTINATION_UNITS): Ranged => number(word, DESTINATION_UNITS[word])
  const { rule, duty, countervailing, quota, quota_duty: quotaDuty, quota_share: quotaShare, undertaking, currency } = each.value
  const written = entries.get(`market.destinations.${each.name}.duty`)
  return {
    name: titleOf(each),
    duty:
      duty === undefined
        ? RULES[rule ?? 'japan']
        : {
            name: `duty on cars from China in ${titleOf(each)}`,
            // A duty without a date is known for no year at all.
            asOf: written?.date ?? UNDATED,
            values: [
              {
                from: UNDATED,
                value: {
                  duty,
                  ...(countervailing === undefined ? {} : { countervailing }),
                  ...(quota === undefined ? {} : { quota }),
                  ...(quotaDuty === undefined ? {} : { quotaDuty }),
                },
                source: written?.source ?? 'the model, without a source',
                ...(written?.source === undefined ? { assumed: { what: 'the rate', low: of('duty').low, high: of('duty').high } } : {}),
              },
            ],
          },
    cars: of('cars'),
    referencePrice: of('reference_price'),
    freight: of('freight'),
    ...(quotaShare === undefined ? {} : { quotaShare: of('quota_share') }),
    ...(currency === undefined ? {} : { currency: CURRENCIES[currency] }),
    ...(undertaking === undefined ? {} : { undertaking: of('undertaking') }),
  }
}

const CURRENCIES: Readonly<Record<DestinationWords['currency'], ForeignCurrency>> = { JPY: 'jpyCny', USD: 'usdCny' }

const UNDATED = '2000-01-01'

function eventOf(each: Named<Read<EventWords>>, number: Numbers): PlanEvent {
  const { rival_cost: rivalCost, export_duty: exportDuty, supply_stop: supplyStop, cell_slip_years: slip } = each.value
  return {
    name: titleOf(each),
    chance: number('chance', EVENT_UNITS.chance),
    change: {
      ...(rivalCost === undefined ? {} : { rivalCost }),
      ...(exportDuty === undefined ? {} : { exportDuty }),
      ...(slip === undefined ? {} : { cellSlip: number('cell_slip_years', EVENT_UNITS.cell_slip_years).value }),
      ...(supplyStop === undefined ? {} : { supplyStop }),
    },
  }
}

function shopOf(each: Named<Read<ShopCostWords>>, number: Numbers): ShopInvestment {
  const of = (word: keyof typeof SHOP_UNITS): Ranged => number(word, SHOP_UNITS[word])
  return {
    shop: each.value.title ?? each.name,
    machines: of('machines'),
    buildings: of('buildings'),
    material: of('material'),
    energy: of('energy'),
  }
}

function partOf(each: Named<Read<PartWords>>, number: Numbers): PlanPart {
  const of = (word: keyof typeof PART_UNITS): Ranged => number(word, PART_UNITS[word])
  const numbers = {
    imported: of('imported'),
    local: of('local'),
    tooling: of('tooling'),
    qualify: of('qualify_months'),
    engineers: of('engineers'),
    risk: of('quality_risk'),
  }
  return { name: titleOf(each), numbers }
}

function sourcingOf(
  costs: ReadSections['costs'],
  parts: List<PartWords>,
  numbers: (path: string) => Numbers,
): Pick<BusinessLists, 'sourcing'> {
  const by = costs?.['local_content_by'] as number | undefined
  const written = ['qualifying_engineers', 'tooling_budget', 'local_content', 'local_content_by'].some(
    (word) => costs?.[word] !== undefined,
  )
  if (parts === undefined && !written) return {}
  const number = (word: string, known: Ranged): Ranged =>
    costs?.[word] === undefined ? known : numbers('costs')(word, { unit: known.unit, factor: 1 })
  return {
    sourcing: {
      parts: parts?.map((each) => partOf(each, numbers(`costs.parts.${each.name}`))) ?? JINSHAN_SOURCING.parts,
      engineers: number('qualifying_engineers', JINSHAN_SOURCING.engineers),
      budget: number('tooling_budget', JINSHAN_SOURCING.budget),
      content: number('local_content', JINSHAN_SOURCING.content),
      contentYear: by ?? JINSHAN_SOURCING.contentYear,
    },
  }
}

function ratesOf({ year, usd_cny: usdCny, jpy_cny: jpyCny }: Read<ExchangeWords>): ExpectedRates[] {
  if (year === undefined) return []
  return [{ year, ...(usdCny === undefined ? {} : { usdCny }), ...(jpyCny === undefined ? {} : { jpyCny }) }]
}

function yearOf(word: 'begins' | 'until', finance: ReadSections['finance']): Partial<Pick<PlanInput, 'begins' | 'until'>> {
  const year = finance?.[word] as number | undefined
  return year === undefined ? {} : { [word]: year }
}

/** Plants that a model names for steps of ready comparisons, in the order of their words. */
export function waysOf({ costs }: ReadSections): readonly WayRequest[] {
  const ways = (costs?.['ways'] ?? {}) as Partial<Record<ComparedStep, Read<WayWords>>>
  return Object.entries(ways).flatMap(([step, words]) =>
    words?.place === undefined ? [] : [{ ...words, step: step as ComparedStep, place: words.place }],
  )
}
