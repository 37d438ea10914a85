import { type EVM, EVMError } from '@ethereumjs/evm'
import type { Rules } from '../../rules.js'
import type { MeteredInstruction, PlainInstruction } from './instruction.js'
import { accounts } from './instructions/accounts.js'
import { arithmetic, exponentiation } from './instructions/arithmetic.js'
import { bitwise } from './instructions/bitwise.js'
import { control, ending } from './instructions/control.js'
import { copying, environment } from './instructions/environment.js'
import { hashing, logging, memory } from './instructions/memory.js'
import { stack } from './instructions/stack.js'
import { slotReading, slotWriting, transient } from './instructions/storage.js'

/** The instructions of one fork by opcode. One that is in neither list is left to ethereumjs. */
export interface InstructionTable {
  /** What ethereumjs takes for an instruction before all that depends on its input. */
  readonly fees: Float64Array
  readonly plain: readonly (PlainInstruction | undefined)[]
  readonly metered: readonly (MeteredInstruction | undefined)[]
}

type Instructions<T> = readonly (readonly [opcode: number, run: T])[]

const plainInstructions: Instructions<PlainInstruction> = [
  ...arithmetic,
  ...bitwise,
  ...environment,
  ...control,
  ...stack,
  ...transient,
]

const meteredInstructions: Instructions<MeteredInstruction> = [
  ...exponentiation,
  ...hashing,
  ...copying,
  ...memory,
  ...accounts,
  ...slotReading,
  ...logging,
  ...ending,
]

/** Those of our instructions that `evm` has under its rules; invalid opcodes fail here, too. */
export function instructionTable(rules: Rules, evm: EVM): InstructionTable {
  const fees = new Float64Array(256)
  const plain: (PlainInstruction | undefined)[] = new Array(256).fill(undefined)
  const metered: (MeteredInstruction | undefined)[] = new Array(256).fill(undefined)
  for (const [opcode, run] of plainInstructions) plain[opcode] = run
  for (const [opcode, run] of meteredInstructions) metered[opcode] = run
  if (rules.gteHardfork('istanbul')) {
    for (const [opcode, run] of slotWriting) metered[opcode] = run
  }
  for (let opcode = 0; opcode < 256; opcode++) {
    const { opcodeInfo } = evm['_opcodeMap'][opcode] ?? {}
    fees[opcode] = opcodeInfo?.fee ?? 0
    if (opcodeInfo?.isInvalid === false) continue
    plain[opcode] = invalid
    metered[opcode] = undefined
  }
  return { fees, plain, metered }
}

function invalid(): void {
  throw new EVMError(EVMError.errorMessages.INVALID_OPCODE)
}
