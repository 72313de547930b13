/** What the language says of tunnels and of the stops of lines, and this engine does not simulate. */
import type { FailurePlan, LinePlan, TunnelPlan } from './plan.ts'

/** Words of a tunnel, each with whether it stands in the way. */
export function unsupportedOfTunnel(element: TunnelPlan): readonly (readonly [string, boolean])[] {
  return [
    ['blocking: before_service', element.blocking === 'before_service'],
    ['maintenance', element.maintenance.length > 0],
    ['wear', element.wear.length > 0],
    ['heat_up.restart_scrap', (element.heatUp?.restartScrap ?? 0) > 0],
    ['takt or dwell drawn at random', element.takt.kind === 'distribution' || element.dwell.kind === 'distribution'],
    ['shift_end: redo', element.shiftEnd === 'redo' || element.shiftEnd === 'scrap'],
    ['on_failure other than resume, of failures that no part has by chance', element.failures.some(hitsAll)],
    ['on_failure: restart or return', element.failures.some(({ onFailure }) => onFailure === 'restart' || onFailure === 'return')],
  ]
}

/** Words of a line, likewise. */
export function unsupportedOfLine(line: LinePlan): readonly (readonly [string, boolean])[] {
  return [
    ['heat_up.restart_scrap', (line.heatUp?.restartScrap ?? 0) > 0 && line.transfer !== 'asynchronous'],
    ['takt drawn at random', line.takt?.kind === 'distribution' && line.transfer !== 'synchronous'],
    ...line.stops.flatMap((stop) => [
      [`stops.${stop.name}.reach: behind`, stop.reach === 'behind'] as const,
      [`stops.${stop.name}.chance`, stop.chance !== undefined] as const,
      [`stops.${stop.name}.takes`, stop.takes.length > 0] as const,
      [`stops.${stop.name}.on_failure other than resume`, stop.onFailure !== 'resume'] as const,
    ]),
  ]
}

/** Would it do something to all parts inside? */
function hitsAll({ chance, onFailure }: FailurePlan): boolean {
  return chance === undefined && onFailure !== 'resume'
}
