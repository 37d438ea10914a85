import { getAddress } from 'ethers'
import type { ChainReader } from './chain-reader.js'
import { weiToEther, weiToGwei } from './quantity-text.js'

/** What a report says of a deployment. Amounts are ether, but for the gas price: gwei. */
export interface DeploymentCost {
  readonly transactionHash: string
  readonly contractAddress: string
  readonly blockNumber: bigint
  readonly timestampSec: bigint
  readonly from: string
  readonly balance: string
  readonly gasUsed: bigint
  readonly gasPrice: string
  readonly value: string
  readonly costWei: bigint
  readonly cost: string
}

/** Asks the chain what a deployment cost; undefined when it does not know the transaction. */
export async function readDeploymentCost(
  chain: ChainReader,
  transactionHash: string,
): Promise<DeploymentCost | undefined> {
  const [receipt, { from, gasPriceWei, valueWei }] = await Promise.all([
    chain.receiptOf(transactionHash),
    chain.transaction(transactionHash),
  ])
  if (receipt === undefined) return undefined
  const { gasUsed, blockNumber } = receipt
  const [timestampSec, balanceWei] = await Promise.all([
    chain.timestampOf(blockNumber),
    chain.balanceOf(from),
  ])
  const costWei = gasPriceWei * gasUsed + valueWei
  return {
    transactionHash,
    contractAddress: getAddress(receipt.contractAddress ?? '0x'.padEnd(42, '0')),
    blockNumber,
    timestampSec,
    from: getAddress(from),
    balance: weiToEther(balanceWei),
    gasUsed,
    gasPrice: weiToGwei(gasPriceWei),
    value: weiToEther(valueWei),
    costWei,
    cost: weiToEther(costWei),
  }
}
