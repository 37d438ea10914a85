import { type Hex, isHex, quantityToHex } from '@scaffold-evm/common'
import type { ArtifactStore, DeployedContract, ProxyRecord } from '@scaffold-evm/project'
import { keccak256 } from '@scaffold-evm/project/ethers'
import { type addressCalls, askAddress, wordToAddress } from '../contracts/ask-address.js'
import { readOwners } from '../contracts/read-owners.js'
import { inBatches } from '../in-batches.js'
import { proxySlots } from '../proxies/proxy-slots.js'
import type { ChainReader } from '../steps/chain-reader.js'

/** What the chain says of a recorded contract. */
export interface ContractFacts {
  readonly code: Hex
  readonly codeHash: Hex
  /** The code behind a proxy, at the recorded implementation. */
  readonly implementationCode: Hex | undefined
  readonly implementation: string | undefined
  readonly admin: string | undefined
  readonly beacon: string | undefined
  /** The facet of each selector of a diamond, in lower case; undefined when it does not tell. */
  readonly facets: ReadonlyMap<string, string> | undefined
  readonly owner: string | undefined
  /** Of the proxy's admin, or of its beacon. */
  readonly adminOwner: string | undefined
  /** What the deployment sent; undefined when it was no plain one, or the node has forgotten it. */
  readonly creationInput: Hex | undefined
}

/** Where it is asked. */
export interface FactsContext {
  readonly reader: ChainReader
  readonly artifacts: ArtifactStore
  readonly blockNumber: number
}

function hex(value: unknown): Hex {
  return isHex(value) ? value : '0x'
}

/** Each takes about eight requests. */
const contractsAtOnce = 8

class FactsReader {
  readonly #context: FactsContext
  readonly #block: Hex

  constructor(context: FactsContext) {
    this.#context = context
    this.#block = quantityToHex(BigInt(context.blockNumber))
  }

  async read(recorded: DeployedContract): Promise<ContractFacts> {
    const { address } = recorded
    const proxy = recorded.proxy
    const [code, owners, creationInput] = await Promise.all([
      this.#code(address),
      readOwners(recorded, { ...this.#context, block: this.#block }),
      this.#creationInput(recorded),
    ])
    const behind = proxy === undefined ? undefined : await this.#behind(address, proxy)
    const facets = recorded.diamond === undefined ? undefined : await this.#facets(address)
    return {
      code,
      codeHash: code === '0x' ? '0x' : hex(keccak256(code)),
      owner: owners.owner,
      adminOwner: owners.adminOwner,
      creationInput,
      implementationCode: behind?.code,
      implementation: behind?.implementation,
      admin: behind?.admin,
      beacon: behind?.beacon,
      facets,
    }
  }

  async #behind(
    address: string,
    proxy: ProxyRecord,
  ): Promise<{
    readonly code: Hex
    readonly implementation: string | undefined
    readonly admin: string | undefined
    readonly beacon: string | undefined
  }> {
    const isBeacon = proxy.kind === 'beacon' && proxy.beacon === undefined
    const [implementation, admin, beacon, code] = await Promise.all([
      isBeacon
        ? this.#ask(address, 'implementation')
        : this.#slot(address, proxySlots.implementation),
      this.#slot(address, proxySlots.admin),
      this.#slot(address, proxySlots.beacon),
      this.#code(proxy.implementation),
    ])
    return {
      code,
      implementation: implementation ?? (await this.#ofBeacon(beacon)),
      admin,
      beacon,
    }
  }

  /** A proxy of a beacon has what the beacon has. */
  async #ofBeacon(beacon: string | undefined): Promise<string | undefined> {
    return beacon === undefined ? undefined : this.#ask(beacon, 'implementation')
  }

  async #facets(to: string): Promise<ReadonlyMap<string, string> | undefined> {
    const { decodeFacets, diamondAbi } = await import('../diamonds/diamond-abi.js')
    const data = diamondAbi.encodeFunctionData('facets')
    try {
      return decodeFacets(await this.#context.reader.ask('eth_call', { to, data }, this.#block))
    } catch (error) {
      if (Reflect.get(Object(error), 'code') === 'NETWORK_UNREACHABLE') throw error
      return undefined
    }
  }

  async #code(address: string): Promise<Hex> {
    return hex(await this.#context.reader.ask('eth_getCode', address, this.#block))
  }

  async #slot(address: string, slot: string): Promise<string | undefined> {
    const { reader } = this.#context
    return wordToAddress(hex(await reader.ask('eth_getStorageAt', address, slot, this.#block)))
  }

  #ask(to: string, call: keyof typeof addressCalls): Promise<string | undefined> {
    return askAddress(this.#context.reader, { to, call, block: this.#block })
  }

  async #creationInput({
    transactionHash,
    proxy,
    origin,
  }: DeployedContract): Promise<Hex | undefined> {
    if (transactionHash === undefined || proxy !== undefined || origin !== undefined) {
      return undefined
    }
    const transaction = await this.#context.reader.transaction(transactionHash)
    return transaction?.to === undefined ? transaction?.data : undefined
  }
}

/** What the chain says of recorded contracts at a block, by their names. */
export async function readFacts(
  contracts: Readonly<Record<string, DeployedContract>>,
  context: FactsContext,
): Promise<ReadonlyMap<string, ContractFacts>> {
  const reader = new FactsReader(context)
  const entries = await inBatches(
    Object.entries(contracts),
    contractsAtOnce,
    async ([name, contract]) => [name, await reader.read(contract)] as const,
  )
  return new Map(entries)
}
