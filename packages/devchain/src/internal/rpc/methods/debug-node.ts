import { bytesToHex } from '@scaffold-evm/common'
import { equalBytes } from '../bytes.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { blockSelector } from '../params/block-selector.js'
import { hash } from '../params/scalars.js'

/** The node's own keeping. */
export const debugNode: MethodTable = {
  debug_codeByHash: method(
    [required('codeHash', hash), optional('block', blockSelector, 'latest')],
    async ({ chain, crypto }, wanted, block) => {
      const state = await chain.stateAt(block)
      for await (const { code } of state.accounts()) {
        if (equalBytes(crypto.keccak256(code), wanted)) return bytesToHex(code)
      }
      return null
    },
  ),
  debug_clearTxpool: method([], async ({ chain }) => {
    await chain.dropAllTransactions()
    return null
  }),
  // Memory is the runtime's own to free; with --expose-gc it can be asked to.
  debug_freeOSMemory: method([], () => {
    globalThis.gc?.()
    return null
  }),
}
