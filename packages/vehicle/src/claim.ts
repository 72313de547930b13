/** A claim of range and charging time, and what must be true for it to hold. */
import { bandOf } from './band.ts'
import { checkConsumption } from './consumption-limit.ts'
import type { LegalCheck } from './consumption-limit.ts'
import { adiabaticRise, allowedResistance, chargeNeed, coolingOf, LOSS, percent } from './claim-need.ts'
import type { ChargeNeed, Claim } from './claim-need.ts'
import { unshownOf, verdictsOf } from './claim-verdict.ts'
import type { ClaimVerdicts } from './claim-verdict.ts'
import { bestShown, shownTogether } from './demonstrations.ts'
import type { Demonstration } from './demonstrations.ts'
import { LIQUID_NMC, PACK_PRICES, sizePack } from './pack.ts'
import type { Body, CellKind, SizedPack } from './pack.ts'
import { GENERIC_POWERTRAIN } from './powertrain.ts'

/** Cycles on which makers state such ranges. */
const CLAIM_CYCLES = ['CLTC-P (unofficial)', 'WLTC 3b'] as const
/** One of `CLAIM_CYCLES`. */
export type ClaimCycle = (typeof CLAIM_CYCLES)[number]

/** An optimistic powertrain of the next generation: an estimate, so that a claim is not refused for losses that may fall. */
const NEXT_POWERTRAIN = { ...GENERIC_POWERTRAIN, driving: 0.87, braking: 0.82, auxiliaryW: 150 }

/** A saloon and an SUV of the class in which such claims are made, without a pack: estimates. */
const CLAIM_BODIES: readonly [saloon: Body, suv: Body] = [
  { name: 'saloon', kg: 1650, dragArea: 0.5, rolling: 0.008, powertrain: NEXT_POWERTRAIN },
  { name: 'SUV', kg: 1800, dragArea: 0.65, rolling: 0.008, powertrain: NEXT_POWERTRAIN },
]

/** Cells that a claim is tried with. */
const CLAIM_CELLS: readonly CellKind[] = [
  LIQUID_NMC,
  { name: '360 Wh/kg semi-solid', whPerKg: 360, massShare: 0.725, price: PACK_PRICES['semi-solid'] },
  { name: '400 Wh/kg solid-state', whPerKg: 400, massShare: 0.7, price: PACK_PRICES['solid-state'] },
  { name: '450 Wh/kg solid-state', whPerKg: 450, massShare: 0.7, price: PACK_PRICES['solid-state'] },
]

/** Copper for a current that flows for minutes without cooling, A/mm2: an estimate. */
const CABLE_A_PER_MM2 = 5

/** Half a band of consumption on a cycle, as a share: that of a car of which a brochure alone is known. */
function consumptionBand(cycle: ClaimCycle): number {
  return bandOf('brochure', cycle).share
}

/** A pack that holds the range, with one body, cycle and cell. */
export interface ClaimCase extends SizedPack {
  readonly body: string
  readonly cycle: ClaimCycle
  readonly cell: string
  readonly need: ChargeNeed
  readonly riseK: number
  /** To keep the rise to 30 K at a loss of 5 %, kW over the charge. */
  readonly coolingKw: number
  readonly costUsd: readonly [low: number, value: number, high: number]
  /** On the CLTC alone. */
  readonly legal?: LegalCheck
}

/** @returns undefined where no pack of such cells reaches the range */
function caseOf(claim: Claim, body: Body, cell: CellKind, cycle: ClaimCycle): ClaimCase | undefined {
  const size = sizePack(body, cell, claim.km, cycle)
  if (size === undefined) return undefined
  const need = chargeNeed(size.grossKwh, claim)
  const { low, high, usdPerKwh } = cell.price
  const wall = size.kwhPer100Km / body.powertrain.charging
  const band = consumptionBand(cycle)
  return {
    ...size,
    body: body.name,
    cycle,
    cell: cell.name,
    need,
    riseK: adiabaticRise(need.energyKwh, size.cellKg),
    coolingKw: coolingOf(need.heatKw[0], size.cellKg, claim.minutes),
    costUsd: [low * size.grossKwh, usdPerKwh * size.grossKwh, high * size.grossKwh],
    ...(cycle === 'WLTC 3b' ? {} : { legal: checkConsumption(size.kerbKg, wall, wall * (1 - band), wall * (1 + band)) }),
  }
}

/** Something that must be true, beside the best that was shown. */
export interface Requirement {
  readonly what: string
  readonly unit: string
  readonly low: number
  readonly value: number
  readonly high: number
  readonly best: { readonly value: number; readonly who: string; readonly source: string } | null
  readonly verdict: 'shown' | 'partly shown' | 'not shown' | 'no public figure'
}

/** What a claim asks for, beside what was shown, and what is said of it. */
export interface ClaimResult {
  readonly claim: Claim
  /** From a saloon that consumes less to an SUV that consumes more, by the band of consumption, on the CLTC. */
  readonly requirements: readonly Requirement[]
  /** Energy of the cells that a pack of 575 kg needs for the range on the CLTC, Wh/kg; endless (null in JSON) where none up to 1,000 does. */
  readonly cells: { readonly saloon: number; readonly suv: number }
  /** Half a band of the consumption in `cases`, as a share, by cycle. */
  readonly bands: Readonly<Record<ClaimCycle, number>>
  readonly cases: readonly ClaimCase[]
  /** The charge of packs of round sizes. */
  readonly charges: readonly ChargeNeed[]
  /** Resistance per area for a loss of 5 %, at 3, 4 and 5 mAh/cm2: ohm cm2. */
  readonly resistances: readonly { readonly arealMahCm2: number; readonly currentMaCm2: number; readonly ohmCm2: number }[]
  /** Demonstrations that have energy of the cell, or range of the car, and rate together. */
  readonly together: readonly Demonstration[]
  readonly verdicts: ClaimVerdicts
  readonly unshown: readonly string[]
}

/** Heaviest pack of such energy that was shown in a car, kg (NIO with WeLion, 150 kWh). */
const HEAVIEST_SHOWN_KG = 575

/**
 * Energy of a cell, Wh/kg, at which the pack for a range weighs no more than `packKg`; by bisection to 0.1.
 * @returns undefined where none up to 1,000 Wh/kg does
 */
export function neededCell(body: Body, km: number, cycle: ClaimCycle, packKg: number = HEAVIEST_SHOWN_KG): number | undefined {
  const weighs = (whPerKg: number): number =>
    sizePack(body, { name: '', whPerKg, massShare: 0.725, price: PACK_PRICES['solid-state'] }, km, cycle)?.packKg ?? Infinity
  let [low, high] = [20, 1000]
  if (weighs(high) > packKg) return undefined
  while (high - low > 0.1) {
    const middle = (low + high) / 2
    if (weighs(middle) > packKg) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Cell energies, Wh/kg, at which the saloon reaches round ranges on the CLTC with a pack of 575 kg. */
export function rangeMarks(): readonly { readonly km: number; readonly whPerKg: number }[] {
  return [600, 800, 1000, 1200, 1400].flatMap((km) => {
    const whPerKg = neededCell(CLAIM_BODIES[0], km, 'CLTC-P (unofficial)')
    return whPerKg === undefined ? [] : [{ km, whPerKg }]
  })
}

const ROUND_PACKS = [75, 100, 120, 135, 150] as const

/** What a claim asks for. @throws RangeError for a claim that is none */
export function checkClaim(claim: Claim): ClaimResult {
  const { km, minutes, from, to } = claim
  if (!(km > 0 && minutes > 0 && from >= 0 && to <= 1 && from < to))
    throw new RangeError('claim: expected a range, a time and a window of charge')
  const cases = CLAIM_CYCLES.flatMap((cycle) =>
    CLAIM_BODIES.flatMap((body) => CLAIM_CELLS.flatMap((cell) => caseOf(claim, body, cell, cycle) ?? [])),
  )
  const rate = ((to - from) * 60) / minutes
  const [saloon, suv] = CLAIM_BODIES.map((body) => neededCell(body, km, 'CLTC-P (unofficial)') ?? Infinity) as [number, number]
  const together = shownTogether(km, saloon, rate)
  const asked = { claim, rate, cells: { saloon, suv }, together }
  return {
    claim,
    requirements: requirementsOf(claim, rate),
    cells: asked.cells,
    bands: { 'CLTC-P (unofficial)': consumptionBand('CLTC-P (unofficial)'), 'WLTC 3b': consumptionBand('WLTC 3b') },
    cases,
    charges: ROUND_PACKS.map((kwh) => chargeNeed(kwh, claim)),
    resistances: [3, 4, 5].map((areal) => ({
      arealMahCm2: areal,
      currentMaCm2: rate * areal,
      ohmCm2: allowedResistance(rate, areal),
    })),
    together,
    verdicts: verdictsOf(asked),
    unshown: unshownOf(asked),
  }
}

/** What a requirement spans: from a thrifty saloon over the middle of saloon and SUV to a thirsty SUV. */
type Span = readonly [low: number, value: number, high: number]

function against(what: string, unit: string, [low, value, high]: Span, figure?: Parameters<typeof bestShown>[0]): Requirement {
  const shown = figure === undefined ? undefined : bestShown(figure)
  const best = shown === undefined ? null : { value: shown[figure!]!, who: shown.who, source: shown.source }
  const verdict = best === null ? 'no public figure' : best.value >= high ? 'shown' : best.value >= low ? 'partly shown' : 'not shown'
  return { what, unit, low, value, high, best, verdict }
}

/** A body whose powertrain takes more or less energy, as a share. */
function consuming(body: Body, share: number): Body {
  return { ...body, powertrain: { ...body.powertrain, quality: body.powertrain.quality * share } }
}

/**
 * Requirements on the CLTC: sizes are computed anew for a saloon that consumes less and an SUV that consumes more, by the band, so that the
 * mass which a larger pack adds is in them.
 */
function requirementsOf(claim: Claim, rate: number): readonly Requirement[] {
  const cycle = 'CLTC-P (unofficial)'
  const band = consumptionBand(cycle)
  const [saloon, suv] = CLAIM_BODIES
  const bodies = [consuming(saloon, 1 - band), saloon, suv, consuming(suv, 1 + band)]
  const span = <T>(values: readonly T[], of: (each: T) => number): Span => {
    const [low, one, other, high] = values.map(of) as [number, number, number, number]
    return [low, (one + other) / 2, high]
  }
  const time = against(`mean rate from ${percent(claim.from)} to ${percent(claim.to)} %`, '1/h', [rate, rate, rate], 'meanRate')
  const cells = bodies.map((body) => neededCell(body, claim.km, cycle))
  const cell = cells.includes(undefined)
    ? []
    : [
        against(
          `cell energy, pack of ${HEAVIEST_SHOWN_KG} kg at most`,
          'Wh/kg',
          span(cells, (each) => each!),
          'cellWhPerKg',
        ),
      ]
  const sizes = bodies.map((body) => referenceCase(claim, body, cycle))
  return [time, ...cell, ...(sizes.includes(undefined) ? [] : sizedRequirements(sizes as readonly ClaimCase[], claim, span))]
}

/** The case that figures are told for: solid-state cells of 400 Wh/kg, or, where those do not reach the range, the best that do. */
function referenceCase(claim: Claim, body: Body, cycle: ClaimCycle): ClaimCase | undefined {
  const [, , reference, best] = CLAIM_CELLS as readonly [CellKind, CellKind, CellKind, CellKind]
  return caseOf(claim, body, reference, cycle) ?? caseOf(claim, body, best, cycle)
}

/** What follows from the size of the pack. Losses, peaks and prices span from their least in the saloon to their most in the SUV. */
function sizedRequirements(
  sizes: readonly ClaimCase[],
  { minutes }: Claim,
  span: (values: readonly ClaimCase[], of: (each: ClaimCase) => number) => Span,
): readonly Requirement[] {
  const on = (of: (each: ClaimCase) => number): Span => span(sizes, of)
  /** The least of one figure, the middle of both, the most of the other. */
  const between = (least: (each: ClaimCase) => number, most: (each: ClaimCase) => number): Span => [
    on(least)[0],
    (on(least)[1] + on(most)[1]) / 2,
    on(most)[2],
  ]
  const amperes = (place: number): Span => on(({ need }) => need.meanA[place]!)
  const rise = (loss: number) => (each: ClaimCase) => adiabaticRise(each.need.energyKwh, each.cellKg, loss)
  const cooling = (loss: 0 | 1) => (each: ClaimCase) => coolingOf(each.need.heatKw[loss], each.cellKg, minutes)
  return [
    against(
      'gross energy of the pack',
      'kWh',
      on(({ grossKwh }) => grossKwh),
      'packKwh',
    ),
    against(
      'mean charging power',
      'kW',
      on(({ need }) => need.meanKw),
      'meanKw',
    ),
    against(
      'peak charging power',
      'kW',
      between(
        ({ need }) => need.peakKw[0],
        ({ need }) => need.peakKw[1],
      ),
      'peakKw',
    ),
    against('mean current at 400 V', 'A', amperes(0), 'currentA'),
    against('mean current at 800 V', 'A', amperes(1), 'currentA'),
    against('mean current at 1,000 V', 'A', amperes(2), 'currentA'),
    against(
      'copper of an uncooled cable at 800 V',
      'mm2',
      on(({ need }) => need.meanA[1]! / CABLE_A_PER_MM2),
    ),
    against(
      'heat in the pack',
      'kW',
      between(
        ({ need }) => need.heatKw[0],
        ({ need }) => need.heatKw[1],
      ),
    ),
    against('rise of the cells without cooling', 'K', between(rise(LOSS[0]), rise(LOSS[1]))),
    against('cooling for a rise of 30 K', 'kW', between(cooling(0), cooling(1))),
    against(
      'cost of the pack',
      'USD',
      between(
        ({ costUsd }) => costUsd[0],
        ({ costUsd }) => costUsd[2],
      ),
      'packUsd',
    ),
    against(
      'mean power of ten posts at once',
      'kW',
      on(({ need }) => need.meanKw * 10),
    ),
  ]
}
