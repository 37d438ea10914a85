import { bytesToHex, isScaffoldError } from '@scaffold-evm/common'
import { notExportableError } from '../../errors/block.js'
import { isSameBytes } from '../bytes.js'
import type { ChainBlock } from '../chain/blocks/chain-block.js'
import type { Chain } from '../chain/chain.js'
import type { Rules } from '../chain/rules.js'
import type { ChainTransaction } from '../chain/transactions/chain-transaction.js'
import { recoverSender } from '../chain/transactions/sign.js'
import type { Crypto } from '../crypto.js'

/**
 * The RLP of each block of the chain, the first included, as it is now.
 *
 * @throws `CHAIN_NOT_EXPORTABLE` at a block that another node could not run
 */
export async function* exportBlocks(chain: Chain, crypto: Crypto): AsyncGenerator<Uint8Array> {
  assertOwn(chain)
  const last = chain.head.number
  let parent: ChainBlock | undefined
  for (let number = 0n; number <= last; number++) {
    const block = await chain.block({ number })
    if (block === undefined) throw notExportableError(`block ${number} is gone`)
    assertState(block)
    if (parent !== undefined) assertFollows(block, parent)
    assertSigned(block, chain, crypto)
    yield block.block.serialize()
    parent = block
  }
}

/** @throws `CHAIN_NOT_EXPORTABLE` for a chain whose first blocks are elsewhere */
export function assertOwn({ remote }: Chain): void {
  if (remote === undefined) return
  throw notExportableError('its first blocks are those of the chain that it forks from')
}

/** @throws `CHAIN_NOT_EXPORTABLE` when test helpers changed the state after the block */
export function assertState({ number, header, state }: ChainBlock): void {
  if (isSameBytes(header.stateRoot, state.root)) return
  throw notExportableError(`balances, code or storage were set by hand at block ${number}`)
}

function assertFollows({ number, header }: ChainBlock, parent: ChainBlock): void {
  if (isSameBytes(header.parentHash, parent.hash)) return
  throw notExportableError(`block ${number} is of a long run that was mined at once`)
}

function assertSigned({ header, transactions }: ChainBlock, chain: Chain, crypto: Crypto): void {
  const rules = chain.schedule.rulesOf(header)
  for (const transaction of transactions) {
    if (isSigned(transaction, rules, crypto)) continue
    const hash = bytesToHex(transaction.hash)
    throw notExportableError(`${hash} is not signed by its sender, who was impersonated`)
  }
}

/** What stands for the signature of somebody impersonated may be one of nobody. */
function isSigned({ tx, sender }: ChainTransaction, rules: Rules, crypto: Crypto): boolean {
  try {
    return isSameBytes(recoverSender(tx, rules, crypto), sender)
  } catch (error) {
    if (isScaffoldError(error, 'CRYPTO_INVALID_SIGNATURE')) return false
    throw error
  }
}
