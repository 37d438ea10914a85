export {
  createDevchain,
  type Devchain,
  type DevchainAccount,
  type DevchainProvider,
  type DevchainReorgTransaction,
} from './devchain.js'
export type { AnsweredRequest } from './internal/rpc/context.js'
export type { DevchainServer, ListenOptions } from './internal/server/listen.js'
export type { CorsPolicy } from './internal/server/origin-guard.js'
export { loadKeccak256 } from './keccak256.js'
export type {
  DevchainAccountOptions,
  DevchainForkOptions,
  DevchainMiningOptions,
  DevchainOptions,
} from './options.js'
