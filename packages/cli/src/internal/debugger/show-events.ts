import { debugArgumentError } from '../../errors.js'
import type { DebugView } from './debug-view.js'
import { cut } from './format-source.js'

const mostEvents = 5

/** The last events up to the current step. */
export function showEvents(view: DebugView, rest: string): void {
  const text = rest.trim()
  if (!/^\d{0,6}$/.test(text)) throw debugArgumentError('how many events', rest)
  const { trace, step } = view.session
  const past = trace.events.filter((event) => event.step < step)
  const shown = past.slice(-(text === '' ? mostEvents : Number(text)))
  if (shown.length === 0) view.line('No events up to here.')
  for (const event of shown) {
    const line = trace.place(event.step)
    const at = line === undefined ? '' : `  ${line.sourceName}:${line.line}`
    view.line(cut(event.text, view.columns - at.length) + view.style.dim(at))
  }
}
