import { formatStackFrame } from '@scaffold-evm/trace'
import type { DebugView } from './debug-view.js'

/** The functions that are running, the innermost first, numbered. */
export function showFrames(view: DebugView): void {
  for (const [index, frame] of view.session.frames.entries()) {
    const mark = index === view.frameIndex ? '>' : ' '
    view.line(`${mark} ${index}  ${formatStackFrame(frame).replace(/^at /, '')}`)
  }
}
