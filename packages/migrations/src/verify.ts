export type { TargetChoice } from './internal/verify/find-targets.js'
export {
  type PreparedVerification,
  prepareVerifications,
  type VerifyOptions,
  verifyContracts,
} from './verify-contracts.js'
export {
  formatVerificationReport,
  type VerificationReport,
  type VerificationResult,
  verificationReportToJson,
} from './verify-report.js'
