import type { AbiEntry, AbiParameter } from '@scaffold-evm/compiler'
import { AbiCoder, EventFragment } from 'ethers'
import type { TruffleArtifact } from '../../truffle-artifact.js'
import { AstIndex } from './ast-index.js'
import type { KnownContracts } from './known-contracts.js'

/** A log as `eth_getLogs` answers it. */
export interface RawLog {
  readonly address: string
  readonly topics: readonly string[]
  readonly data: string
}

/** One reading of a log. */
export interface DecodedEvent {
  readonly name: string
  /** Where the event was written: a contract, or nothing for one outside of all contracts. */
  readonly definedIn: string | undefined
  readonly isAnonymous: boolean
  readonly parameters: readonly DecodedParameter[]
}

/** An argument of an event. */
export interface DecodedParameter {
  readonly type: AbiParameter
  readonly isIndexed: boolean
  /** Of an indexed array, string, … only its hash is in the log. */
  readonly isHash: boolean
  readonly value: unknown
}

interface KnownEvent {
  readonly inputs: readonly AbiParameter[]
  readonly fragment: EventFragment
  readonly artifact: TruffleArtifact
}

/** Reads logs with the ABIs of a build: the emitting contract's own, else any that knows the topic. */
export class EventDecoder {
  readonly #contracts: KnownContracts
  readonly #ast: AstIndex
  readonly #events = new WeakMap<TruffleArtifact, readonly KnownEvent[]>()

  constructor(contracts: KnownContracts) {
    this.#contracts = contracts
    this.#ast = new AstIndex(() => contracts.all())
  }

  get ast(): AstIndex {
    return this.#ast
  }

  /** All readings of a log, most likely one. */
  async decode(log: RawLog): Promise<DecodedEvent[]> {
    const emitter = await this.#contracts.at(log.address)
    const own = emitter === undefined ? [] : this.#read(log, this.#eventsOf(emitter))
    if (own.length > 0) return own
    const everywhere = this.#contracts.all().flatMap((artifact) => this.#eventsOf(artifact))
    return this.#read(log, everywhere)
  }

  #read(log: RawLog, events: readonly KnownEvent[]): DecodedEvent[] {
    const named = events.filter(({ fragment }) => matchesTopics(fragment, log))
    const candidates =
      named.length > 0 ? named : events.filter(({ fragment }) => isAnonymousMatch(fragment, log))
    const byReading = new Map<string, DecodedEvent>()
    for (const event of candidates) {
      const { fragment, artifact } = event
      const parameters = decodeParameters(event, log)
      if (parameters === undefined) continue
      const definedIn = this.#ast.definerOf(artifact, fragment.name)
      const reading = `${definedIn}.${fragment.format('full')}`
      byReading.set(reading, {
        name: fragment.name,
        definedIn,
        isAnonymous: fragment.anonymous,
        parameters,
      })
    }
    return [...byReading.values()]
  }

  #eventsOf(artifact: TruffleArtifact): readonly KnownEvent[] {
    let events = this.#events.get(artifact)
    if (events === undefined) {
      events = artifact.abi
        .filter((entry) => entry.type === 'event')
        .map((entry) => ({ inputs: entry.inputs ?? [], fragment: toFragment(entry), artifact }))
      this.#events.set(artifact, events)
    }
    return events
  }
}

function toFragment(entry: AbiEntry): EventFragment {
  return EventFragment.from({ ...entry })
}

function indexedCount({ inputs }: EventFragment): number {
  return inputs.filter(({ indexed }) => indexed === true).length
}

function matchesTopics(fragment: EventFragment, { topics }: RawLog): boolean {
  return (
    !fragment.anonymous &&
    topics[0] === fragment.topicHash &&
    topics.length === indexedCount(fragment) + 1
  )
}

function isAnonymousMatch(fragment: EventFragment, { topics }: RawLog): boolean {
  return fragment.anonymous && topics.length === indexedCount(fragment)
}

/** Nothing when the log does not have this shape. */
function decodeParameters(
  { fragment, inputs }: KnownEvent,
  log: RawLog,
): DecodedParameter[] | undefined {
  const coder = AbiCoder.defaultAbiCoder()
  const topics = [...log.topics.slice(fragment.anonymous ? 0 : 1)]
  const plain = fragment.inputs.filter(({ indexed }) => indexed !== true)
  try {
    const values = coder.decode(plain, log.data).toArray(true)
    return inputs.map((type, index) => {
      const fragmentType = fragment.inputs[index]
      if (fragmentType?.indexed !== true) {
        return { type, isIndexed: false, isHash: false, value: values.shift() }
      }
      const topic = topics.shift() ?? '0x'
      const isHash = /^(?:string|bytes)$|\]$|^tuple/.test(type.type)
      const value: unknown = isHash ? topic : coder.decode([fragmentType], topic)[0]
      return { type, isIndexed: true, isHash, value }
    })
  } catch {
    return undefined
  }
}
