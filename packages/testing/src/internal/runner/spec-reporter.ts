import { formatTable, paintCodeFrame, type Reporter, type Style } from '@scaffold-evm/common'
import type { CallFormat } from '@scaffold-evm/project'
import type { OpenHandle, TestFailure, TestReport, TestResult } from '../../test-report.js'
import { diffLines } from './diff-lines.js'
import type { RunEvent } from './events.js'
import { causeOf, headlineOf, reasonOf, stackOf } from './failure-text.js'
import type { RunListener } from './run-listener.js'
import { formatLocation } from './stack.js'

const maxStackLines = 5

/** What the printed report needs to know. */
export interface SpecReporterOptions {
  /** What it means when no test ran. */
  readonly emptyNote: string
  readonly output: Reporter
  /** Paths are shown relative to it. */
  readonly root: string
  /** Writes what transactions and calls did. @default nothing of it is written */
  readonly formatCalls?: CallFormat | undefined
}

/** Our own report: suites and tests as they run, then the failures with everything needed to fix them. */
export function createSpecReporter(options: SpecReporterOptions): RunListener {
  const { output, root, emptyNote, formatCalls } = options
  let failures = 0
  let isSpaced = true
  let depth = 0
  return {
    event(event) {
      if (event.kind === 'result') depth = event.result.suites.length
      if (event.kind === 'calls') {
        const lines = formatCalls?.(event.note, output.style) ?? []
        for (const line of lines) output.line(`${indent(depth + 1)}${line}`)
        return
      }
      if (event.kind === 'result' && event.result.state === 'failed') failures += 1
      const isSuite = event.kind === 'suite-start'
      if (isSuite && event.depth === 0 && !isSpaced) output.line()
      for (const line of formatEvent(event, failures, output.style)) output.line(line)
      if (isSuite || event.kind === 'result') isSpaced = false
    },
    end(report) {
      output.line()
      output.line(formatTotals(report, output.style))
      if (report.results.length === 0 && report.stopped === undefined) {
        output.info(output.errorStyle.yellow(`  ${emptyNote}`))
      }
      const failed = report.results.filter(({ state }) => state === 'failed')
      for (const [index, result] of failed.entries()) {
        output.line()
        for (const line of formatFailedTest(result, index + 1, { style: output.style, root })) {
          output.line(line)
        }
      }
      for (const line of formatOpenHandles(report.openHandles, output.errorStyle, root)) {
        output.info(line)
      }
    },
  }
}

function formatEvent(
  event: Exclude<RunEvent, { kind: 'calls' }>,
  failures: number,
  style: Style,
): string[] {
  if (event.kind === 'suite-end' || event.kind === 'given-up') return []
  if (event.kind === 'suite-start') return [`${indent(event.depth)}${style.bold(event.title)}`]
  const { result } = event
  return [`${indent(result.suites.length)}${formatResult(result, failures, style)}`]
}

function indent(depth: number): string {
  return '  '.repeat(depth + 1)
}

function formatResult(result: TestResult, failures: number, style: Style): string {
  const { state, title, durationMs, speed, retries, gas } = result
  if (state === 'pending') return style.cyan(`- ${title}`)
  if (state === 'failed') return style.red(`${failures}) ${title}`)
  const isSlow = speed === 'slow'
  const took = isSlow ? style.yellow(` (${formatDuration(durationMs)})`) : ''
  const used = gas === undefined || gas === 0 ? '' : style.dim(` (${gas.toLocaleString('en')} gas)`)
  const again = retries > 0 ? style.yellow(` (passed at attempt ${retries + 1})`) : ''
  return `${style.green('✓')} ${style.dim(title)}${took}${used}${again}`
}

function formatTotals(report: TestReport, style: Style): string {
  const parts = [
    style.green(`${report.passed} passing`),
    report.failed > 0 ? style.red(`${report.failed} failing`) : '',
    report.pending > 0 ? style.cyan(`${report.pending} pending`) : '',
  ].filter((part) => part !== '')
  const stopped = {
    bail: style.yellow(' · stopped at the first failure'),
    interrupted: style.yellow(` · interrupted${formatWhere(report.interruptedIn)}`),
  }
  const note = report.stopped === undefined ? '' : stopped[report.stopped]
  const duration = style.dim(`(${formatDuration(report.durationMs)})`)
  return `  ${parts.join(' · ')} ${duration}${note}`
}

function formatWhere(path: readonly string[] | undefined): string {
  return path === undefined ? '' : ` in ${path.join(' › ')}`
}

/** `340 ms`, `2.4 s`, `3 min 12 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`
  if (durationMs < 60_000) return `${(durationMs / 1_000).toFixed(1)} s`
  const seconds = Math.round(durationMs / 1_000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

interface FailureFormat {
  readonly style: Style
  readonly root: string
}

function formatFailedTest(result: TestResult, number: number, format: FailureFormat): string[] {
  const { style, root } = format
  const path = [...result.suites, result.title].join(' › ')
  const { failure } = result
  if (failure === undefined) return [`  ${number}) ${path}`]
  const place = failure.location ?? { path: result.file, line: 1, column: 1 }
  const head = [
    `  ${style.red(`${number})`)} ${style.bold(path)}`,
    `     ${style.dim(formatLocation(place, root))}`,
    '',
  ]
  return [
    ...head,
    ...formatFailure(failure, format).map((line) => (line === '' ? '' : `     ${line}`)),
  ]
}

function formatFailure(failure: TestFailure, format: FailureFormat): string[] {
  const { style } = format
  const name =
    failure.name === 'ScaffoldError' && failure.code !== undefined ? failure.code : failure.name
  const message = `${name}: ${headlineOf(failure)}`.split('\n').map((line) => style.red(line))
  const { solidity } = failure
  const codeFrame = solidity?.codeFrame ?? failure.codeFrame
  const frame = codeFrame === undefined ? [] : paintCodeFrame(codeFrame, style)
  const stack = formatStack(failure, format)
  const inner = causeOf(failure)
  const cause = inner === undefined ? [] : ['', 'Caused by:', ...formatFailure(inner, format)]
  const reason = formatReason(failure, style)
  const sections = [message, reason, formatDiff(failure.diff, style), frame, stack]
  const filled = sections.filter((section) => section.length > 0)
  return [
    ...filled.flatMap((section, index) => (index === 0 ? section : ['', ...section])),
    ...cause,
  ]
}

function formatReason(failure: TestFailure, style: Style): string[] {
  const reason = reasonOf(failure)
  return reason === undefined ? [] : [style.red(reason)]
}

/** Contracts before tests, unless all there is to say is the line shown already. */
function formatStack(failure: TestFailure, { style, root }: FailureFormat): string[] {
  const { stack, location, solidity } = failure
  const [first, ...others] = stack
  const isShown = location !== undefined && first === `at ${formatLocation(location, root)}`
  if (isShown && others.length === 0 && solidity === undefined) return []
  const note = solidity?.isExact === false ? [approximateNote] : []
  const lines = stackOf(failure, maxStackLines)
  const inContracts = solidity?.stack.length ?? 0
  return [...lines.slice(0, inContracts), ...note, ...lines.slice(inContracts)].map(style.dim)
}

const approximateNote = '(in optimized code, so lines may be near misses)'

function formatDiff(diff: TestFailure['diff'], style: Style): string[] {
  if (diff === undefined) return []
  const lines = diffLines(diff.expected, diff.actual).map(({ kind, text }) => {
    if (kind === 'expected') return style.green(`- ${text}`)
    return kind === 'actual' ? style.red(`+ ${text}`) : style.dim(`  ${text}`)
  })
  return [`${style.green('- expected')}  ${style.red('+ actual')}`, ...lines]
}

function formatOpenHandles(handles: readonly OpenHandle[], style: Style, root: string): string[] {
  if (handles.length === 0) return []
  const rows = handles.map(({ kind, location, file }) => {
    if (location !== undefined) return [kind, `made at ${formatLocation(location, root)}`]
    return [
      kind,
      file === undefined
        ? ''
        : `first seen after ${formatLocation({ path: file, line: 1, column: 1 }, root)}`,
    ]
  })
  const table = formatTable([{ title: '' }, { title: '' }], rows)
    .split('\n')
    .slice(1)
  return [
    '',
    style.yellow('  The tests left something open, which would have kept this process alive:'),
    ...table.map((line) => `    ${line}`),
    style.dim('  Close it in an `after` hook.'),
  ]
}
