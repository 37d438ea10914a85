import { Address } from '@ethereumjs/util'
import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { BlockSelector } from '../../chain/blocks/chain-block.js'
import type { Chain } from '../../chain/chain.js'
import { tracesOfBlock } from '../tracing/filter-traces.js'

/** Who created a contract, and in which transaction. */
export interface ContractCreator {
  readonly hash: Hex
  readonly creator: Hex
}

/** Null for accounts without code, and for code that no transaction of this chain brought about. */
export async function contractCreator(
  chain: Chain,
  address: Uint8Array,
): Promise<ContractCreator | null> {
  if (!(await hasCode(chain, address, 'latest'))) return null
  const block = chain.blockAt(await firstBlockWithCode(chain, address))
  if (block === undefined || block.number === 0n) return null
  const wanted = bytesToHex(address)
  for (const trace of await tracesOfBlock(chain, block)) {
    const { action, result, transactionHash } = trace
    if (trace.type !== 'create' || trace.error !== undefined) continue
    if (result?.address !== wanted) continue
    return { hash: transactionHash, creator: action.from ?? '0x' }
  }
  return null
}

/** Whether there is code at `address` after that block. */
export async function hasCode(
  chain: Chain,
  address: Uint8Array,
  block: BlockSelector,
): Promise<boolean> {
  const state = await chain.stateAt(block)
  return (await state.getCodeSize(new Address(address))) > 0
}

/** By halving: there is code in the head. */
async function firstBlockWithCode(chain: Chain, address: Uint8Array): Promise<bigint> {
  let without = (chain.remote?.forkBlockNumber ?? 0n) - 1n
  let having = chain.head.number
  while (having - without > 1n) {
    const middle = (without + having) / 2n
    if (await hasCode(chain, address, { number: middle })) having = middle
    else without = middle
  }
  return having
}
