/** Scenarios: named changes by path, built upon one another. */
import { abbreviate, applyChange, mapAt, plainNode, readForm, suggestion } from 'genba/model'
import type { MapNode, Node, Reading, Site } from 'genba/model'
import type { ScenarioWords } from './words-base.ts'

/** The scenarios of which `name` is made, the furthest first; undefined where one is missing or they go in a circle (told). */
export function scenarioChain(
  name: string,
  scenarios: readonly ScenarioWords[],
  at: Node,
  reading: Reading,
): readonly ScenarioWords[] | undefined {
  const chain: ScenarioWords[] = []
  let wanted: { name: string; node: Node } | undefined = { name, node: at }
  while (wanted !== undefined) {
    const { name: next, node }: { name: string; node: Node } = wanted
    const found: ScenarioWords | undefined = scenarios.find((scenario) => scenario.name === next)
    const path = chain.length === 0 ? '' : `scenarios.${chain.at(-1)!.name}`
    if (found === undefined) {
      reading.diagnostics.error(
        node,
        path,
        'G1302',
        `there is no scenario called "${abbreviate(next)}"${suggestion(
          next,
          scenarios.map((scenario) => scenario.name),
        )}`,
      )
      return undefined
    }
    if (chain.includes(found)) {
      reading.diagnostics.error(
        node,
        path,
        'G1302',
        `circle of scenarios: ${[...chain.slice(chain.indexOf(found)), found].map((each) => each.name).join(' > ')}`,
      )
      return undefined
    }
    chain.push(found)
    wanted = found.like
  }
  return chain.toReversed()
}

/** The tree with the changes of a chain made, in the order of their paths: the order of a mapping means nothing. */
export function applyScenario(root: MapNode, chain: readonly ScenarioWords[], reading: Reading): MapNode {
  let tree = root
  for (const scenario of chain)
    for (const { path, key, node } of scenario.changes.toSorted(
      (one, other) => rank(one.path) - rank(other.path) || (one.path < other.path ? -1 : 1),
    )) {
      const result = applyChange(tree, path, node, reading.vocabulary)
      if ('message' in result) {
        reading.diagnostics.error(key, `scenarios.${scenario.name}`, 'G1301', result.message)
        continue
      }
      tree = result.root
      for (const site of result.sites) checkValue(site, node, `scenarios.${scenario.name}`, reading)
    }
  return tree
}

/** Paths with `*` come first, so that a single element can be told otherwise in the same scenario. */
function rank(path: string): number {
  return path.includes('*') ? 0 : 1
}

function checkValue(site: Site, node: Node, path: string, reading: Reading): void {
  if (node.kind === 'scalar' && /^(times|plus)\s/.test(node.text)) return
  const { open } = reading.ledger
  reading.ledger.open = false
  const name = site.steps.at(-1)!
  const read =
    site.entry && 'key' in name
      ? mapAt(node, [
          { key: { kind: 'scalar', file: node.file, from: node.from, to: node.to, text: name.key, quoted: false }, value: node },
        ])
      : node
  readForm(site.property.form, plainNode(read), `${path}: ${site.path}`, reading)
  reading.ledger.open = open
}
