import { Address } from '@ethereumjs/util'
import { type BlockTemplate, blockTemplate } from '../blocks/block-template.js'
import type { ChainBlock } from '../blocks/chain-block.js'
import type { Rules } from '../rules.js'
import type { PlannedBlock } from './plan-blocks.js'

const noBytes = new Uint8Array(0)
const zeroWord = new Uint8Array(32)

/**
 * The fields of a simulated block after `parent`. What it does not say is as in its parent or zero; so
 * is the base fee, unless calls have to be valid.
 */
export function simulatedTemplate(
  { blockOverrides, timestampSec }: PlannedBlock,
  parent: ChainBlock,
  { rules, isValidated }: { readonly rules: Rules; readonly isValidated: boolean },
): BlockTemplate {
  const { header } = parent
  const { coinbase } = blockOverrides
  const gasLimit = blockOverrides.gasLimit ?? header.gasLimit
  const fields = {
    timestampSec,
    gasLimit,
    coinbase: coinbase === undefined ? header.coinbase : new Address(coinbase),
    prevRandao: blockOverrides.prevRandao ?? zeroWord,
    parentBeaconBlockRoot: blockOverrides.parentBeaconBlockRoot ?? zeroWord,
    extraData: noBytes,
    baseFeePerGas: blockOverrides.baseFeePerGas ?? (isValidated ? undefined : 0n),
  }
  const next = blockTemplate(parent, fields, rules)
  const { difficulty = header.difficulty } = blockOverrides
  const hasBlobs = next.blobBaseFee !== undefined
  return {
    ...next,
    gasLimit,
    difficulty: rules.consensusType() === 'pow' ? difficulty : 0n,
    withdrawals: rules.isActivatedEIP(4895) ? (blockOverrides.withdrawals ?? []) : [],
    blobBaseFee: hasBlobs ? (blockOverrides.blobBaseFee ?? next.blobBaseFee) : undefined,
  }
}
