import { genRequestsRoot } from '@ethereumjs/block'
import type { Log } from '@ethereumjs/evm'
import {
  Address,
  type CLRequest,
  type CLRequestType,
  KECCAK256_RLP_ARRAY,
  SHA256_NULL,
} from '@ethereumjs/util'
import type { Crypto } from '../../crypto.js'
import { compact } from '../../state/copy.js'
import { RecentBytes } from '../../state/recent-bytes.js'
import type { EvmBlock } from '../execution/evm-block.js'
import type { Execution, ExecutionOutcome } from '../execution/execution.js'
import type { Executor } from '../execution/executor.js'
import { runExecution } from '../execution/run-execution.js'
import { prefetchBlock, prefetchExecution } from '../fork/prefetch.js'
import { encodeRlp } from '../rlp.js'
import type { ChainTransaction, MinedTransaction } from '../transactions/chain-transaction.js'
import { blobGas, maxCostWei, transactionToExecution } from '../transactions/to-execution.js'
import type { Transaction } from '../transactions/transaction.js'
import { assertValid } from './assert-valid.js'
import { type BlockTemplate, evmBlock } from './block-template.js'
import { joinBlooms, logsBloom } from './bloom.js'
import type { ChainHeader } from './chain-header.js'
import type { ChainLog } from './chain-log.js'
import { encodeUncles, hashHeader } from './header-encoding.js'
import { type BlockTools, listRoot } from './list-root.js'
import { LocalBlock } from './local-block.js'
import { PlainBlock } from './plain-block.js'
import type { ChainReceipt } from './receipt.js'
import { encodeReceipt } from './receipt-encoding.js'
import { changesAtClose, closeBlockState } from './rewards.js'
import { collectRequests, openBlockState } from './system-calls.js'

/** EIP-7934, which @ethereumjs/common 10.1.3 does not count among Osaka's. */
const mostBlockBytes = 8_388_608

/** For the header and what RLP adds to each transaction. */
const headroomBytes = 65_536

interface Included {
  readonly transaction: ChainTransaction
  readonly receipt: ChainReceipt
  readonly encodedReceipt: Uint8Array
  readonly firstLogIndex: number
}

/**
 * Builds one block on the state of an executor: `open`, `add` any number of times, `finish`. When one
 * of them throws, the executor has to be reset.
 */
export class BlockBuilder {
  readonly template: BlockTemplate
  /** Waited for when nothing can fail any more, before roots and hashes are computed. */
  beforeSeal: (() => Promise<void>) | undefined
  readonly #executor: Executor
  readonly #crypto: Crypto
  readonly #tools: BlockTools
  readonly #evmBlock: EvmBlock
  readonly #included: Included[] = []
  #gasUsed = 0n
  #blobGasUsed = 0n
  #logCount = 0
  #sizeBytes = 0

  constructor(executor: Executor, template: BlockTemplate, tools: BlockTools) {
    this.#executor = executor
    this.#crypto = tools.crypto
    this.#tools = tools
    this.template = template
    this.#evmBlock = evmBlock(template)
  }

  /** Gas that transactions can still have. */
  get gasLeft(): bigint {
    return this.template.gasLimit - this.#gasUsed
  }

  /** Bytes that transactions can still have (EIP-7934), with room for all else. */
  get sizeLeft(): number {
    if (!this.#executor.rules.gteHardfork('osaka')) return Number.POSITIVE_INFINITY
    return mostBlockBytes - headroomBytes - this.#sizeBytes
  }

  /** Blob gas that transactions can still have. */
  get blobGasLeft(): bigint {
    const { rules } = this.#executor
    if (!rules.isActivatedEIP(4844)) return 0n
    return rules.getBlobGasSchedule().maxBlobGasPerBlock - this.#blobGasUsed
  }

  async open(): Promise<void> {
    const { state, rules } = this.#executor
    const reads = prefetchBlock(state.overlay, this.template, rules)
    if (reads !== undefined) await reads
    await openBlockState(this.#executor, this.template)
  }

  /** Whether its sender can pay for a transaction and has its nonce, as the state now is. */
  async canPay({ tx, sender }: ChainTransaction): Promise<boolean> {
    const account = await this.#executor.state.getAccount(new Address(sender))
    const balance = account?.balance ?? 0n
    if ((account?.nonce ?? 0n) !== tx.nonce) return false
    return balance >= maxCostWei(tx, this.#executor.rules)
  }

  /**
   * Runs a transaction that may not be valid.
   *
   * @throws the `CHAIN_` error that says what is wrong with it
   */
  async addChecked(transaction: ChainTransaction): Promise<void> {
    const { template, gasLeft, blobGasLeft } = this
    await assertValid(transaction, this.#executor, { ...template, gasLeft, blobGasLeft })
    await this.add(transaction)
  }

  /** Runs a transaction that fits and is valid; `execution` says how, if not as it says itself. */
  async add(
    transaction: ChainTransaction,
    execution: Execution = transactionToExecution(transaction, this.#executor.rules, this.template),
  ): Promise<ExecutionOutcome> {
    const { rules, state, engine } = this.#executor
    const reads = prefetchExecution(state.overlay, execution)
    if (reads !== undefined) await reads
    const outcome = await runExecution(this.#executor, execution, {
      block: this.#evmBlock,
      crypto: this.#crypto,
      meter: engine.listeners?.meter?.begin('transaction'),
    })
    this.#gasUsed += outcome.gasUsed
    this.#sizeBytes += transaction.raw.length
    const usedBlobGas = blobGas(transaction.tx, rules)
    this.#blobGasUsed += usedBlobGas
    const bloom = logsBloom(outcome.logs, this.#crypto)
    const receipt = this.#receipt(transaction.tx, outcome, execution.gasPrice, bloom)
    const encodedReceipt = encodeReceipt({
      type: transaction.tx.type,
      succeeded: receipt.succeeded,
      stateRoot: receipt.stateRoot,
      cumulativeGasUsed: this.#gasUsed,
      logsBloom: bloom,
      logs: [...outcome.logs],
    })
    this.#included.push({ transaction, receipt, encodedReceipt, firstLogIndex: this.#logCount })
    this.#logCount += outcome.logs.length
    return outcome
  }

  /** Seals state and header. */
  async finish(): Promise<LocalBlock> {
    const { rules, state } = this.#executor
    const { template } = this
    if (changesAtClose(template)) await closeBlockState(this.#executor, template)
    const requests = rules.isActivatedEIP(7685) ? await this.#requests() : undefined
    if (this.beforeSeal !== undefined) await this.beforeSeal()
    const snapshot = state.seal()
    const content = this.#content(this.#header(snapshot.root, requests))
    const local = new LocalBlock(content, snapshot, template.parentTotalDifficulty)
    local.transactions = this.#included.map((included, index) =>
      minedTransaction(local, included, index),
    )
    if (requests !== undefined) local.requests = nonEmpty(requests)
    return local
  }

  #content(header: ChainHeader): PlainBlock {
    const { rules, uncles, withdrawals } = this.template
    const hash = hashHeader(header, this.#crypto.keccak256)
    return new PlainBlock({ header, rules, uncles, withdrawals }, hash)
  }

  #requestsHash(requests: CLRequest<CLRequestType>[]): Uint8Array {
    return requests.length === 0 ? SHA256_NULL : genRequestsRoot(requests, this.#crypto.sha256)
  }

  #uncleHash(): Uint8Array {
    const { uncles } = this.template
    return uncles.length === 0 ? KECCAK256_RLP_ARRAY : this.#crypto.keccak256(encodeUncles(uncles))
  }

  #withdrawalsRoot(): Uint8Array | undefined {
    if (!this.template.rules.isActivatedEIP(4895)) return undefined
    return listRoot(
      this.template.withdrawals.map((withdrawal) => encodeRlp(withdrawal.raw())),
      this.#tools,
    )
  }

  #requests(): Promise<CLRequest<CLRequestType>[]> {
    const logs = this.#included.flatMap(({ receipt }) => receipt.logs)
    return collectRequests(this.#executor, this.#evmBlock, logs)
  }

  #receipt(
    tx: Transaction,
    outcome: ExecutionOutcome,
    effectiveGasPrice: bigint,
    bloom: Uint8Array,
  ): ChainReceipt {
    const { rules, state } = this.#executor
    const succeeded = outcome.haltReason === undefined
    const isBlob = tx.type === 3
    return {
      succeeded,
      stateRoot: rules.gteHardfork('byzantium') ? undefined : state.seal().root,
      gasUsed: outcome.gasUsed,
      cumulativeGasUsed: this.#gasUsed,
      effectiveGasPrice,
      contractAddress: tx.to === undefined ? outcome.createdAddress : undefined,
      logs: outcome.logs.map(compactLog),
      logsBloom: bloom,
      blobGasUsed: isBlob ? blobGas(tx, rules) : undefined,
      blobGasPrice: isBlob ? this.template.blobBaseFee : undefined,
      returnData: compact(outcome.returnData),
      haltReason: outcome.haltReason,
    }
  }

  #header(stateRoot: Uint8Array, requests: CLRequest<CLRequestType>[] | undefined): ChainHeader {
    const { template } = this
    const raws = this.#included.map(({ transaction }) => transaction.raw)
    const receipts = this.#included.map(({ encodedReceipt }) => encodedReceipt)
    return {
      parentHash: template.parentHash,
      uncleHash: this.#uncleHash(),
      coinbase: template.coinbase,
      stateRoot,
      transactionsTrie: listRoot(raws, this.#tools),
      receiptTrie: listRoot(receipts, this.#tools),
      logsBloom: joinBlooms(this.#included.map(({ receipt }) => receipt.logsBloom)),
      difficulty: template.difficulty,
      number: template.number,
      gasLimit: template.gasLimit,
      gasUsed: this.#gasUsed,
      timestamp: template.timestampSec,
      extraData: template.extraData,
      mixHash: template.prevRandao,
      nonce: template.nonce,
      baseFeePerGas: template.baseFeePerGas,
      withdrawalsRoot: this.#withdrawalsRoot(),
      blobGasUsed: template.excessBlobGas === undefined ? undefined : this.#blobGasUsed,
      excessBlobGas: template.excessBlobGas,
      parentBeaconBlockRoot: template.parentBeaconBlockRoot,
      requestsHash: requests === undefined ? undefined : this.#requestsHash(requests),
    }
  }
}

// One for all chains, as memory for short bytes is.
const recent = new RecentBytes()

/** A log as a chain keeps it for good. */
function compactLog([address, topics, data]: Log): ChainLog {
  return {
    address: recent.keep(address),
    topics: topics.map((topic) => recent.keep(topic)),
    data: compact(data),
  }
}

function minedTransaction(block: LocalBlock, included: Included, index: number): MinedTransaction {
  const { transaction, receipt, firstLogIndex } = included
  const { tx, hash, sender, raw, sidecar } = transaction
  return { tx, hash, sender, raw: compact(raw), sidecar, block, index, receipt, firstLogIndex }
}

const nothing: readonly Uint8Array[] = []

function nonEmpty(requests: readonly CLRequest<CLRequestType>[]): readonly Uint8Array[] {
  const asked = requests.filter(({ bytes }) => bytes.length > 1).map(({ bytes }) => bytes)
  return asked.length === 0 ? nothing : asked
}
