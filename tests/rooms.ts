/**
 * Who may import whom: the table of the house.
 *
 * A room is a folder of packages/ or apps/, or bench/. A lower room never knows an upper one; manufacturing, the product and money
 * (factory, vehicle, economics) meet in the planner alone. A package from outside belongs to the room that is made for it.
 * To change the table is to change the house: say why in docs/decisions.
 */

export interface Room {
  /** Rooms that it may import. */
  readonly rooms: readonly string[]
  /** Rooms of which it may import types alone. */
  readonly typesOf: readonly string[]
  /** Packages from outside that it may import. */
  readonly packages: readonly string[]
  /** Whether it may use what only Node has (`node:fs`, ...); the others run in a browser too. */
  readonly usesNode: boolean
}

const language = ['quantity', 'statistics']
const plant = [...language, 'kernel', 'model']
const results = [...plant, 'factory', 'analysis']
const everything = [...results, 'vehicle', 'economics', 'optimize', 'planner', 'runs', 'report']

export const rooms: Readonly<Record<string, Room>> = {
  quantity: pure([]),
  statistics: pure(['quantity']),
  kernel: pure(['statistics', 'quantity']),
  model: { ...pure(language), packages: ['yaml'] },
  factory: pure(plant),
  vehicle: pure([...language, 'model']),
  economics: pure([...language, 'model']),
  analysis: pure([...plant, 'factory']),
  optimize: pure([...language, 'model']),
  planner: pure([...results, 'vehicle', 'economics']),
  runs: {
    ...pure([...results, 'vehicle', 'economics', 'planner', 'optimize']),
    packages: ['hyparquet', 'hyparquet-writer'],
    usesNode: true,
  },
  report: { ...pure(['quantity', 'analysis']), typesOf: ['runs', 'vehicle'] },
  bench: { ...pure([...plant, 'factory', 'vehicle', 'economics', 'planner', 'runs']), usesNode: true },
  cli: { rooms: [...everything, 'bench'], typesOf: [], packages: ['commander', 'picocolors'], usesNode: true },
}

/** Packages that any test may import. */
export const testPackages: readonly string[] = ['fast-check']

function pure(allowed: readonly string[]): Room {
  return { rooms: allowed, typesOf: [], packages: [], usesNode: false }
}
