import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCauses, createHistory, createReasons, criticalPath } from 'genba/analysis'
import { createEngine } from 'genba/factory'
import type { Plan } from 'genba/factory'
import { dice, randomPlant } from '../packages/factory/src/random-plant.fixture.ts'

/** The rule of docs/mechanisms/causes.md on random plants of every kind, with coarse times so that ticks are full of ties. */

const HORIZON = 700

/** Every cause and reason of a run, in an order that means something, and the critical path to its last departure. */
function told(plan: Plan, shuffle?: number): { readonly lines: readonly string[]; readonly path: string } {
  const engine = createEngine(plan, { history: { from: 0, until: HORIZON + 1 } })
  if (shuffle !== undefined) engine.shuffleWith(dice(shuffle))
  const observation = engine.run({ seed: 1, replication: 1, until: HORIZON, cuts: [HORIZON], warmUp: 0 })!
  const history = createHistory(plan, observation, HORIZON)
  const { visits } = history
  const [causes, reasons] = [createCauses(history), createReasons(history)]
  const part = (row: number): string => (row < 0 ? '' : `${visits.source[row]}.${visits.serial[row]} at ${visits.element[row]}`)
  const lines = Array.from(visits.left, (left, row) => {
    const [start, departure, waited] = [causes.ofStart(row), causes.ofDeparture(row), reasons.ofWaiting(row)]
    const ticks = waited.reduce((sum, { from, to }) => sum + to - from, 0)
    assert.equal(ticks, left - visits.ready[row]!, 'all of a wait is told')
    return [
      `${part(row)} until ${left}`,
      `${causes.startOf(row)} ${start.kind} ${start.element} ${part(start.row)}`,
      `${departure.kind} ${departure.element} ${part(departure.row)}`,
      ...[...waited, ...reasons.ofStanding(row)].map(
        ({ from, to, kind, element, crew, failure }) =>
          `${from} ${to} ${kind} ${element} ${crew?.heldBy ?? ''} ${failure?.name ?? ''} ${failure?.since ?? ''}`,
      ),
    ].join('; ')
  })
  const last = plan.elements.filter(({ kind }) => kind === 'sink').flatMap(({ number }) => history.at(number).at(-1) ?? [])[0]
  if (last === undefined) return { lines: lines.toSorted(), path: '' }
  const path = criticalPath(history, causes, reasons, last, 0)
  const spent = path.shares.reduce((sum, { ticks }) => sum + ticks, 0)
  assert.equal(spent, path.until - path.from, 'all time of a path is spent somewhere')
  return { lines: lines.toSorted(), path: JSON.stringify(path) }
}

test('causes, reasons and critical paths of random plants are the same in any order within a tick, and account for all time', () => {
  for (let seed = 1; seed <= 15; seed++) {
    const plan = randomPlant(seed)
    const plain = told(plan)
    const shuffled = told(plan, seed)
    assert.deepEqual(shuffled.lines, plain.lines, `plant ${seed}`)
    assert.equal(shuffled.path, plain.path, `plant ${seed}`)
  }
})
