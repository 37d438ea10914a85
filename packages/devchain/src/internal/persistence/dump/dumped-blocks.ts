import { Address } from '@ethereumjs/util'
import { bytesToHex } from '@scaffold-evm/common'
import { invalidDumpError } from '../../../errors/state-file.js'
import type { ChainHeader } from '../../chain/blocks/chain-header.js'
import { encodeHeader } from '../../chain/blocks/header-encoding.js'
import { PlainBlock } from '../../chain/blocks/plain-block.js'
import type { ChainReceipt } from '../../chain/blocks/receipt.js'
import { remoteTransaction } from '../../chain/fork/remote-transaction.js'
import type { RpcRecord } from '../../chain/fork/rpc-record.js'
import type { Rules } from '../../chain/rules.js'
import type { ForkSchedule } from '../../chain/schedule/fork-schedule.js'
import type { ChainTransaction } from '../../chain/transactions/chain-transaction.js'
import { maxFeePerGas, tipPerGas } from '../../chain/transactions/to-execution.js'
import type { Crypto } from '../../crypto.js'
import type { BlockContent } from '../codec/block-codec.js'
import { type Dump, type DumpedBlock, executedKey } from './read-dump.js'

/** The blocks of a dump from its first to its best one, of which none is missing. */
export function dumpedBlocks(
  dump: Dump,
  schedule: ForkSchedule,
  crypto: Crypto,
): readonly BlockContent[] {
  const best = dump.bestNumber
  const contents = dump.blocks
    .map((block) => toContent(block, { dump, schedule, crypto }))
    .filter(({ block }) => best === undefined || block.header.number <= best)
    .sort((a, b) => (a.block.header.number < b.block.header.number ? -1 : 1))
  for (const [index, { block }] of contents.entries()) {
    const parent = contents[index - 1]?.block
    if (parent === undefined) continue
    if (bytesToHex(block.header.parentHash) !== bytesToHex(parent.hash())) {
      throw invalidDumpError(`block ${block.header.number} does not follow the one before it`)
    }
  }
  return contents
}

interface Context {
  readonly dump: Dump
  readonly schedule: ForkSchedule
  readonly crypto: Crypto
}

function toContent(
  { header: record, transactions: records }: DumpedBlock,
  { dump, schedule, crypto }: Context,
): BlockContent {
  const header = readHeader(record)
  const hash = crypto.keccak256(encodeHeader(header))
  const rules = schedule.rulesOf(header)
  const executed = records.map((transaction, index) => {
    const outcome = dump.executed.get(executedKey(bytesToHex(hash), index))
    if (outcome === undefined) {
      throw invalidDumpError(`transaction ${index} of block ${header.number} has no receipt`)
    }
    return toExecuted(transaction, outcome, { rules, baseFeePerGas: header.baseFeePerGas })
  })
  const content = { header, rules, uncles: [], withdrawals: [] }
  return { block: new PlainBlock(content, hash), executed }
}

function toExecuted(
  record: RpcRecord,
  outcome: RpcRecord,
  context: {
    readonly rules: Rules
    readonly baseFeePerGas: bigint | undefined
  },
): readonly [ChainTransaction, ChainReceipt] {
  const sender = record.has('from') ? record : outcome
  const read = remoteTransaction(record, context.rules, sender.bytes('from'))
  const transaction = { ...read, hash: outcome.bytes('hash') }
  const price = effectivePrice(transaction, context.baseFeePerGas)
  return [transaction, toReceipt(outcome, price)]
}

function effectivePrice({ tx }: ChainTransaction, baseFeePerGas: bigint | undefined): bigint {
  if (baseFeePerGas === undefined) return maxFeePerGas(tx)
  return baseFeePerGas + tipPerGas(tx, baseFeePerGas)
}

function toReceipt(record: RpcRecord, effectiveGasPrice: bigint): ChainReceipt {
  const succeeded = record.quantity('status') === 1n
  return {
    succeeded,
    stateRoot: undefined,
    gasUsed: record.quantity('gasUsed'),
    cumulativeGasUsed: record.quantity('cumulativeGasUsed'),
    effectiveGasPrice,
    contractAddress: record.optionalBytes('contractAddress'),
    logs: record.records('logs').map((log) => ({
      address: log.bytes('address'),
      topics: log.byteStrings('topics'),
      data: log.bytes('data'),
    })),
    logsBloom: record.bytes('logsBloom'),
    blobGasUsed: undefined,
    blobGasPrice: undefined,
    returnData: record.bytes('output'),
    haltReason: succeeded ? undefined : 'revert',
  }
}

function readHeader(record: RpcRecord): ChainHeader {
  return {
    parentHash: record.bytes('parentHash'),
    uncleHash: record.bytes('sha3Uncles'),
    coinbase: new Address(record.bytes('miner')),
    stateRoot: record.bytes('stateRoot'),
    transactionsTrie: record.bytes('transactionsRoot'),
    receiptTrie: record.bytes('receiptsRoot'),
    logsBloom: record.bytes('logsBloom'),
    difficulty: record.quantity('difficulty'),
    number: record.quantity('number'),
    gasLimit: record.quantity('gasLimit'),
    gasUsed: record.quantity('gasUsed'),
    timestamp: record.quantity('timestamp'),
    extraData: record.bytes('extraData'),
    mixHash: record.bytes('mixHash'),
    nonce: record.bytes('nonce'),
    baseFeePerGas: record.optionalQuantity('baseFeePerGas'),
    withdrawalsRoot: record.optionalBytes('withdrawalsRoot'),
    blobGasUsed: record.optionalQuantity('blobGasUsed'),
    excessBlobGas: record.optionalQuantity('excessBlobGas'),
    parentBeaconBlockRoot: record.optionalBytes('parentBeaconBlockRoot'),
    requestsHash: record.optionalBytes('requestsHash'),
  }
}
