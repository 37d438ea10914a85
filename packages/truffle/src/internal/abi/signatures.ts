import type { AbiEntry, AbiParameter } from '@scaffold-evm/compiler'
import { id } from 'ethers'

const hashes = new WeakMap<AbiEntry, string>()

/** `transfer(address,uint256)`: the name with the types, tuples taken apart. */
export function signatureOf({ name = '', inputs = [] }: AbiEntry): string {
  return name.includes('(') ? name : `${name}(${typesOf(inputs)})`
}

/** 32 bytes: of an event its first topic. Computed once for an entry. */
export function signatureHashOf(entry: AbiEntry): string {
  let hash = hashes.get(entry)
  if (hash === undefined) {
    hash = id(signatureOf(entry))
    hashes.set(entry, hash)
  }
  return hash
}

/** 4 bytes. */
export function selectorOf(entry: AbiEntry): string {
  return signatureHashOf(entry).slice(0, 10)
}

function typesOf(parameters: readonly AbiParameter[]): string {
  return parameters.map(typeOf).join(',')
}

function typeOf({ type, components }: AbiParameter): string {
  if (components === undefined) return type
  return `(${typesOf(components)})${type.slice('tuple'.length)}`
}
