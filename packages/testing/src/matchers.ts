export type { MatcherProvider } from './internal/matchers/kit.js'
export { PANIC_CODES } from './internal/matchers/panic-codes.js'
export { createMatchers } from './internal/matchers/plugin.js'
export { anyUint, anyValue } from './internal/matchers/predicates.js'
