import type { Crypto } from '../../crypto.js'
import { isRecord } from '../../is-record.js'
import { at, locate, ParamMismatch } from '../params/param-type.js'
import type { TypedData } from '../params/typed-data.js'
import { atomEncoder, readBytes } from './encode-atom.js'
import {
  type ArrayType,
  fieldsOf,
  parseArrayType,
  type Structs,
  structToText,
} from './struct-type.js'

const prefix = Uint8Array.of(0x19, 0x01)
const wordBytes = 32
const domainName = 'EIP712Domain'

/** The fields that a domain may have, in their order, for documents that do not define its type. */
const domainFields = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
]

/** What is taken for a value of an atomic type, `bytes` or `string`. */
export type ValueReader = (type: string, value: unknown) => unknown

const asGiven: ValueReader = (_, value) => value

/**
 * The EIP-712 digest of a document.
 *
 * @throws {@link ParamMismatch} where the document does not fit its types
 */
export function hashTypedData(
  document: TypedData,
  crypto: Crypto,
  readValue: ValueReader = asGiven,
): Uint8Array {
  const { types, domain, primaryType, message } = document
  const structs = { [domainName]: domainTypeOf(domain), ...types }
  const hasher = new StructHasher(structs, crypto, readValue)
  const parts = [prefix, at('domain', () => hasher.hash(domainName, domain))]
  if (primaryType !== domainName) {
    parts.push(at('message', () => hasher.hash(primaryType, message)))
  }
  return crypto.keccak256(Buffer.concat(parts))
}

function domainTypeOf(domain: TypedData['domain']): typeof domainFields {
  return domainFields.filter(({ name }) => domain[name] !== undefined && domain[name] !== null)
}

type ValueEncoder = (value: unknown) => Uint8Array

/** Hashes structs; what a type means is worked out once. */
class StructHasher {
  readonly #structs: Structs
  readonly #keccak256: Crypto['keccak256']
  readonly #readValue: ValueReader
  readonly #encoders = new Map<string, ValueEncoder>()

  constructor(structs: Structs, { keccak256 }: Crypto, readValue: ValueReader) {
    this.#structs = structs
    this.#keccak256 = keccak256
    this.#readValue = readValue
  }

  /** EIP-712's `hashStruct`. */
  hash(name: string, value: unknown): Uint8Array {
    return this.#encoder(name)(value)
  }

  #encoder(type: string): ValueEncoder {
    const known = this.#encoders.get(type)
    if (known !== undefined) return known
    const made = this.#createEncoder(type)
    this.#encoders.set(type, made)
    return made
  }

  #createEncoder(type: string): ValueEncoder {
    const array = parseArrayType(type)
    if (array !== undefined) return this.#arrayEncoder(array)
    if (Object.hasOwn(this.#structs, type)) return this.#structEncoder(type)
    const encode = this.#plainEncoder(type)
    return (value) => encode(this.#readValue(type, value))
  }

  #plainEncoder(type: string): ValueEncoder {
    if (type === 'bytes') return (value) => this.#keccak256(readBytes(value))
    if (type === 'string') return (value) => this.#keccak256(readText(value))
    const atom = atomEncoder(type)
    if (atom === undefined) throw new ParamMismatch('a type that is defined', type)
    return atom
  }

  #arrayEncoder({ element, length }: ArrayType): ValueEncoder {
    return (value) => {
      if (!Array.isArray(value) || (length !== undefined && value.length !== length)) {
        throw new ParamMismatch(`an array of ${length ?? 'any number of'} values`, value)
      }
      const encode = this.#encoder(element)
      const words = value.map((item: unknown, index) => at(index, () => encode(item)))
      return this.#keccak256(Buffer.concat(words))
    }
  }

  #structEncoder(name: string): ValueEncoder {
    const fields = fieldsOf(this.#structs, name)
    const typeHash = this.#keccak256(Buffer.from(structToText(this.#structs, name)))
    return (value) => {
      // As MetaMask has it, the end of a type that contains itself.
      if (value === null) return new Uint8Array(32)
      if (!isRecord(value)) throw new ParamMismatch(`an object of type ${name}`, value)
      const words = new Uint8Array(wordBytes * (1 + fields.length))
      words.set(typeHash)
      let place = wordBytes
      for (const { name: key, type } of fields) {
        try {
          words.set(this.#encoder(type)(value[key]), place)
        } catch (error) {
          throw locate(error, key)
        }
        place += wordBytes
      }
      return this.#keccak256(words)
    }
  }
}

function readText(value: unknown): Uint8Array {
  if (typeof value !== 'string') throw new ParamMismatch('a string', value)
  return Buffer.from(value)
}
