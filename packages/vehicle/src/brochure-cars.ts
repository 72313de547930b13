/** Cars of which brochures and road tests alone are known; what is estimated or contradicted is said of each. */

/** A range as an authority or a maker states it. */
export interface OfficialRange {
  readonly cycle: 'WLTC 3b' | 'NEDC' | 'CLTC-P (unofficial)'
  readonly km: number
}

/** A car as brochures and road tests describe it. */
export interface BrochureCar {
  readonly make: string
  readonly model: string
  readonly usableKwh: number
  /** Kerb mass without a driver, kg. */
  readonly kerbKg: number
  readonly cd: number
  /** Frontal area, m2; 0.84 times width times height where no source gives it. */
  readonly areaM2: number
  /** Official ranges that are known. */
  readonly ranges: readonly OfficialRange[]
  /** Fastest known charge from 10 to 80 %, and the peak of its power at the station. */
  readonly charge?: { readonly minutes: number; readonly peakKw: number }
  /** Inputs that are estimates, or that sources contradict. */
  readonly doubts: string
}

/**
 * Sources: specification pages of evkx, open-ev-data, ev-database, FASTSim's vehicle table, chargeprice's curves integrated, road tests, and
 * news of launches and of filings with the Chinese ministry of industry (electrive, Drive Tesla, InsideEVs); each fact is single and was read once.
 */
export const BROCHURE_CARS: readonly BrochureCar[] = [
  {
    make: 'Tesla',
    model: 'Model 3 LR AWD 2022',
    usableKwh: 75,
    kerbKg: 1844,
    cd: 0.23,
    areaM2: 2.22,
    ranges: [{ cycle: 'WLTC 3b', km: 602 }],
    charge: { minutes: 27.9, peakKw: 250 },
    doubts: 'charging is 23.7 min by an integrated curve, 32 min by the maker; their middle is taken',
  },
  {
    make: 'BMW',
    model: 'iX3 2021',
    usableKwh: 74,
    kerbKg: 2260,
    cd: 0.29,
    areaM2: 2.65,
    ranges: [{ cycle: 'WLTC 3b', km: 461 }],
    charge: { minutes: 28, peakKw: 155 },
    doubts: 'drag is an estimate; charging is 31 or 25 min, their middle is taken',
  },
  {
    make: 'Audi',
    model: 'Q4 50 e-tron quattro',
    usableKwh: 77,
    kerbKg: 2165,
    cd: 0.28,
    areaM2: 2.56,
    ranges: [{ cycle: 'WLTC 3b', km: 488 }],
    charge: { minutes: 34, peakKw: 125 },
    doubts: '',
  },
  {
    make: 'Audi',
    model: 'Q6 Sportback e-tron',
    usableKwh: 94.9,
    kerbKg: 2340,
    cd: 0.26,
    areaM2: 2.7,
    ranges: [{ cycle: 'WLTC 3b', km: 656 }],
    charge: { minutes: 22, peakKw: 270 },
    doubts: '',
  },
  {
    make: 'NIO',
    model: 'ES6 100',
    usableKwh: 90,
    kerbKg: 2366,
    cd: 0.25,
    areaM2: 2.85,
    ranges: [{ cycle: 'WLTC 3b', km: 513 }],
    charge: { minutes: 41, peakKw: 126 },
    doubts: '',
  },
  {
    make: 'NIO',
    model: 'ES6 75',
    usableKwh: 70.5,
    kerbKg: 2366,
    cd: 0.25,
    areaM2: 2.85,
    ranges: [{ cycle: 'WLTC 3b', km: 394 }],
    charge: { minutes: 34, peakKw: 140 },
    doubts: '',
  },
  {
    make: 'NIO',
    model: 'ET5 100',
    usableKwh: 90,
    kerbKg: 2220,
    cd: 0.24,
    areaM2: 2.47,
    ranges: [{ cycle: 'WLTC 3b', km: 590 }],
    charge: { minutes: 28, peakKw: 140 },
    doubts: 'mass and drag are estimates',
  },
  {
    make: 'Zeekr',
    model: '001 LR RWD 2021',
    usableKwh: 95,
    kerbKg: 2200,
    cd: 0.23,
    areaM2: 2.62,
    ranges: [{ cycle: 'WLTC 3b', km: 590 }],
    charge: { minutes: 29, peakKw: 200 },
    doubts: 'drag is an estimate',
  },
  {
    make: 'BYD',
    model: 'Seal RWD',
    usableKwh: 82.5,
    kerbKg: 2055,
    cd: 0.219,
    areaM2: 2.3,
    ranges: [
      { cycle: 'WLTC 3b', km: 570 },
      { cycle: 'CLTC-P (unofficial)', km: 700 },
    ],
    doubts: 'mass and WLTP range are contradicted (2,155 kg and 520 km, which is the AWD)',
  },
  {
    make: 'BYD',
    model: 'Han EV',
    usableKwh: 85.4,
    kerbKg: 2250,
    cd: 0.233,
    areaM2: 2.4,
    ranges: [{ cycle: 'WLTC 3b', km: 521 }],
    doubts: 'drag is an estimate',
  },
  {
    make: 'Xiaomi',
    model: 'SU7 73.6',
    usableKwh: 73.6,
    kerbKg: 1980,
    cd: 0.195,
    areaM2: 2.37,
    ranges: [{ cycle: 'CLTC-P (unofficial)', km: 700 }],
    doubts: 'usable energy and range are estimates',
  },
  {
    make: 'Zeekr',
    model: '001 2024 95 kWh',
    usableKwh: 95,
    kerbKg: 2350,
    cd: 0.23,
    areaM2: 2.62,
    ranges: [{ cycle: 'CLTC-P (unofficial)', km: 676 }],
    charge: { minutes: 11.5, peakKw: 546 },
    doubts: 'mass and drag are estimates; the range is that of 70 % of a charge, scaled',
  },
  {
    make: 'Xiaomi',
    model: 'SU7 Max',
    usableKwh: 101,
    kerbKg: 2205,
    cd: 0.195,
    areaM2: 2.37,
    ranges: [{ cycle: 'CLTC-P (unofficial)', km: 800 }],
    doubts: 'the energy is that of the pack, not the usable one',
  },
  {
    make: 'Tesla',
    model: 'Model 3 RWD 2024',
    usableKwh: 57.5,
    kerbKg: 1760,
    cd: 0.219,
    areaM2: 2.22,
    ranges: [{ cycle: 'CLTC-P (unofficial)', km: 606 }],
    doubts: 'usable energy is that of the year before, the filing has 60 kWh',
  },
  {
    make: 'Tesla',
    model: 'Model 3 LR AWD 2024',
    usableKwh: 75,
    kerbKg: 1823,
    cd: 0.219,
    areaM2: 2.22,
    ranges: [{ cycle: 'CLTC-P (unofficial)', km: 713 }],
    doubts: 'usable energy is that of the year before, the filing has 78.4 kWh',
  },
  {
    make: 'NIO',
    model: 'ET7 150',
    usableKwh: 140,
    kerbKg: 2490,
    cd: 0.208,
    areaM2: 2.52,
    ranges: [{ cycle: 'CLTC-P (unofficial)', km: 1050 }],
    doubts: 'area is an estimate',
  },
  {
    make: 'XPeng',
    model: 'P7 RWD LR',
    usableKwh: 82.7,
    kerbKg: 1987,
    cd: 0.236,
    areaM2: 2.31,
    ranges: [
      { cycle: 'WLTC 3b', km: 576 },
      { cycle: 'NEDC', km: 706 },
    ],
    doubts: 'area is an estimate; the NEDC range is that of an earlier year with 80.9 kWh',
  },
  {
    make: 'Volkswagen',
    model: 'ID.4 Pro 2024',
    usableKwh: 77,
    kerbKg: 2081,
    cd: 0.28,
    areaM2: 2.56,
    ranges: [{ cycle: 'WLTC 3b', km: 529 }],
    doubts: '',
  },
  {
    make: 'Hyundai',
    model: 'Ioniq 5 LR AWD',
    usableKwh: 74,
    kerbKg: 2045,
    cd: 0.28,
    areaM2: 2.55,
    ranges: [{ cycle: 'WLTC 3b', km: 481 }],
    doubts: '',
  },
  {
    make: 'Hyundai',
    model: 'Ioniq 6 LR RWD',
    usableKwh: 74,
    kerbKg: 1950,
    cd: 0.21,
    areaM2: 2.36,
    ranges: [{ cycle: 'WLTC 3b', km: 614 }],
    doubts: 'mass is 1,950 or 2,020 kg; one source gives it the drag of the Ioniq 5, the maker says 0.21',
  },
  {
    make: 'Volvo',
    model: 'EX30 Single Motor',
    usableKwh: 49,
    kerbKg: 1758,
    cd: 0.28,
    areaM2: 2.39,
    ranges: [{ cycle: 'WLTC 3b', km: 344 }],
    doubts: '',
  },
  {
    make: 'Kia',
    model: 'EV6 LR RWD',
    usableKwh: 74,
    kerbKg: 2015,
    cd: 0.28,
    areaM2: 2.45,
    ranges: [{ cycle: 'WLTC 3b', km: 528 }],
    doubts: 'area is an estimate',
  },
  {
    make: 'Kia',
    model: 'EV9 LR AWD',
    usableKwh: 94,
    kerbKg: 2637,
    cd: 0.28,
    areaM2: 2.92,
    ranges: [{ cycle: 'WLTC 3b', km: 497 }],
    doubts: 'area is an estimate',
  },
  {
    make: 'BMW',
    model: 'i4 eDrive40',
    usableKwh: 80.7,
    kerbKg: 2050,
    cd: 0.25,
    areaM2: 2.33,
    ranges: [{ cycle: 'WLTC 3b', km: 590 }],
    doubts: '',
  },
  {
    make: 'Mercedes-Benz',
    model: 'EQE 350+',
    usableKwh: 90.6,
    kerbKg: 2310,
    cd: 0.22,
    areaM2: 2.49,
    ranges: [{ cycle: 'WLTC 3b', km: 639 }],
    doubts: 'drag is 0.22 or 0.243, mass 2,310 or 2,340 kg; area is an estimate',
  },
  {
    make: 'Mercedes-Benz',
    model: 'EQS 450+',
    usableKwh: 108.4,
    kerbKg: 2540,
    cd: 0.2,
    areaM2: 2.45,
    ranges: [{ cycle: 'WLTC 3b', km: 783 }],
    doubts: 'drag is 0.20 by the maker, 0.23 elsewhere; area is an estimate',
  },
  {
    make: 'Volkswagen',
    model: 'ID.3 Pro',
    usableKwh: 58,
    kerbKg: 1786,
    cd: 0.267,
    areaM2: 2.36,
    ranges: [{ cycle: 'WLTC 3b', km: 427 }],
    doubts: '',
  },
]

/** Charges of cars whose road load is not known well enough to drive them: make and model, usable kWh, minutes from 10 to 80 %, peak kW. */
export const OTHER_CHARGES: readonly (readonly [name: string, usableKwh: number, minutes: number, peakKw: number])[] = [
  ['Zeekr 7X 75 kWh', 75, 9.75, 460],
  ['Mercedes-Benz EQS 450+/580', 107.8, 26, 204],
]
