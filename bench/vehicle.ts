/** What a drive over a cycle, a charge and a claim cost. */
import {
  brochureRoadLoad,
  chargeCircuit,
  chargePlatingLimited,
  checkClaim,
  cycleOf,
  drive,
  GENERIC_POWERTRAIN,
  LG_M50,
  nickelRichCell,
  predictCharge,
  rateAt,
  UNLIMITED_STATION,
  usualRates,
} from 'genba/vehicle'
import type { Round } from './speed.ts'
import { secondsOf } from './stopwatch.ts'

/** Seconds for one figure. */
const LEAST = 0.1

const saloon = { massKg: 2300, roadLoad: brochureRoadLoad(2300, 0.009, 0.65), powertrain: GENERIC_POWERTRAIN }
const rates = usualRates(270, 95)
const pack = {
  cell: nickelRichCell((soc) => rateAt(rates, soc), 3),
  series: 192,
  usableKwh: 95,
  heatCapacity: 4e5,
  coolingWPerK: 300,
  coolingMostW: 10_000,
  coolantC: 25,
  startC: 25,
  highestC: 55,
}

/** Sum of results, so that the optimizer cannot leave out what nobody reads. */
let kept = 0

const calls: readonly (readonly [name: string, times: number, call: () => number])[] = [
  ['a WLTC', 100, () => drive(saloon, cycleOf('WLTC 3b')).battery],
  ['a CLTC-P', 100, () => drive(saloon, cycleOf('CLTC-P (unofficial)')).battery],
  ['10 to 80 %, first level', 10, () => predictCharge(95, 270, UNLIMITED_STATION, 700).minutes],
  ['10 to 80 %, second level', 10, () => chargeCircuit(pack, UNLIMITED_STATION).seconds],
  ['10 to 80 %, third level', 1, () => chargePlatingLimited(LG_M50, { celsius: 45, margin: 0, highestRate: 6 }).seconds],
  ['a claim', 1, () => checkClaim({ km: 1200, minutes: 10, from: 0.1, to: 0.8 }).cases.length],
]

/** `rounds` figures of each, in turn; an event is one call. */
export function timeVehicle(rounds: number): readonly Round[] {
  const timed = ([name, times, call]: (typeof calls)[number]): Round => {
    const seconds = secondsOf(() => {
      for (let i = 0; i < times; i++) kept += call()
    }, LEAST)
    return { name, events: times, parts: 0, visits: 0, seconds }
  }
  for (const each of calls) timed(each)
  if (!(kept > 0)) throw new Error('nothing was computed')
  return Array.from({ length: rounds }).flatMap(() => calls.map(timed))
}
