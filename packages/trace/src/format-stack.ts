import { formatStackFrame, type StackFrame } from './stack-frame.js'

const longest = 24
const shownAtEnds = 8

/** One line per function, the innermost first. Of recursions that went deep, only the ends. */
export function formatStack(frames: readonly StackFrame[]): readonly string[] {
  const lines = frames.map(formatStackFrame)
  if (lines.length <= longest) return lines
  const left = lines.length - 2 * shownAtEnds
  return [...lines.slice(0, shownAtEnds), `… ${left} more`, ...lines.slice(-shownAtEnds)]
}
