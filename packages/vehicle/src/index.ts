/** What the products do: drive cycles, road load, range, charging, packs, ageing; and the work of the research base. */
export { AGEING_CELLS, age, countCycles, graphiteAgeingPotential, LFP_250_AGEING, LG_M50_AGEING, NEW_CELL } from './ageing.ts'
export type { Aged, AgeingCell, CountedCycle, Stress } from './ageing.ts'
export { bandOf, CHARGE_BAND, LEAST_CHARGE_BAND, type Band, type Basis } from './band.ts'
export { BROCHURE_CARS, OTHER_CHARGES, type BrochureCar, type OfficialRange } from './brochure-cars.ts'
export { fitPowertrain, fitRolling, wallConsumption, type MeasuredTest } from './calibration.ts'
export { LG_M50, openCircuitVoltage, variedCell, windowOf, type CellParameters } from './cell-parameters.ts'
export { CHARGE_LIMITS, spansOf, UNLIMITED_STATION, type ChargeLimit, type ChargeTrace, type LimitedSpan, type Station } from './charge.ts'
export { secondLevel, thirdLevel, type LevelCharge } from './charge-levels.ts'
export { livesOf, USUAL_LIFE, type CellLife, type Usage } from './life.ts'
export { chargeCircuit, nickelRichCell, type CircuitCell, type CircuitCharge, type CircuitPack } from './circuit-charge.ts'
export { checkClaim, neededCell, rangeMarks, type ClaimCase, type ClaimResult, type Requirement } from './claim.ts'
export { adiabaticRise, allowedResistance, chargeNeed, CLAIM_VOLTAGES, type ChargeNeed, type Claim } from './claim-need.ts'
export { cabinPower, capacityAt, inConditions, TEST_ROOM, type Conditions } from './conditions.ts'
export { checkConsumption, type LegalCheck } from './consumption-limit.ts'
export { cycleOf } from './cycles.ts'
export { DEMONSTRATIONS, type Demonstration } from './demonstrations.ts'
export { CYCLE_NAMES, statisticsOf, type CycleName, type CycleStatistics, type DriveCycle } from './drive-cycle.ts'
export { batteryConsumption, drive, driveTraced, type DriveEnergy, type PowerTrace, type RunningCar } from './drive.ts'
export { planLifeTests, type LifeTest, type LifeTestPlan } from './life-tests.ts'
export { carOfModel, type ModelCar, type ProductFacts } from './model-car.ts'
export { PLANT_VALUES, plantNeeds, plantValue, USUAL_CARS_PER_HOUR, type PlantNeed, type PlantValue } from './plant-needs.ts'
export {
  omegaPackCost,
  omegaPackMass,
  PACK_PRICES,
  packsToday,
  sizePack,
  USUAL_SIZING,
  type Body,
  type CellKind,
  type PackToday,
  type SizedPack,
} from './pack.ts'
export { chargePlanned, closedFormSeconds, rateAt, usualRates, type PlannedPack, type RateCurve } from './planned-charge.ts'
export { chargePlatingLimited, type Mesh, type PlatingCharge, type PlatingOptions } from './plating-charge.ts'
export { GENERIC_POWERTRAIN, GENERIC_ROLLING, type Powertrain } from './powertrain.ts'
export { CHARGED_AT_C, predictCar, predictCharge, predictRanges, usualVoltage } from './prediction.ts'
export type { AskedCar, CarPrediction, PredictedCharge, PredictedRange } from './prediction.ts'
export { planProgram, type Activity, type ActivityDates, type ProgramDates } from './program-network.ts'
export { onTheBench, PROCEDURE_OF, rangeOn, rangesOf, testMass, type Car, type CycleRange } from './range.ts'
export { brochureRoadLoad, coastDownRoadLoad, forceAt, GRAVITY, type RoadLoad } from './road-load.ts'
export { studySlips, type Slip, type SlipAnswer, type SlipBase, type SlipOutcome, type SlipStudy } from './slip.ts'
export { EPA_CARS, errorsOf, nearestCars, siblingNames, siblingOf, type EpaCar, type NearCar, type Sibling } from './validated-cars.ts'
export { carsWithin, drivingDays, HUMAN_RATES, milesForImprovement, milesTable, planValidation, RAND_FLEET } from './validation-miles.ts'
export { milesForPrecision, milesWithoutEvent, type MilesAnswer, type TestFleet, type ValidationPlan } from './validation-miles.ts'
export { leftOutBrochure, leftOutEpa, meanAbsolute, siblingErrors, type BrochureError, type EpaErrors } from './validation.ts'
export { planResearch, type GateDates, type ResearchOutcome, type ResearchResult } from './research.ts'
export { vehicleExtensions, vehiclePlaces } from './words-research.ts'
