import type { UserStackFrame } from '@scaffold-evm/testing'
import type { DebugSession } from '@scaffold-evm/trace'
import { VariableHandles } from './variable-handles.js'

/** An execution that a client looks into. */
export class Standing {
  readonly session: DebugSession
  /** The test's own functions, the innermost first. */
  readonly callers: readonly UserStackFrame[]
  #handles = new VariableHandles()
  /** Whether it is on its way to another place. */
  isMoving = false

  constructor(session: DebugSession, callers: readonly UserStackFrame[]) {
    this.session = session
    this.callers = callers
  }

  get handles(): VariableHandles {
    return this.#handles
  }

  /** What was seen from the last place is not to be asked for any more. */
  forget(): void {
    this.#handles = new VariableHandles()
  }
}
