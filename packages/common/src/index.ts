export { type AtomicWriteOptions, writeFileAtomic } from './atomic-write.js'
export { formatCodeFrame, paintCodeFrame } from './code-frame.js'
export type { Eip1193Provider, RequestArguments } from './eip1193.js'
export { errorMessage, isScaffoldError, ScaffoldError, type ScaffoldErrorFields } from './error.js'
export { acquireFileLock, type FileLockOptions, withFileLock } from './file-lock.js'
export {
  bigintToBytes,
  bytesToBigint,
  bytesToDigits,
  bytesToHex,
  type Hex,
  hexToBytes,
  isHex,
  parseHexBytes,
  quantityToHex,
} from './hex.js'
export { Mutex } from './mutex.js'
export { describePanic } from './panic-reason.js'
export {
  createReporter,
  createSilentReporter,
  type Reporter,
  type ReporterOptions,
  type TextStream,
} from './reporter.js'
export { type SchemaIssue, schemaReason } from './schema-reason.js'
export { type ColorSource, createStyle, hasColor, type Style } from './style.js'
export { didYouMean, editDistance, nearest } from './suggest.js'
export { type Column, formatTable } from './table.js'
export { forkCacheDir, type UserCachePlace, userCacheDir } from './user-cache.js'
