/** Where the exact values of `validation/x82.yaml` come from: products with ways of their own through machines in product form. */
import { test } from 'node:test'
import { writtenIn } from './written-values.fixture.ts'

test('X82: each visit takes as long as in a queue M/M/1 with all that comes to its machine (Kelly 1979)', () => {
  const means = [1, 0.8, 2]
  const products = [
    { rate: 0.2, visits: [0, 1, 0] },
    { rate: 0.3, visits: [1, 2, 1, 0] },
  ]
  const coming = means.map((_, machine) =>
    products.reduce((sum, { rate, visits }) => sum + rate * visits.filter((visit) => visit === machine).length, 0),
  )
  const stay = means.map((mean, machine) => 1 / (1 / mean - coming[machine]!))
  const lead = products.map(({ visits }) => 60 * visits.reduce((sum, machine) => sum + stay[machine]!, 0))
  writtenIn('x82.yaml', null, { 'lead_time(a)': lead[0]!, 'lead_time(b)': lead[1]!, 'M2.utilization': coming[1]! * means[1]! })
})
