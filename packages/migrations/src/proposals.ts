export {
  createSafeBatch,
  type SafeBatch,
  type SafeTransaction,
} from './internal/proposals/safe-batch.js'
export type { SafeInput, SafeMethod } from './internal/proposals/safe-method.js'
export { unsignedToJson } from './internal/proposals/unsigned-to-json.js'
export type {
  Proposal,
  ProposedTransaction,
  SenderKind,
  UnsignedFields,
} from './proposing/proposal.js'
export {
  type ProposeOptions,
  type ProposeResult,
  proposeMigrations,
} from './proposing/propose-migrations.js'
