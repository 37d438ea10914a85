import type { AbiType } from './abi-type.js'
import { toChecksumAddress } from './canonical-address.js'
import type { CanonicalValue } from './canonical-value.js'

const wordDigits = 64
const wordBits = 256
const addressDigits = 40

/** A type whose values take exactly one word. */
type WordType = Extract<AbiType, { readonly kind: 'number' | 'address' | 'bool' | 'fixedBytes' }>

/**
 * Whether each value takes one word. Most arguments and events are of that kind, and coding them here takes a tenth of
 * what it takes through the general coder.
 */
export function areWords(types: readonly AbiType[]): types is readonly WordType[] {
  return types.every(
    ({ kind }) =>
      kind === 'number' || kind === 'address' || kind === 'bool' || kind === 'fixedBytes',
  )
}

/** Encodes canonical values. */
export function encodeWords(types: readonly WordType[], values: readonly CanonicalValue[]): string {
  return `0x${types.map((type, index) => encodeWord(type, values[index])).join('')}`
}

function encodeWord({ kind }: WordType, value: CanonicalValue | undefined): string {
  switch (kind) {
    case 'number':
      return BigInt.asUintN(wordBits, BigInt(String(value)))
        .toString(16)
        .padStart(wordDigits, '0')
    case 'bool':
      return (value ? '1' : '0').padStart(wordDigits, '0')
    case 'address':
      return String(value).slice(2).padStart(wordDigits, '0')
    case 'fixedBytes':
      return String(value).slice(2).padEnd(wordDigits, '0')
  }
}

/** Decodes values as web3 has them; undefined when the data is not that of such values, which others are to say. */
export function decodeWords(types: readonly WordType[], data: string): unknown[] | undefined {
  if (data.length !== 2 + types.length * wordDigits) return undefined
  const values: unknown[] = []
  for (const [index, type] of types.entries()) {
    const start = 2 + index * wordDigits
    const value = decodeWord(type, data.slice(start, start + wordDigits))
    if (value === undefined) return undefined
    values.push(value)
  }
  return values
}

function decodeWord(type: WordType, word: string): unknown {
  switch (type.kind) {
    case 'number':
      return decodeNumber(type, BigInt(`0x${word}`))
    case 'bool':
      return BigInt(`0x${word}`) !== 0n
    case 'address':
      return decodeAddress(word)
    case 'fixedBytes':
      return `0x${word.slice(0, 2 * type.size).toLowerCase()}`
  }
}

function decodeNumber(
  { signed, bits }: Extract<WordType, { readonly kind: 'number' }>,
  value: bigint,
): string {
  return String(signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value))
}

function decodeAddress(word: string): string | undefined {
  const unused = wordDigits - addressDigits
  if (/[^0]/.test(word.slice(0, unused))) return undefined
  return toChecksumAddress(word.slice(unused))
}
