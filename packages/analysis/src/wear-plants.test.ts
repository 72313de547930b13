/** Where the exact values of `validation/x38.yaml` and `x76.yaml` come from: levels crossed by exponential amounts. */
import { test } from 'node:test'
import { writtenIn } from './written-values.fixture.ts'

test('X38: wear that is serviced from one level on and fails at another', () => {
  // Amounts with mean 0.1 are the steps of a Poisson process of 10 a unit: as many as it has points up to the level, and one that crosses it.
  const cycles = (level: number): number => 1 + level / 0.1
  const [cycle, repair] = [1, 3]
  const length = (level: number): number => cycles(level) * cycle + repair
  // What crosses 0.8 goes beyond by an exponential amount: beyond 1 with this chance.
  const fails = Math.exp(-(1 - 0.8) / 0.1)
  writtenIn('x38.yaml', null, {
    throughput: cycles(0.8) / length(0.8),
    'machine.state_share(down)': (fails * repair) / length(0.8),
    'machine.state_share(maintenance)': ((1 - fails) * repair) / length(0.8),
  })
  writtenIn('x38.yaml', 'unserviced', { throughput: cycles(1) / length(1), 'machine.state_share(down)': repair / length(1) })
})

test('X76: wear of a station on a line that steps, and of one in a closed loop', () => {
  const [cycles, repair] = [1 + 1 / 0.1, 3]
  const [stepping, going] = [cycles + repair, 2 * cycles + repair - 1]
  writtenIn('x76.yaml', null, {
    'sink_a.throughput': cycles / stepping,
    'stepping.press.state_share(down)': repair / stepping,
    'sink_b.throughput': cycles / going,
    'loop.mill.state_share(down)': repair / going,
  })
})
