import { bytesToDigits, type Hex } from '@scaffold-evm/common'
import type { AbiEntry, AbiParameter, Artifact } from '@scaffold-evm/compiler'
import type { RecordedLog } from '@scaffold-evm/devchain'
import type { AbiArgument } from './abi-value.js'
import { decodeParameters, isDynamic } from './internal/abi/decode.js'
import { signatureOf } from './internal/abi/signature.js'

/** A function of an ABI with the values it was called with; undefined when the data does not hold them. */
export interface DecodedCall {
  readonly entry: AbiEntry
  readonly values: readonly AbiArgument[] | undefined
  /** Whether the contract itself has it. */
  readonly isOwn: boolean
}

/** An event or error with its values. */
export interface DecodedEntry {
  readonly name: string
  readonly values: readonly AbiArgument[]
}

/** A contract by name, and what it says of itself. */
export type NamedAbi = Pick<Artifact, 'sourceName' | 'contractName' | 'abi'>

const selectorBytes = 4

/** What functions, events and errors there are in a set of contracts, by what the EVM knows them by. */
export class AbiIndex {
  readonly #artifacts: readonly NamedAbi[]
  readonly #keccak256: (data: Uint8Array) => Uint8Array
  readonly #addresses = new Map<string, Hex>()
  readonly #ownKeys = new Map<string, ReadonlyMap<string, readonly AbiEntry[]>>()
  #all: ReadonlyMap<string, readonly AbiEntry[]> | undefined

  /** @param keccak256 gives the 32 bytes of the hash */
  constructor(artifacts: readonly NamedAbi[], keccak256: (data: Uint8Array) => Uint8Array) {
    this.#artifacts = artifacts
    this.#keccak256 = keccak256
  }

  /** The function that a contract runs for that call data: its own, or one of any contract's as a fallback function may pass on. */
  call(artifact: NamedAbi | undefined, input: Uint8Array): DecodedCall | undefined {
    if (input.length < selectorBytes) return undefined
    const selector = input.subarray(0, selectorBytes)
    const entries = this.#find('function', artifact, selector)
    const isOwn = artifact !== undefined && this.#own('function', artifact, selector).length > 0
    const data = input.subarray(selectorBytes)
    for (const entry of entries) {
      const values = isPlain(entry, data) ? this.decode(entry.inputs ?? [], data) : undefined
      if (values !== undefined) return { entry, values, isOwn }
    }
    const [entry] = entries
    return entry && { entry, values: undefined, isOwn }
  }

  /** Undefined for what no known contract emits. */
  event(
    artifact: NamedAbi | undefined,
    { topics, data }: Pick<RecordedLog, 'topics' | 'data'>,
  ): DecodedEntry | undefined {
    const [topic] = topics
    const named = topic === undefined ? [] : this.#find('event', artifact, topic)
    for (const entry of named) {
      const values = this.#decodeLog(entry, topics.slice(1), data)
      if (values !== undefined) return { name: entry.name ?? '', values }
    }
    for (const entry of artifact?.abi ?? []) {
      if (entry.type !== 'event' || entry.anonymous !== true) continue
      const values = this.#decodeLog(entry, topics, data)
      if (values !== undefined) return { name: entry.name ?? '', values }
    }
    return undefined
  }

  /** `Error(string)` and `Panic(uint256)` are of every contract. */
  error(artifact: NamedAbi | undefined, data: Uint8Array): DecodedEntry | undefined {
    if (data.length < selectorBytes) return undefined
    for (const entry of this.#find('error', artifact, data.subarray(0, selectorBytes))) {
      const values = this.decode(entry.inputs ?? [], data.subarray(selectorBytes))
      if (values !== undefined) return { name: entry.name ?? '', values }
    }
    return undefined
  }

  /**
   * Adds functions that the ABI leaves out: those of libraries that take references to storage, by signature and
   * selector as solc has them.
   */
  learn(artifact: NamedAbi, selectors: Readonly<Record<string, string>>): void {
    const known = this.#ownEntries(artifact)
    const added = Object.entries(selectors).flatMap(([signature, selector]) => {
      const key = `function ${selector}`
      return known.has(key) ? [] : [[key, [entryOf(signature)]] as const]
    })
    this.#ownKeys.set(nameOf(artifact), new Map([...known, ...added]))
  }

  /** The values of an ABI's parameters; undefined when `data` does not hold them. */
  decode(
    parameters: readonly AbiParameter[],
    data: Uint8Array,
  ): readonly AbiArgument[] | undefined {
    return decodeParameters(parameters, data, this.formatAddress)
  }

  /** EIP-55: with the capitals that check it. */
  readonly formatAddress = (address: Uint8Array): Hex => {
    const digits = bytesToDigits(address)
    const known = this.#addresses.get(digits)
    if (known !== undefined) return known
    const hash = bytesToDigits(this.#keccak256(Buffer.from(digits)))
    const isCapital = (at: number): boolean => Number.parseInt(hash.charAt(at), 16) > 7
    const mixed = [...digits].map((digit, at) => (isCapital(at) ? digit.toUpperCase() : digit))
    const formatted: Hex = `0x${mixed.join('')}`
    this.#addresses.set(digits, formatted)
    return formatted
  }

  /** Those of the contract first. */
  #find(
    type: AbiEntry['type'],
    artifact: NamedAbi | undefined,
    selector: Uint8Array,
  ): readonly AbiEntry[] {
    const own = artifact === undefined ? [] : this.#own(type, artifact, selector)
    this.#all ??= this.#keyed([...this.#artifacts.flatMap(({ abi }) => abi), ...commonErrors])
    return [...own, ...(this.#all.get(keyOf(type, selector)) ?? [])]
  }

  #own(type: AbiEntry['type'], artifact: NamedAbi, selector: Uint8Array): readonly AbiEntry[] {
    return this.#ownEntries(artifact).get(keyOf(type, selector)) ?? []
  }

  #ownEntries(artifact: NamedAbi): ReadonlyMap<string, readonly AbiEntry[]> {
    const name = nameOf(artifact)
    const known = this.#ownKeys.get(name)
    if (known !== undefined) return known
    const keyed = this.#keyed(artifact.abi)
    this.#ownKeys.set(name, keyed)
    return keyed
  }

  #keyed(entries: readonly AbiEntry[]): ReadonlyMap<string, readonly AbiEntry[]> {
    const byKey = new Map<string, AbiEntry[]>()
    const shapes = new Set<string>()
    for (const entry of entries) {
      if (!keyed.has(entry.type) || entry.anonymous === true) continue
      const signature = signatureOf(entry)
      const shape = `${entry.type} ${signature} ${JSON.stringify(entry.inputs)}`
      if (shapes.has(shape)) continue
      shapes.add(shape)
      const hash = bytesToDigits(this.#keccak256(Buffer.from(signature)))
      const key = `${entry.type} ${entry.type === 'event' ? hash : hash.slice(0, selectorBytes * 2)}`
      const same = byKey.get(key)
      if (same === undefined) byKey.set(key, [entry])
      else same.push(entry)
    }
    return byKey
  }

  /** Undefined when it is another event's, with as many names and other indexed ones. */
  #decodeLog(
    { inputs = [] }: AbiEntry,
    topics: readonly Uint8Array[],
    data: Uint8Array,
  ): readonly AbiArgument[] | undefined {
    const indexed = inputs.filter((input) => input.indexed === true)
    if (indexed.length !== topics.length) return undefined
    const plain = this.decode(
      inputs.filter((input) => input.indexed !== true),
      data,
    )
    const values = indexed.map((input, at) =>
      this.#decodeTopic(input, topics[at] ?? new Uint8Array(0)),
    )
    if (plain === undefined || values.includes(undefined)) return undefined
    const [ofTopics, ofData] = [values.values(), plain.values()]
    return inputs.flatMap(({ indexed: isIndexed }) => {
      const { value } = isIndexed === true ? ofTopics.next() : ofData.next()
      return value === undefined ? [] : [value]
    })
  }

  /** What has no fixed size, and what is no single word, is there as its hash only. */
  #decodeTopic(parameter: AbiParameter, topic: Uint8Array): AbiArgument | undefined {
    const { name, type } = parameter
    const isHash = isDynamic(parameter) || type === 'tuple' || type.endsWith(']')
    const [value] = this.decode([isHash ? { name, type: 'bytes32' } : parameter], topic) ?? []
    return value
  }
}

function keyOf(type: AbiEntry['type'], selector: Uint8Array): string {
  return `${type} ${bytesToDigits(selector)}`
}

function nameOf({ sourceName, contractName }: NamedAbi): string {
  return `${sourceName}:${contractName}`
}

/** Of the types only what fills a word is told apart; a function with others has no known values. */
function entryOf(signature: string): AbiEntry {
  const [, name = '', types = ''] = /^(.*?)\((.*)\)$/.exec(signature) ?? []
  const inputs = types === '' ? [] : types.split(',').map((type) => ({ name: '', type }))
  return { type: 'function', name, inputs }
}

/** Types of libraries such as `Sorting.Order` fill a word each, unless there is more data. */
function isPlain({ inputs = [] }: AbiEntry, data: Uint8Array): boolean {
  const isNamed = inputs.some(({ type }) => type.includes('.') && !type.endsWith(' storage'))
  return !isNamed || data.length === inputs.length * 32
}

const keyed: ReadonlySet<string> = new Set(['function', 'event', 'error'])

const commonErrors: readonly AbiEntry[] = [
  { type: 'error', name: 'Error', inputs: [{ name: 'reason', type: 'string' }] },
  { type: 'error', name: 'Panic', inputs: [{ name: 'code', type: 'uint256' }] },
]
