export type { AbiEntry, AbiParameter, Artifact, LinkReferences } from './artifact.js'
export type { BuildInfo } from './build-info.js'
export { compile } from './compile.js'
export { type Compiler, createCompiler } from './compiler.js'
export { debugArtifactsDir } from './debug-artifacts.js'
export type {
  Diagnostic,
  DiagnosticLocation,
  DiagnosticSeverity,
  SecondaryLocation,
} from './diagnostics.js'
export { type FlattenOptions, flatten } from './flatten.js'
export { formatDiagnostic, formatDiagnostics } from './format-diagnostic.js'
export {
  isSameSignature,
  lastingSignature,
  readSignature,
  type Signature,
} from './internal/files/signature.js'
export { toArtifact } from './internal/output/artifact-files.js'
export type { WantedOutputs } from './internal/plan/outputs.js'
export { debugSettings } from './internal/plan/settings.js'
export { CodeCache } from './internal/solc/code-cache.js'
export {
  createSolcProvider,
  type SolcProvider,
  type SolcProviderOptions,
} from './internal/solc/provider.js'
export { longVersionOf, publishedVersions } from './internal/solc/releases.js'
export type { SolcRelease } from './internal/solc/solc.js'
export { compareVersions, parseVersionName, type VersionName } from './internal/solc/version.js'
export { isInRange, parseVersionRange, type VersionRange } from './internal/solc/version-range.js'
export { type Scan, type Scanned, scanSolidity } from './internal/sources/scan.js'
export type {
  ArtifactReference,
  CompileJob,
  CompileOptions,
  CompileProfile,
  CompileRequest,
  CompileResult,
  CompilerOptions,
  SolcSettings,
  SolidityConfig,
  SolidityOverride,
} from './options.js'
export {
  type ContractSize,
  contractSizes,
  formatContractSizes,
  maxCodeSizeBytes,
  maxInitCodeSizeBytes,
  type SizedArtifact,
} from './sizes.js'
export {
  createSolcRunner,
  type SolcRunner,
  type SolcRunnerOptions,
  type SolcTask,
} from './solc-runner.js'
export type {
  OutputSelection,
  SolcBytecode,
  SolcContract,
  SolcContracts,
  SolcError,
  SolcInput,
  SolcLocation,
  SolcOutput,
} from './standard-json.js'
