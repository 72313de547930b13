/** The drive cycles that Genba knows. */
import { cltcTrace } from './cltc-p.ts'
import { readTrace } from './drive-cycle.ts'
import type { CycleName, DriveCycle } from './drive-cycle.ts'
import { nedcTrace } from './nedc.ts'
import { HWFET } from './trace-hwfet.ts'
import { UDDS } from './trace-udds.ts'
import { US06 } from './trace-us06.ts'
import { WLTC_3B } from './trace-wltc-3b.ts'

/** One mile an hour in m/s, exactly. */
const MPH = 0.44704

const makers: Readonly<Record<CycleName, () => Omit<DriveCycle, 'name'>>> = {
  UDDS: () => ({ source: '40 CFR part 86, appendix I', speeds: tenths(UDDS, MPH) }),
  HWFET: () => ({ source: '40 CFR part 600, appendix I', speeds: tenths(HWFET, MPH) }),
  US06: () => ({ source: '40 CFR part 86, appendix I', speeds: tenths(US06, MPH) }),
  'WLTC 3b': () => ({ source: 'UN GTR No. 15, annex 1, class 3b', speeds: tenths(WLTC_3B, 1 / 3.6) }),
  NEDC: () => ({ source: 'UN Regulation No. 101, annex 6, from its segments', speeds: scaled(nedcTrace(), 1 / 3.6) }),
  'CLTC-P (unofficial)': () => ({
    source: 'a public copy of the trace of GB/T 38146.1-2019, damaged and repaired; unofficial',
    speeds: scaled(cltcTrace(), 1 / 3.6),
  }),
}

const known = new Map<CycleName, DriveCycle>()

/** A cycle by its name; decoded once. */
export function cycleOf(name: CycleName): DriveCycle {
  let cycle = known.get(name)
  if (cycle === undefined) known.set(name, (cycle = { name, ...makers[name]() }))
  return cycle
}

function tenths(text: string, unit: number): Float64Array {
  return scaled(readTrace(text), unit / 10)
}

function scaled(values: readonly number[], factor: number): Float64Array {
  return Float64Array.from(values, (value) => value * factor)
}
