import { Address } from '@ethereumjs/util'
import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { ChainBlock } from '../../../src/internal/chain/blocks/chain-block.js'
import type { Chain } from '../../../src/internal/chain/chain.js'
import { blockToJson } from '../../../src/internal/rpc/output/block.js'
import { receiptToJson } from '../../../src/internal/rpc/output/receipt.js'

/** Everything that can be asked of a chain, as text that can be compared. */
export async function fingerprint(chain: Chain, first = 0n): Promise<Record<string, unknown>> {
  const blocks: unknown[] = []
  for (let number = first; number <= chain.head.number; number++) {
    const end = chain.lastEmptyBlock(number)
    const block = chain.blockAt(end ?? number)
    if (block !== undefined) blocks.push(await describeBlock(chain, block))
    number = end ?? number
  }
  const { pending, queued } = chain.mempool()
  return {
    blocks,
    // Which sender comes first decides on nothing.
    waiting: [...pending, ...queued]
      .flatMap(([sender, list]) =>
        list.map(({ hash, raw }) => [sender, bytesToHex(hash), bytesToHex(raw)].join()),
      )
      .sort(),
    chainId: chain.chainId.toString(),
    hardfork: chain.hardfork,
    mode: chain.miningMode,
    offset: chain.time.offsetSec.toString(),
    coinbase: bytesToHex(chain.nextBlock.coinbase),
    gasLimit: chain.nextBlock.gasLimit.toString(),
    baseFee: chain.nextBlock.baseFeePerGas?.toString(),
    accounts: chain.accounts.map(({ address }) => bytesToHex(address)),
    impersonated: chain.isImpersonated(new Uint8Array(20).fill(0x77)),
  }
}

async function describeBlock(chain: Chain, block: ChainBlock): Promise<unknown> {
  return {
    json: blockToJson(block, 'transactions'),
    receipts: block.transactions.map((transaction) => [
      receiptToJson(transaction),
      bytesToHex(transaction.receipt.returnData),
      transaction.receipt.haltReason,
      bytesToHex(transaction.sender),
    ]),
    // Says all of the state in 32 bytes; of the head it is worth more words.
    root: bytesToHex(block.state.root),
    accounts: block.number === chain.head.number ? await describeState(chain) : undefined,
  }
}

async function describeState(chain: Chain): Promise<unknown> {
  const accounts: unknown[] = []
  const state = await chain.stateAt('latest')
  for await (const { address, nonce, balanceWei, code, storage } of state.accounts()) {
    const slots = [...storage].map(([slot, value]) => [slot, bytesToHex(value)])
    const numbers = [quantityToHex(nonce), quantityToHex(balanceWei)]
    accounts.push([bytesToHex(address), ...numbers, bytesToHex(code), slots])
  }
  return accounts
}

/** The account at `address`, as it now is. */
export async function accountAt(
  chain: Chain,
  address: Uint8Array,
): Promise<{ nonce: bigint; balance: bigint }> {
  const state = await chain.stateAt('latest')
  const account = await state.getAccount(new Address(address))
  return { nonce: account?.nonce ?? 0n, balance: account?.balance ?? 0n }
}
