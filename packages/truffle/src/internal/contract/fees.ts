import { quantityToHex } from '../rpc/quantity.js'
import type { TransactionFields } from '../rpc/transaction-fields.js'
import { type LatestBlock, request } from './chain-access.js'
import type { ContractClass } from './contract-class.js'

/** What web3 1.10 offers as a tip, in wei per gas. */
const tip = 2_500_000_000n

/** Fills in the fees of a transaction that says nothing of them, as web3 does. `fields` are JSON-RPC's. */
export async function priceTransaction(
  contract: ContractClass,
  fields: TransactionFields,
  block: LatestBlock,
): Promise<void> {
  const { gasPrice, maxFeePerGas, maxPriorityFeePerGas, type } = fields
  if (gasPrice !== undefined) return
  if (maxFeePerGas !== undefined && maxPriorityFeePerGas !== undefined) return
  if (block.baseFeePerGas && (type === '0x2' || type === undefined)) {
    const offered = maxPriorityFeePerGas ?? quantityToHex(tip)
    fields['maxPriorityFeePerGas'] = offered
    fields['maxFeePerGas'] =
      maxFeePerGas ?? quantityToHex(BigInt(block.baseFeePerGas) * 2n + BigInt(String(offered)))
    return
  }
  if (maxFeePerGas || maxPriorityFeePerGas) throw new Error("Network doesn't support eip-1559")
  fields['gasPrice'] = await request(contract, 'eth_gasPrice')
}
