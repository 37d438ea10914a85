export type {
  CreatedContract,
  CreatedContracts,
  MigrationCreateOptions,
} from './migration/created.js'
export type { DiamondCutOptions, DiamondFacet } from './migration/diamond-options.js'
export type { HandOverOptions } from './migration/hand-over.js'
export {
  defineMigration,
  type Migration,
  type MigrationCallOptions,
  type MigrationContext,
  type MigrationDeployOptions,
} from './migration/migration.js'
export type {
  Create2Placement,
  Create3Placement,
  PlacementOptions,
  Salt,
} from './migration/placement.js'
export type { ProxyMethods } from './migration/proxy-methods.js'
export type {
  DeployBeaconOptions,
  DeployProxyOptions,
  ImplementationOptions,
  ImportProxyOptions,
  PreparedUpgrade,
  UpgradeBeaconOptions,
  UpgradeCall,
  UpgradeProxyOptions,
} from './migration/proxy-options.js'
export type { MigrationReplaceOptions, ReplaceContract } from './migration/replace.js'
export type { StepChange } from './migration/step-change.js'
export type { PlanToApply } from './planning/plan-file.js'
export {
  type ComparedContract,
  compareAddresses,
  formatComparedAddresses,
} from './run/compare-addresses.js'
export { formatMigrationReport, migrationReportToJson } from './run/format-report.js'
export type {
  MigrationFileReport,
  MigrationReport,
  RecordedReport,
  StepReport,
} from './run/report.js'
export { type RunMigrationsOptions, runMigrations } from './run/run-migrations.js'
export { formatRehearsal } from './upgrade/format-rehearsal.js'
export type {
  RehearsedStatus,
  RehearsedValue,
  UpgradeRehearsal,
} from './upgrade/upgrade-rehearsal.js'
