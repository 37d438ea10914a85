export type { TargetChoice } from './internal/verify/find-targets.js'
export {
  type PreparedVerification,
  prepareVerifications,
  type VerifyOptions,
  verifyContracts,
} from './verifying/verify-contracts.js'
export {
  formatVerificationReport,
  type VerificationReport,
  type VerificationResult,
  verificationReportToJson,
} from './verifying/verify-report.js'
