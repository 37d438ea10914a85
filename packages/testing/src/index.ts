export type {
  AccountLike,
  BalanceChange,
  BalanceChanges,
  EtherBalanceOptions,
  EthersLike,
} from './chai-types.js'
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
  type SnapshotRestorer,
  type Time,
} from './network-helpers.js'
