/**
 * What the language allows in a closed loop and this engine does not simulate: refused by name.
 */
import { targetsOf } from './card-lines.ts'
import { isDelay } from './delay-station.ts'
import type { LoopPlan } from './loops.ts'
import { loopOfElement } from './loops.ts'
import type { ElementPlan, Plan, StationPlan } from './plan.ts'

/** Words of the line and its elements that cannot be run; empty: it can. */
export function unsupportedInLoop(plan: Plan, line: LoopPlan): readonly { readonly path: string; readonly word: string }[] {
  const { carriers } = line
  const loop = loopOfElement(plan)
  const found: { path: string; word: string }[] = []
  const refuse = (path: string, word: string, is: boolean): void => {
    if (is) found.push({ path, word })
  }
  const inside = (element: number): boolean => loop[element] === line.number
  const [on, off] = [plan.elements[carriers.getsOn], plan.elements[carriers.getsOff]]
  refuse(line.path, 'carriers: overtaking', carriers.overtaking)
  refuse(line.path, 'gets_on and gets_off at one station', on === off)
  refuse(line.path, 'gets_on, gets_off other than stations of the line', !isStationOf(on) || !isStationOf(off))
  refuse(
    line.path,
    'way of carriers from gets_off, other than one or by carrier',
    carriers.onward.kind !== 'single' && (carriers.onward.kind !== 'by' || carriers.onward.by !== 'carrier'),
  )
  for (let around: number | undefined = line.parent; around !== undefined; around = plan.lines[around]!.parent)
    refuse(line.path, 'carriers in a line with carriers', plan.lines[around]!.carriers !== undefined)
  const boarding = plan.elements.filter((element) => !inside(element.number) && targetsOf(element).includes(carriers.getsOn))
  refuse(line.path, 'several inputs where parts get on, merged by a rule', boarding.length > 1 && on?.merge !== 'first_come')
  refuse(line.path, 'gets_on with many or unlimited positions', boarding.length > 0 && on?.kind === 'station' && isDelay(plan, on))
  for (const element of boarding)
    refuse(
      element.path,
      'split by room to where parts get onto carriers',
      element.to.kind === 'rule' && (element.to.split === 'first_free' || element.to.commit === 'when_room'),
    )
  for (const element of plan.elements) {
    const targets = targetsOf(element)
    if (!inside(element.number)) {
      refuse(
        element.path,
        'a way into a closed loop elsewhere than at gets_on',
        targets.some((to) => inside(to) && to !== carriers.getsOn),
      )
      refuse(element.path, 'takes from a closed loop', element.kind === 'station' && element.takes.some(({ from }) => inside(from)))
      continue
    }
    const leaves = element.number !== carriers.getsOff && targets.some((to) => !inside(to))
    refuse(element.path, 'a way out of a closed loop elsewhere than at gets_off', leaves)
    if (element.kind === 'station') for (const word of stationWords(element)) refuse(element.path, word, true)
    else refuse(element.path, `${element.kind} with carriers`, element.kind !== 'buffer')
    const transfer = element.line === undefined ? 'asynchronous' : plan.lines[element.line]!.transfer
    refuse(element.path, 'carriers on a line that moves', transfer !== 'asynchronous')
    if (element.kind === 'buffer')
      refuse(element.path, 'starts_with or supply with carriers', element.startsWith.length > 0 || element.supply !== undefined)
  }
  return found

  function isStationOf(element: ElementPlan | undefined): boolean {
    return element?.kind === 'station' && inside(element.number)
  }

  function stationWords(station: StationPlan): readonly string[] {
    const scraps =
      station.inspects?.to === 'scrap' ||
      station.outcomes.some(({ to }) => to === 'scrap') ||
      station.failures.some(({ onFailure }) => onFailure === 'scrap')
    const words: readonly (readonly [string, boolean])[] = [
      ['batch with carriers', station.batch !== undefined],
      ['divides with carriers', station.divides.length > 0],
      ['casting with carriers', station.casting !== undefined],
      ['takes with carriers, unless main_first', station.takes.length > 0 && station.takeWhen !== 'main_first'],
      ['takes where parts get on', station.takes.length > 0 && station.number === carriers.getsOn],
      [
        // Whether an empty carrier comes in would hang on whether a part gets on first.
        'shift_end: run_out where parts get on, unless all work takes the same time',
        station.number === carriers.getsOn && station.shiftEnd === 'run_out' && station.steps.some(({ time }) => time.kind !== 'constant'),
      ],
      ['takes from a closed loop', station.takes.some(({ from }) => loop[from]! >= 0)],
      [
        'scrap where carriers part by shares',
        station.number !== carriers.getsOff && station.to.kind === 'shares' && (scraps || station.shiftEnd === 'scrap'),
      ],
    ]
    return words.flatMap(([word, is]) => (is ? [word] : []))
  }
}
