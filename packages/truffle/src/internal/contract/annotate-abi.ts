import type { AbiEntry } from '@scaffold-evm/compiler'
import { selectorOf, signatureHashOf } from '../abi/signatures.js'

const annotated = new WeakSet<readonly AbiEntry[]>()

/**
 * Writes into an ABI what web3 writes there when it makes a contract of it: `constant` and `payable` of every entry,
 * `signature` of functions and events. Some tools read them from artifacts.
 */
export function annotateAbi(abi: readonly AbiEntry[]): void {
  if (annotated.has(abi)) return
  annotated.add(abi)
  for (const entry of abi) annotateEntry(entry)
}

function annotateEntry(entry: AbiEntry): void {
  const { stateMutability, type } = entry
  const constant = stateMutability === 'view' || stateMutability === 'pure' || entry.constant
  const payable = stateMutability === 'payable' || entry.payable
  Object.assign(entry, { constant, payable })
  if (type === 'function') defineSignature(entry, selectorOf)
  if (type === 'event') defineSignature(entry, signatureHashOf)
}

/** Hashed when it is read. */
function defineSignature(entry: AbiEntry, hash: (entry: AbiEntry) => string): void {
  Object.defineProperty(entry, 'signature', {
    configurable: true,
    enumerable: true,
    get: () => hash(entry),
    // web3 writes it again.
    set(value: unknown) {
      Object.defineProperty(entry, 'signature', {
        value,
        configurable: true,
        enumerable: true,
        writable: true,
      })
    },
  })
}
