import { format } from 'node:util'
import { bytesToBigint, bytesToHex } from '@scaffold-evm/common'
import type { Crypto } from '../../crypto.js'
import { type ConsoleType, consoleSignatures } from './signatures.js'

const wordBytes = 32

/** Turns calls to the console address into lines of text. */
export class ConsoleDecoder {
  readonly #crypto: Crypto
  #signatures: ReadonlyMap<string, readonly ConsoleType[]> | undefined

  constructor(crypto: Crypto) {
    this.#crypto = crypto
  }

  /** The line, formatted as Node's `console.log` would; undefined when `input` is no such call. */
  decode(input: Uint8Array): string | undefined {
    this.#signatures ??= consoleSignatures(this.#crypto)
    const selector = Buffer.from(input.subarray(0, 4)).toString('hex')
    const types = this.#signatures.get(selector)
    if (types === undefined) return undefined
    const parameters = input.subarray(4)
    const [first, ...rest] = types.map((type, index) => decodeValue(parameters, type, index))
    if (first === undefined) return ''
    // Values are texts by now, which %d would make NaN of.
    return format(first.replace(/%[%di]/g, textSpecifier), ...rest)
  }
}

/** `%%` stays: it is a percent sign. */
function textSpecifier(specifier: string): string {
  return specifier === '%%' ? specifier : '%s'
}

function decodeValue(parameters: Uint8Array, type: ConsoleType, index: number): string {
  const word = wordAt(parameters, index * wordBytes)
  switch (type) {
    case 'uint256':
      return bytesToBigint(word).toString()
    case 'int256':
      return BigInt.asIntN(256, bytesToBigint(word)).toString()
    case 'bool':
      return word.some((byte) => byte !== 0) ? 'true' : 'false'
    case 'address':
      return bytesToHex(word.subarray(12))
    case 'string':
      return Buffer.from(dynamicAt(parameters, word)).toString('utf8')
    case 'bytes':
      return bytesToHex(dynamicAt(parameters, word))
    default:
      return bytesToHex(word.subarray(0, Number(type.slice('bytes'.length))))
  }
}

/** A word of ABI-encoded data; what is beyond its end reads as zero. */
function wordAt(data: Uint8Array, offset: number): Uint8Array {
  const word = new Uint8Array(wordBytes)
  word.set(data.subarray(offset, offset + wordBytes))
  return word
}

function dynamicAt(data: Uint8Array, head: Uint8Array): Uint8Array {
  const offset = clamp(bytesToBigint(head), data.length)
  const length = clamp(bytesToBigint(wordAt(data, offset)), data.length)
  return data.subarray(offset + wordBytes, offset + wordBytes + length)
}

function clamp(value: bigint, most: number): number {
  return value > BigInt(most) ? most : Number(value)
}
