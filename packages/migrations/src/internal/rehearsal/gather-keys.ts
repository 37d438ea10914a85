import { quantityToHex } from '@scaffold-evm/common'
import type { FileRun } from '../files/file-run.js'
import { ChainReader } from '../steps/chain-reader.js'
import type { KeyPool } from './key-pool.js'

/** Whose keys are looked for. */
export interface KeySource {
  readonly address: string
  /** The first block that can have something of it. */
  readonly fromBlock: number
  /** The block before the upgrade. */
  readonly toBlock: number
  /** Whether what is asked for may be far away. */
  readonly isFork: boolean
  /** Addresses of code whose constants may be keys, as roles are. */
  readonly code: readonly string[]
}

/** Beyond so many blocks, transactions are not looked at: their events are. Behind a fork each block is a request. */
const mostBlocks = { here: 256, fork: 32 } as const
const mostLogs = 20_000

/**
 * Fills a pool with what the keys of a contract's mappings may be: accounts, recorded addresses, constants in the code,
 * what events have said, and on short chains what was sent to it.
 *
 * @returns what could not be looked at
 */
export async function gatherKeys(
  run: FileRun,
  pool: KeyPool,
  source: KeySource,
): Promise<readonly string[]> {
  const { connection, journal } = run.parts
  const { contracts } = journal.record
  const recorded = Object.values(contracts).flatMap(({ address, proxy }) => [
    ...[address, proxy?.implementation, proxy?.admin, proxy?.beacon],
  ])
  for (const address of [...(await connection.accounts()), ...recorded]) {
    if (address !== undefined) pool.addWord(BigInt(address))
  }
  const reader = new ChainReader(connection.provider)
  for (const address of source.code) addConstants(pool, String(await codeAt(reader, address)))
  const most = source.isFork ? mostBlocks.fork : mostBlocks.here
  if (source.toBlock - source.fromBlock <= most) await addCalls(reader, pool, source)
  return addLogs(reader, pool, source)
}

function codeAt(reader: ChainReader, address: string): Promise<unknown> {
  return reader.ask('eth_getCode', address, 'latest')
}

/** Full words that code pushes: hashes of roles, of namespaces. */
function addConstants(pool: KeyPool, code: string): void {
  for (const [, word = ''] of code.matchAll(/7f([0-9a-f]{64})/gi)) pool.addWord(BigInt(`0x${word}`))
}

function wordsOf(data: string): readonly bigint[] {
  const words: bigint[] = []
  for (let at = 2; at + 64 <= data.length && words.length < 64; at += 64) {
    words.push(BigInt(`0x${data.slice(at, at + 64)}`))
  }
  return words
}

/** What may be a `string` or `bytes` in encoded values: a word that says where one begins, and there its length. */
function textsOf(data: string): readonly Uint8Array[] {
  const bytes = Buffer.from(data.slice(2), 'hex')
  return wordsOf(data).flatMap((offset) => {
    if (offset % 32n !== 0n || offset + 32n > BigInt(bytes.length)) return []
    const at = Number(offset) + 32
    const length = Number(BigInt(`0x${bytes.toString('hex', at - 32, at)}`))
    return length > 0 && at + length <= bytes.length ? [bytes.subarray(at, at + length)] : []
  })
}

async function addLogs(
  reader: ChainReader,
  pool: KeyPool,
  { address, fromBlock, toBlock }: KeySource,
): Promise<readonly string[]> {
  const found = await findLogs(reader, { address, fromBlock, toBlock })
  if (found === undefined) {
    return ['The node does not give the events of the contract: entries of mappings may be missing']
  }
  for (const log of found.slice(0, mostLogs)) {
    const topics = listOf(log, 'topics').map(String)
    const data = String(Reflect.get(Object(log), 'data'))
    pool.addTogether([...topics.slice(1).map(BigInt), ...wordsOf(data)])
    for (const text of textsOf(data)) pool.addText(text)
  }
  return found.length > mostLogs ? [`Only the first ${mostLogs} events were looked at`] : []
}

function listOf(object: unknown, name: string): readonly unknown[] {
  const value: unknown = Reflect.get(Object(object), name)
  return Array.isArray(value) ? value : []
}

/** Nodes limit how many blocks are asked for at once. */
async function findLogs(
  reader: ChainReader,
  range: { readonly address: string; readonly fromBlock: number; readonly toBlock: number },
): Promise<readonly unknown[] | undefined> {
  const { address, fromBlock, toBlock } = range
  for (const most of [Number.POSITIVE_INFINITY, 10_000, 1000]) {
    const first = Math.max(fromBlock, toBlock - most)
    const filter = { address, fromBlock: quantityToHex(first), toBlock: quantityToHex(toBlock) }
    try {
      const logs = await reader.ask('eth_getLogs', filter)
      return Array.isArray(logs) ? logs : []
    } catch {
      // Then fewer.
    }
  }
  return undefined
}

async function addCalls(
  reader: ChainReader,
  pool: KeyPool,
  { address, fromBlock, toBlock }: KeySource,
): Promise<void> {
  for (let number = fromBlock; number <= toBlock; number++) {
    const block = await reader.ask('eth_getBlockByNumber', quantityToHex(number), true)
    for (const transaction of listOf(block, 'transactions')) {
      const { to, from, input } = Object(transaction)
      if (String(to).toLowerCase() !== address.toLowerCase()) continue
      const args = `0x${String(input).slice(10)}`
      pool.addTogether([BigInt(String(from)), ...wordsOf(args)])
      for (const text of textsOf(args)) pool.addText(text)
    }
  }
}
