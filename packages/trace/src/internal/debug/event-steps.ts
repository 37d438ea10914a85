import type { SourceTrace } from '../../source-trace.js'

/** An event that was logged. */
export interface LoggedEvent {
  readonly step: number
  /** Undefined in foreign code, and where assembly logs. */
  readonly name: string | undefined
}

/** All events of an execution in their order, those of frames that failed included. */
export function loggedEvents(trace: SourceTrace): readonly LoggedEvent[] {
  return trace.recording.frames
    .flatMap(({ logs }) => logs.map(({ step }) => ({ step, name: eventName(trace, step) })))
    .sort((a, b) => a.step - b.step)
}

function eventName(trace: SourceTrace, step: number): string | undefined {
  const fields = trace.statement(step)?.node.fields
  // Before solc 0.4.21 events are called like functions.
  const call = member(fields, 'eventCall') ?? member(fields, 'expression')
  const callee = member(call, 'expression')
  const name = member(callee, 'memberName') ?? member(callee, 'name')
  return typeof name === 'string' ? name : undefined
}

function member(value: unknown, key: string): unknown {
  return Reflect.get(Object(value), key)
}
