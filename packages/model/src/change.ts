/** Setting what a path leads to: in a tree, as scenarios and studies do. */
import { resolvePath } from './path.ts'
import type { PathFault, Site, Step } from './path.ts'
import { entryOf, isEmpty, mapAt, scalarAt, valueOf, withEntry } from './tree.ts'
import type { MapNode, Node } from './tree.ts'
import type { Vocabulary } from './vocabulary.ts'

/** `times 1.1` or `plus 2`. */
const OPERATION = /^(times|plus)\s+(\S.*)$/

/**
 * The tree with `node` put wherever `path` leads, exactly there; inheritance then works as ever. `times` and `plus` change the value
 * that holds there. A long value keeps its range and source: its `value` alone is replaced.
 */
export function applyChange(
  root: MapNode,
  path: string,
  node: Node,
  vocabulary: Vocabulary,
): { readonly root: MapNode; readonly sites: readonly Site[] } | PathFault {
  const sites = resolvePath(root, path, vocabulary)
  if ('message' in sites) return sites
  let tree = root
  for (const site of sites) {
    const value = changedNode(site, node)
    if ('message' in value) return value
    tree = set(tree, site.steps, value) as MapNode
  }
  return { root: tree, sites }
}

function changedNode(site: Site, node: Node): Node | PathFault {
  const operation = node.kind === 'scalar' ? OPERATION.exec(node.text) : null
  const long = site.node?.kind === 'map' && entryOf(site.node, 'value') !== undefined ? site.node : undefined
  if (operation === null)
    return long !== undefined && !(node.kind === 'map' && entryOf(node, 'value') !== undefined) ? withEntry(long, 'value', node) : node
  const before = long === undefined ? site.holds : valueOf(long, 'value')
  if (before === undefined)
    return { message: `"${node.kind === 'scalar' ? node.text : ''}" needs a value to change, but none is written for "${site.path}"` }
  const inner = before.kind === 'map' && entryOf(before, 'value') !== undefined ? valueOf(before, 'value')! : before
  const changed: Node = {
    kind: 'changed',
    file: node.file,
    from: node.from,
    to: node.to,
    change: operation[1] as 'times' | 'plus',
    amount: operation[2]!,
    of: inner,
  }
  return long === undefined ? changed : withEntry(long, 'value', changed)
}

/** The tree with `value` at the end of `steps`; mappings on the way that are not written are made. */
export function set(node: Node | undefined, steps: readonly Step[], value: Node): Node {
  const [step, ...rest] = steps
  if (step === undefined) return value
  if ('index' in step) {
    if (node?.kind !== 'list') return value
    return { ...node, items: node.items.map((item, index) => (index === step.index ? set(item, rest, value) : item)) }
  }
  const map =
    node?.kind === 'map'
      ? node
      : node?.kind === 'scalar' && !isEmpty(node)
        ? mapAt(node, [{ key: scalarAt(node, node.text), value: node }])
        : mapAt(value, [])
  return withEntry(map, step.key, set(valueOf(map, step.key), rest, value))
}
