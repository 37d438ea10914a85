import type { CodeMap, CodeRange } from './code-map.js'

/** An instruction of code and where it comes from. */
export interface Instruction {
  readonly pc: number
  readonly op: number
  readonly range: CodeRange
}

const push1 = 0x60
const push32 = 0x7f

/** The instructions that the compiler knows the source of, in their order. */
export function* instructionsOf(code: Uint8Array, map: CodeMap): Generator<Instruction> {
  for (let pc = 0; pc < code.length; pc++) {
    const op = code[pc] ?? 0
    const range = map.range(pc)
    if (range === undefined) return
    yield { pc, op, range }
    if (op >= push1 && op <= push32) pc += op - push1 + 1
  }
}
