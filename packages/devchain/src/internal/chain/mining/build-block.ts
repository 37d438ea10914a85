import { Address, type Withdrawal } from '@ethereumjs/util'
import { bytesToHex } from '@scaffold-evm/common'
import { blockNotFoundError, invalidTimestampError } from '../../../errors/block.js'
import { invalidValueError } from '../../../errors/chain.js'
import { least, most } from '../bigint-math.js'
import { type BlockTemplate, blockTemplate } from '../blocks/block-template.js'
import type { LocalBlock } from '../blocks/local-block.js'
import type { Rules } from '../rules.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import type { World } from '../world.js'

/** A block that somebody wants to see built. */
export interface BlockRequest {
  readonly parentHash: Uint8Array
  readonly timestampSec: bigint
  readonly coinbase: Uint8Array
  readonly prevRandao: Uint8Array
  readonly parentBeaconBlockRoot: Uint8Array
  readonly withdrawals: readonly Withdrawal[]
  /** At most 32 bytes. */
  readonly extraData: Uint8Array
  /** All of them, in this order; undefined takes what waits and fits. */
  readonly transactions: readonly ChainTransaction[] | undefined
}

/** EIP-1559 and before: a block's limit is near its parent's. */
const gasLimitBoundDivisor = 1_024n

/**
 * Builds a block that nobody keeps.
 *
 * @throws `CHAIN_BLOCK_NOT_FOUND`, `CHAIN_TIMESTAMP_INVALID`, `CHAIN_VALUE_INVALID`, and what is wrong with
 *   the first transaction that is not valid
 */
export async function buildBlock(
  { ledger, store }: World,
  request: BlockRequest,
): Promise<LocalBlock> {
  const parent = store.withHash(request.parentHash)
  if (parent === undefined) {
    throw blockNotFoundError(bytesToHex(request.parentHash), ledger.head.number)
  }
  const { timestampSec, transactions } = request
  if (timestampSec <= parent.timestampSec) {
    throw invalidTimestampError(timestampSec, parent.timestampSec)
  }
  const rules = ledger.schedule.rulesAfter(parent, () => timestampSec)
  assertFields(request, rules)
  const template = templateOf(request, parent, { rules, gasLimit: ledger.settings.blockGasLimit })
  return ledger.buildAside(
    parent,
    template,
    transactions === undefined
      ? undefined
      : async (builder) => {
          for (const transaction of transactions) await builder.addChecked(transaction)
        },
  )
}

function assertFields({ extraData, withdrawals }: BlockRequest, rules: Rules): void {
  if (extraData.length > 32) {
    throw invalidValueError('extraData', `${extraData.length} bytes`, 'at most 32 bytes')
  }
  if (withdrawals.length > 0 && !rules.isActivatedEIP(4895)) {
    throw invalidValueError('withdrawals', `${withdrawals.length}`, `none in ${rules.hardfork()}`)
  }
}

function templateOf(
  request: BlockRequest,
  parent: LocalBlock,
  { rules, gasLimit }: { readonly rules: Rules; readonly gasLimit: bigint },
): BlockTemplate {
  const { timestampSec, prevRandao, parentBeaconBlockRoot, extraData, withdrawals } = request
  const coinbase = new Address(request.coinbase)
  const fields = { timestampSec, coinbase, prevRandao, parentBeaconBlockRoot, extraData }
  const template = blockTemplate(parent, { ...fields, gasLimit: parent.header.gasLimit }, rules)
  return {
    ...template,
    gasLimit: nearGasLimit(template.gasLimit, gasLimit),
    withdrawals,
  }
}

/** As far from the limit of the parent towards `wanted` as the protocol allows. */
function nearGasLimit(previous: bigint, wanted: bigint): bigint {
  const reach = previous / gasLimitBoundDivisor - 1n
  return most(previous - reach, least(previous + reach, wanted))
}
