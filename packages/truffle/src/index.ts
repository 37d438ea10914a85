export type {
  AbstractionContext,
  ContractAbstraction,
  ContractInstance,
} from './contract-abstraction.js'
export type {
  TruffleArtifact,
  TruffleArtifactStore,
  TruffleNetwork,
} from './truffle-artifact.js'
export type { TruffleConfig, TruffleNetworkConfig } from './truffle-config.js'
export type { JsonRpcCallback, JsonRpcPayload, TruffleProvider } from './truffle-provider.js'
export type { Artifacts, TruffleSession } from './truffle-session.js'
