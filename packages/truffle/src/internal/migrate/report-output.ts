import { createReporter, type TextStream } from '@scaffold-evm/common'
import type { TruffleLogger } from '../../truffle-config.js'
import type { ReportOutput } from './report.js'

/** A report that goes to a config's logger. What is awaited is shown on `stderr`: in place on a terminal, else in lines. */
export function createReportOutput(logger: TruffleLogger, stderr: TextStream): ReportOutput {
  const reporter = createReporter({ stdout: stderr, stderr })
  const isTerminal = stderr.isTTY === true
  return {
    line(text) {
      reporter.progress()
      logger.log(text)
    },
    error(text) {
      reporter.progress()
      logger.error(text)
    },
    wait(text) {
      if (isTerminal) reporter.progress(text === undefined ? undefined : `   ${text}`)
      else if (text !== undefined) reporter.line(`- ${text}`)
    },
  }
}
