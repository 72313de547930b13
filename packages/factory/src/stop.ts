/** What makes a belt stand (stops.ts): stops of lines; failures, maintenance and wear of tunnels. And set-ups of tunnels, for which people come. */
import type { CrewDemand, FailurePlan, MaintenancePlan, Plan, SetupPlan, TakePlan, TunnelPlan, WearPlan } from './plan.ts'

interface StopBase {
  readonly name: string
  readonly crew: CrewDemand
  readonly takes: readonly TakePlan[]
  /** The line or the tunnel that it belongs to. */
  readonly line?: number
  readonly tunnel?: number
  /** Begins, and goes on, whatever else stands the belt (`several_modes: together`). */
  readonly overlaps: boolean
}

/** One way in which a belt comes to stand, of whichever kind. */
export type Stop = StopBase &
  (
    | { readonly kind: 'failure'; readonly plan: FailurePlan }
    | { readonly kind: 'maintenance'; readonly plan: MaintenancePlan }
    | { readonly kind: 'wear'; readonly plan: WearPlan }
    | { readonly kind: 'setup'; readonly plan: SetupPlan }
  )

/** The stops of a plan: those of its lines, then those of its tunnels, in flow order. */
export function stopsOf({ lines, elements }: Plan): readonly Stop[] {
  const ofLines = lines.flatMap(({ number, stops }) =>
    stops.map((plan): Stop => ({ kind: 'failure', plan, ...common(plan), line: number, overlaps: false })),
  )
  return [...ofLines, ...elements.flatMap((element) => (element.kind === 'tunnel' ? ofTunnel(element) : []))]
}

function ofTunnel({ number, failures, maintenance, wear, setup, severalModes }: TunnelPlan): readonly Stop[] {
  const here = { tunnel: number, overlaps: false }
  return [
    ...failures.map((plan): Stop => ({ kind: 'failure', plan, ...common(plan), ...here, overlaps: severalModes === 'together' })),
    ...maintenance.map((plan): Stop => ({ kind: 'maintenance', plan, ...common(plan), ...here })),
    ...wear.map((plan): Stop => ({ kind: 'wear', plan, ...common({ ...plan, takes: [] }), ...here })),
    ...(setup === undefined || setup.crew.length === 0
      ? []
      : [{ kind: 'setup', plan: setup, name: 'setup', crew: setup.crew, takes: [], ...here } as const]),
  ]
}

function common({ name, crew, takes }: Pick<FailurePlan, 'name' | 'crew' | 'takes'>): Pick<StopBase, 'name' | 'crew' | 'takes'> {
  return { name, crew, takes }
}
