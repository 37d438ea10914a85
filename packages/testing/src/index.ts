export type {
  AccountLike,
  BalanceChange,
  BalanceChanges,
  EtherBalanceOptions,
  EthersLike,
} from './chai-types.js'
export { anyUint, anyValue, createMatchers, type MatcherProvider, PANIC_CODES } from './matchers.js'
