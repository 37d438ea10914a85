import { relative } from 'node:path'
import type { Reporter } from '@scaffold-evm/common'
import type { TestReport } from '../../test-report.js'
import { createMochaReporter } from './mocha-reporter.js'
import type { RunListener } from './run-listener.js'
import type { RunSettings } from './settings.js'
import { createSpecReporter } from './spec-reporter.js'

/** What prints the run. @throws `TEST_REPORTER_UNKNOWN` */
export async function createListener(settings: RunSettings): Promise<RunListener> {
  const { options, output, project, reporter, reporterOptions } = settings
  const { root } = project
  if (options.json === true) return createJsonReporter(output, root)
  if (reporter === 'spec')
    return createSpecReporter({ output, root, emptyNote: emptyNote(settings) })
  return await createMochaReporter(reporter, root, reporterOptions)
}

function emptyNote({ selection: { grep, invert } }: RunSettings): string {
  if (grep === undefined) return 'The test files define no tests.'
  return `No test ${invert ? 'is left by' : 'matches'} --grep ${JSON.stringify(grep.source)}.`
}

/** The report as one JSON document; paths of files are relative to the project. */
function createJsonReporter(output: Reporter, root: string): RunListener {
  return {
    event: () => undefined,
    end(report: TestReport) {
      const shorten = (key: string, value: unknown): unknown =>
        (key === 'file' || key === 'path') && typeof value === 'string'
          ? relative(root, value).replaceAll('\\', '/')
          : value
      output.line(JSON.stringify(report, shorten, 2))
    },
  }
}
