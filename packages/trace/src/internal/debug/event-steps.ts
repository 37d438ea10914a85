import type { RecordedLog } from '@scaffold-evm/devchain'
import { AbiIndex } from '../../abi-index.js'
import type { SourceTrace } from '../../source-trace.js'
import { formatArguments } from '../calls/value-text.js'
import { memberOf } from '../fields.js'

/** An event that was logged. */
export interface LoggedEvent {
  readonly step: number
  /** Undefined when no contract of the execution has it. */
  readonly name: string | undefined
  /** With its arguments, e.g. `Moved(to: 0x…, amount: 7)`. */
  readonly text: string
}

/** All events of an execution in their order, those of frames that failed included. */
export function loggedEvents(trace: SourceTrace): readonly LoggedEvent[] {
  const { frames } = trace.recording
  const artifacts = frames.map((_, frame) => trace.contractOfFrame(frame))
  const known = [...new Set(artifacts)].filter((artifact) => artifact !== undefined)
  const abi = new AbiIndex(known, trace.keccak256)
  const event = (log: RecordedLog, frame: number): LoggedEvent => {
    const { step } = log
    const decoded = abi.event(artifacts[frame], log)
    if (decoded === undefined) {
      const name = writtenName(trace, step)
      return { step, name, text: name ?? `an event with ${log.topics.length} topics` }
    }
    const { name, values } = decoded
    return { step, name, text: `${name}(${formatArguments(values, { names: {}, isFull: false })})` }
  }
  return frames
    .flatMap(({ logs }, frame) => logs.map((log) => event(log, frame)))
    .sort((a, b) => a.step - b.step)
}

/** As the statement has it; libraries may emit what no ABI has. */
function writtenName(trace: SourceTrace, step: number): string | undefined {
  const fields = trace.statement(step)?.node.fields
  const callee = memberOf(fields, 'eventCall', 'expression')
  const name = memberOf(callee, 'memberName') ?? memberOf(callee, 'name')
  return typeof name === 'string' ? name : undefined
}
