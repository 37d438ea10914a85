import type { EVM } from '@ethereumjs/evm'
import type { Crypto } from '../../../crypto.js'
import type { Rules } from '../../rules.js'
import { type InstructionTable, instructionTable } from './instruction-table.js'

/** Hash functions, gas costs and instructions of one fork. Gas in numbers. */
export interface FrameRules {
  readonly keccak256: (data: Uint8Array) => Uint8Array
  readonly chainId: bigint
  /** EIP-2929: whether first access costs more. */
  readonly hasColdAccess: boolean
  /** EIP-4399. */
  readonly hasPrevRandao: boolean
  readonly coldSlotGas: number
  readonly coldAccountGas: number
  readonly warmAccessGas: number
  readonly sstore: SstoreCosts
  readonly expByteGas: number
  readonly table: InstructionTable
}

/** EIP-2200 with the amounts of later forks. */
export interface SstoreCosts {
  readonly sentry: number
  readonly noop: number
  readonly create: number
  readonly change: number
  readonly dirty: number
  readonly clearRefund: bigint
  readonly recreatedRefund: bigint
  readonly restoredRefund: bigint
}

/** The part of a chain's rules that frames need, for the instructions of `evm`. */
export function frameRules(rules: Rules, evm: EVM, { keccak256 }: Crypto): FrameRules {
  const gas = (name: string): number => Number(rules.param(name))
  const hasColdAccess = rules.isActivatedEIP(2929)
  return {
    keccak256,
    chainId: rules.chainId(),
    hasColdAccess,
    hasPrevRandao: rules.isActivatedEIP(4399),
    coldSlotGas: hasColdAccess ? gas('coldsloadGas') : 0,
    coldAccountGas: hasColdAccess ? gas('coldaccountaccessGas') : 0,
    warmAccessGas: hasColdAccess ? gas('warmstoragereadGas') : 0,
    sstore: rules.gteHardfork('istanbul') ? sstoreCosts(rules) : noCosts,
    expByteGas: gas('expByteGas'),
    table: instructionTable(rules, evm),
  }
}

const noCosts: SstoreCosts = {
  sentry: 0,
  noop: 0,
  create: 0,
  change: 0,
  dirty: 0,
  clearRefund: 0n,
  recreatedRefund: 0n,
  restoredRefund: 0n,
}

/** Costs of a slot that has been touched before. */
function sstoreCosts(rules: Rules): SstoreCosts {
  const create = rules.param('sstoreInitEIP2200Gas')
  return {
    sentry: Number(rules.param('sstoreSentryEIP2200Gas')),
    noop: Number(rules.param('sstoreNoopEIP2200Gas')),
    create: Number(create),
    change: Number(rules.param('sstoreCleanEIP2200Gas')),
    dirty: Number(rules.param('sstoreDirtyEIP2200Gas')),
    clearRefund: rules.param('sstoreClearRefundEIP2200Gas'),
    recreatedRefund: rules.param('sstoreInitRefundEIP2200Gas'),
    // What ethereumjs has as this parameter since Berlin is for a cold slot, which has nothing to restore.
    restoredRefund: rules.isActivatedEIP(2929)
      ? rules.param('sstoreResetGas') -
        rules.param('coldsloadGas') -
        rules.param('warmstoragereadGas')
      : rules.param('sstoreCleanRefundEIP2200Gas'),
  }
}
