export { type FormatPlanOptions, formatMigrationPlan } from './format-plan.js'
export {
  type Compared,
  compareContract,
} from './internal/plan/compare-contract.js'
export type { ContractFacts } from './internal/plan/contract-facts.js'
export type {
  MigrationPlan,
  PlanAction,
  PlanChoice,
  PlanDifference,
  PlanEntry,
  PlanFacts,
  PlannedRecord,
  PlannedStep,
  PlanSigner,
} from './migration-plan.js'
export { formatPlanFile, type PlanToApply, parsePlanFile } from './plan-file.js'
export { type PlanOptions, planMigrations } from './plan-migrations.js'
export { migrationPlanToJson } from './plan-to-json.js'
