import { EVM } from '@ethereumjs/evm'

/** Counts the instructions that ethereumjs runs, in EVMs that are made after it. */
export class OpcodeCounter {
  count = 0

  constructor() {
    const counter = this
    const original = EVM.prototype.getActiveOpcodes
    EVM.prototype.getActiveOpcodes = function (this: EVM) {
      const opcodes = original.call(this)
      for (const entry of Object.values(this['_opcodeMap'])) {
        const { opHandler } = entry
        entry.opHandler = (...args) => {
          counter.count++
          return opHandler(...args)
        }
      }
      return opcodes
    }
  }
}
