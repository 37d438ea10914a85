import { EVMError } from '@ethereumjs/evm'
import type { Interpreter, InterpreterClass, RunState } from './stock-interpreter.js'

type RunResult = Awaited<ReturnType<Interpreter['run']>>

const push0 = 0x5f
const push1 = 0x60
const push32 = 0x7f
const jumpdest = 0x5b
/** Pushed values of up to so many bytes are exact as numbers. */
const narrowBytes = 6

/** What is known of code without running it. */
interface CodeAnalysis {
  /** 1 where a jump may go. */
  readonly jumpdests: Uint8Array
  readonly wide: WideValues
}

/** Values of long PUSH instructions by position, filled in as they run. */
type WideValues = Map<number, bigint>

/**
 * ethereumjs' interpreter with the same instructions and less around them: the stock loop awaits
 * every instruction and looks for jump destinations in every call, this one awaits only what is
 * asynchronous and keeps what it learned of a code. With a listener on `step` it is the stock loop.
 */
export function syncInterpreter(Stock: InterpreterClass): InterpreterClass {
  const analyses = new WeakMap<Uint8Array, CodeAnalysis>()

  function analysisOf(code: Uint8Array): CodeAnalysis {
    const known = analyses.get(code)
    if (known !== undefined) return known
    const analysis = { jumpdests: findJumpdests(code), wide: new Map<number, bigint>() }
    analyses.set(code, analysis)
    return analysis
  }

  return class SyncInterpreter extends Stock {
    override async run(...args: Parameters<Interpreter['run']>): Promise<RunResult> {
      const [code] = args
      if (this._evm.events.listenerCount('step') > 0) return super.run(...args)
      const runState = this._runState
      const { jumpdests, wide } = analysisOf(code)
      runState.code = code
      runState.validJumps = jumpdests
      runState.shouldDoJumpAnalysis = false
      try {
        await this.#loop(runState, code, wide)
      } catch (error) {
        if (!isEvmError(error)) throw error
        if (error.error === EVMError.errorMessages.STOP) return { runState }
        return { runState, exceptionError: error }
      }
      return { runState }
    }

    async #loop(runState: RunState, code: Uint8Array, wide: WideValues): Promise<void> {
      const { common } = this
      while (runState.programCounter < code.length) {
        const opcode = code[runState.programCounter] ?? 0
        const { opcodeInfo, opHandler, gasHandler } = this.lookupOpInfo(opcode)
        runState.opCode = opcode
        let gas = opcodeInfo.feeBigInt
        if (opcodeInfo.dynamicGas) gas = await gasHandler(runState, gas, common)
        if (opcodeInfo.isInvalid) throw new EVMError(EVMError.errorMessages.INVALID_OPCODE)
        this.useGas(gas)
        runState.programCounter++
        if (opcode >= push1 && opcode <= push32) push(runState, code, wide, opcode - push0)
        else if (opcodeInfo.isAsync) await opHandler(runState, common)
        else opHandler(runState, common)
      }
    }
  }
}

/** PUSH1 to PUSH32. */
function push(runState: RunState, code: Uint8Array, wide: WideValues, sizeBytes: number): void {
  const position = runState.programCounter
  runState.stack.push(
    sizeBytes <= narrowBytes
      ? BigInt(readNumber(code, position, sizeBytes))
      : readWide(code, position, wide, sizeBytes),
  )
  runState.programCounter = position + sizeBytes
}

/** Bytes beyond the end of code are zeros. */
function readNumber(code: Uint8Array, position: number, sizeBytes: number): number {
  let value = 0
  for (let index = position; index < position + sizeBytes; index++) {
    value = value * 256 + (code[index] ?? 0)
  }
  return value
}

/** Values that are too long for a number are made once. */
function readWide(code: Uint8Array, position: number, wide: WideValues, sizeBytes: number): bigint {
  const known = wide.get(position)
  if (known !== undefined) return known
  let value = 0n
  for (let index = position; index < position + sizeBytes; index++) {
    value = (value << 8n) | BigInt(code[index] ?? 0)
  }
  wide.set(position, value)
  return value
}

function findJumpdests(code: Uint8Array): Uint8Array {
  const jumpdests = new Uint8Array(code.length)
  for (let position = 0; position < code.length; position++) {
    const opcode = code[position] ?? 0
    if (opcode === jumpdest) jumpdests[position] = 1
    else if (opcode >= push1 && opcode <= push32) position += opcode - push0
  }
  return jumpdests
}

function isEvmError(error: unknown): error is EVMError {
  return error instanceof EVMError
}
