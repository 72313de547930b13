/** What can be measured, and in which dimension its value is written. */
import type { MeasureWords } from 'genba/model'

/** Every measure of the factory, in the order in which the reference lists them. */
export const measures: readonly MeasureWords[] = [
  {
    name: 'throughput',
    doc: 'what left the element, per time; of the base, what left it through its sinks',
    example: 'eol.shipped.throughput',
    dimension: 'rate',
  },
  { name: 'good_output', doc: 'what left the base well, per time', example: 'good_output', dimension: 'rate' },
  {
    name: 'scrap',
    doc: 'what left as scrap, per time; with share, of what was worked on',
    example: 'press.scrap(share)',
    dimension: 'rate',
  },
  {
    name: 'loss',
    doc: 'arrivals or demands that were lost, per time; with share, of all',
    example: 'arrivals.loss(share)',
    dimension: 'rate',
  },
  {
    name: 'wip',
    doc: 'parts inside, on average; with a time, after that time from the start',
    example: 'rack.wip(6 h)',
    dimension: 'count',
  },
  { name: 'queue', doc: 'parts that wait there, on average', example: 'eol.yard.queue', dimension: 'count' },
  { name: 'lead_time', doc: 'time from entering the base to leaving it', example: 'lead_time(p95)', dimension: 'duration' },
  { name: 'waiting_time', doc: 'time that a part waits', example: 'queue.waiting_time', dimension: 'duration' },
  { name: 'state_share', doc: 'share of time in a state', example: 'M2.state_share(blocked)', dimension: 'share' },
  {
    name: 'utilization',
    doc: 'share of its open time in which it works; of a crew, of its people',
    example: 'M1.utilization',
    dimension: 'share',
  },
  { name: 'availability', doc: 'share of its open time in which it is up', example: 'M1.availability', dimension: 'share' },
  { name: 'first_pass_yield', doc: 'share of parts that pass the first time', example: 'eol.final.first_pass_yield', dimension: 'share' },
  { name: 'oee', doc: 'overall equipment effectiveness (ISO 22400-2)', example: 'M1.oee', dimension: 'share' },
  { name: 'fill_rate', doc: 'share of demand that is met at once', example: 'customers.fill_rate', dimension: 'share' },
  { name: 'setups', doc: 'change-overs, per time', example: 'M1.setups', dimension: 'rate' },
  { name: 'output', doc: 'parts that have left after a time from the start', example: 'output(10 min)', dimension: 'count' },
  { name: 'departures', doc: 'times at which parts leave', example: 'departures(first 12)', dimension: 'duration' },
  { name: 'makespan', doc: 'time until everything is done', example: 'makespan(last operation)', dimension: 'duration' },
  { name: 'lateness', doc: 'how late orders are', example: 'lateness(p95)', dimension: 'duration' },
  {
    name: 'sequence_adherence',
    doc: 'share of parts that leave in the planned order',
    example: 'pbs.sequence_adherence',
    dimension: 'share',
  },
  { name: 'energy', doc: 'electric energy used', example: 'paint.energy', dimension: 'energy' },
  { name: 'co2', doc: 'carbon dioxide of what was used', example: 'co2', dimension: 'mass' },
  { name: 'cost', doc: 'cost of what was used', example: 'cost', dimension: 'money' },
  {
    name: 'heads',
    doc: 'people counted; with present, people of a crew who are there, on the average of its open time; of the base, of all crews',
    example: 'crews.ga_team.heads(present)',
    dimension: 'count',
  },
  { name: 'days', doc: 'days of a year on which a calendar opens', example: 'calendars.two_shifts.days(2028)', dimension: 'count' },
  {
    name: 'hours',
    doc: 'hours of a year for which a calendar is open; of a crew or the base, paid hours of people, over the good parts of the base with per_part, of a product with its name',
    example: 'crews.ga_team.hours(car)',
    dimension: 'count',
  },
]
