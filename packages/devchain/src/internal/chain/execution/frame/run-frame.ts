import type { Frame } from './frame.js'

/**
 * Runs instructions until the frame ends, or until one that is left to ethereumjs: then its opcode is
 * returned, and the frame is as it was before that.
 */
export function runInstructions(frame: Frame): number | undefined {
  const { code, host } = frame
  const { fees, plain, metered } = host.rules.table
  while (frame.pc < code.length) {
    const opcode = code[frame.pc] ?? 0
    const fee = fees[opcode] ?? 0
    const run = plain[opcode]
    if (run !== undefined) {
      frame.charge(fee)
      frame.pc++
      run(frame, opcode)
    } else if (metered[opcode]?.(frame, opcode, fee) === true) frame.pc++
    else return opcode
  }
  return undefined
}
