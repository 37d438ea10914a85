import { formatStackFrame } from '@scaffold-evm/trace'
import type { DebugView } from './debug-view.js'

const mostFrames = 50

/** The functions that are running, the innermost first, numbered. */
export function showFrames(view: DebugView): void {
  const { frames } = view.session
  for (const [index, frame] of frames.slice(0, mostFrames).entries()) {
    const mark = index === view.frameIndex ? '>' : ' '
    view.line(`${mark} ${index}  ${formatStackFrame(frame).replace(/^at /, '')}`)
  }
  if (frames.length > mostFrames) view.line(`  … and ${frames.length - mostFrames} more`)
}
