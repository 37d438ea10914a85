import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { hexToBytes, isHex } from '@scaffold-evm/common'
import { invalidDumpError } from '../../../errors/state-file.js'
import { RpcRecord } from '../../chain/fork/rpc-record.js'
import { isRecord } from '../../is-record.js'

/** An account as a dump has it. */
export interface DumpedAccount {
  readonly address: Uint8Array
  readonly nonce: bigint
  readonly balanceWei: bigint
  readonly code: Uint8Array
  /** Slots and words of 32 bytes. */
  readonly storage: readonly (readonly [slot: Uint8Array, word: Uint8Array])[]
}

/** A block as a dump has it, its JSON not yet taken apart. */
export interface DumpedBlock {
  readonly header: RpcRecord
  readonly transactions: readonly RpcRecord[]
}

/** What anvil writes with `--dump-state` and answers to `anvil_dumpState`. */
export interface Dump {
  readonly accounts: readonly DumpedAccount[]
  /** Of blocks without history there is only the head's number, if any. */
  readonly bestNumber: bigint | undefined
  readonly blocks: readonly DumpedBlock[]
  /** What came of transactions, by the hash of their block and their place in it. */
  readonly executed: ReadonlyMap<string, RpcRecord>
  /** All accounts after a block, by its hash. */
  readonly history: ReadonlyMap<string, readonly DumpedAccount[]>
}

/**
 * Reads a dump in anvil's format, gzipped or not.
 *
 * @throws `CHAIN_STATE_DUMP_INVALID`
 */
export async function readDump(bytes: Uint8Array): Promise<Dump> {
  const value = await parse(bytes)
  if (!isRecord(value) || !isRecord(value['accounts'])) {
    throw invalidDumpError('it has no accounts')
  }
  const best = value['best_block_number']
  return {
    accounts: Object.entries(value['accounts']).map(readAccount),
    bestNumber: best === undefined || best === null ? blockNumber(value['block']) : number(best),
    blocks: listOf(value['blocks']).map(readBlock),
    executed: new Map(listOf(value['transactions']).map(readExecuted)),
    history: new Map(listOf(value['historical_states']).map(readHistory)),
  }
}

async function parse(bytes: Uint8Array): Promise<unknown> {
  try {
    const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b
    const text = isZipped ? await promisify(gunzip)(bytes) : bytes
    return JSON.parse(new TextDecoder().decode(text))
  } catch (error) {
    throw invalidDumpError('it is neither JSON nor gzipped JSON', error)
  }
}

function blockNumber(block: unknown): bigint | undefined {
  return isRecord(block) && block['number'] !== undefined ? number(block['number']) : undefined
}

/** Numbers are JSON numbers or hex, as Rust's types have it. */
function number(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value)
  if (typeof value === 'string' && /^(0x[0-9a-fA-F]+|\d+)$/.test(value)) return BigInt(value)
  throw invalidDumpError(`${JSON.stringify(value)} is not a number`)
}

function bytesOf(value: unknown): Uint8Array {
  if (isHex(value) && value.length % 2 === 0) return hexToBytes(value)
  throw invalidDumpError(`${JSON.stringify(value)?.slice(0, 60)} is not a byte string`)
}

function wordOf(value: unknown): Uint8Array {
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) {
    throw invalidDumpError(`${JSON.stringify(value)} is not a word of 32 bytes`)
  }
  return hexToBytes(`0x${value.slice(2).padStart(64, '0')}`)
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value
  throw invalidDumpError('blocks, transactions and historical_states have to be lists')
}

function readAccount([hex, value]: readonly [string, unknown]): DumpedAccount {
  if (!isRecord(value)) throw invalidDumpError(`the account ${hex} is not an object`)
  return {
    address: bytesOf(hex),
    nonce: number(value['nonce'] ?? 0),
    balanceWei: number(value['balance'] ?? 0),
    code: codeOf(value['code']),
    storage: readStorage(value['storage']),
  }
}

/** Of historical states code is an object of revm, whose bytecode is padded. */
function codeOf(value: unknown): Uint8Array {
  if (value === undefined || value === null) return new Uint8Array(0)
  if (!isRecord(value)) return bytesOf(value)
  const [analyzed] = Object.values(value)
  if (!isRecord(analyzed)) throw invalidDumpError('code is neither bytes nor analyzed')
  const size = Number(analyzed['original_len'] ?? Number.POSITIVE_INFINITY)
  return bytesOf(analyzed['bytecode']).slice(0, size)
}

function readStorage(value: unknown): DumpedAccount['storage'] {
  if (!isRecord(value)) return []
  return Object.entries(value).map(([slot, word]) => [wordOf(slot), wordOf(word)])
}

function readBlock(value: unknown): DumpedBlock {
  if (!isRecord(value)) throw invalidDumpError('a block is not an object')
  const transactions = listOf(value['transactions']).map((item) => {
    const { transaction, impersonated_sender: sender } = isRecord(item) ? item : {}
    // Older versions of anvil put the transaction itself here.
    const fields = isRecord(transaction) ? transaction : item
    if (!isRecord(fields)) throw invalidDumpError('a transaction is not an object')
    return new RpcRecord('dump', { ...fields, ...(isHex(sender) ? { from: sender } : {}) })
  })
  return { header: new RpcRecord('dump', value['header']), transactions }
}

function readExecuted(value: unknown): readonly [string, RpcRecord] {
  const { info, receipt, block_hash: blockHash } = isRecord(value) ? value : {}
  if (!isRecord(info) || !isRecord(receipt)) throw invalidDumpError('a transaction has no receipt')
  const record = new RpcRecord('dump', {
    ...receipt,
    // The hash by which anvil knows it: that of an impersonated one is not the hash of its encoding.
    hash: info['transaction_hash'],
    from: info['from'],
    contractAddress: info['contract_address'],
    gasUsed: `0x${number(info['gas_used'] ?? 0).toString(16)}`,
    output: info['out'] ?? '0x',
    exit: info['exit'],
  })
  return [executedKey(String(blockHash), Number(info['transaction_index'])), record]
}

/** Where {@link Dump.executed} has a transaction. */
export function executedKey(blockHash: string, index: number): string {
  return `${blockHash} ${index}`
}

function readHistory(value: unknown): readonly [string, readonly DumpedAccount[]] {
  const [hash, state] = Array.isArray(value) ? value : []
  const accounts = isRecord(state) ? state['accounts'] : undefined
  const storage = isRecord(state) ? state['storage'] : undefined
  if (!isRecord(accounts)) throw invalidDumpError('a historical state has no accounts')
  const entries = Object.entries(accounts).map(([address, account]) => {
    const slots = isRecord(storage) ? storage[address] : undefined
    return readAccount([address, isRecord(account) ? { ...account, storage: slots } : account])
  })
  return [String(hash), entries]
}
