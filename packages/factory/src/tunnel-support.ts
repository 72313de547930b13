/** What the language says of tunnels and of the stops of lines, and this engine does not simulate. */
import type { FailurePlan, LinePlan, Plan, SetupPlan, TunnelPlan } from './plan.ts'

/** Words of a tunnel, each with whether it stands in the way. */
export function unsupportedOfTunnel(plan: Plan, element: TunnelPlan): readonly (readonly [string, boolean])[] {
  return [
    ['blocking: before_service', element.blocking === 'before_service'],
    [
      'maintenance for which it is emptied, or wear that is serviced, in a continuous line of other elements than tunnels, or with inputs in its midst',
      isEmptied(element) && !isPlainChain(plan, element),
    ],
    ['takt or dwell drawn at random', element.takt.kind === 'distribution' || element.dwell.kind === 'distribution'],
    ['shift_end: redo', element.shiftEnd === 'redo'],
    ['on_failure other than resume, of failures that no part has by chance', element.failures.some(hitsAll)],
    [
      'set-ups other than at a change of product or attribute, with rows, the first, or ahead',
      element.setup !== undefined && !isPlain(element.setup),
    ],
    ['set-ups whose time is drawn, without people', element.setup?.time.kind === 'distribution' && element.setup.crew.length === 0],
    ['on_failure: restart or return', element.failures.some(({ onFailure }) => onFailure === 'restart' || onFailure === 'return')],
  ]
}

/** Words of a line, likewise. */
export function unsupportedOfLine(plan: Plan, line: LinePlan): readonly (readonly [string, boolean])[] {
  return [
    ['heat_up.restart_scrap of a line of stations and tunnels', (line.heatUp?.restartScrap ?? 0) > 0 && isMixed(plan, line)],
    [
      'shift_end: redo, or scrap of what is in stations',
      isMoving(line) && (line.shiftEnd === 'redo' || (line.shiftEnd === 'scrap' && !isOfTunnels(plan, line))),
    ],
    ['takt drawn at random', line.takt?.kind === 'distribution' && line.transfer !== 'synchronous'],
    ...line.stops.flatMap((stop) => [
      [`stops.${stop.name}.reach: behind`, stop.reach === 'behind'] as const,
      [`stops.${stop.name}.chance`, stop.chance !== undefined] as const,
      [`stops.${stop.name}.on_failure other than resume`, stop.onFailure !== 'resume'] as const,
    ]),
  ]
}

/** Does it move all the time? */
function isMoving({ transfer }: LinePlan): boolean {
  return transfer === 'continuous' || transfer === 'self_propelled'
}

function isOfTunnels({ elements }: Plan, line: LinePlan): boolean {
  return line.elements.every((number) => elements[number]!.kind !== 'station')
}

/** Does it carry parts through stations and through tunnels? */
function isMixed(plan: Plan, line: LinePlan): boolean {
  return isMoving(line) && !isOfTunnels(plan, line) && line.elements.some((number) => plan.elements[number]!.kind === 'tunnel')
}

function isPlain({ by, pairs, when, first, starts }: SetupPlan): boolean {
  return by !== 'input' && pairs.length === 0 && when === 'change' && !first && starts === 'with_part'
}

/** Is there anything for which nobody comes in until the tunnel is empty? */
function isEmptied({ maintenance, wear }: TunnelPlan): boolean {
  return maintenance.some(({ maintain }) => maintain !== 'at_once') || wear.some(({ servicedAt }) => servicedAt !== undefined)
}

/** Does the tunnel stand for itself, or in a line of tunnels into which parts come at its first alone? */
function isPlainChain({ elements, lines }: Plan, { line }: TunnelPlan): boolean {
  if (line === undefined || lines[line]!.transfer !== 'continuous') return true
  const members = lines[line]!.elements
  return members.every((number, i) => {
    const { kind, from } = elements[number]!
    return kind === 'tunnel' && (i === 0 || from.every((before) => members.includes(before)))
  })
}

/** Would it do something to all parts inside? */
function hitsAll({ chance, onFailure }: FailurePlan): boolean {
  return chance === undefined && onFailure !== 'resume'
}
