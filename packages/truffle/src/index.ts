export { attachSession } from './attach-session.js'
export { commandEvents, tellOfCommand } from './command-events.js'
export { type BuildOptions, buildProject } from './commands/build-project.js'
export { type CallFunctionOptions, callFunction } from './commands/call-function.js'
export {
  type ConsoleRequire,
  contractGetters,
  type Getters,
  truffleGetters,
  userGlobals,
} from './commands/console-globals.js'
export { type CreateFilesOptions, creatableKinds, createFiles } from './commands/create-files.js'
export { execScript } from './commands/exec-script.js'
export { type InitOptions, type InitResult, initTruffleProject } from './commands/init-project.js'
export { cleanNetworks, showNetworks } from './commands/networks.js'
export { type ObtainSolcOptions, obtainSolc } from './commands/obtain-solc.js'
export { type DevelopSession, type LoggedRequest, openDevelop } from './commands/open-develop.js'
export { pluginCommands, runPlugin } from './commands/plugins.js'
export { type PrintOpcodesOptions, printOpcodes } from './commands/print-opcodes.js'
export { describeTransaction } from './commands/show-transaction.js'
export { boxNames, type UnboxOptions, unboxProject } from './commands/unbox-project.js'
export type {
  AbstractionContext,
  ContractAbstraction,
  ContractInstance,
} from './contract-abstraction.js'
export { createAbstraction } from './create-abstraction.js'
export { commandUsageError } from './errors/command.js'
export { formatScaffoldConfig } from './format-scaffold-config.js'
export { createArtifactStore } from './internal/artifacts/artifact-store.js'
export { copyArtifact } from './internal/artifacts/lazy-artifact.js'
export { openArtifactStore, openTestArtifactStore } from './internal/artifacts/open-store.js'
export { artifactNotFoundError, resolveArtifact } from './internal/artifacts/resolve-artifact.js'
export type {
  CompileProjectOptions,
  CompilePurpose,
  TruffleCompilation,
} from './internal/compile/compilation.js'
export { compileProject } from './internal/compile/compile-project.js'
export { sourceIndexesOf } from './internal/compile/source-indexes.js'
export type { MeasuredGas, TestGas } from './internal/gas-report/session-gas.js'
export { bridgeProvider, type ProviderBridge } from './internal/network/provider-bridge.js'
export type { DebuggedExecution } from './internal/test/in-test-debug.js'
export {
  createBareProject,
  type LoadTruffleProjectOptions,
  loadTruffleProject,
} from './load-truffle-project.js'
export { locateSolc } from './locate-solc.js'
export { type MigrateContext, type MigrateOptions, runMigrate } from './migrate-command.js'
export { type OpenSessionOptions, openSession } from './open-session.js'
export {
  runTruffleTests,
  type TruffleGasOptions,
  type TruffleTestOptions,
} from './run-truffle-tests.js'
export { type MappedConfig, toScaffoldConfig } from './to-scaffold-config.js'
export type {
  TruffleArtifact,
  TruffleArtifactStore,
  TruffleNetwork,
} from './truffle-artifact.js'
export type {
  TruffleConfig,
  TruffleLogger,
  TruffleNetworkConfig,
} from './truffle-config.js'
export {
  runTruffleMigrations,
  type TruffleMigrationOptions,
  type TruffleMigrationResult,
} from './truffle-migrations.js'
export type { ProjectHints, TruffleProject } from './truffle-project.js'
export type { JsonRpcCallback, JsonRpcPayload, TruffleProvider } from './truffle-provider.js'
export type { Artifacts, TruffleSession } from './truffle-session.js'
