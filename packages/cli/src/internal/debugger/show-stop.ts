import { isScaffoldError } from '@scaffold-evm/common'
import type { DebugStop } from '@scaffold-evm/trace'
import type { DebugView } from './debug-view.js'
import { cut, formatSource } from './format-source.js'

const linesBefore = 3
const linesAfter = 2

/** Shows where the session came to stand and why, and what is watched. */
export async function showStop(view: DebugView, stop: DebugStop): Promise<void> {
  const { style } = view
  view.selectFrame(0)
  for (const text of stop.logs) view.line(style.cyan(text))
  for (const problem of stop.problems) view.line(style.red(problemText(problem)))
  const why = reasonText(view, stop)
  if (why !== undefined) view.line(style.yellow(cut(why, view.columns * 4)))
  for (const { expression, before, after } of stop.changes) {
    view.line(style.yellow(`${expression}: ${before} -> ${after}`))
  }
  // At the end no function is running, and the head of the contract would say nothing.
  if (stop.reason !== 'end' || view.frame?.functionName !== undefined) showPlace(view)
  await showWatches(view)
}

function reasonText({ session }: DebugView, stop: DebugStop): string | undefined {
  const { failure } = session.trace
  switch (stop.reason) {
    case 'breakpoint':
      return `Breakpoint ${stop.breakpoints.map(({ id }) => id).join(', ')}`
    case 'event':
      return `Event ${stop.event ?? ''}`
    case 'error':
      return stop.step === failure?.step ? `Failure: ${failure.message}` : 'Failure, caught later'
    case 'start':
      return 'This is the beginning: nothing is before it.'
    case 'end':
      return failure === undefined ? 'The end: it succeeded.' : `The end: ${failure.message}`
    default:
      return undefined
  }
}

/** The source around the selected frame's place. */
export function showPlace(view: DebugView): void {
  const { frame, style, columns } = view
  const place = frame?.place
  if (place === undefined) {
    const address = frame?.address ?? frame?.storageAddress ?? ''
    view.line(style.dim(`In code without a source at ${address}`))
    return
  }
  const name = [frame?.contractName, frame?.functionName].filter((part) => part !== undefined)
  const at = `${place.sourceName}:${place.line}`
  const named = `  ${name.join('.')}`
  view.line(`${cutAtStart(at, columns - named.length)}${named}`)
  const lines = view.sourceLines(place.sourceName)
  if (lines === undefined) return
  const excerpt = { lines, place, first: place.line - linesBefore, last: place.line + linesAfter }
  for (const line of formatSource(excerpt, view)) view.line(line)
}

/** Of a path the end counts. */
function cutAtStart(text: string, columns: number): string {
  return text.length <= columns ? text : `…${text.slice(text.length - Math.max(1, columns - 1))}`
}

/** What is watched, each on a line. */
export async function showWatches(view: DebugView): Promise<void> {
  for (const [id, expression] of view.watches) {
    view.line(cut(`  ${id}: ${expression} = ${await valueText(view, expression)}`, view.columns))
  }
}

async function valueText({ session, frameIndex, style }: DebugView, text: string): Promise<string> {
  try {
    return (await session.evaluate(text, frameIndex)).text
  } catch (error) {
    if (isScaffoldError(error)) return style.dim(`(${error.shortMessage})`)
    throw error
  }
}

function problemText(problem: Error): string {
  return isScaffoldError(problem) ? `${problem.code}: ${problem.shortMessage}` : problem.message
}
