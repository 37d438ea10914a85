import type { AbiEntry } from '@scaffold-evm/compiler'
import type { ContractInstance } from '../../contract-abstraction.js'
import type { TruffleArtifact, TruffleArtifactStore } from '../../truffle-artifact.js'
import type { TruffleSession } from '../../truffle-session.js'
import { copyArtifact } from '../artifacts/lazy-artifact.js'
import { deployedAddressesArtifact } from './deployed-addresses.js'
import { overlayStore } from './overlay-store.js'
import { rawContract } from './raw-contract.js'

/** Puts contracts of tests, and the libraries that they need, on the chain of a session. */
export class TestContractDeployer {
  readonly #session: TruffleSession
  readonly #store: TruffleArtifactStore

  constructor(session: TruffleSession, store: TruffleArtifactStore) {
    this.#session = session
    this.#store = store
  }

  /** A new instance with what `initialBalance` says. */
  async deploy(artifact: TruffleArtifact): Promise<ContractInstance> {
    const instance = await this.#create(await this.#link(artifact))
    if (artifact.abi.some(({ name }) => name === 'initialBalance')) await this.#fund(instance)
    return instance
  }

  async #create(artifact: TruffleArtifact): Promise<ContractInstance> {
    const artifacts = this.#session.createArtifacts(overlayStore(this.#store, [artifact]))
    return await artifacts.require(artifact.contractName).new()
  }

  /** Only the libraries that the code names are deployed, those of the project are as its migrations left them. */
  async #link(artifact: TruffleArtifact): Promise<TruffleArtifact> {
    let { bytecode } = artifact
    for (const [placeholder, name] of placeholdersIn(bytecode)) {
      const address = await this.#libraryAddress(name)
      if (address !== undefined) bytecode = bytecode.replaceAll(placeholder, address.slice(2))
    }
    return copyArtifact(artifact, { bytecode })
  }

  /** Unknown ones stay, and the abstraction says that they have to be linked. */
  async #libraryAddress(name: string): Promise<string | undefined> {
    const { networkId } = this.#session
    if (name === 'DeployedAddresses') {
      return (await this.#create(await deployedAddressesArtifact(this.#store, networkId))).address
    }
    const library = this.#store.names().find((known) => placeholderName(known) === name)
    const artifact = library === undefined ? undefined : this.#store.find(library)
    if (artifact === undefined) return undefined
    if (isOurs(artifact)) return (await this.#create(await this.#link(artifact))).address
    return artifact.networks[networkId]?.address
  }

  /** Through a contract that destroys itself: the test contract need not be able to receive anything. */
  async #fund(instance: ContractInstance): Promise<void> {
    const balance = await callOf(instance['initialBalance'])()
    const value = String(balance)
    if (value === '0') return
    const sender = await this.#create(safeSend)
    await callOf(sender['deliver'])(instance.address, { value })
  }
}

/** Of Truffle's own: those are deployed for each suite. */
function isOurs({ sourcePath }: TruffleArtifact): boolean {
  return sourcePath?.replaceAll('\\', '/').startsWith('truffle/') === true
}

const deliver: AbiEntry = {
  type: 'function',
  name: 'deliver',
  inputs: [{ name: 'recipient', type: 'address' }],
  outputs: [],
  stateMutability: 'payable',
}

/** PUSH1 4, CALLDATALOAD, SELFDESTRUCT: what it has goes to the address in its argument. */
const safeSend = rawContract('SafeSend', [deliver], '600435ff')

/** Placeholders of libraries in code that is not linked, with the names in them. */
function placeholdersIn(bytecode: string): ReadonlyMap<string, string> {
  const placeholders = bytecode.match(/__.{38}/g) ?? []
  return new Map(
    placeholders.map((placeholder) => [placeholder, placeholder.slice(2).replace(/_+$/, '')]),
  )
}

/** Names are cut in placeholders. */
function placeholderName(name: string): string {
  return name.slice(0, 38).replace(/_+$/, '')
}

type Call = (...args: unknown[]) => Promise<unknown>

function callOf(method: unknown): Call {
  if (typeof method !== 'function') throw new TypeError('no such function')
  return async (...args) => Reflect.apply(method, undefined, args)
}

/** Calls a function of an instance without arguments, as a transaction unless it is a view. */
export async function callMethod(instance: ContractInstance, name: string): Promise<unknown> {
  return await callOf(instance[name])()
}
