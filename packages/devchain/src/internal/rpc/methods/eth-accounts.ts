import { Account, Address } from '@ethereumjs/util'
import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import { isSameBytes } from '../../bytes.js'
import type { BlockSelector } from '../../chain/blocks/chain-block.js'
import type {
  ChainTransaction,
  MinedTransaction,
} from '../../chain/transactions/chain-transaction.js'
import { allTransactions } from '../all-transactions.js'
import type { RpcContext } from '../context.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { minedTransactionToJson, pendingTransactionToJson } from '../output/transaction.js'
import { blockSelector } from '../params/block-selector.js'
import { address, quantity64 } from '../params/scalars.js'

const accountAtBlock = [
  required('address', address),
  optional('block', blockSelector, 'latest'),
] as const

async function readAccount(
  { chain }: RpcContext,
  owner: Uint8Array,
  block: BlockSelector,
): Promise<{ readonly account: Account; readonly code: Uint8Array }> {
  const state = await chain.stateAt(block)
  const target = new Address(owner)
  const account = (await state.getAccount(target)) ?? new Account()
  return { account, code: await state.getCode(target) }
}

/** The mined transaction, or else the one that waits. */
function findBySender(
  { chain }: RpcContext,
  sender: Uint8Array,
  nonce: bigint,
): MinedTransaction | ChainTransaction | undefined {
  for (const transaction of allTransactions(chain)) {
    if (transaction.tx.nonce === nonce && isSameBytes(transaction.sender, sender))
      return transaction
  }
  return undefined
}

/** Accounts as a whole, as reth and anvil give them. */
export const ethAccounts: MethodTable = {
  eth_getAccount: method(accountAtBlock, async (context, owner, block) => {
    const { account } = await readAccount(context, owner, block)
    return {
      balance: quantityToHex(account.balance),
      nonce: quantityToHex(account.nonce),
      codeHash: bytesToHex(account.codeHash),
      storageRoot: bytesToHex(account.storageRoot),
    }
  }),
  eth_getAccountInfo: method(accountAtBlock, async (context, owner, block) => {
    const { account, code } = await readAccount(context, owner, block)
    return {
      balance: quantityToHex(account.balance),
      nonce: quantityToHex(account.nonce),
      code: bytesToHex(code),
    }
  }),
  eth_getTransactionBySenderAndNonce: method(
    [required('address', address), required('nonce', quantity64)],
    (context, sender, nonce) => {
      const found = findBySender(context, sender, nonce)
      if (found === undefined) return null
      return context.chain.isMined(found)
        ? minedTransactionToJson(found)
        : pendingTransactionToJson(found)
    },
  ),
}
