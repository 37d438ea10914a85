import { isScaffoldError, type ScaffoldError, type Style } from '@scaffold-evm/common'
import { fileSystemError } from '../errors.js'

/** How much of an error is shown. */
export interface FormatErrorOptions {
  readonly stackTraces: boolean
  readonly version: string
}

/** An error for people: what happened, the details, what to do next. */
export function formatError(thrown: unknown, style: Style, options: FormatErrorOptions): string {
  const error = explain(thrown)
  const lines = isScaffoldError(error)
    ? knownErrorLines(error, style)
    : unknownErrorLines(error, style, options)
  if (options.stackTraces) lines.push('', style.dim(stackOf(error)))
  return `${lines.join('\n')}\n`
}

/** What the system refuses (a folder that cannot be written, a full disk) is no bug of ours. */
function explain(error: unknown): unknown {
  if (isScaffoldError(error) || !(error instanceof Error)) return error
  return fileSystemError(error) ?? error
}

function knownErrorLines(error: ScaffoldError, style: Style): string[] {
  const headline = `${style.red(`error[${error.code}]:`)} ${style.bold(error.shortMessage)}`
  const lines = [headline]
  if (error.details) lines.push(error.details)
  if (error.hint) lines.push(style.dim(error.hint))
  return lines
}

function unknownErrorLines(error: unknown, style: Style, options: FormatErrorOptions): string[] {
  const report = `This is not an error that scaffold ${options.version} expects: please report it, it is a bug.`
  const more = options.stackTraces
    ? ''
    : ' Run again with --stack-traces to see where it comes from.'
  return [`${style.red('error:')} ${style.bold(summaryOf(error))}`, style.dim(`${report}${more}`)]
}

/** The first line of what was thrown, at most 300 characters. */
function summaryOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return (text.split('\n', 1)[0] ?? '').slice(0, 300)
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = error.stack ?? error.message
  return error.cause === undefined ? own : `${own}\ncaused by: ${stackOf(error.cause)}`
}

/** An error as data, for `--json`. */
export function errorToJson(thrown: unknown): object {
  const error = explain(thrown)
  if (!isScaffoldError(error)) return { error: { message: summaryOf(error) } }
  const { code, shortMessage: message, details, hint, data } = error
  return { error: { code, message, details, hint, data } }
}
