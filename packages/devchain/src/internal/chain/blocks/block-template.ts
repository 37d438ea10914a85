import type { BlockHeader } from '@ethereumjs/block'
import type { Address, Withdrawal } from '@ethereumjs/util'
import type { EvmBlock } from '../execution/evm-block.js'
import type { Rules } from '../rules.js'
import type { BlockFees } from '../transactions/to-execution.js'
import { blobBaseFee, nextExcessBlobGas } from './blob-gas.js'
import type { ChainBlock } from './chain-block.js'
import type { ChainHeader } from './chain-header.js'
import { nextDifficulty } from './difficulty.js'

// Shared by all headers.
const noNonce = new Uint8Array(8)
const none = [] as const

/** What is known of a block before it is built. */
export interface BlockTemplate {
  readonly rules: Rules
  readonly parentTotalDifficulty: bigint
  readonly parentHash: Uint8Array
  readonly number: bigint
  readonly timestampSec: bigint
  readonly gasLimit: bigint
  readonly coinbase: Address
  /** Proof of work; 0 since Paris. */
  readonly difficulty: bigint
  /** Since Paris. */
  readonly prevRandao: Uint8Array
  /** Since London. */
  readonly baseFeePerGas: bigint | undefined
  /** Since Cancun. */
  readonly excessBlobGas: bigint | undefined
  readonly blobBaseFee: bigint | undefined
  readonly parentBeaconBlockRoot: Uint8Array | undefined
  readonly extraData: Uint8Array
  /** 8 bytes, of proof of work. */
  readonly nonce: Uint8Array
  readonly uncles: readonly BlockHeader[]
  /** Since Shanghai. */
  readonly withdrawals: readonly Withdrawal[]
}

/** What is decided anew for each block. */
export interface NextBlockFields {
  readonly timestampSec: bigint
  readonly gasLimit: bigint
  readonly coinbase: Address
  readonly prevRandao: Uint8Array
  readonly parentBeaconBlockRoot: Uint8Array
  readonly extraData: Uint8Array
  /** Instead of what EIP-1559 makes of the parent. */
  readonly baseFeePerGas?: bigint | undefined
}

/** Fees of the block that can follow `parent`. */
export function nextBlockFees(
  parent: ChainHeader,
  { nextBaseFeePerGas }: { readonly nextBaseFeePerGas: bigint | undefined },
  rules: Rules,
): BlockFees {
  return {
    baseFeePerGas: rules.isActivatedEIP(1559)
      ? (nextBaseFeePerGas ?? nextBaseFee(parent, rules))
      : undefined,
    blobBaseFee: rules.isActivatedEIP(4844)
      ? blobBaseFee(nextExcessBlobGas(parent, rules), rules)
      : undefined,
  }
}

/** The block that can follow `parent`. */
export function blockTemplate(
  { header: parent, hash, totalDifficulty }: ChainBlock,
  fields: NextBlockFields,
  rules: Rules,
): BlockTemplate {
  const excessBlobGas = rules.isActivatedEIP(4844) ? nextExcessBlobGas(parent, rules) : undefined
  return {
    rules,
    parentTotalDifficulty: totalDifficulty,
    parentHash: hash,
    number: parent.number + 1n,
    timestampSec: fields.timestampSec,
    gasLimit: nextGasLimit(parent, fields.gasLimit, rules),
    coinbase: fields.coinbase,
    difficulty:
      rules.consensusType() === 'pow' ? nextDifficulty(parent, fields.timestampSec, rules) : 0n,
    prevRandao: rules.isActivatedEIP(4399) ? fields.prevRandao : new Uint8Array(32),
    baseFeePerGas: rules.isActivatedEIP(1559)
      ? (fields.baseFeePerGas ?? nextBaseFee(parent, rules))
      : undefined,
    excessBlobGas,
    blobBaseFee: excessBlobGas === undefined ? undefined : blobBaseFee(excessBlobGas, rules),
    parentBeaconBlockRoot: rules.isActivatedEIP(4788) ? fields.parentBeaconBlockRoot : undefined,
    extraData: fields.extraData,
    nonce: noNonce,
    uncles: none,
    withdrawals: none,
  }
}

/** EIP-1559: a block may use twice as much, and its target is what was the limit. */
function nextGasLimit(parent: ChainHeader, gasLimit: bigint, rules: Rules): bigint {
  const isFirst = parent.baseFeePerGas === undefined && rules.isActivatedEIP(1559)
  return isFirst ? gasLimit * rules.param('elasticityMultiplier') : gasLimit
}

/** EIP-1559: the base fee of the block after `parent`, wei per gas. */
export function nextBaseFee(parent: ChainHeader, rules: Rules): bigint {
  const { baseFeePerGas: baseFee, gasUsed, gasLimit } = parent
  if (baseFee === undefined) return rules.param('initialBaseFee')
  const target = gasLimit / rules.param('elasticityMultiplier')
  if (gasUsed === target || target === 0n) return baseFee
  const distance = gasUsed > target ? gasUsed - target : target - gasUsed
  const change = (baseFee * distance) / target / rules.param('baseFeeMaxChangeDenominator')
  if (gasUsed < target) return baseFee - change
  return baseFee + (change > 1n ? change : 1n)
}

/** The block as the EVM sees it. */
export function evmBlock(template: BlockTemplate): EvmBlock {
  const { baseFeePerGas } = template
  return {
    header: {
      number: template.number,
      coinbase: template.coinbase,
      timestamp: template.timestampSec,
      difficulty: template.difficulty,
      prevRandao: template.prevRandao,
      gasLimit: template.gasLimit,
      ...(baseFeePerGas === undefined ? {} : { baseFeePerGas }),
      getBlobGasPrice: () => template.blobBaseFee,
    },
  }
}

/** A mined block as the EVM sees it. */
export function headerToEvmBlock(header: ChainHeader, rules: Rules): EvmBlock {
  const { baseFeePerGas, excessBlobGas } = header
  return {
    header: {
      number: header.number,
      coinbase: header.coinbase,
      timestamp: header.timestamp,
      difficulty: header.difficulty,
      prevRandao: header.mixHash,
      gasLimit: header.gasLimit,
      ...(baseFeePerGas === undefined ? {} : { baseFeePerGas }),
      getBlobGasPrice: () =>
        excessBlobGas === undefined ? undefined : blobBaseFee(excessBlobGas, rules),
    },
  }
}
