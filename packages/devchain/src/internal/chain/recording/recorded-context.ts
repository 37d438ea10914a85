import { bytesToBigint } from '@scaffold-evm/common'
import type { RecordedContext } from '../../../recording.js'
import type { EvmBlock } from '../execution/evm-block.js'
import type { Execution } from '../execution/execution.js'
import type { Rules } from '../rules.js'

/** What instructions say of the transaction and its block. */
export function recordedContext(
  { gasPrice }: Execution,
  { header }: EvmBlock,
  rules: Rules,
): RecordedContext {
  return {
    gasPriceWei: gasPrice,
    chainId: rules.chainId(),
    blockNumber: header.number,
    timestampSec: header.timestamp,
    coinbase: header.coinbase.bytes,
    gasLimit: header.gasLimit,
    baseFeeWei: header.baseFeePerGas ?? 0n,
    blobBaseFeeWei: header.getBlobGasPrice() ?? 0n,
    prevRandao: rules.isActivatedEIP(4399) ? bytesToBigint(header.prevRandao) : header.difficulty,
  }
}
