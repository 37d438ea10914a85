import { type Hex, isHex } from '@scaffold-evm/common'
import type { ChainReader } from '../steps/chain-reader.js'

/**
 * What a contract was created from within a transaction: its creation code and arguments, as geth's `callTracer` tells.
 * Undefined on nodes that do not trace.
 */
export async function readTracedCreation(
  reader: ChainReader,
  hash: Hex,
  address: string,
): Promise<Hex | undefined> {
  const trace = await reader
    .ask('debug_traceTransaction', hash, { tracer: 'callTracer' })
    .catch(() => undefined)
  return creationIn(trace, address.toLowerCase())
}

function creationIn(call: unknown, address: string): Hex | undefined {
  const { type, to, input, calls } = Object(call)
  const isIt = /^CREATE/.test(String(type)) && String(to).toLowerCase() === address
  if (isIt && isHex(input)) return input
  const inner: readonly unknown[] = Array.isArray(calls) ? calls : []
  for (const one of inner) {
    const found = creationIn(one, address)
    if (found !== undefined) return found
  }
  return undefined
}
