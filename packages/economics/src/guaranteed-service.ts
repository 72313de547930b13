/**
 * Where to hold safety stock in a tree of stages that each promise a time: the guaranteed-service model.
 *
 * S. C. Graves, S. P. Willems, "Optimizing strategic safety stock placement in supply chains", Manufacturing & Service
 * Operations Management 2 (2000) 68; L. V. Snyder, Z.-J. M. Shen, "Fundamentals of Supply Chain Theory", 2nd ed. (2019), 6.3.
 */
import { requireNonNegative } from 'genba/statistics'

/** A stage of the tree: a part, a process or a place. All times in whole periods. */
export interface ServiceStage {
  readonly name: string
  /** Periods of its own work, once all it needs is there. */
  readonly processingTime: number
  /** Cost of one part in stock for one period. */
  readonly holdingCost: number
  /** Standard deviation of the demand of a period that passes here. */
  readonly demandSd: number
  /** Standard deviations of demand over its net lead time that its stock covers. */
  readonly safetyFactor: number
  /** Stages that it supplies. */
  readonly supplies: readonly string[]
  /** Least time within which suppliers outside the tree deliver to it; 0 if left out. */
  readonly inboundTime?: number
  /** Longest time that may be promised, to customers outside the tree say; no bound if left out. */
  readonly longestService?: number
}

/** What a stage promises and holds. */
export interface ServicePromise {
  /** Periods within which it delivers. */
  readonly serviceTime: number
  /** Periods within which all it needs is there. */
  readonly inboundTime: number
  /** `inboundTime + processingTime - serviceTime`: the periods whose demand its stock covers. */
  readonly netLeadTime: number
  /** Safety stock, `z sigma sqrt(netLeadTime)` parts. */
  readonly safetyStock: number
}

/** The promises by name of stage, and the cost of all safety stock in a period. */
export interface ServicePlan {
  readonly stages: Readonly<Record<string, ServicePromise>>
  readonly cost: number
}

interface Node {
  readonly stage: ServiceStage
  /** Longest inbound time that can pay: the longest way from outside. */
  readonly longestInbound: number
  readonly longestService: number
  /** Neighbours but the one towards the root. */
  readonly suppliers: readonly Node[]
  readonly customers: readonly Node[]
}

interface Choice {
  readonly inbound: number
  readonly service: number
  readonly cost: number
}

/**
 * The promises of least cost, by dynamic programming over the tree: `least h z sigma sqrt(SI + T - S)` summed, where no stage
 * promises more than `SI + T` or its bound, and each inbound time is at least every supplier's promise.
 * @throws RangeError if the stages are not one tree, name an unknown stage, a time is not whole, a value negative, or no promise keeps a bound
 */
export function placeSafetyStock(stages: readonly ServiceStage[]): ServicePlan {
  const { customersOf, suppliersOf } = neighbours(stages)
  const first = stages[0]!
  const seen = new Set<string>()
  const inboundLimits = new Map<string, number>()

  const longestInbound = (stage: ServiceStage): number => {
    const known = inboundLimits.get(stage.name)
    if (known !== undefined) return known
    const ways = suppliersOf(stage).map((supplier) => longestInbound(supplier) + supplier.processingTime)
    const longest = Math.max(stage.inboundTime ?? 0, ...ways)
    inboundLimits.set(stage.name, longest)
    return longest
  }
  // A stage whose way towards the root is left out: `from` is the neighbour that it was reached from.
  const reach = (stage: ServiceStage, from: ServiceStage | undefined): Node => {
    if (seen.has(stage.name)) throw new RangeError(`stages: expected a tree, received two ways to ${stage.name}`)
    seen.add(stage.name)
    const others = (list: readonly ServiceStage[]): Node[] => list.filter((other) => other !== from).map((other) => reach(other, stage))
    return {
      stage,
      longestInbound: longestInbound(stage),
      longestService: Math.min(stage.longestService ?? Infinity, longestInbound(stage) + stage.processingTime),
      suppliers: others(suppliersOf(stage)),
      customers: others(customersOf(stage)),
    }
  }
  const root = reach(first, undefined)
  if (seen.size < stages.length)
    throw new RangeError(`stages: expected one tree, received ${stages.find(({ name }) => !seen.has(name))!.name} apart`)

  const memory = new Map<Node, Map<number, Choice>>()
  const remember = (node: Node, key: number, choose: () => Choice): Choice => {
    const known = memory.get(node) ?? new Map<number, Choice>()
    memory.set(node, known)
    const choice = known.get(key) ?? choose()
    known.set(key, choice)
    return choice
  }
  /** Least cost of a node and all beyond it, its inbound and service time within bounds. */
  const best = (node: Node, leastInbound: number, mostService: number): Choice => {
    const { stage } = node
    let found: Choice = { inbound: 0, service: 0, cost: Infinity }
    for (let inbound = Math.max(leastInbound, stage.inboundTime ?? 0); inbound <= node.longestInbound; inbound++) {
      const supply = node.suppliers.reduce((sum, supplier) => sum + asSupplier(supplier, inbound).cost, 0)
      for (let service = 0; service <= Math.min(node.longestService, mostService, inbound + stage.processingTime); service++) {
        const own = stage.holdingCost * stage.safetyFactor * stage.demandSd * Math.sqrt(inbound + stage.processingTime - service)
        const cost = own + supply + node.customers.reduce((sum, customer) => sum + asCustomer(customer, service).cost, 0)
        if (cost < found.cost) found = { inbound, service, cost }
      }
    }
    return found
  }
  const asSupplier = (node: Node, mostService: number): Choice => remember(node, mostService, () => best(node, 0, mostService))
  const asCustomer = (node: Node, leastInbound: number): Choice => remember(node, leastInbound, () => best(node, leastInbound, Infinity))

  const plan: Record<string, ServicePromise> = {}
  const settle = (node: Node, { inbound, service }: Choice): void => {
    const { name, processingTime, safetyFactor, demandSd } = node.stage
    const netLeadTime = inbound + processingTime - service
    plan[name] = { serviceTime: service, inboundTime: inbound, netLeadTime, safetyStock: safetyFactor * demandSd * Math.sqrt(netLeadTime) }
    for (const supplier of node.suppliers) settle(supplier, asSupplier(supplier, inbound))
    for (const customer of node.customers) settle(customer, asCustomer(customer, service))
  }
  const choice = best(root, 0, Infinity)
  settle(root, choice)
  return { stages: plan, cost: choice.cost }
}

interface Neighbours {
  readonly customersOf: (stage: ServiceStage) => readonly ServiceStage[]
  readonly suppliersOf: (stage: ServiceStage) => readonly ServiceStage[]
}

function neighbours(stages: readonly ServiceStage[]): Neighbours {
  if (stages.length === 0) throw new RangeError('stages: expected at least one, received none')
  const byName = new Map(stages.map((stage) => [stage.name, stage]))
  if (byName.size < stages.length) throw new RangeError('stages: expected a name of its own for each')
  const suppliers = new Map<ServiceStage, ServiceStage[]>(stages.map((stage) => [stage, []]))
  const customers = new Map<ServiceStage, ServiceStage[]>(stages.map((stage) => [stage, []]))
  for (const stage of stages) {
    const { name, holdingCost, demandSd, safetyFactor } = stage
    for (const [what, value] of Object.entries({ holdingCost, demandSd, safetyFactor })) requireNonNegative(`${name}.${what}`, value)
    for (const [what, value] of Object.entries({
      processingTime: stage.processingTime,
      inboundTime: stage.inboundTime ?? 0,
      longestService: stage.longestService ?? 0,
    })) {
      if (!Number.isInteger(value) || value < 0) throw new RangeError(`${name}.${what}: expected whole periods from 0, received ${value}`)
    }
    for (const other of stage.supplies) {
      const customer = byName.get(other)
      if (customer === undefined) throw new RangeError(`${name}.supplies: expected the name of a stage, received ${other}`)
      customers.get(stage)!.push(customer)
      suppliers.get(customer)!.push(stage)
    }
  }
  return { customersOf: (stage) => customers.get(stage)!, suppliersOf: (stage) => suppliers.get(stage)! }
}
