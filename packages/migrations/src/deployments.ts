export {
  type CollectedExport,
  collectExport,
  type ExportOptions,
} from './records/export-deployments.js'
export type { ExportedContract, ExportedFile, ExportedNetwork } from './records/exported.js'
export { type ExportFormat, formatExport } from './records/format-export.js'
export {
  type ImportedReport,
  type ImportOptions,
  type ImportReport,
  importDeployments,
} from './records/import-deployments.js'
export { readStatus, type StatusOptions } from './records/read-status.js'
export {
  type ContractStatus,
  formatStatus,
  type NetworkStatus,
  type PendingStep,
  type ProxyStatus,
} from './records/status-report.js'
export { type VerifyJournalOptions, verifyJournal } from './records/verify-journal.js'
export type { JournalProblem, JournalProblemCode, JournalReport } from './run/journal-report.js'
