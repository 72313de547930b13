/** Plans for tests, written in the language. */
import { compile } from 'genba/factory'
import type { Plan } from 'genba/factory'
import { readModel } from 'genba/model'

/** A plan with this `flow` and `run`. @throws Error with the first fault of the text */
export function lineOf(flow: string, run: string): Plan {
  const { plan, diagnostics } = compile(readModel(`genba: model/1\nname: test\nflow: [${flow}]\nrun: {${run}}\n`))
  if (plan === undefined) throw new Error(diagnostics[0]!.message)
  return plan
}

/** Two stations with exponential times of a minute and so many places between. */
export function twoStations(places: number, run: string): Plan {
  const station = '{station: NAME, cycle: exponential(1 min)}'
  return lineOf(`source, ${station.replace('NAME', 'M1')}, {buffer: ${places}}, ${station.replace('NAME', 'M2')}, sink`, run)
}
