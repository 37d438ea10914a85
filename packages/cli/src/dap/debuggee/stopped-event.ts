import type { DebugSession, DebugStop, StopReason } from '@scaffold-evm/trace'
import type { DapEvent } from '../protocol.js'

const reasons: Readonly<Record<StopReason, string>> = {
  entry: 'entry',
  start: 'entry',
  step: 'step',
  end: 'step',
  breakpoint: 'breakpoint',
  change: 'data breakpoint',
  event: 'breakpoint',
  error: 'exception',
}

/** The one thread that there is. */
export const threadId = 1

/** Tells a client where its debuggee stands, and why. */
export function stoppedEvent(
  session: DebugSession,
  stop: DebugStop,
  hitBreakpointIds: readonly number[],
): DapEvent {
  const text = textOf(session, stop)
  return {
    event: 'stopped',
    body: {
      reason: reasons[stop.reason],
      ...(stop.reason === 'start' && { description: 'Paused at the beginning' }),
      ...(text !== undefined && { text }),
      threadId,
      allThreadsStopped: true,
      ...(hitBreakpointIds.length > 0 && { hitBreakpointIds }),
    },
  }
}

function textOf(
  { trace }: DebugSession,
  { reason, changes, event }: DebugStop,
): string | undefined {
  switch (reason) {
    case 'change':
      return changes
        .map(({ expression, before, after }) => `${expression}: ${before} -> ${after}`)
        .join('\n')
    case 'event':
      return event
    case 'error':
      return trace.failure?.message ?? 'A call failed, and its caller went on'
    default:
      return undefined
  }
}
