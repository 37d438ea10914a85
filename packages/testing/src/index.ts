export type {
  AccountLike as BalanceAccount,
  BalanceChange,
  BalanceChanges,
  EtherBalanceOptions,
  EthersLike,
} from './chai-types.js'
export {
  accounts,
  chain,
  clearSnapshots,
  contractAt,
  deploy,
  deployed,
  deployments,
  dropTransaction,
  ethers,
  factory,
  fixture,
  getStorageAt,
  impersonateAccount,
  loadFixture,
  type MigrationChoice,
  mine,
  mineUpTo,
  provider,
  reorg,
  reset,
  rollback,
  setBalance,
  setBlockGasLimit,
  setCode,
  setCoinbase,
  setNextBlockBaseFeePerGas,
  setNonce,
  setPrevRandao,
  setStorageAt,
  signers,
  stopImpersonatingAccount,
  type TestChain,
  type TestDeployments,
  type TestEthers,
  type TestFixture,
  takeSnapshot,
  time,
} from './environment.js'
export { AssertionError, assert, expect } from './expect.js'
export type {
  ContractGasUse,
  DeploymentGasUse,
  FunctionGasUse,
  GasFigures,
  GasUse,
} from './gas-report.js'
export {
  compareGasSnapshots,
  createGasSnapshot,
  formatGasSnapshot,
  type GasDifference,
  type GasSnapshot,
  type GasSnapshotEntry,
  type MeasuredTest,
  parseGasSnapshot,
} from './gas-snapshot.js'
export { toGasUse } from './internal/gas/gas-figures.js'
export type { MigrateChain } from './internal/helpers/migration-fixtures.js'
export { type FailedTest, lastFailures, rememberFailures } from './last-failures.js'
export { liftTimeLimits } from './lift-time-limits.js'
export { anyUint, anyValue, createMatchers, type MatcherProvider, PANIC_CODES } from './matchers.js'
export {
  type BlockTag,
  createNetworkHelpers,
  type Duration,
  type Fixture,
  type HelperConnection,
  type MineOptions,
  type NetworkHelpers,
  type NumberLike,
  type ReorgTransaction,
  type SnapshotRestorer,
  type Time,
} from './network-helpers.js'
export {
  type EnvironmentBindings,
  type ProvideOptions,
  provideEnvironment,
} from './provide-environment.js'
export { reportMeasuredGas } from './report-gas.js'
export { type RunTestsOptions, runTests } from './run-tests.js'
export { serveTests } from './serve-tests.js'
export { type CoverageRun, type CoverageSubject, startCoverage } from './start-coverage.js'
export type { TestObserver } from './test-observer.js'
export type {
  OpenHandle,
  SolidityFailure,
  SourceLocation,
  TestFailure,
  TestReport,
  TestResult,
} from './test-report.js'
export { readUserStack, type UserStackFrame } from './user-stack.js'
