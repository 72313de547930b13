import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runCommandLine } from './command-line.ts'
import { commands } from './commands.ts'
import { recordTerminal } from './terminal.fixture.ts'

async function genba(...words: string[]): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  const terminal = recordTerminal()
  const status = await runCommandLine(words, terminal, new AbortController().signal, commands)
  return { status, out: terminal.results.join(''), err: terminal.errors.join('') }
}

interface Told {
  readonly ranges: readonly {
    readonly cycle: string
    readonly km: number
    readonly low: number
    readonly high: number
    readonly whPerKm: number
  }[]
  readonly charge: {
    readonly minutes10to80: number
    readonly low: number
    readonly high: number
    readonly limits: readonly { readonly limit: string }[]
  }
  readonly quality: number
  readonly temperature: number
}

const brochure = ['car', '--mass', '2165', '--cd', '0.28', '--area', '2.56', '--usable', '77']
const told = async (...words: string[]): Promise<Told> => JSON.parse((await genba(...words, '--json')).out) as Told

test('car tells the range on every cycle with its band, and the charge with what limits it', async () => {
  const { ranges, charge } = await told(...brochure, '--peak-kw', '125')
  assert.deepEqual(
    ranges.map(({ cycle }) => cycle),
    ['UDDS', 'HWFET', 'US06', 'EPA combined', 'WLTC 3b', 'NEDC', 'CLTC-P (unofficial)'],
  )
  for (const { km, low, high } of ranges) assert.ok(low < km && km < high)
  // Audi Q4 50 e-tron quattro: 488 km on the WLTP, and 34 min from 10 to 80 % by an integrated curve.
  const wltp = ranges.find(({ cycle }) => cycle === 'WLTC 3b')!
  assert.ok(wltp.low < 488 && 488 < wltp.high)
  assert.ok(charge.low < 34 && 34 < charge.high)
  assert.deepEqual(
    charge.limits.map(({ limit }) => limit),
    ['cell charge rate'],
  )
})

test('car takes a coast-down and a sibling, and then lies within 9 % of what the EPA measured', async () => {
  // Tesla Model S Long Range 2022, 4,750 lb on the bench: 163.9 and 151.3 MPGe.
  const words = ['car', '--mass', '2018', '--usable', '95', '--coast-down', '29,0.4592,0.0111', '--sibling', 'Tesla Model 3']
  const { ranges, quality } = await told(...words)
  const [city, highway] = ranges
  assert.ok(Math.abs(city!.whPerKm / (33_705 / 163.9 / 1.609344) - 1) < 0.09, `${city!.whPerKm}`)
  assert.ok(Math.abs(highway!.whPerKm / (33_705 / 151.3 / 1.609344) - 1) < 0.09, `${highway!.whPerKm}`)
  assert.ok(quality < 1)
})

test('cold outside and a warm cabin cost range, and the band widens', async () => {
  const [room, cold] = [await told(...brochure), await told(...brochure, '--temperature', '-7', '--cabin')]
  assert.equal(cold.temperature, -7)
  room.ranges.forEach(({ km, low }, i) => {
    assert.ok(cold.ranges[i]!.km < 0.85 * km)
    assert.ok(cold.ranges[i]!.low / cold.ranges[i]!.km < low / km)
  })
})

test('car in words has ranges, charge, law and neighbours within a hundred columns', async () => {
  const { status, out } = await genba(...brochure)
  assert.equal(status, 0)
  assert.match(out, /car of 2,165 kg with 77\.0 kWh usable, drag area 0\.717 m2/)
  assert.match(out, /WLTC 3b +4\d\d km +4\d\d to 5\d\d +1\d\.\d/)
  assert.match(out, /10 to 80 % in \d+ min \(\d+ to \d+ in four of five cars\)/)
  assert.match(out, /GB 36980\.1-2025: /)
  assert.match(out, /nearest validated cars\n/)
  assert.ok(out.split('\n').every((line) => line.length <= 100))
})

test('what is missing or impossible is said with its remedy, and ends with status 2', async () => {
  const missing = await genba('car', '--usable', '70')
  assert.equal(missing.status, 2)
  assert.match(missing.err, /needs --mass \(kerb mass in kg\), --cd .*--area .*\nfor example: genba car --mass 2165/)
  assert.match((await genba('car', '--mass', 'heavy')).err, /Expected a number from 300 to 6000 kg, such as 3150 \(or in t, lb, lbs\)\./)
  assert.match((await genba(...brochure, '--coast-down', '1,2')).err, /Expected three numbers A,B,C/)
  assert.match((await genba(...brochure, '--coast-down', '-90,0,0.01')).err, /push the car/)
  const unknown = await genba(...brochure, '--sibling', 'Tesal')
  assert.deepEqual([unknown.status, /did you mean "Tesla"\?/.test(unknown.err)], [2, true])
  const slow = await genba(...brochure, '--station-kw', '1', '--json')
  assert.deepEqual([slow.status, slow.out], [2, ''])
  assert.match(slow.err, /does not end within a day; give the station .* more power/)
})

test('flags that exclude each other, or miss another, are each told', async () => {
  const { status, out, err } = await genba(...brochure, '--coast-down', '37,0,0.0144', '--quality', '0.9', '--sibling', 'Tesla')
  assert.deepEqual([status, out], [2, ''])
  assert.match(err, /--coast-down and --cd .*\n.*--coast-down and --area .*\n.*--sibling and --quality both tell the powertrain; give one/)
  assert.match((await genba(...brochure, '--resistance-heat')).err, /give --cabin too/)
  assert.match(
    (await genba(...brochure, '--scenario', 'mature', '--cars-per-year', '9')).err,
    /--scenario .*\n.*--cars-per-year .* give a model file/,
  )
})

test('a coast-down may be in lbf or in N, masses in pounds; units that are mistaken are noticed', async () => {
  // Tesla Model 3 RWD 2022 in both, of the EPA's list: 165.34 N, 0.130 N/(km/h), 0.0247 N/(km/h)2.
  const car = ['car', '--mass', '1792', '--usable', '57.5']
  const [pounds, newtons] = [
    await told(...car, '--coast-down', '37.17,0.047,0.0144'),
    await told(...car, '--coast-down', '165.34,0.130,0.0247 N'),
  ]
  for (const [i, { km }] of pounds.ranges.entries()) assert.ok(Math.abs(newtons.ranges[i]!.km / km - 1) < 0.003)
  const heavy = await told('car', '--mass', '4773 lb', '--cd', '0.28', '--area', '27.556 ft2', '--usable', '77')
  const same = await told(...brochure)
  for (const [i, { km }] of same.ranges.entries()) assert.ok(Math.abs(heavy.ranges[i]!.km / km - 1) < 1e-3)
  for (const mistaken of ['165.34,0.130,0.0247', '37.17,0.047,0.0144 N'])
    assert.match(
      (await genba(...car, '--coast-down', mistaken)).err,
      /--coast-down: \d+ N at 50 km\/h are .* % of the weight .*\nwrite lbf/,
    )
})

test('charging beyond the cars that the shape comes from is flagged, and the test room is the test room however it is said', async () => {
  assert.match(
    (await genba(...brochure, '--peak-kw', '900')).out,
    /comes from cars with peaks of 1\.4 to 6\.1C; at 11\.7C it is extrapolated/,
  )
  assert.doesNotMatch((await genba(...brochure, '--peak-kw', '125')).out, /comes from cars/)
  assert.deepEqual((await told(...brochure, '--temperature', '23', '--auxiliary', '0')).ranges, (await told(...brochure)).ranges)
})

test('claim gives its verdict in a sentence, and each need beside the best that was shown', async () => {
  const { status, out } = await genba('claim', '1200 km', '10 min')
  assert.equal(status, 0)
  assert.match(out.replace(/\n +/g, ' '), /^1,200 km and 10 min: each half is consistent, the pair has not been demonstrated: .*\n/)
  assert.match(out, /mean rate from 10 to 80 % +1\/h +4\.2 +4\.2 +4\.3 +shown: Zeekr 7X/)
  assert.match(out, /saloon, CLTC-P, 400 Wh\/kg solid-state +144 +51\d +2,17\d +11\.6/)
  assert.match(out, /shown by nobody in public\n {2}35\d Wh\/kg and 4\.2C/)
  const result = JSON.parse((await genba('claim', '10 min', '1,200 km', '--json')).out) as { verdict: string; requirements: unknown[] }
  assert.match(result.verdict, /each half is consistent/)
  assert.equal(result.requirements.length, 14)
})

test('the car of a model is told with what it asks of its plant, and flags win over the model', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'genba-car-model-'))
  try {
    const file = join(folder, 'base.yaml')
    const model = (car: string): void =>
      writeFileSync(
        file,
        `genba: model/1\nname: Small base\nproducts: {pack: {energy: 90 kWh, cells: 192}, car: ${car}}\nflow: [source, {station: M1, cycle: 1 min}, sink]\nscenarios: {long_range: {products.pack.energy: 143 kWh}}\n`,
      )
    model('{mass: 2250 kg, drag: 0.26, area: 2.7 m2, driving_level: 3}')
    const { out } = await genba('car', file)
    assert.match(out, /car of 2,250 kg with 85\.5 kWh usable/)
    assert.match(out, /what it asks of Small base\ncells +9\.0 +GWh\/year/)
    assert.match(out, /charging posts +20 +posts/)
    assert.match((await genba('car', file, '--scenario', 'long_range')).out, /135\.8 kWh usable[^]*cells +14\.3 +GWh\/year/)
    assert.match((await genba('car', file, '--mass', '2000')).out, /car of 2,000 kg/)
    writeFileSync(
      file,
      `${readFileSync(file, 'utf8')}research: {start: 2026-01-05, show: {event: crash, shows: none}, gates: {road: {by: driving}, sop: {after: road}}}\n`,
    )
    const { out: research } = await genba('car', file)
    assert.match(research, /validation by driving: no crash: its rate is below the human one: 1\.6 M miles/)
    await genba('car', file, '--out', join(folder, 'page'))
    const page = readFileSync(join(folder, 'page', 'car.html'), 'utf8')
    for (const told of ['What it asks of Small base', 'stacking of cells', 'Program', '2026-01-31']) assert.ok(page.includes(told), told)
    assert.match(research, /sop +2026-01-31 +2026-01-31 +2026-01-31 +100 %/)
    model('{driving_level: 3}')
    const { status, err } = await genba('car', file)
    assert.equal(status, 2)
    assert.match(
      err,
      /products\.car does not say --mass .*\nwrite them in the model, products\.car: \{mass: 2165 kg, drag: 0\.28, area: 2\.56 m2\}/,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('words of a research base that do not fit together are told by check and by car', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'genba-research-'))
  try {
    const file = join(folder, 'base.yaml')
    const plan = (research: string): void =>
      writeFileSync(
        file,
        `genba: model/1\nproducts: {car: {mass: 2200 kg, drag: 0.24, area: 2.6 m2, energy: 90 kWh}}\nflow: [source, {station: M1, cycle: 1 min}, sink]\nresearch: ${research}\n`,
      )
    plan('{tests: {life: {samples: 2, cycles: 10, cycle: 1 h, on: cel}}, channels: {cell: 3}}')
    for (const command of ['check', 'car']) {
      const { status, out, err } = await genba(command, file)
      assert.deepEqual([status, out], [2, ''], command)
      assert.match(err, /base\.yaml: research: life tests: "life" needs channels of kind "cel"; there are cell\n/)
    }
    plan('{gates: {sop: {lasts: 1 d to 2 d}}}')
    assert.equal((await genba('check', file)).status, 0)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a page and pictures are written where asked, and say what the text says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'genba-car-'))
  try {
    assert.match((await genba(...brochure, '--out', join(folder, 'car'))).out, /\npage .*car\.html\n$/)
    assert.deepEqual(readdirSync(join(folder, 'car')).toSorted(), [
      'car.html',
      'charge.svg',
      'cltc_p.svg',
      'hwfet.svg',
      'nedc.svg',
      'udds.svg',
      'us06.svg',
      'wltc_3b.svg',
    ])
    const charge = readFileSync(join(folder, 'car', 'charge.svg'), 'utf8')
    assert.match(charge, /^<svg xmlns=.*10 to 80 % in 29 min.*cell charge rate.*<\/svg>\n$/s)
    await genba('claim', '1200 km', '10 min', '--out', join(folder, 'claim'))
    const map = readFileSync(join(folder, 'claim', 'cells.svg'), 'utf8')
    assert.match(map, /1,200 km, 10 min/)
    for (const name of ['Factorial FEST', 'QuantumScape', 'Zeekr 7X']) assert.ok(map.includes(name), name)
    assert.match(readFileSync(join(folder, 'claim', 'claim.html'), 'utf8'), /each half is consistent/)
    assert.equal((await genba(...brochure, '--out', '/dev/null/nowhere')).status, 2)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('claim reads ranges and times as people write them', async () => {
  const verdict = async (...words: string[]): Promise<string> =>
    (JSON.parse((await genba('claim', ...words, '--json')).out) as { verdict: string }).verdict
  const expected = await verdict('1200 km', '10 min')
  for (const words of [
    ['1,200 km', '10 minutes'],
    ['1200km', '10min'],
    ['1200 kilometres', '10 mins'],
    ['600 s', '1200 km'],
  ])
    assert.equal(await verdict(...words), expected)
  assert.match(await verdict('745 miles', '0.5 h'), /^1,199 km and 30 min: /)
})

test('claim refuses what is no range and time, says which of the two, and writes nothing', async () => {
  const told: readonly (readonly [RegExp, ...string[]])[] = [
    [/range: expected a length such as .* received "10"\n.*time: expected a duration such as .* received "5"/, '10', '5'],
    [/time: expected a duration such as "10 min" or "0\.5 h", received "900 km"/, '1200 km', '900 km'],
    [/range: expected a length such as "1200 km" or "745 miles", received "far"/, '10 min', 'far'],
    [/--window: expected states of charge such as/, '1200 km', '10 min', '--window', '80 to 10 %'],
    [/range: expected 50 to 20,000 km, received 5 km/, '5 km', '10 min'],
    [/time: expected 0\.5 min to 24 h, received 0 min/, '1200 km', '0 min'],
    [/--out .*cannot be written/, '1200 km', '10 min', '--out', '/dev/null/nowhere'],
  ]
  for (const [expected, ...words] of told) {
    const { status, out, err } = await genba('claim', ...words)
    assert.deepEqual([status, out], [2, ''], words.join(' '))
    assert.match(err, expected)
  }
})

test('claims with other numbers are told by what was shown of them', async () => {
  const text = async (...words: string[]): Promise<string> => (await genba('claim', ...words)).out.replaceAll(/\n +/g, ' ')
  assert.match(await text('800 km', '5 min'), /^800 km and 5 min: the claim goes beyond what has been shown: the time\.\n/)
  assert.match(await text('620 mi', '15 minutes'), /^998 km and 15 min: each half is consistent, the pair has not been demonstrated/)
  assert.match(await text('600 km', '10 min'), /^600 km and 10 min: both have been shown in one car: Zeekr 7X/)
  const far = await text('20000 km', '12.5 min', '--window', '7 to 29 %')
  assert.match(far, /7 to 29 % in 12\.5 min is 1\.1C/)
  assert.doesNotMatch(far, /pack for the range|GB 36980|undefined|NaN/)
  for (const words of [
    ['800 km', '5 min'],
    ['20000 km', '12.5 min'],
  ])
    assert.ok((await genba('claim', ...words)).out.split('\n').every((line) => line.length <= 100))
})
