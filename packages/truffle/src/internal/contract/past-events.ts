import type { AbiEntry } from '@scaffold-evm/compiler'
import { decodeLogArguments } from '../abi/decode-log.js'
import { noValues, type Result } from '../abi/decoded-values.js'
import { encodeArguments } from '../abi/encode-arguments.js'
import { signatureHashOf } from '../abi/signatures.js'
import { formatLog, type Web3Log } from '../rpc/receipt.js'
import { formatBlock } from '../rpc/transaction-fields.js'
import { request } from './chain-access.js'
import type { ContractClass, Instance } from './contract-class.js'
import { type DecodedLog, decodeLogs } from './decode-logs.js'

/** What to look for, as web3 has it. */
export interface PastEventsOptions {
  readonly filter?: Readonly<Record<string, unknown>>
  readonly fromBlock?: unknown
  readonly toBlock?: unknown
  readonly topics?: readonly unknown[]
}

/** `instance.getPastEvents(name, options?)`: with `returnValues` as web3 decodes them, and `args` as Truffle does. */
export function createPastEvents(
  contract: ContractClass,
  instance: Instance,
): (name?: unknown, options?: PastEventsOptions) => Promise<DecodedLog[]> {
  // What is wrong with the question is thrown at once.
  return (name, options) => {
    const isName = typeof name === 'string'
    const query = options ?? (isName ? {} : ((name ?? {}) as PastEventsOptions))
    const entry = isName ? findEvent(contract, name) : undefined
    const filter = {
      ...blockRange(query),
      topics: topicsOf(entry, query),
      address: instance.address.toLowerCase(),
    }
    return findLogs(contract, filter).then((logs) => {
      const decoded = logs.map((log) => decodeAsWeb3(contract, formatLog(log), entry))
      const wanted = entry === undefined ? decoded.filter((log) => fits(log, query)) : decoded
      return decodeLogs(contract, wanted)
    })
  }
}

async function findLogs(
  contract: ContractClass,
  filter: object,
): Promise<readonly Record<string, unknown>[]> {
  return (await request(contract, 'eth_getLogs', filter)) as readonly Record<string, unknown>[]
}

function findEvent({ abi }: ContractClass, name: string): AbiEntry | undefined {
  if (name.toLowerCase() === 'allevents') return undefined
  const entry = abi.find(
    (candidate) =>
      candidate.type === 'event' &&
      (candidate.name === name || signatureHashOf(candidate) === `0x${name.replace('0x', '')}`),
  )
  if (entry !== undefined) return entry
  throw new Error(`Event "${name}" doesn't exist in this contract.`)
}

function blockRange({ fromBlock = 'latest', toBlock }: PastEventsOptions): object {
  return {
    fromBlock: formatBlock(fromBlock),
    ...(toBlock === undefined ? {} : { toBlock: formatBlock(toBlock) }),
  }
}

function topicsOf(
  entry: AbiEntry | undefined,
  { topics, filter = {} }: PastEventsOptions,
): unknown[] {
  if (Array.isArray(topics)) return [...topics]
  if (entry === undefined) return []
  const indexed = (entry.inputs ?? []).filter((input) => input.indexed)
  const values = indexed.map(({ name, type }) => {
    const value = filter[name]
    if (!value) return null
    if (!Array.isArray(value)) return encodeArguments([{ name: '', type }], [value])
    return value.map((item) => encodeArguments([{ name: '', type }], [item]))
  })
  return entry.anonymous ? values : [signatureHashOf(entry), ...values]
}

interface Web3Event extends Web3Log {
  returnValues: Result
  event: string | undefined
  signature: string | null
  raw: { data: string; topics: string[] }
}

/** What web3's contract makes of a log. */
function decodeAsWeb3(
  { abi }: ContractClass,
  log: Web3Log,
  requested: AbiEntry | undefined,
): Web3Event {
  const { data, topics, ...rest } = log
  const found = requested ?? abi.find((entry) => isEventOf(entry, topics[0]))
  const entry = found !== undefined && hasTopicsOf(found, topics) ? found : unknownEvent
  const inputs = entry.inputs ?? []
  if (data === '0x' && inputs.some((input) => !input.indexed)) throw new Error(noValues)
  const returnValues = decodeLogArguments(inputs, data, entry.anonymous ? topics : topics.slice(1))
  delete returnValues.__length__
  return {
    ...rest,
    returnValues,
    event: entry.name,
    signature: entry.anonymous || !topics[0] ? null : topics[0],
    raw: { data, topics },
  } as Web3Event
}

const unknownEvent: AbiEntry = { type: 'event', anonymous: true, inputs: [] }

function isEventOf(entry: AbiEntry, topic: string | undefined): boolean {
  return entry.type === 'event' && signatureHashOf(entry) === topic
}

function hasTopicsOf({ anonymous, inputs = [] }: AbiEntry, topics: readonly string[]): boolean {
  const indexed = inputs.filter((input) => input.indexed).length
  return anonymous === true || indexed === 0 || topics.length === indexed + 1
}

/** web3 filters all events after they came, by their text. */
function fits({ returnValues }: Web3Event, { filter = {} }: PastEventsOptions): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    const values = Array.isArray(wanted) ? wanted : [wanted]
    const found = String(returnValues[name]).toUpperCase()
    return values.some((value) => String(value).toUpperCase() === found)
  })
}
