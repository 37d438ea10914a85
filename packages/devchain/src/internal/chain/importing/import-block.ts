import { Address } from '@ethereumjs/util'
import { errorMessage } from '@scaffold-evm/common'
import { invalidBlockError } from '../../../errors/block.js'
import type { Crypto } from '../../crypto.js'
import { blobBaseFee } from '../blocks/blob-gas.js'
import type { BlockBuilder } from '../blocks/block-builder.js'
import type { BlockStore } from '../blocks/block-store.js'
import type { BlockTemplate } from '../blocks/block-template.js'
import { areDepositsValid } from '../blocks/deposits.js'
import type { LocalBlock } from '../blocks/local-block.js'
import type { Ledger } from '../ledger.js'
import type { Rules } from '../rules.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import { decodeMinedTransaction } from '../transactions/decode.js'
import type { HeaderFields } from './header-fields.js'
import type { ReadBlock } from './read-block.js'
import { assertField, validateHeader } from './validate-header.js'
import { validateUncles } from './validate-uncles.js'

/** EIP-7934. */
const mostBlockBytes = 8_388_608

/** What blocks are imported into. */
export interface ImportTarget {
  readonly ledger: Ledger
  readonly store: BlockStore
  readonly crypto: Crypto
}

/**
 * Checks and runs a block that was made elsewhere and makes it the head. One that is there already is
 * passed over: undefined then.
 *
 * @throws `CHAIN_BLOCK_INVALID`
 */
export async function importBlock(
  read: ReadBlock,
  target: ImportTarget,
): Promise<LocalBlock | undefined> {
  const { ledger, store } = target
  const { header } = read
  if (store.withHash(header.hash) !== undefined) return undefined
  const { head } = ledger
  assertField(header.number, header.number === 0n ? 'hash' : 'parentHash', {
    got: header.number === 0n ? header.hash : header.parentHash,
    expected: header.number === 0n ? store.at(0n)?.hash : head.hash,
  })
  const rules = ledger.schedule.rulesAfter(head, () => header.timestamp)
  validateHeader(header, head.header, rules)
  const uncles = validateUncles(read, { store, schedule: ledger.schedule })
  assertBody(read, rules)
  const transactions = decodeTransactions(read, rules, target.crypto)
  const template = { ...templateOf(read, head, rules), uncles }
  return ledger.appendBlock(template, {
    fill: (builder) => fillChecked(builder, transactions),
    check: (block) => {
      assertDeposits(block, rules)
      assertSameBlock(header, block)
    },
  })
}

function assertBody({ header, sizeBytes, withdrawals }: ReadBlock, rules: Rules): void {
  const isExpected = rules.isActivatedEIP(4895)
  if (isExpected !== (withdrawals !== undefined)) {
    const reason = `expected ${isExpected ? 'a list' : 'none'} in ${rules.hardfork()}`
    throw invalidBlockError(header.number, { field: 'withdrawals', reason })
  }
  if (!rules.gteHardfork('osaka') || sizeBytes <= mostBlockBytes) return
  const reason = `expected at most ${mostBlockBytes} bytes, got ${sizeBytes}`
  throw invalidBlockError(header.number, { field: 'size', reason })
}

function decodeTransactions(
  { header, transactions }: ReadBlock,
  rules: Rules,
  crypto: Crypto,
): ChainTransaction[] {
  return transactions.map((raw, index) => {
    try {
      return decodeMinedTransaction(raw, rules, crypto)
    } catch (error) {
      throw transactionError(header.number, index, error)
    }
  })
}

async function fillChecked(
  builder: BlockBuilder,
  transactions: readonly ChainTransaction[],
): Promise<void> {
  for (const [index, transaction] of transactions.entries()) {
    try {
      await builder.addChecked(transaction)
    } catch (error) {
      throw transactionError(builder.template.number, index, error)
    }
  }
}

function transactionError(number: bigint, index: number, cause: unknown): Error {
  const field = `transactions[${index}]`
  return invalidBlockError(number, { field, reason: errorMessage(cause), cause })
}

function templateOf(
  { header, withdrawals = [] }: ReadBlock,
  head: LocalBlock,
  rules: Rules,
): Omit<BlockTemplate, 'uncles'> {
  const { excessBlobGas } = header
  return {
    rules,
    parentTotalDifficulty: head.totalDifficulty,
    parentHash: header.parentHash,
    number: header.number,
    timestampSec: header.timestamp,
    gasLimit: header.gasLimit,
    coinbase: new Address(header.coinbase),
    difficulty: header.difficulty,
    prevRandao: header.mixHash,
    baseFeePerGas: header.baseFeePerGas,
    excessBlobGas,
    blobBaseFee: excessBlobGas === undefined ? undefined : blobBaseFee(excessBlobGas, rules),
    parentBeaconBlockRoot: header.parentBeaconBlockRoot,
    extraData: header.extraData,
    nonce: header.nonce,
    withdrawals,
  }
}

function assertDeposits({ number, transactions }: LocalBlock, rules: Rules): void {
  if (!rules.isActivatedEIP(6110)) return
  for (const [index, { receipt }] of transactions.entries()) {
    if (areDepositsValid(receipt.logs, rules)) continue
    const field = `transactions[${index}]`
    throw invalidBlockError(number, {
      field,
      reason: 'it logs a deposit that is not laid out as one',
    })
  }
}

/** What executing the block gave has to be what its header says. */
function assertSameBlock(header: HeaderFields, { header: own, hash }: LocalBlock): void {
  const { number } = header
  const compare = (field: string, got: Value, expected: Value): void =>
    assertField(number, field, { got, expected })
  compare('transactionsRoot', header.transactionsTrie, own.transactionsTrie)
  compare('sha3Uncles', header.uncleHash, own.uncleHash)
  compare('withdrawalsRoot', header.withdrawalsRoot, own.withdrawalsRoot)
  compare('gasUsed', header.gasUsed, own.gasUsed)
  compare('blobGasUsed', header.blobGasUsed, own.blobGasUsed)
  compare('logsBloom', header.logsBloom, own.logsBloom)
  compare('receiptsRoot', header.receiptTrie, own.receiptTrie)
  compare('requestsHash', header.requestsHash, own.requestsHash)
  compare('stateRoot', header.stateRoot, own.stateRoot)
  compare('hash', header.hash, hash)
}

type Value = bigint | Uint8Array | undefined
