import { type Eip1193Provider, errorMessage, quantityToHex } from '@scaffold-evm/common'
import type { Interface } from 'ethers'
import { describeRevert, revertData } from './revert.js'

/** What is known of a transaction that failed. */
export interface FailedTransaction {
  readonly from: string
  readonly to: string | null
  readonly data: string
  readonly value: bigint
  readonly gasLimit: bigint
  readonly blockNumber: number | null
}

/**
 * Why a mined transaction failed, by running it again as a call on the state before its block. A
 * receipt does not say.
 */
export async function explainFailure(
  provider: Eip1193Provider,
  tx: FailedTransaction,
  interfaces: readonly Interface[],
): Promise<string> {
  const call = {
    from: tx.from,
    ...(tx.to === null ? {} : { to: tx.to }),
    data: tx.data,
    value: quantityToHex(tx.value),
    gas: quantityToHex(tx.gasLimit),
  }
  const before = tx.blockNumber === null ? 'latest' : quantityToHex(Math.max(tx.blockNumber - 1, 0))
  try {
    await provider.request({ method: 'eth_call', params: [call, before] })
  } catch (error) {
    const data = revertData(error)
    return data === undefined ? errorMessage(error) : describeRevert(data, interfaces)
  }
  return 'it was mined and reverted; the same call on the state before its block succeeds'
}
