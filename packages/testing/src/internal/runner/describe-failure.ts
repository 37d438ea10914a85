import { inspect } from 'node:util'
import type { SourceLocation, TestFailure } from '../../test-report.js'
import { isRecord } from '../guards.js'
import { codeFrame } from './code-frame.js'
import { cleanStack, formatLocation, type StackContext } from './stack.js'

const maxCauses = 3

/** Puts what a test threw into words. `site` is where the test or hook is written, for stacks that do not reach its file. */
export function describeFailure(
  error: unknown,
  context: StackContext,
  site?: SourceLocation,
): TestFailure {
  const failure = describeError(error, context, maxCauses)
  if (site === undefined || reaches(failure, site, context)) return withFrame(failure)
  const stack = [...failure.stack, `at ${formatLocation(site, context.root)}`]
  return withFrame({ ...failure, location: failure.location ?? site, stack })
}

function reaches(
  { stack }: TestFailure,
  { path }: SourceLocation,
  { root }: StackContext,
): boolean {
  const [file = ''] = formatLocation({ path, line: 1, column: 1 }, root).split(/:1:1$/)
  return stack.some((line) => line.startsWith(`at ${file}:`) || line.includes(`(${file}:`))
}

function withFrame(failure: TestFailure): TestFailure {
  const frame = failure.location === undefined ? undefined : codeFrame(failure.location)
  return frame === undefined ? failure : { ...failure, codeFrame: frame }
}

function describeError(error: unknown, context: StackContext, causes: number): TestFailure {
  if (!isRecord(error)) {
    return { name: 'Error', message: `a value was thrown: ${inspect(error)}`, stack: [] }
  }
  const { lines, location } = cleanStack(
    typeof error.stack === 'string' ? error.stack : '',
    context,
  )
  const diff = diffOf(error)
  const cause = 'cause' in error && error.cause !== undefined && causes > 0
  return {
    name: typeof error.name === 'string' ? error.name : 'Error',
    message: messageOf(error),
    stack: lines,
    ...(typeof error.code === 'string' && { code: error.code }),
    ...(location !== undefined && { location }),
    ...(diff !== undefined && { diff }),
    ...(cause && { cause: describeError(error.cause, context, causes - 1) }),
  }
}

function messageOf(error: Record<PropertyKey, unknown>): string {
  // ethers appends its whole request, which is many lines long; the short message says it.
  if (typeof error.shortMessage === 'string' && typeof error.code === 'string') {
    const isEthers =
      typeof error.message === 'string' && error.message.includes(`code=${error.code}`)
    if (isEthers) return error.shortMessage
  }
  return typeof error.message === 'string' && error.message !== '' ? error.message : inspect(error)
}

/** Values worth setting side by side: those that the message does not show whole. */
function diffOf(error: Record<PropertyKey, unknown>): TestFailure['diff'] {
  if (error.showDiff === false || !('expected' in error) || !('actual' in error)) return undefined
  if (error.expected === undefined && error.actual === undefined) return undefined
  const expected = printValue(error.expected)
  const actual = printValue(error.actual)
  const isLong = expected.includes('\n') || actual.includes('\n')
  return expected !== actual && isLong ? { expected, actual } : undefined
}

function printValue(value: unknown): string {
  if (typeof value === 'string') return value
  return inspect(value, {
    depth: 10,
    sorted: true,
    breakLength: 72,
    compact: false,
    maxArrayLength: 200,
  })
}
