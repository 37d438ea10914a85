import type { Rules } from '../rules.js'
import type { ChainHeader } from './chain-header.js'

/** EIP-4844: wei per blob gas at this excess. */
export function blobBaseFee(excessBlobGas: bigint, rules: Rules): bigint {
  // What the rest comes to in nearly all blocks of a chain like this.
  if (excessBlobGas === 0n) return rules.param('minBlobGas')
  const { blobGasPriceUpdateFraction: denominator } = rules.getBlobGasSchedule()
  let output = 0n
  let term = rules.param('minBlobGas') * denominator
  for (let index = 1n; term > 0n; index++) {
    output += term
    term = (term * excessBlobGas) / (denominator * index)
  }
  return output / denominator
}

/** EIP-4844 and EIP-7918: the excess blob gas of the block after `parent`. */
export function nextExcessBlobGas(parent: ChainHeader, rules: Rules): bigint {
  const { excessBlobGas: excess = 0n, blobGasUsed: used = 0n, baseFeePerGas = 0n } = parent
  const { targetBlobGasPerBlock: target, maxBlobGasPerBlock: most } = rules.getBlobGasSchedule()
  if (excess + used < target) return 0n
  if (rules.isActivatedEIP(7918)) {
    const reserve = rules.param('blobBaseCost') * baseFeePerGas
    if (reserve > rules.param('blobGasPerBlob') * blobBaseFee(excess, rules)) {
      return excess + (used * (most - target)) / most
    }
  }
  return excess + used - target
}
