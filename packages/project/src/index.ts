export type {
  Artifact,
  CompileResult,
  SolcSettings,
  SolidityConfig,
  SolidityOverride,
} from '@scaffold-evm/compiler'
export type { Devchain, RecordingListener, StepRecording } from '@scaffold-evm/devchain'
export type { FailureExplanation, StackFrame } from '@scaffold-evm/trace'
export type {
  AccountSource,
  AccountSourceUserConfig,
  ExternalSignerAccounts,
  ExternalSource,
  HttpAccountsConfig,
  HttpAccountsUserConfig,
  KeystoreFileAccount,
  KeystoreSource,
  MnemonicAccounts,
  NamedAccount,
  NamedAccountConfig,
} from './accounts-config.js'
export type { ArtifactStore } from './artifact-store.js'
export { type BumpPolicy, bumpFees, type TransactionFees } from './bump-fees.js'
export { CallLog, type CallReaders, callReadersOf, type LoggedExecution } from './call-log.js'
export { type CallNote, CallNotes } from './call-notes.js'
export {
  type CoverageConfig,
  type CoverageThresholds,
  type CoverageUserConfig,
  defineConfig,
  type GasConfig,
  type GasUserConfig,
  type MaybeSecret,
  type PathsConfig,
  type PathsUserConfig,
  type ScaffoldConfig,
  type ScaffoldUserConfig,
  type ScaffoldUserConfigExport,
  type TestConfig,
  type TestUserConfig,
} from './config.js'
export type {
  AccountLike,
  Connection,
  DeployOptions,
  FactoryOptions,
  Libraries,
  PreparedDeployment,
  TransactionOptions,
} from './connection.js'
export { deploymentNotFoundError } from './contract-errors.js'
export type {
  ContractArgsOf,
  ContractFactoryOf,
  ContractName,
  ContractOf,
} from './contracts.js'
export { createCallTracer } from './create-call-tracer.js'
export { createConnectionExplainer } from './create-connection-explainer.js'
export { createGasProfiler } from './create-gas-profiler.js'
export { deployedInterface, diamondAbi } from './deployed-interface.js'
export {
  type BuildIdentity,
  type ContractOrigin,
  createMemoryDeploymentStore,
  type DeployedContract,
  type DeploymentRecord,
  type DeploymentStore,
  type DiamondRecord,
  type FacetRecord,
  type ImportOrigin,
  type JsonValue,
  type MigrationRecord,
  type PreparedImplementation,
  type ProxyRecord,
  type SignedFields,
  type StepRecord,
  type VerifiedMatch,
} from './deployment-store.js'
export { isDevelopmentChain } from './development-chain.js'
export { createExecutionTracer, type ExecutionTracer } from './execution-tracer.js'
export { explainFailure, type FailedTransaction } from './explain-failure.js'
export { type FailedExecution, failedExecution, recorderOnFork } from './failed-execution.js'
export {
  createExplainContext,
  createFailureExplainer,
  type FailureExplainer,
  type ForeignBuild,
  type HeldFailure,
  loadBuild,
} from './failure-explainer.js'
export type { FeesConfig, FeesUserConfig } from './fee-config.js'
export { forkNetwork } from './fork-network.js'
export { GasMeter, type GasMeterOptions } from './gas-meter.js'
export { createArtifactStore } from './internal/artifact-files.js'
export { defaultCacheDir } from './internal/config/resolve-config.js'
export { maskUrl } from './internal/mask-url.js'
export { formatExcerpt } from './internal/modules/module-problem.js'
export { type Keystore, type KeystoreOptions, keystorePath, openKeystore } from './keystore.js'
export { listDeployments } from './list-deployments.js'
export { loadBuildInfo } from './load-build-info.js'
export { type CallFormat, loadCallFormat } from './load-call-format.js'
export * from './modules.js'
export type {
  ForkConfig,
  ForkUserConfig,
  HttpNetworkConfig,
  HttpNetworkUserConfig,
  InProcessAccount,
  InProcessNetworkConfig,
  InProcessNetworkUserConfig,
  MiningConfig,
  NetworkConfig,
  NetworkUserConfig,
} from './network-config.js'
export {
  type ConnectOptions,
  type CreateProjectOptions,
  createProject,
  type LoadProjectOptions,
  loadProject,
  type Project,
  type ProjectCompileOptions,
} from './project.js'
export { type NetworkRecording, recordNetworkTransaction } from './record-network-transaction.js'
export { describeRevert, revertData } from './revert.js'
export { RpcError, type RpcErrorFields } from './rpc-error.js'
export { isSecretReference, type SecretOptions, type SecretReference, secret } from './secret.js'
export type { SolidityUserConfig } from './solidity-config.js'
export type {
  VerifierConfig,
  VerifierUserConfig,
  VerifyConfig,
  VerifyUserConfig,
} from './verify-config.js'
