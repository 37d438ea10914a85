import { Block, type BlockHeader, createBlockHeader, type HeaderData } from '@ethereumjs/block'
import { createWithdrawal, type Withdrawal } from '@ethereumjs/util'
import type { StateSnapshot, WorldState } from '../../state/types.js'
import type { ChainBlock } from '../blocks/chain-block.js'
import type { ChainHeader } from '../blocks/chain-header.js'
import type { ChainLog } from '../blocks/chain-log.js'
import type { ChainReceipt } from '../blocks/receipt.js'
import type { Rules } from '../rules.js'
import type { ChainTransaction, MinedTransaction } from '../transactions/chain-transaction.js'
import { transactionToEthereumjs } from '../transactions/to-ethereumjs.js'
import type { RpcRecord } from './rpc-record.js'

/** A block of the forked chain. Its state is read when it is asked for. */
export class RemoteBlock implements ChainBlock {
  readonly block: Block
  readonly header: ChainHeader
  readonly hash: Uint8Array
  readonly number: bigint
  readonly timestampSec: bigint
  readonly totalDifficulty: bigint
  readonly transactions: readonly MinedTransaction[]
  /** The rules that calls after it go by; undefined leaves them to the chain. */
  readonly rules: Rules | undefined
  readonly #createState: () => WorldState
  #world: WorldState | undefined

  constructor(
    block: Block,
    executed: readonly ExecutedTransaction[],
    past: { readonly rules: Rules | undefined; readonly createState: () => WorldState },
  ) {
    this.block = block
    this.header = block.header
    this.hash = block.hash()
    this.number = block.header.number
    this.timestampSec = block.header.timestamp
    this.totalDifficulty = block.header.difficulty
    this.transactions = minedTransactions(this, executed)
    this.rules = past.rules
    this.#createState = past.createState
  }

  get uncles(): readonly BlockHeader[] {
    return this.block.uncleHeaders
  }

  get withdrawals(): readonly Withdrawal[] {
    return this.block.withdrawals ?? []
  }

  get world(): WorldState {
    this.#world ??= this.#createState()
    return this.#world
  }

  get state(): StateSnapshot {
    return this.world.seal()
  }
}

/** A transaction of the forked chain with what came of it. */
export interface ExecutedTransaction {
  readonly transaction: ChainTransaction
  readonly receipt: ChainReceipt
}

function minedTransactions(
  block: ChainBlock,
  executed: readonly ExecutedTransaction[],
): MinedTransaction[] {
  let firstLogIndex = 0
  return executed.map(({ transaction, receipt }, index) => {
    const mined = { ...transaction, block, index, receipt, firstLogIndex }
    firstLogIndex += receipt.logs.length
    return mined
  })
}

/** The answer to `eth_getBlockBy*` as a block with these transactions. */
export function parseBlock(
  record: RpcRecord,
  rules: Rules,
  transactions: readonly ChainTransaction[],
): Block {
  return new Block(
    parseHeader(record, rules),
    transactions.map(({ tx }) => transactionToEthereumjs(tx)),
    [],
    parseWithdrawals(record),
    { common: rules, freeze: false },
  )
}

function parseHeader(record: RpcRecord, rules: Rules): BlockHeader {
  const header = createBlockHeader(headerData(record), {
    common: rules,
    freeze: false,
    skipConsensusFormatValidation: true,
  })
  const hash = record.bytes('hash')
  // Chains may have header fields that are not Ethereum's.
  header.hash = () => hash
  return header
}

function headerData(record: RpcRecord): HeaderData {
  return {
    parentHash: record.bytes('parentHash'),
    uncleHash: record.bytes('sha3Uncles'),
    coinbase: record.bytes('miner'),
    stateRoot: record.bytes('stateRoot'),
    transactionsTrie: record.bytes('transactionsRoot'),
    receiptTrie: record.bytes('receiptsRoot'),
    logsBloom: record.bytes('logsBloom'),
    difficulty: record.optionalQuantity('difficulty') ?? 0n,
    number: record.quantity('number'),
    gasLimit: record.quantity('gasLimit'),
    gasUsed: record.quantity('gasUsed'),
    timestamp: record.quantity('timestamp'),
    extraData: record.optionalBytes('extraData') ?? new Uint8Array(0),
    ...optional('mixHash', record.optionalBytes('mixHash')),
    ...optional('nonce', record.optionalBytes('nonce')),
    ...optional('baseFeePerGas', record.optionalQuantity('baseFeePerGas')),
    ...optional('withdrawalsRoot', record.optionalBytes('withdrawalsRoot')),
    ...optional('blobGasUsed', record.optionalQuantity('blobGasUsed')),
    ...optional('excessBlobGas', record.optionalQuantity('excessBlobGas')),
    ...optional('parentBeaconBlockRoot', record.optionalBytes('parentBeaconBlockRoot')),
    ...optional('requestsHash', record.optionalBytes('requestsHash')),
  }
}

function optional<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  if (value === undefined) return {}
  const field: Partial<Record<string, V>> = { [name]: value }
  return field
}

function parseWithdrawals(record: RpcRecord): Withdrawal[] | undefined {
  if (!record.has('withdrawalsRoot')) return undefined
  return record.records('withdrawals').map((withdrawal) =>
    createWithdrawal({
      index: withdrawal.quantity('index'),
      validatorIndex: withdrawal.quantity('validatorIndex'),
      address: withdrawal.bytes('address'),
      amount: withdrawal.quantity('amount'),
    }),
  )
}

/** What came of a transaction of the forked chain. Its return data is not known. */
export function parseReceipt(record: RpcRecord): ChainReceipt {
  const succeeded = (record.optionalQuantity('status') ?? 1n) === 1n
  return {
    succeeded,
    stateRoot: record.optionalBytes('root'),
    gasUsed: record.quantity('gasUsed'),
    cumulativeGasUsed: record.quantity('cumulativeGasUsed'),
    effectiveGasPrice: record.optionalQuantity('effectiveGasPrice') ?? 0n,
    contractAddress: record.optionalBytes('contractAddress'),
    logs: record.records('logs').map(parseLog),
    logsBloom: record.bytes('logsBloom'),
    blobGasUsed: record.optionalQuantity('blobGasUsed'),
    blobGasPrice: record.optionalQuantity('blobGasPrice'),
    returnData: new Uint8Array(0),
    haltReason: succeeded ? undefined : 'revert',
  }
}

function parseLog(record: RpcRecord): ChainLog {
  return {
    address: record.bytes('address'),
    topics: record.byteStrings('topics'),
    data: record.bytes('data'),
  }
}
