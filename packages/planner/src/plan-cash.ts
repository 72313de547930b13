/** What the cash flow of a plan follows from: columns by quarter, terms of the company and of each form of ownership. */
import { OWNERSHIP_FORMS } from 'genba/economics'
import type { BaseBusiness, OwnershipForm, OwnershipTerms } from 'genba/economics'
import { yenByQuarter } from './exchange-path.ts'
import { formTerms } from './business.ts'
import type { PlanBusiness } from './business.ts'
import type { PlanInput, PlanValues } from './plan-input.ts'

/** Columns as lists, which can be written as JSON. */
export type Columns<Of> = { readonly [Name in keyof Of]: readonly number[] }

/** Columns that are given to the statements. */
export type CashColumn =
  | 'cars'
  | 'price'
  | 'capacity'
  | 'material'
  | 'conversion'
  | 'fixedCost'
  | 'machines'
  | 'buildings'
  | 'yen'
  | 'yenClosing'

/** All that `ownershipCash` is given, as plain data. */
export interface PlanCash {
  /** Year of the first four quarters. */
  readonly begins: number
  readonly quarters: Readonly<Record<CashColumn, readonly number[]>>
  readonly terms: BaseBusiness['terms'] & Pick<BaseBusiness, 'overheadShare' | 'ownFunds' | 'assetShare' | 'carryYears'>
  readonly forms: Readonly<Record<OwnershipForm, OwnershipTerms>>
  readonly discountRate: number
  readonly jpyCny: number
}

/** The cash of a plan. */
export function planCash(input: PlanInput, values: PlanValues, { base, path }: PlanBusiness): PlanCash {
  const { capacity, material, conversion, fixedCost, machines, buildings, overheadShare, ownFunds, assetShare, carryYears, terms } = base
  const yen = yenByQuarter(input, input.begins, capacity.length)
  const columns = {
    cars: path.cars,
    price: path.price,
    capacity,
    material,
    conversion,
    fixedCost,
    machines,
    buildings,
    yen: yen.average,
    yenClosing: yen.closing,
  }
  const forms = Object.keys(OWNERSHIP_FORMS) as OwnershipForm[]
  return {
    begins: input.begins,
    quarters: Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, [...column]])) as unknown as PlanCash['quarters'],
    terms: { ...terms, overheadShare, ownFunds, assetShare, carryYears },
    forms: Object.fromEntries(forms.map((form) => [form, formTerms(form, values)])) as Record<OwnershipForm, OwnershipTerms>,
    discountRate: values.discountRate,
    jpyCny: values.jpyCny,
  }
}
