/** A claim in sentences: what is consistent, what was shown, what nobody has shown. */
import { percent } from './claim-need.ts'
import type { Claim } from './claim-need.ts'
import { bestShown } from './demonstrations.ts'
import type { Demonstration } from './demonstrations.ts'
import { LIQUID_NMC } from './pack.ts'

/** What is said of a claim, a sentence each. */
export interface ClaimVerdicts {
  readonly range: string
  readonly time: string
  readonly pair: string
}

/** A claim with what was found about it. */
export interface AskedClaim {
  readonly claim: Claim
  /** Mean rate of the charge, 1/h. */
  readonly rate: number
  /** Energy of the cells that a pack of 575 kg needs on the CLTC, Wh/kg; endless where none up to 1,000 does. */
  readonly cells: { readonly saloon: number; readonly suv: number }
  readonly together: readonly Demonstration[]
}

/** 1/h up to which published ageing laws hold (BLAST-Lite: all but that of a lithium titanate cell). */
const AGEING_RATE = 2

/** A sentence each about the range, the time, and both together. */
export function verdictsOf(asked: AskedClaim): ClaimVerdicts {
  return { range: rangeVerdict(asked), time: timeVerdict(asked), pair: pairVerdict(asked) }
}

function rangeVerdict({ claim: { km }, cells: { saloon, suv } }: AskedClaim): string {
  const best = bestShown('cellWhPerKg')!
  const shown = `${whole(best.cellWhPerKg!)} Wh/kg has been shown (${best.who})`
  if (!Number.isFinite(saloon))
    return `${whole(km)} km on the CLTC asks for cells beyond 1,000 Wh/kg in a pack of 575 kg: no chemistry at hand holds that; ${shown}.`
  if (saloon > best.cellWhPerKg!)
    return `${whole(km)} km on the CLTC asks for cells of ${whole(saloon)} Wh/kg and more in a pack of 575 kg; no more than ${shown}.`
  const need = `cells of ${whole(saloon)} Wh/kg in a low-drag saloon, ${Number.isFinite(suv) ? whole(suv) : 'more than 1,000'} in an SUV`
  if (saloon > LIQUID_NMC.whPerKg)
    return `${whole(km)} km on the CLTC is consistent with ${need}; ${shown}, today's liquid cells have ${LIQUID_NMC.whPerKg}.`
  const reach = suv <= LIQUID_NMC.whPerKg ? 'reach both' : 'reach the saloon'
  return `${whole(km)} km on the CLTC is consistent with ${need}: today's liquid cells, ${LIQUID_NMC.whPerKg} Wh/kg, ${reach}.`
}

function timeVerdict({ claim: { minutes, from, to }, rate }: AskedClaim): string {
  const best = bestShown('meanRate')!
  const asks = `${percent(from)} to ${percent(to)} % in ${Math.round(minutes * 10) / 10} min is ${rate.toFixed(1)}C on average whatever the pack`
  const shown = `${best.meanRate!.toFixed(1)}C`
  return rate <= best.meanRate! ? `${asks}; ${shown} has been shown (${best.who}).` : `${asks}; the best shown is ${shown} (${best.who}).`
}

function holds({ cells, rate }: AskedClaim): { readonly range: boolean; readonly time: boolean } {
  return { range: cells.saloon <= bestShown('cellWhPerKg')!.cellWhPerKg!, time: rate <= bestShown('meanRate')!.meanRate! }
}

function pairVerdict(asked: AskedClaim): string {
  const { cells, together } = asked
  const { range, time } = holds(asked)
  if (!range || !time)
    return `The claim goes beyond what has been shown: ${[...(range ? [] : ['the range']), ...(time ? [] : ['the time'])].join(' and ')}.`
  if (together.length > 0) {
    const inCell = together.filter(({ cellWhPerKg = 0 }) => cellWhPerKg >= cells.saloon)
    const [what, shown] = inCell.length > 0 ? ['cell', inCell] : ['car', together]
    return `Both have been shown in one ${what}: ${shown.map(({ who }) => who).join('; ')}.`
  }
  const dense = bestShown('meanRate', (each) => (each.cellWhPerKg ?? 0) >= cells.saloon)
  const fastest =
    dense === undefined
      ? `no cell of ${whole(cells.saloon)} Wh/kg or more has a public fast charge`
      : `the fastest public charge of a cell of ${whole(cells.saloon)} Wh/kg or more is ${dense.meanRate!.toFixed(1)}C (${dense.who})`
  return `Each half is consistent, the pair has not been demonstrated: ${fastest}.`
}

/** What a claim rests on and nobody has shown in public. */
export function unshownOf(asked: AskedClaim): readonly string[] {
  const { claim, rate, cells, together } = asked
  const { range, time } = holds(asked)
  const charge = `${rate.toFixed(1)}C from ${percent(claim.from)} to ${percent(claim.to)} %`
  const cell = Number.isFinite(cells.saloon) ? `${whole(cells.saloon)} Wh/kg` : 'more than 1,000 Wh/kg'
  return [
    ...(range ? [] : [`a cell of ${cell}`]),
    ...(time ? [] : [`a charge at ${charge}`]),
    ...(together.length > 0 ? [] : [`${cell} and ${charge} in one cell`]),
    ...(rate > AGEING_RATE
      ? [`life of such a cell under daily fast charging: published ageing laws end at ${AGEING_RATE}C (lithium titanate apart)`]
      : []),
    ...(cells.saloon > LIQUID_NMC.whPerKg ? ['a price of a solid-state pack'] : []),
    ...(claim.km >= 1000 ? ['the test cycle behind the announced 1,000 and 1,200 km of solid-state cars'] : []),
  ]
}

function whole(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}
