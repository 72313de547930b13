/** Where the exact values of `validation/x24.yaml` come from: places of stations, as a Markov chain. */
import { test } from 'node:test'
import { lineChain } from './line-chain.fixture.ts'
import { writtenIn } from './written-values.fixture.ts'

test('X24: one place for finished parts between two machines', () => {
  const machine = (rate: number) => ({ steps: [{ rate }] })
  const throughput = lineChain({ machines: [machine(1), machine(0.9)], places: [1] }).rate('out')
  writtenIn('x24.yaml', null, { throughput })
  writtenIn('x24.yaml', 'X24b', { throughput })
})
