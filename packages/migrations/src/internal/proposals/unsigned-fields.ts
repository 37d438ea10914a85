import { isHex, quantityToHex } from '@scaffold-evm/common'
import type { Connection, TransactionFees } from '@scaffold-evm/project'
import { Transaction } from '@scaffold-evm/project/ethers'
import type { UnsignedFields } from '../../proposing/proposal.js'
import type { ChainReader } from '../steps/chain-reader.js'
import type { StepRequest } from '../steps/step.js'

function feesOf({ fields }: StepRequest, now: TransactionFees): UnsignedFields['fees'] {
  const { gasPrice, maxFeePerGas, maxPriorityFeePerGas } = fields
  if (gasPrice !== undefined) return { gasPrice: BigInt(gasPrice) }
  if ('gasPrice' in now) return now
  return {
    maxFeePerGas: maxFeePerGas === undefined ? now.maxFeePerGas : BigInt(maxFeePerGas),
    maxPriorityFeePerGas:
      maxPriorityFeePerGas === undefined ? now.maxPriorityFeePerGas : BigInt(maxPriorityFeePerGas),
  }
}

async function gasLimitOf(
  { from, content, fields }: StepRequest,
  reader: ChainReader,
  multiplier: number,
): Promise<bigint> {
  if (fields.gas !== undefined) return BigInt(fields.gas)
  const { to, valueWei, data } = content
  const call = { from, data, value: quantityToHex(valueWei), ...(to === undefined ? {} : { to }) }
  const estimate = BigInt(String(await reader.ask('eth_estimateGas', call)))
  return (estimate * BigInt(Math.round(multiplier * 1000))) / 1000n
}

/**
 * What a plain account has to sign.
 *
 * @param reader - Of the copy of the network, on which everything before has been done.
 */
export async function unsignedFields(
  request: StepRequest,
  network: Connection,
  reader: ChainReader,
): Promise<UnsignedFields> {
  const { from, content, fields } = request
  const { config, chainId } = network
  const multiplier = config.type === 'http' ? config.gasMultiplier : 1
  const nonce =
    fields.nonce === undefined ? await reader.nonce(from, 'pending') : Number(fields.nonce)
  const gasLimit = await gasLimitOf(request, reader, multiplier)
  const fees = feesOf(request, await network.fees())
  const { to = null, valueWei: value, data } = content
  const type = 'gasPrice' in fees ? 0 : 2
  const tx = Transaction.from({ type, chainId, to, value, data, nonce, gasLimit, ...fees })
  const serialized = tx.unsignedSerialized
  return { nonce, gasLimit, fees, serialized: isHex(serialized) ? serialized : '0x' }
}
