import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import type { ChainBlock } from '../../chain/blocks/chain-block.js'
import type { Chain } from '../../chain/chain.js'
import type { MinedTransaction } from '../../chain/transactions/chain-transaction.js'
import type { Crypto } from '../../crypto.js'
import { wordBytesToHex } from '../../word-hex.js'
import { headerToJson } from '../output/block.js'
import { minedTransactionToJson } from '../output/transaction.js'

type Json = Readonly<Record<string, unknown>>

/** What of the past a dump has besides blocks and receipts. */
export type DumpContent = 'head' | 'history'

/**
 * The chain in anvil's format: accounts, blocks, transactions with receipts, and with `history` the
 * state after each block. What waits, clock, settings and snapshots have no place in it.
 */
export async function dumpChain(chain: Chain, crypto: Crypto, content: DumpContent): Promise<Json> {
  const { head } = chain
  const blocks = realBlocks(chain, head.number)
  return {
    block: blockEnvironment(head),
    accounts: await accountsAt(chain, head),
    best_block_number: Number(head.number),
    blocks: blocks.map(blockToDump),
    transactions: blocks.flatMap(({ transactions }) => transactions.map(transactionToDump)),
    historical_states: content === 'head' ? null : await historyOf(chain, blocks, crypto),
  }
}

/** As JSON, gzipped. */
export async function zipDump(dump: Json): Promise<Uint8Array> {
  return await promisify(gzip)(JSON.stringify(dump))
}

/** Blocks that exist, from the first that is this chain's own. */
function realBlocks(chain: Chain, last: bigint): ChainBlock[] {
  const blocks: ChainBlock[] = []
  for (let number = last; number >= 0n; number--) {
    const block = chain.blockAt(number)
    if (block === undefined) break
    blocks.push(block)
  }
  return blocks.reverse()
}

/** revm's names for what a block shows to contracts. */
function blockEnvironment({ header }: ChainBlock): Json {
  return {
    number: quantityToHex(header.number),
    beneficiary: bytesToHex(header.coinbase.bytes),
    timestamp: quantityToHex(header.timestamp),
    gas_limit: Number(header.gasLimit),
    basefee: Number(header.baseFeePerGas ?? 0n),
    difficulty: quantityToHex(header.difficulty),
    prevrandao: bytesToHex(header.mixHash),
    blob_excess_gas_and_price: {
      excess_blob_gas: Number(header.excessBlobGas ?? 0n),
      blob_gasprice: 1,
    },
    slot_num: 0,
  }
}

async function accountsAt(chain: Chain, { number }: ChainBlock): Promise<Json> {
  const accounts: Record<string, unknown> = {}
  const state = await chain.stateAt({ number })
  for await (const { address, nonce, balanceWei, code, storage } of state.accounts()) {
    accounts[bytesToHex(address)] = {
      nonce: Number(nonce),
      balance: quantityToHex(balanceWei),
      code: bytesToHex(code),
      storage: Object.fromEntries([...storage].map(([slot, word]) => [slot, wordBytesToHex(word)])),
    }
  }
  return accounts
}

function blockToDump(block: ChainBlock): Json {
  const { hash: _, ...header } = headerToJson(block)
  return {
    header,
    transactions: block.transactions.map((transaction) => ({
      transaction: signedFields(transaction),
      impersonated_sender: null,
    })),
    ommers: [],
    withdrawals: null,
  }
}

/** The fields that are part of the transaction itself. */
function signedFields(transaction: MinedTransaction): Json {
  const { blockHash, blockNumber, blockTimestamp, transactionIndex, from, gasPrice, ...fields } =
    minedTransactionToJson(transaction)
  return transaction.tx.type < 2 ? { ...fields, gasPrice } : fields
}

function transactionToDump(transaction: MinedTransaction): Json {
  const { tx, hash, sender, receipt, block, index } = transaction
  return {
    info: {
      transaction_hash: bytesToHex(hash),
      transaction_index: index,
      from: bytesToHex(sender),
      to: tx.to === undefined ? null : bytesToHex(tx.to.bytes),
      contract_address: optionalHex(receipt.contractAddress),
      traces: [],
      exit: exitOf(transaction),
      out: bytesToHex(receipt.returnData),
      nonce: Number(tx.nonce),
      gas_used: Number(receipt.gasUsed),
    },
    receipt: {
      type: quantityToHex(tx.type),
      status: receipt.succeeded ? '0x1' : '0x0',
      cumulativeGasUsed: quantityToHex(receipt.cumulativeGasUsed),
      logs: receipt.logs.map(({ address, topics, data }) => ({
        address: bytesToHex(address),
        topics: topics.map(bytesToHex),
        data: bytesToHex(data),
      })),
      logsBloom: bytesToHex(receipt.logsBloom),
    },
    block_hash: bytesToHex(block.hash),
    block_number: Number(block.number),
  }
}

function optionalHex(bytes: Uint8Array | undefined): Hex | null {
  return bytes === undefined ? null : bytesToHex(bytes)
}

/** revm's names of how a transaction ended, as far as anybody would tell them apart. */
function exitOf({ receipt }: MinedTransaction): string {
  if (receipt.succeeded) return receipt.returnData.length > 0 ? 'Return' : 'Stop'
  return receipt.haltReason === 'revert' ? 'Revert' : 'OutOfGas'
}

/** As revm keeps a state: code with the places that can be jumped to, storage apart. */
async function historicalState(chain: Chain, block: ChainBlock, crypto: Crypto): Promise<Json> {
  const accounts: Record<string, unknown> = {}
  const storages: Record<string, unknown> = {}
  const state = await chain.stateAt({ number: block.number })
  for await (const { address, nonce, balanceWei, code, storage } of state.accounts()) {
    const hex = bytesToHex(address)
    accounts[hex] = {
      balance: quantityToHex(balanceWei),
      nonce: Number(nonce),
      code_hash: bytesToHex(crypto.keccak256(code)),
      code: analyzedCode(code),
    }
    const slots = [...storage].map(([slot, word]) => [slot, wordBytesToHex(word)])
    storages[hex] = Object.fromEntries(slots)
  }
  return { accounts, storage: storages, block_hashes: {} }
}

function analyzedCode(code: Uint8Array): Json {
  return {
    LegacyAnalyzed: {
      bytecode: code.length === 0 ? '0x00' : bytesToHex(code),
      original_len: code.length,
      jump_table: {
        order: 'bitvec::order::Lsb0',
        head: { width: 8, index: 0 },
        bits: code.length,
        data: [...jumpTable(code)],
      },
    },
  }
}

/** A bit for each JUMPDEST that is an instruction. */
function jumpTable(code: Uint8Array): Uint8Array {
  const table = new Uint8Array(Math.ceil(code.length / 8))
  for (let pc = 0; pc < code.length; pc++) {
    const opcode = code[pc] ?? 0
    if (opcode === 0x5b) table[pc >> 3] = (table[pc >> 3] ?? 0) | (1 << (pc & 7))
    if (opcode >= 0x60 && opcode <= 0x7f) pc += opcode - 0x5f
  }
  return table
}

async function historyOf(
  chain: Chain,
  blocks: readonly ChainBlock[],
  crypto: Crypto,
): Promise<unknown[]> {
  const history: unknown[] = []
  for (const block of blocks.slice(0, -1)) {
    if (block.state.isMissing) continue
    history.push([bytesToHex(block.hash), await historicalState(chain, block, crypto)])
  }
  return history
}
