import type { AbiEntry } from '@scaffold-evm/compiler'
import type { TruffleArtifact } from '../../../truffle-artifact.js'
import { copyArtifact } from '../../artifacts/lazy-artifact.js'
import type { LegacyWeb3, LegacyWeb3Library } from '../legacy-web3.js'
import { eventTopics } from './event-topics.js'

/** What an artifact says of one network, while it can change. */
export interface NetworkState {
  address?: string
  transactionHash?: string
  events: Record<string, AbiEntry>
  links: Record<string, string>
  updatedAt?: string
}

/** An artifact, while it can change. */
export type ArtifactState = {
  -readonly [Key in keyof TruffleArtifact]: Key extends 'networks'
    ? Record<string, NetworkState>
    : TruffleArtifact[Key]
}

/** web3, and what releases of Truffle 4 made of it. */
export interface LegacyLibrary extends LegacyWeb3Library {
  /** As before 4.0.6: with another number of arguments than its constructor has, a contract is made without any. */
  readonly takesAnyArguments?: boolean
}

/** What an abstraction knows. Its static members read and write it. */
export class AbstractionState {
  readonly json: ArtifactState
  readonly library: LegacyLibrary
  /** Values of each transaction unless it says otherwise. */
  readonly classDefaults: Record<string, unknown> = {}
  networkId: string | undefined
  /** Whether the provider is known to be on that network. */
  isNetworkSure = false
  currentProvider: unknown
  /** How long a transaction may take until it is mined; 0 is for ever. */
  timeoutMs = 240_000
  #web3: LegacyWeb3 | undefined

  constructor(artifact: TruffleArtifact, library: LegacyLibrary) {
    // What is set here is not in the store.
    this.json = copyArtifact(artifact, {
      networks: structuredClone(artifact.networks ?? {}),
    }) as ArtifactState
    this.library = library
  }

  get name(): string {
    return this.json.contractName || 'Contract'
  }

  get web3(): LegacyWeb3 {
    this.#web3 ??= new this.library.Web3(this.currentProvider)
    return this.#web3
  }

  setProvider(provider: unknown): void {
    if (!provider) {
      throw new Error(`Invalid provider passed to setProvider(); provider is ${provider}`)
    }
    this.currentProvider = provider
    this.#web3?.setProvider(provider)
  }

  /** What is known of the current network. */
  get network(): NetworkState {
    const id = this.#requireNetworkId()
    const network = this.json.networks[id]
    if (network === undefined) {
      throw new Error(
        `${this.name} has no network configuration for its current network id (${id}).`,
      )
    }
    network.links ??= {}
    network.events ??= {}
    return network
  }

  /** The same, made when there is nothing yet. */
  ensureNetwork(): NetworkState {
    this.json.networks[this.#requireNetworkId()] ??= { events: {}, links: {} }
    return this.network
  }

  /** Of the current network, if anything is known of it. */
  get knownNetwork(): NetworkState | undefined {
    return this.networkId === undefined ? undefined : this.json.networks[this.networkId]
  }

  get links(): Readonly<Record<string, string>> {
    this.#requireNetworkId()
    return this.knownNetwork?.links ?? {}
  }

  /** Events of the contract and of the libraries that were linked, by topic. */
  get events(): Record<string, AbiEntry> {
    return Object.assign(this.knownNetwork?.events ?? {}, eventTopics(this.json.abi, this.web3))
  }

  get binary(): string {
    return linkBytecode(this.json.bytecode, this.links)
  }

  get deployedBytecode(): string {
    const code = this.json.deployedBytecode
    return code.startsWith('0x') ? code : `0x${code}`
  }

  get deployedBinary(): string {
    return linkBytecode(this.deployedBytecode, this.links)
  }

  #requireNetworkId(): string {
    if (this.networkId !== undefined) return this.networkId
    throw new Error(
      `${this.name} has no network id set, cannot lookup artifact data. Either set the network manually using ${this.name}.setNetwork(), run ${this.name}.detectNetwork(), or use new(), at() or deployed() as a thenable which will detect the network automatically.`,
    )
  }
}

function linkBytecode(bytecode: string, links: Readonly<Record<string, string>>): string {
  return Object.entries(links).reduce(
    (code, [name, address]) =>
      code.replaceAll(new RegExp(`__${name}_+`, 'g'), address.replace('0x', '')),
    bytecode,
  )
}
