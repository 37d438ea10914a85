import { getAddress, getCreateAddress } from '@scaffold-evm/project/ethers'
import type { ChainReader } from '../steps/chain-reader.js'

/** A transaction that was mined, and the contract that it called or created. */
export interface MinedCall {
  readonly hash: string
  readonly blockNumber: number
  /** Contracts that others created in the same transaction are not meant. */
  readonly maker: string
  /** Topics and data of the logs, in hexadecimal. */
  readonly words: readonly string[]
}

const mostCreations = 256

function member(object: unknown, name: string): unknown {
  return Reflect.get(Object(object), name)
}

/** What the frames of geth's call tracer created, in the order of creation; what was reverted is not there. */
function creations(frame: unknown): readonly string[] {
  if (member(frame, 'error') !== undefined) return []
  const calls = member(frame, 'calls')
  const inner = Array.isArray(calls) ? calls.flatMap(creations) : []
  const to = member(frame, 'to')
  const isCreation = /^CREATE2?$/.test(String(member(frame, 'type')))
  return isCreation && typeof to === 'string' ? [getAddress(to), ...inner] : inner
}

/** The first frame that runs code of an address. */
export function frameOf(frame: unknown, address: string): unknown {
  if (String(member(frame, 'to')).toLowerCase() === address.toLowerCase()) return frame
  const calls = member(frame, 'calls')
  if (!Array.isArray(calls)) return undefined
  for (const call of calls) {
    const found = frameOf(call, address)
    if (found !== undefined) return found
  }
  return undefined
}

/** The outermost frame of a transaction, as the call tracer tells it; undefined when the node does not trace. */
export async function traceCall(hash: string, reader: ChainReader): Promise<unknown> {
  const options = { tracer: 'callTracer' }
  const frame = await reader.ask('debug_traceTransaction', hash, options).catch(() => undefined)
  // Ganache takes no tracer and tells steps.
  return typeof member(frame, 'type') === 'string' ? frame : undefined
}

/** Addresses that the maker's own CREATEs had in this block, by its nonces. */
async function byNonce({ maker, blockNumber }: MinedCall, reader: ChainReader): Promise<string[]> {
  const first = await reader.nonce(maker, blockNumber - 1).catch(() => undefined)
  const last = await reader.nonce(maker, blockNumber)
  const from = first ?? last
  return Array.from({ length: last - from }, (_, at) =>
    getCreateAddress({ from: maker, nonce: from + at }),
  )
}

function addressesIn(words: readonly string[]): readonly string[] {
  return words
    .flatMap((word) => word.slice(2).match(/.{64}/g) ?? [])
    .filter((word) => /^0{24}(?!0{30})/.test(word))
    .map((word) => getAddress(`0x${word.slice(24)}`))
}

async function isNew(address: string, call: MinedCall, reader: ChainReader): Promise<boolean> {
  if (!(await reader.hasCode(address))) return false
  const before = await reader.ask(
    'eth_getCode',
    address,
    `0x${(call.blockNumber - 1).toString(16)}`,
  )
  return before === '0x' || before === '0x0'
}

/** For nodes that do not trace: what the maker's nonces and the logs say, as far as it is new in this block. */
async function withoutTrace(call: MinedCall, reader: ChainReader): Promise<readonly string[]> {
  const candidates = [...(await byNonce(call, reader)), ...addressesIn(call.words)]
  const found: string[] = []
  for (const address of new Set(candidates)) {
    // A node that has forgotten the block before cannot say that it is not new.
    if (await isNew(address, call, reader).catch(() => true)) found.push(address)
  }
  return found
}

/** Addresses of the contracts that a transaction created besides the one that it created itself. */
export async function createdAddresses(
  call: MinedCall,
  reader: ChainReader,
): Promise<readonly string[]> {
  const frame = await traceCall(call.hash, reader)
  if (frame === undefined) {
    const found = await withoutTrace(call, reader)
    return found.filter((address) => address !== call.maker)
  }
  return creations(frameOf(frame, call.maker) ?? frame).filter((it) => it !== call.maker)
}

/** Addresses of the contracts that a maker created by CREATE in all its life. */
export async function allCreatedAddresses(
  maker: string,
  reader: ChainReader,
): Promise<readonly string[]> {
  const last = Math.min(await reader.nonce(maker, 'latest'), mostCreations)
  const found: string[] = []
  // EIP-161: the nonce of a new contract is 1.
  for (let nonce = 1; nonce < last; nonce++) {
    const address = getCreateAddress({ from: maker, nonce })
    if (await reader.hasCode(address)) found.push(address)
  }
  return found
}
