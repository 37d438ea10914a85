// A compiler's thread before anything else of this package is loaded.
export { startThread } from './internal/solc-thread.js'
