export {
  type Compared,
  compareContract,
} from './internal/plan/compare-contract.js'
export type { ContractFacts } from './internal/plan/contract-facts.js'
export { type FormatPlanOptions, formatMigrationPlan } from './planning/format-plan.js'
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
} from './planning/migration-plan.js'
export { formatPlanFile, type PlanToApply, parsePlanFile } from './planning/plan-file.js'
export { type PlanOptions, planMigrations } from './planning/plan-migrations.js'
export { migrationPlanToJson } from './planning/plan-to-json.js'
