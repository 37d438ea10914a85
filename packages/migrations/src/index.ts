export {
  type ComparedContract,
  compareAddresses,
  formatComparedAddresses,
} from './compare-addresses.js'
export type { CreatedContract, CreatedContracts, MigrationCreateOptions } from './created.js'
export type { DiamondCutOptions, DiamondFacet } from './diamond-options.js'
export { formatRehearsal } from './format-rehearsal.js'
export { formatMigrationReport, migrationReportToJson } from './format-report.js'
export type { HandOverOptions } from './hand-over.js'
export {
  defineMigration,
  type Migration,
  type MigrationCallOptions,
  type MigrationContext,
  type MigrationDeployOptions,
} from './migration.js'
export type {
  Create2Placement,
  Create3Placement,
  PlacementOptions,
  Salt,
} from './placement.js'
export type { PlanToApply } from './plan-file.js'
export type { ProxyMethods } from './proxy-methods.js'
export type {
  DeployBeaconOptions,
  DeployProxyOptions,
  ImplementationOptions,
  ImportProxyOptions,
  PreparedUpgrade,
  UpgradeBeaconOptions,
  UpgradeCall,
  UpgradeProxyOptions,
} from './proxy-options.js'
export type { MigrationReplaceOptions, ReplaceContract } from './replace.js'
export type {
  MigrationFileReport,
  MigrationReport,
  RecordedReport,
  StepReport,
} from './report.js'
export { type RunMigrationsOptions, runMigrations } from './run-migrations.js'
export type { StepChange } from './step-change.js'
export type { RehearsedStatus, RehearsedValue, UpgradeRehearsal } from './upgrade-rehearsal.js'
