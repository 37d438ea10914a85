import { EVMError } from '@ethereumjs/evm'
import type { Frame } from './frame/frame.js'
import type { Interpreter, InterpreterClass, RunState } from './stock-interpreter.js'

/** ethereumjs' interpreter for single instructions of a {@link Frame}. */
export interface SteppingInterpreter extends Interpreter {
  /** Runs the instruction at which `frame` is. */
  step(frame: Frame, opcode: number): Promise<void>
}

/** STOP, RETURN, SELFDESTRUCT: after them the frame is at its end. */
const endings: ReadonlySet<number> = new Set([0x00, 0xf3, 0xff])

/** What makes a {@link SteppingInterpreter}. */
export type SteppingInterpreterClass = new (
  ...args: ConstructorParameters<InterpreterClass>
) => SteppingInterpreter

/** Teaches ethereumjs' interpreter to run single instructions of frames of ours. */
export function steppingInterpreter(Stock: InterpreterClass): SteppingInterpreterClass {
  return class extends Stock implements SteppingInterpreter {
    /** Tells also the STOP that follows the last byte of code, which ethereumjs leaves out. */
    override async run(...args: Parameters<Interpreter['run']>): ReturnType<Interpreter['run']> {
      const result = await super.run(...args)
      const { runState, exceptionError } = result
      const { programCounter, code, opCode, memoryWordCount } = runState
      if (exceptionError !== undefined || programCounter < code.length) return result
      if (endings.has(opCode)) return result
      runState.opCode = 0
      await this._runStepHook(0n, this.getGasLeft(), memoryWordCount)
      return result
    }

    async step(frame: Frame, opcode: number): Promise<void> {
      const runState = this._runState
      frameToRunState(frame, runState)
      this._result.logs = frame.logs
      runState.opCode = opcode
      try {
        await this.#runInstruction(runState, opcode)
      } finally {
        runStateToFrame(runState, frame)
        frame.logs = this._result.logs
        frame.returnValue = this._result.returnValue ?? frame.returnValue
      }
    }

    async #runInstruction(runState: RunState, opcode: number): Promise<void> {
      const { common } = this
      const { opcodeInfo, opHandler, gasHandler } = this.lookupOpInfo(opcode)
      let gas = opcodeInfo.feeBigInt
      if (opcodeInfo.dynamicGas) gas = await gasHandler(runState, gas, common)
      if (opcodeInfo.isInvalid) throw new EVMError(EVMError.errorMessages.INVALID_OPCODE)
      this.useGas(gas)
      runState.programCounter++
      await opHandler(runState, common)
    }
  }
}

function frameToRunState(frame: Frame, runState: RunState): void {
  runState.programCounter = frame.pc
  runState.gasLeft = BigInt(frame.gas)
  runState.gasRefund = frame.gasRefund
  runState.code = frame.code
  runState.memory = frame.memory
  runState.memoryWordCount = BigInt(frame.memoryWords)
  runState.highestMemCost = BigInt(frame.memoryGas)
  runState.stack['_store'] = frame.stack
  runState.stack['_len'] = frame.stack.length
  runState.returnBytes = frame.returnData
}

function runStateToFrame(runState: RunState, frame: Frame): void {
  frame.pc = runState.programCounter
  frame.gas = Number(runState.gasLeft)
  frame.gasRefund = runState.gasRefund
  frame.memoryWords = Number(runState.memoryWordCount)
  frame.memoryGas = Number(runState.highestMemCost)
  frame.stack.length = runState.stack.length
  frame.returnData = runState.returnBytes
}
