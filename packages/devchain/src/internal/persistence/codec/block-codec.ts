import { createBlockHeaderFromRLP } from '@ethereumjs/block'
import { Address, createWithdrawal, type Withdrawal } from '@ethereumjs/util'
import type { ChainHeader } from '../../chain/blocks/chain-header.js'
import { encodeHeader } from '../../chain/blocks/header-encoding.js'
import { LocalBlock } from '../../chain/blocks/local-block.js'
import { PlainBlock } from '../../chain/blocks/plain-block.js'
import type { ChainReceipt } from '../../chain/blocks/receipt.js'
import type { RlpItem } from '../../chain/rlp.js'
import type { ForkSchedule } from '../../chain/schedule/fork-schedule.js'
import type { ChainTransaction } from '../../chain/transactions/chain-transaction.js'
import type { Crypto } from '../../crypto.js'
import type { StateSnapshot } from '../../state/types.js'
import { ItemReader } from './item-reader.js'
import { readReceipt, receiptItems } from './receipt-codec.js'
import { readTransaction, transactionItems } from './transaction-codec.js'

/** A block with its transactions and receipts as items. Its state is not among them. */
export function blockItems({ header, transactions, uncles, withdrawals }: LocalBlock): RlpItem[] {
  return [
    encodeHeader(header),
    transactions.map((transaction) => [
      transactionItems(transaction),
      receiptItems(transaction.receipt),
    ]),
    uncles.map(encodeHeader),
    withdrawals.map(withdrawalItems),
  ]
}

/** A block without its state. */
export interface BlockContent {
  readonly block: PlainBlock
  readonly executed: readonly (readonly [ChainTransaction, ChainReceipt])[]
}

/** What reading a block needs. */
export interface BlockContext {
  readonly crypto: Crypto
  readonly schedule: ForkSchedule
  /** The same schedule with another chain id; the same object each time. */
  withChainId(chainId: bigint): ForkSchedule
}

/** Reads what {@link blockItems} wrote. */
export function readBlock(reader: ItemReader, context: BlockContext): BlockContent {
  const { schedule, crypto } = context
  const encoded = reader.bytes()
  const header = readHeader(new ItemReader(encoded).list())
  const rules = schedule.rulesOf(header)
  const transactionContext = {
    rules: (chainId: bigint) => context.withChainId(chainId).rulesOf(header),
  }
  const executed = reader.lists(
    (item) => [readTransaction(item.list(), transactionContext), readReceipt(item.list())] as const,
  )
  const uncles = reader.byteStrings().map((uncle) =>
    createBlockHeaderFromRLP(uncle, {
      common: rules,
      freeze: false,
      skipConsensusFormatValidation: true,
    }),
  )
  const withdrawals = reader.lists(readWithdrawal)
  const content = { header, rules, uncles, withdrawals }
  return { block: new PlainBlock(content, crypto.keccak256(encoded)), executed }
}

function readHeader(reader: ItemReader): ChainHeader {
  const optional = <T>(read: () => T): T | undefined => (reader.isDone ? undefined : read())
  return {
    parentHash: reader.bytes(),
    uncleHash: reader.bytes(),
    coinbase: new Address(reader.bytes()),
    stateRoot: reader.bytes(),
    transactionsTrie: reader.bytes(),
    receiptTrie: reader.bytes(),
    logsBloom: reader.bytes(),
    difficulty: reader.quantity(),
    number: reader.quantity(),
    gasLimit: reader.quantity(),
    gasUsed: reader.quantity(),
    timestamp: reader.quantity(),
    extraData: reader.bytes(),
    mixHash: reader.bytes(),
    nonce: reader.bytes(),
    baseFeePerGas: optional(() => reader.quantity()),
    withdrawalsRoot: optional(() => reader.bytes()),
    blobGasUsed: optional(() => reader.quantity()),
    excessBlobGas: optional(() => reader.quantity()),
    parentBeaconBlockRoot: optional(() => reader.bytes()),
    requestsHash: optional(() => reader.bytes()),
  }
}

function withdrawalItems({ index, validatorIndex, address, amount }: Withdrawal): RlpItem {
  return [index, validatorIndex, address.bytes, amount]
}

function readWithdrawal(reader: ItemReader): Withdrawal {
  return createWithdrawal({
    index: reader.quantity(),
    validatorIndex: reader.quantity(),
    address: reader.bytes(),
    amount: reader.quantity(),
  })
}

/** The block at `state`, with its transactions. */
export function localBlock(
  { block, executed }: BlockContent,
  state: StateSnapshot,
  parentTotalDifficulty = 0n,
): LocalBlock {
  const local = new LocalBlock(block, state, parentTotalDifficulty)
  let firstLogIndex = 0
  local.transactions = executed.map(([transaction, receipt], index) => {
    const { tx, hash, sender, raw, sidecar } = transaction
    const mined = { tx, hash, sender, raw, sidecar, block: local, index, receipt, firstLogIndex }
    firstLogIndex += receipt.logs.length
    return mined
  })
  return local
}
