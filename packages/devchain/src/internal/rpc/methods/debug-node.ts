import { bytesToHex, type Hex } from '@scaffold-evm/common'
import { isSameBytes } from '../../bytes.js'
import type { BlockSelector, ChainBlock } from '../../chain/blocks/chain-block.js'
import type { RpcContext } from '../context.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { blockNumberOrTag, blockSelector } from '../params/block-selector.js'
import { hash } from '../params/scalars.js'
import { requireBlock } from '../require-block.js'
import { invalidInputError, invalidParamsError } from '../rpc-error.js'

/** The addresses of the accounts that are different after `end`, from what they were after `start`. */
async function modifiedAccounts(
  { chain }: RpcContext,
  start: ChainBlock,
  end: ChainBlock,
): Promise<readonly Hex[]> {
  if (start.number >= end.number) {
    throw invalidParamsError(`Block ${start.number} is not before block ${end.number}`)
  }
  if (chain.remote !== undefined && start.number < chain.remote.forkBlockNumber) {
    throw invalidInputError('Which accounts changed before the fork is for the forked node to know')
  }
  const state = await chain.stateAt('latest')
  return state.changes(start.state, end.state).map(({ address }) => bytesToHex(address))
}

/** Of two blocks, or of one and the block before it. */
async function modifiedBetween(
  context: RpcContext,
  first: BlockSelector,
  second: BlockSelector | undefined,
): Promise<readonly Hex[]> {
  const start = await requireBlock(context.chain, first)
  if (second !== undefined) {
    return modifiedAccounts(context, start, await requireBlock(context.chain, second))
  }
  if (start.number === 0n) throw invalidInputError('There is no block before the first')
  const parent = await requireBlock(context.chain, { number: start.number - 1n })
  return modifiedAccounts(context, parent, start)
}

/** The node's own keeping. */
export const debugNode: MethodTable = {
  debug_getModifiedAccountsByNumber: method(
    [required('start', blockNumberOrTag), optional('end', blockNumberOrTag)],
    modifiedBetween,
  ),
  debug_getModifiedAccountsByHash: method(
    [required('startHash', hash), optional('endHash', hash)],
    (context, start, end) =>
      modifiedBetween(context, { hash: start }, end === undefined ? undefined : { hash: end }),
  ),
  debug_getRawTransactions: method(
    [required('block', blockSelector)],
    async ({ chain }, selector) =>
      (await requireBlock(chain, selector)).transactions.map(({ raw }) => bytesToHex(raw)),
  ),
  debug_codeByHash: method(
    [required('codeHash', hash), optional('block', blockSelector, 'latest')],
    async ({ chain, crypto }, wanted, block) => {
      const state = await chain.stateAt(block)
      for await (const { code } of state.accounts()) {
        if (isSameBytes(crypto.keccak256(code), wanted)) return bytesToHex(code)
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
