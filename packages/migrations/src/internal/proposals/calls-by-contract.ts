import { type Hex, isHex } from '@scaffold-evm/common'
import { Interface } from '@scaffold-evm/project/ethers'
import type { TransactionContent } from '../files/digest.js'
import type { ChainReader } from '../steps/chain-reader.js'

/** A call that a contract made. */
interface MadeCall extends TransactionContent {
  readonly by: string
  readonly to: string
}

const safe = new Interface([
  'function execTransaction(address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, bytes signatures)',
  'function multiSend(bytes transactions)',
])

const operations = { call: 0, delegateCall: 1 }

/** Safes that are owned by Safes, and no more of them than anybody has. */
const deepest = 8

/** The calls in the packed bytes of `multiSend`: operation, target, value, length and data of each. */
function unpack(packed: string, by: string): readonly MadeCall[] {
  const calls: MadeCall[] = []
  const digits = packed.slice(2)
  for (let at = 0; at + 170 <= digits.length; ) {
    const take = (bytes: number): string => {
      const part = digits.slice(at, at + bytes * 2)
      at += bytes * 2
      return part
    }
    const operation = Number.parseInt(take(1), 16)
    const to = `0x${take(20)}`
    const valueWei = BigInt(`0x${take(32)}`)
    const length = Number(BigInt(`0x${take(32)}`))
    const data = `0x${take(length)}`
    if (operation === operations.call) calls.push({ by, to, valueWei, data })
  }
  return calls
}

/** What a Safe is told to do by a call that goes to it. */
function ordered({ to: by, data }: MadeCall): readonly MadeCall[] {
  const parsed = safe.parseTransaction({ data })
  if (parsed?.name !== 'execTransaction') return []
  const [to, valueWei, inner, operation] = parsed.args
  if (Number(operation) === operations.call) return [{ by, to, valueWei, data: inner }]
  const batch = safe.parseTransaction({ data: inner })
  return batch?.name === 'multiSend' ? unpack(String(batch.args[0]), by) : []
}

function allOrdered(call: MadeCall, depth = 0): readonly MadeCall[] {
  const own = ordered(call)
  if (depth >= deepest) return own
  return own.flatMap((inner) => [inner, ...allOrdered(inner, depth + 1)])
}

/** The calls within a frame of geth's callTracer, but for those that were undone. */
function tracedCalls(frame: unknown): readonly MadeCall[] {
  const field = (name: string): unknown => Reflect.get(Object(frame), name)
  if (field('error') !== undefined) return []
  const calls = field('calls')
  const inner = Array.isArray(calls) ? calls.flatMap(tracedCalls) : []
  const [type, by, to, data, value] = ['type', 'from', 'to', 'input', 'value'].map(field)
  if (type !== 'CALL' || !isHex(by) || !isHex(to) || !isHex(data)) return inner
  return [{ by, to, valueWei: isHex(value) ? BigInt(value) : 0n, data }, ...inner]
}

async function trace(hash: Hex, reader: ChainReader): Promise<readonly MadeCall[] | undefined> {
  try {
    return tracedCalls(await reader.ask('debug_traceTransaction', hash, { tracer: 'callTracer' }))
  } catch {
    // Few public nodes trace.
    return undefined
  }
}

/**
 * The calls that a contract made in a mined transaction: as a Safe is told to make them, by itself, by `multiSend` or
 * by Safes that own it; else as the node traces them.
 *
 * @returns undefined when that cannot be known.
 */
export async function callsByContract(
  hash: Hex,
  contract: string,
  reader: ChainReader,
): Promise<readonly TransactionContent[] | undefined> {
  const tx = await reader.transaction(hash)
  if (tx?.to === undefined) return []
  const isOwn = ({ by }: MadeCall): boolean => by.toLowerCase() === contract.toLowerCase()
  const { from: by, to, valueWei, data } = tx
  const told = allOrdered({ by, to, valueWei, data }).filter(isOwn)
  return told.length > 0 ? told : (await trace(hash, reader))?.filter(isOwn)
}
