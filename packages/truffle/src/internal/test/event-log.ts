import { id } from 'ethers'
import type { TruffleArtifactStore } from '../../truffle-artifact.js'
import type { TruffleProvider } from '../../truffle-provider.js'
import { type DecodedEvent, EventDecoder, type RawLog } from './event-decoder.js'
import { type EventFormat, formatEvent } from './event-format.js'
import { KnownContracts } from './known-contracts.js'

/** Of what Solidity tests report; the libraries that do it are in no build. */
const reportTopic = id('TestEvent(bool,string)')

/** Where events of a test come from and how they are printed. */
export interface EventLogOptions {
  readonly provider: TruffleProvider
  readonly store: TruffleArtifactStore
  readonly hasColor: boolean
  print(line: string): void
}

/** Prints the events that contracts emitted since a test began. */
export class EventLog {
  readonly #options: EventLogOptions
  readonly #contracts: KnownContracts
  readonly #decoder: EventDecoder
  #fromBlock = 0n

  constructor(options: EventLogOptions) {
    this.#options = options
    this.#contracts = new KnownContracts(options.store, options.provider)
    this.#decoder = new EventDecoder(this.#contracts)
  }

  /** What is emitted from the next block on counts. */
  async mark(): Promise<void> {
    const number = await this.#options.provider.request({ method: 'eth_blockNumber' })
    this.#fromBlock = BigInt(String(number)) + 1n
  }

  /** Prints what was emitted since the mark, Solidity tests' own reports left out. */
  async print(): Promise<void> {
    const { print } = this.#options
    const logs = (await this.#logs()).filter(({ topics }) => topics[0] !== reportTopic)
    const decoded = await Promise.all(logs.map((log) => this.#decoder.decode(log)))
    const shown = decoded.filter((readings) => readings.every(({ name }) => name !== 'TestEvent'))
    if (shown.length === 0) return print('    > No events were emitted')
    const names = await namesOf(shown.flat(), this.#contracts)
    const format: EventFormat = {
      hasColor: this.#options.hasColor,
      width: 76,
      contractAt: (address) => names.get(address),
      enumMembers: (name) => this.#decoder.ast.enumMembers(name),
    }
    print('\n    Events emitted during test:')
    print('    ---------------------------')
    print('')
    for (const readings of shown) {
      print(readingsText(readings, format))
      print('')
    }
    print('\n    ---------------------------')
  }

  async #logs(): Promise<readonly RawLog[]> {
    const { provider } = this.#options
    const latest = BigInt(String(await provider.request({ method: 'eth_blockNumber' })))
    if (latest < this.#fromBlock) return []
    const filter = { fromBlock: `0x${this.#fromBlock.toString(16)}`, toBlock: 'latest' }
    const logs = await provider.request({ method: 'eth_getLogs', params: [filter] })
    return Array.isArray(logs) ? logs : []
  }
}

function readingsText(readings: readonly DecodedEvent[], format: EventFormat): string {
  const [only, ...others] = readings
  if (only === undefined) return '    Warning: Could not decode event!'
  if (others.length === 0) return indent(formatEvent(only, format), 4)
  const narrow = { ...format, width: 74 }
  const items = readings.map((reading) =>
    indent(formatEvent(reading, narrow), 6).replace(/^ {6}/, '    * '),
  )
  return ['    Ambiguous event, possible interpretations:', ...items].join('\n')
}

function indent(text: string, columns: number): string {
  return text.replace(/^/gm, ' '.repeat(columns))
}

/** Names of the contracts whose addresses are among the arguments. */
export async function namesOf(
  events: readonly DecodedEvent[],
  contracts: KnownContracts,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const address of new Set(addressesIn(events.map(({ parameters }) => parameters)))) {
    const artifact = await contracts.at(address)
    if (artifact !== undefined) names.set(address, artifact.contractName)
  }
  return names
}

function addressesIn(value: unknown): string[] {
  if (typeof value === 'string') return /^0x[\da-fA-F]{40}$/.test(value) ? [value] : []
  if (Array.isArray(value)) return [...value].flatMap(addressesIn)
  if (typeof value === 'object' && value !== null && 'value' in value)
    return addressesIn(value.value)
  return []
}
