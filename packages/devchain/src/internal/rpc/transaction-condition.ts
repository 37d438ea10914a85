import { Address } from '@ethereumjs/util'
import { bytesToBigint, hexToBytes } from '@scaffold-evm/common'
import { isSameBytes } from '../bytes.js'
import type { Chain } from '../chain/chain.js'
import { quantityToWord } from '../words.js'
import type { KnownAccount, TransactionCondition } from './params/condition.js'
import { RpcError, rpcCode } from './rpc-error.js'

/** @throws -32003 unless the latest block and its state are as the condition wants them */
export async function assertCondition(
  chain: Chain,
  condition: TransactionCondition,
): Promise<void> {
  const { number, timestampSec } = chain.head
  assertBetween('block number', number, condition.blockNumberMin, condition.blockNumberMax)
  assertBetween('timestamp', timestampSec, condition.timestampMin, condition.timestampMax)
  for (const [address, known] of condition.knownAccounts ?? []) {
    if (await isAsKnown(chain, hexToBytes(address), known)) continue
    throw refusal(`the storage of ${address} is not what it should be`)
  }
}

function assertBetween(
  name: string,
  value: bigint,
  least: bigint | undefined,
  most: bigint | undefined,
): void {
  if (least !== undefined && value < least) throw refusal(`the ${name} ${value} is below ${least}`)
  if (most !== undefined && value > most) throw refusal(`the ${name} ${value} is above ${most}`)
}

async function isAsKnown(chain: Chain, account: Uint8Array, known: KnownAccount): Promise<boolean> {
  const state = await chain.stateAt('latest')
  const address = new Address(account)
  if (known instanceof Uint8Array) {
    const root = (await state.getAccount(address))?.storageRoot
    return root !== undefined && isSameBytes(root, known)
  }
  for (const [slot, value] of known) {
    const stored = await state.getStorage(address, hexToBytes(slot))
    const word = quantityToWord(bytesToBigint(stored))
    if (!isSameBytes(word, value)) return false
  }
  return true
}

function refusal(reason: string): RpcError {
  return new RpcError(rpcCode.transactionRejected, `The condition is not met: ${reason}`)
}
