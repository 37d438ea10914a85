import type { ExecResult } from '@ethereumjs/evm'
import { opcodes } from './opcodes.js'
import type { StepContent } from './step-view.js'

/** Instructions after which a frame is at its end wherever they stand. */
const endings: ReadonlySet<number> = new Set([
  opcodes.stop,
  opcodes.return,
  opcodes.revert,
  opcodes.selfdestruct,
])

/** The STOP that follows the last byte of code, if a frame that succeeded ended with it: ethereumjs leaves it out. */
export function implicitStop({ runState }: ExecResult, depth: number): StepContent | undefined {
  if (runState === undefined || runState.code.length === 0) return undefined
  const { programCounter, code, opCode, memory, memoryWordCount } = runState
  if (programCounter < code.length || endings.has(opCode)) return undefined
  return {
    pc: programCounter,
    gasLeft: runState.gasLeft,
    depth,
    stack: runState.stack.getStack(),
    memory: memory._store.slice(0, Number(memoryWordCount) * 32),
    memoryWordCount,
  }
}
