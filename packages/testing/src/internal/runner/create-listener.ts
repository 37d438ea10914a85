import { relative } from 'node:path'
import type { Reporter } from '@scaffold-evm/common'
import { type CallFormat, type CallNote, loadCallFormat } from '@scaffold-evm/project'
import type { TestReport, TestResult } from '../../test-report.js'
import { createMochaReporter } from './mocha-reporter.js'
import type { RunListener } from './run-listener.js'
import type { RunSettings } from './settings.js'
import { createSpecReporter } from './spec-reporter.js'

/** What prints the run. @throws `TEST_REPORTER_UNKNOWN` */
export async function createListener(settings: RunSettings): Promise<RunListener> {
  const { options, output, project, reporter, reporterOptions } = settings
  const { root } = project
  if (options.json === true) return createJsonReporter(output, root)
  const formatCalls = options.verbosity === undefined ? undefined : await loadCallFormat()
  if (reporter === 'spec') {
    return createSpecReporter({ output, root, emptyNote: emptyNote(settings), formatCalls })
  }
  const listener = await createMochaReporter(reporter, root, reporterOptions)
  return formatCalls === undefined ? listener : withCalls(listener, output, formatCalls)
}

/** What others print may be data: calls go beside it. */
function withCalls(listener: RunListener, output: Reporter, format: CallFormat): RunListener {
  return {
    event(event) {
      listener.event(event)
      if (event.kind !== 'calls') return
      for (const line of format(event.note, output.errorStyle)) output.info(`    ${line}`)
    },
    end: (report) => listener.end(report),
  }
}

function emptyNote({ selection: { grep, invert } }: RunSettings): string {
  if (grep === undefined) return 'The test files define no tests.'
  return `No test ${invert ? 'is left by' : 'matches'} --grep ${JSON.stringify(grep.source)}.`
}

/** The report as one JSON document; paths of files are relative to the project. */
function createJsonReporter(output: Reporter, root: string): RunListener {
  const notes = new Map<TestResult, CallNote[]>()
  let last: TestResult | undefined
  return {
    event(event) {
      if (event.kind === 'result') last = event.result
      if (event.kind !== 'calls' || last === undefined) return
      notes.set(last, [...(notes.get(last) ?? []), event.note])
    },
    end(report: TestReport) {
      const results = report.results.map((result) => ({ ...result, calls: notes.get(result) }))
      output.line(JSON.stringify({ ...report, results }, toJsonValue(root), 2))
    },
  }
}

function toJsonValue(root: string): (key: string, value: unknown) => unknown {
  return (key, value) => {
    if (typeof value === 'bigint') return value.toString()
    const isPath = (key === 'file' || key === 'path') && typeof value === 'string'
    return isPath ? relative(root, value).replaceAll('\\', '/') : value
  }
}
