import type { Frame } from './frame.js'

/** An instruction of fixed cost, which has been charged. The program counter is past its opcode. */
export type PlainInstruction = (frame: Frame, opcode: number) => void

/**
 * An instruction that charges itself, `fee` and more. False leaves it to ethereumjs, as nothing has
 * changed yet: what it needs is not in memory.
 */
export type MeteredInstruction = (frame: Frame, opcode: number, fee: number) => boolean
