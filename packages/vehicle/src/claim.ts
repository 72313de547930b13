/** A claim of range and charging time, and what must be true for it to hold. */
import { checkConsumption } from './consumption-limit.ts'
import type { LegalCheck } from './consumption-limit.ts'
import { bestShown, DEMONSTRATIONS } from './demonstrations.ts'
import type { Demonstration } from './demonstrations.ts'
import type { CycleName } from './drive-cycle.ts'
import { PACK_PRICES, sizePack, USUAL_SIZING } from './pack.ts'
import type { Body, CellKind, SizedPack } from './pack.ts'
import { GENERIC_POWERTRAIN } from './powertrain.ts'

export interface Claim {
  readonly km: number
  readonly minutes: number
  /** States of charge between which the minutes count. */
  readonly from: number
  readonly to: number
}

/** Cycles on which makers state such ranges. */
export const CLAIM_CYCLES = ['CLTC-P (unofficial)', 'WLTC 3b'] as const

/** An optimistic powertrain of the next generation: an estimate, so that a claim is not refused for losses that may fall. */
const NEXT_POWERTRAIN = { ...GENERIC_POWERTRAIN, driving: 0.87, braking: 0.82, auxiliaryW: 150 }

/** A saloon and an SUV of the class in which such claims are made, without a pack: estimates. */
export const CLAIM_BODIES: readonly Body[] = [
  { name: 'saloon', kg: 1650, dragArea: 0.5, rolling: 0.008, powertrain: NEXT_POWERTRAIN },
  { name: 'SUV', kg: 1800, dragArea: 0.65, rolling: 0.008, powertrain: NEXT_POWERTRAIN },
]

/** Cells that a claim is tried with. */
export const CLAIM_CELLS: readonly CellKind[] = [
  { name: '270 Wh/kg liquid NMC', whPerKg: 270, massShare: 0.72, price: PACK_PRICES['liquid NMC'] },
  { name: '360 Wh/kg semi-solid', whPerKg: 360, massShare: 0.725, price: PACK_PRICES['semi-solid'] },
  { name: '400 Wh/kg solid-state', whPerKg: 400, massShare: 0.7, price: PACK_PRICES['solid-state'] },
  { name: '450 Wh/kg solid-state', whPerKg: 450, massShare: 0.7, price: PACK_PRICES['solid-state'] },
]

/** Half a band of consumption, as a share: that of brochure cars on the cycle. */
const CONSUMPTION_BAND = 0.12
/** Peak over mean of the fastest tested cars (Zeekr 7X 460 by 323 kW, Zeekr 001 546 by 348 kW). */
const PEAK_OVER_MEAN = [1.4, 1.6] as const
/** Share of the energy that becomes heat in the pack at such rates. */
const LOSS = [0.05, 0.07] as const
/** Voltages at which currents are told. */
export const CLAIM_VOLTAGES = [400, 800, 1000] as const
/** J/(kg K) of cells, and the rise that a charge may use: from 25 to 55 C. */
const CELL_HEAT = 1000
const ALLOWED_RISE = 30
/** Mean voltage of a cell while charging. */
const CELL_V = 3.75
/** Copper for a current that flows for minutes without cooling, A/mm2: an estimate. */
const CABLE_A_PER_MM2 = 5

/** What a charge asks of a pack, all from one formula: energy of the window over time. */
export interface ChargeNeed {
  readonly grossKwh: number
  readonly energyKwh: number
  readonly meanKw: number
  /** 1/h of the gross energy. */
  readonly meanRate: number
  readonly peakKw: readonly [number, number]
  /** At `CLAIM_VOLTAGES`. */
  readonly meanA: readonly number[]
  /** At a loss of 5 and of 7 %. */
  readonly heatKw: readonly [number, number]
}

export function chargeNeed(grossKwh: number, { minutes, from, to }: Claim): ChargeNeed {
  const energyKwh = grossKwh * (to - from)
  const meanKw = energyKwh / (minutes / 60)
  return {
    grossKwh,
    energyKwh,
    meanKw,
    meanRate: meanKw / grossKwh,
    peakKw: [PEAK_OVER_MEAN[0] * meanKw, PEAK_OVER_MEAN[1] * meanKw],
    meanA: CLAIM_VOLTAGES.map((volts) => (meanKw * 1000) / volts),
    heatKw: [LOSS[0] * meanKw, LOSS[1] * meanKw],
  }
}

/** Warming of cells that keep all heat of a charge, K. */
export function adiabaticRise(energyKwh: number, cellKg: number, loss: number = LOSS[0]): number {
  return (energyKwh * 3.6e6 * loss) / (cellKg * CELL_HEAT)
}

/**
 * Area-specific resistance that a loss allows, ohm cm2: loss V / j, j being rate times areal capacity.
 * @param arealMahCm2 mAh/cm2
 */
export function allowedResistance(meanRate: number, arealMahCm2: number, loss: number = LOSS[0]): number {
  return (loss * CELL_V * 1000) / (meanRate * arealMahCm2)
}

/** A pack that holds the range, with one body, cycle and cell. */
export interface ClaimCase extends SizedPack {
  readonly body: string
  readonly cycle: CycleName
  readonly cell: string
  readonly need: ChargeNeed
  readonly riseK: number
  /** To keep the rise to 30 K, kW over the charge. */
  readonly coolingKw: number
  readonly costUsd: readonly [low: number, value: number, high: number]
  /** On the CLTC alone. */
  readonly legal?: LegalCheck
}

function casesOf(claim: Claim): readonly ClaimCase[] {
  return CLAIM_CYCLES.flatMap((cycle) =>
    CLAIM_BODIES.flatMap((body) =>
      CLAIM_CELLS.flatMap((cell): readonly ClaimCase[] => {
        const size = sizePack(body, cell, claim.km, cycle)
        if (size === undefined) return []
        const need = chargeNeed(size.grossKwh, claim)
        const { low, high, usdPerKwh } = cell.price
        const wall = size.kwhPer100Km / body.powertrain.charging
        return [
          {
            ...size,
            body: body.name,
            cycle,
            cell: cell.name,
            need,
            riseK: adiabaticRise(need.energyKwh, size.cellKg),
            coolingKw: Math.max(0, need.heatKw[0] - (size.cellKg * CELL_HEAT * ALLOWED_RISE) / (claim.minutes * 60) / 1000),
            costUsd: [low * size.grossKwh, usdPerKwh * size.grossKwh, high * size.grossKwh],
            ...(cycle === 'WLTC 3b'
              ? {}
              : { legal: checkConsumption(size.kerbKg, wall, wall * (1 - CONSUMPTION_BAND), wall * (1 + CONSUMPTION_BAND)) }),
          },
        ]
      }),
    ),
  )
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

export interface ClaimResult {
  readonly claim: Claim
  /** Cells that carry the pack in the body at no more than the mass of the heaviest pack shown of its kind, by body. */
  readonly requirements: readonly Requirement[]
  readonly cases: readonly ClaimCase[]
  /** The charge of packs of round sizes. */
  readonly charges: readonly ChargeNeed[]
  /** Resistance per area for a loss of 5 %, at 3, 4 and 5 mAh/cm2: ohm cm2. */
  readonly resistances: readonly { readonly arealMahCm2: number; readonly currentMaCm2: number; readonly ohmCm2: number }[]
  /** Demonstrations that reach the cell's energy and the rate together. */
  readonly together: readonly Demonstration[]
  readonly verdicts: { readonly range: string; readonly time: string; readonly pair: string }
  readonly unshown: readonly string[]
}

/** Heaviest pack of such energy that was shown in a car, kg (NIO with WeLion, 150 kWh). */
export const HEAVIEST_SHOWN_KG = 575

/**
 * Energy of a cell, Wh/kg, at which the pack for a range weighs no more than `packKg`; by bisection to 0.1.
 * @returns undefined where none up to 1,000 Wh/kg does
 */
export function neededCell(body: Body, km: number, cycle: CycleName, packKg: number = HEAVIEST_SHOWN_KG): number | undefined {
  const weighs = (whPerKg: number): number =>
    sizePack(body, { name: '', whPerKg, massShare: 0.725, price: PACK_PRICES['solid-state'] }, km, cycle, USUAL_SIZING)?.packKg ?? Infinity
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
    const whPerKg = neededCell(CLAIM_BODIES[0]!, km, 'CLTC-P (unofficial)')
    return whPerKg === undefined ? [] : [{ km, whPerKg }]
  })
}

const ROUND_PACKS = [75, 100, 120, 135, 150] as const

/** What a claim asks for. @throws RangeError for a claim that is none */
export function checkClaim(claim: Claim): ClaimResult {
  const { km, minutes, from, to } = claim
  if (!(km > 0 && minutes > 0 && from >= 0 && to <= 1 && from < to))
    throw new RangeError('claim: expected a range, a time and a window of charge')
  const cases = casesOf(claim)
  const cells = CLAIM_BODIES.map((body) => neededCell(body, km, 'CLTC-P (unofficial)') ?? Infinity) as [number, number]
  const rate = ((to - from) * 60) / minutes
  const pair = CLAIM_BODIES.map(({ name }) => referenceCase(cases, name)) as [ClaimCase | undefined, ClaimCase | undefined]
  const requirements = [...requirementsOf(claim, cells, rate), ...sizedRequirements(pair)]
  const together = DEMONSTRATIONS.filter(
    (each) => each.status === 'shown' && (each.cellWhPerKg ?? 0) >= cells[0] && (each.meanRate ?? 0) >= rate * 0.98,
  )
  return {
    claim,
    requirements,
    cases,
    charges: ROUND_PACKS.map((kwh) => chargeNeed(kwh, claim)),
    resistances: [3, 4, 5].map((areal) => ({
      arealMahCm2: areal,
      currentMaCm2: rate * areal,
      ohmCm2: allowedResistance(rate, areal),
    })),
    together,
    verdicts: verdictsOf(claim, cells, rate, together),
    unshown: unshownOf(cells, rate, together),
  }
}

/** The case that figures are told for: solid-state cells of 400 Wh/kg on the CLTC, or, where those do not reach the range, the best that do. */
function referenceCase(cases: readonly ClaimCase[], name: string): ClaimCase | undefined {
  const own = cases.filter(({ body, cycle }) => body === name && cycle === 'CLTC-P (unofficial)')
  return own.find(({ cell }) => cell.startsWith('400')) ?? own.at(-1)
}

function against(
  what: string,
  unit: string,
  [low, value, high]: readonly [number, number, number],
  figure?: Parameters<typeof bestShown>[0],
): Requirement {
  const shown = figure === undefined ? undefined : bestShown(figure)
  const best = shown === undefined ? null : { value: shown[figure!]!, who: shown.who, source: shown.source }
  const verdict = best === null ? 'no public figure' : best.value >= high ? 'shown' : best.value >= low ? 'partly shown' : 'not shown'
  return { what, unit, low, value, high, best, verdict }
}

/** From the saloon to the SUV, with the band of consumption around both. */
function spread(low: number, high: number): readonly [number, number, number] {
  return [low * (1 - CONSUMPTION_BAND), (low + high) / 2, high * (1 + CONSUMPTION_BAND)]
}

function requirementsOf({ from, to }: Claim, cells: readonly [number, number], rate: number): readonly Requirement[] {
  return [
    against(`mean rate from ${from * 100} to ${to * 100} %`, '1/h', [rate, rate, rate], 'meanRate'),
    ...(Number.isFinite(cells[1])
      ? [against(`cell energy, for a pack of at most ${HEAVIEST_SHOWN_KG} kg`, 'Wh/kg', spread(cells[0], cells[1]), 'cellWhPerKg')]
      : []),
  ]
}

/** What follows from the size of the pack; nothing where no pack reaches the range. */
function sizedRequirements([saloon, suv]: readonly [ClaimCase | undefined, ClaimCase | undefined]): readonly Requirement[] {
  if (saloon === undefined || suv === undefined) return []
  const [one, other] = [saloon.need, suv.need]
  const [least, most] = [one.meanA[1]!, other.meanA[1]!]
  return [
    against('gross energy of the pack', 'kWh', spread(saloon.grossKwh, suv.grossKwh), 'packKwh'),
    against('mean charging power', 'kW', spread(one.meanKw, other.meanKw), 'meanKw'),
    against('peak charging power', 'kW', spread(one.peakKw[0], other.peakKw[1]), 'peakKw'),
    against('mean current at 400 V', 'A', spread(one.meanA[0]!, other.meanA[0]!), 'currentA'),
    against('mean current at 800 V', 'A', spread(least, most), 'currentA'),
    against('mean current at 1,000 V', 'A', spread(one.meanA[2]!, other.meanA[2]!), 'currentA'),
    against('copper of an uncooled cable at 800 V', 'mm2', spread(least / CABLE_A_PER_MM2, most / CABLE_A_PER_MM2)),
    against('heat in the pack', 'kW', spread(one.heatKw[0], other.heatKw[1])),
    against('rise of the cells without cooling', 'K', spread(saloon.riseK, (suv.riseK * LOSS[1]) / LOSS[0])),
    against('cooling for a rise of 30 K', 'kW', spread(saloon.coolingKw, suv.coolingKw + other.heatKw[1] - other.heatKw[0])),
    against('cost of the pack', 'USD', spread(saloon.costUsd[0], suv.costUsd[2]), 'packUsd'),
    against('mean power of ten posts at once', 'kW', spread(one.meanKw * 10, other.meanKw * 10)),
  ]
}

function whole(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}

function verdictsOf(
  { km, minutes, from, to }: Claim,
  [saloon, suv]: readonly [number, number],
  rate: number,
  together: readonly Demonstration[],
): ClaimResult['verdicts'] {
  const bestCell = bestShown('cellWhPerKg')!
  const bestRate = bestShown('meanRate')!
  const liquid = saloon <= 270
  const range = !Number.isFinite(saloon)
    ? `${whole(km)} km on the CLTC asks for cells beyond 1,000 Wh/kg in a pack of 575 kg: no chemistry at hand holds that.`
    : liquid
      ? `${whole(km)} km on the CLTC needs cells of ${whole(saloon)} Wh/kg in a saloon and ${whole(suv)} in an SUV: today's liquid cells (270 Wh/kg) reach the saloon.`
      : saloon <= bestCell.cellWhPerKg!
        ? `${whole(km)} km on the CLTC is consistent with cells of ${whole(saloon)} Wh/kg in a low-drag saloon, ${Number.isFinite(suv) ? whole(suv) : 'more than 1,000'} in an SUV; ${whole(bestCell.cellWhPerKg!)} Wh/kg has been shown (${bestCell.who}), today's liquid cells have 270.`
        : `${whole(km)} km on the CLTC asks for cells of ${whole(saloon)} Wh/kg and more in a pack of 575 kg; the best shown has ${whole(bestCell.cellWhPerKg!)} (${bestCell.who}).`
  const window = `${from * 100} to ${to * 100} %`
  const time =
    rate <= bestRate.meanRate!
      ? `${window} in ${whole(minutes)} min is ${rate.toFixed(1)}C on average whatever the pack; ${bestRate.meanRate!.toFixed(1)}C has been shown (${bestRate.who}).`
      : `${window} in ${whole(minutes)} min is ${rate.toFixed(1)}C on average whatever the pack; the best shown is ${bestRate.meanRate!.toFixed(1)}C (${bestRate.who}).`
  const rangeHolds = saloon <= bestCell.cellWhPerKg!
  const timeHolds = rate <= bestRate.meanRate!
  const dense = bestShown('meanRate', (each) => (each.cellWhPerKg ?? 0) >= saloon)
  const pair = liquid
    ? timeHolds
      ? 'Both halves are within reach of cells that were shown; they do not ask for a new chemistry.'
      : 'The range is within reach, the time is not shown.'
    : together.length > 0
      ? `Both were shown in one cell: ${together.map(({ who }) => who).join(', ')}.`
      : rangeHolds && timeHolds
        ? `Each half is consistent, the pair has not been demonstrated: ${dense === undefined ? `no cell of ${whole(saloon)} Wh/kg has a public fast charge` : `the fastest public charge of a cell of ${whole(saloon)} Wh/kg or more is ${dense.meanRate!.toFixed(1)}C (${dense.who})`}.`
        : `The claim goes beyond what has been shown: ${[rangeHolds ? '' : 'the range', timeHolds ? '' : 'the time'].filter((each) => each !== '').join(' and ')}.`
  return { range, time, pair }
}

function unshownOf([saloon]: readonly [number, number], rate: number, together: readonly Demonstration[]): readonly string[] {
  return [
    ...(together.length === 0 && saloon > 270 ? [`${whole(saloon)} Wh/kg and ${rate.toFixed(1)}C from 10 to 80 % in one cell`] : []),
    'life of such a cell under daily fast charging: published ageing laws end at 2C (lithium titanate apart)',
    'a price of a solid-state pack',
    'the test cycle behind the announced 1,200 km',
  ]
}
