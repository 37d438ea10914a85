export {
  type CollectedExport,
  collectExport,
  type ExportOptions,
} from './export-deployments.js'
export type { ExportedContract, ExportedFile, ExportedNetwork } from './exported.js'
export { type ExportFormat, formatExport } from './format-export.js'
export {
  type ImportedReport,
  type ImportOptions,
  type ImportReport,
  importDeployments,
} from './import-deployments.js'
export type { JournalProblem, JournalProblemCode, JournalReport } from './journal-report.js'
export { readStatus, type StatusOptions } from './read-status.js'
export {
  type ContractStatus,
  formatStatus,
  type NetworkStatus,
  type PendingStep,
  type ProxyStatus,
} from './status-report.js'
export { type VerifyJournalOptions, verifyJournal } from './verify-journal.js'
