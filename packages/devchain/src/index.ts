export {
  createDevchain,
  type Devchain,
  type DevchainAccount,
  type DevchainProvider,
  type DevchainReorgTransaction,
} from './devchain.js'
export { opcodeName } from './internal/chain/tracing/opcode-names.js'
export { loadKeccak256 } from './keccak256.js'
export type {
  AnsweredRequest,
  CorsPolicy,
  DevchainServer,
  ListenOptions,
} from './listen-options.js'
export type {
  DevchainAccountOptions,
  DevchainForkOptions,
  DevchainMiningOptions,
  DevchainOptions,
} from './options.js'
