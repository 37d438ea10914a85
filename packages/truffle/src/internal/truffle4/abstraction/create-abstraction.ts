import type { AbstractionContext, ContractAbstraction } from '../../../contract-abstraction.js'
import type { TruffleArtifact } from '../../../truffle-artifact.js'
import { copyArtifact } from '../../artifacts/lazy-artifact.js'
import type { LegacyContract } from '../legacy-web3.js'
import { AbstractionState, type LegacyLibrary } from './abstraction-state.js'
import { deployContract, readCode } from './deploy.js'
import { detectNetwork } from './detect-network.js'
import { fillInstance } from './instance.js'
import { linkLibrary } from './link.js'
import { defineProperties } from './properties.js'

/** What `new Abstraction(address)` gives. */
type InstanceMaker = new (contract: LegacyContract | string) => object

/**
 * An abstraction as truffle-contract 3 has it: results are BigNumbers of web3 0.20, logs have their addresses in lower
 * case, `at` gives an instance at once, and transactions are sent without an estimate before.
 */
export function createLegacyAbstraction(
  artifact: TruffleArtifact,
  context: AbstractionContext,
  library: LegacyLibrary,
): ContractAbstraction {
  const state = new AbstractionState(artifact, library)
  state.setProvider(context.provider)
  state.networkId = context.networkId
  state.isNetworkSure = true
  Object.assign(state.classDefaults, context.defaults)
  return buildAbstraction(state) as unknown as ContractAbstraction
}

function buildAbstraction(state: AbstractionState): object {
  function TruffleContract(this: object, contract: LegacyContract | string): void {
    fillInstance(state, this, contract)
  }
  const abstraction = TruffleContract as unknown as InstanceMaker
  // Each abstraction has a prototype of its own, which projects extend.
  Object.assign(abstraction, staticMethods(state, abstraction))
  defineProperties(abstraction, state)
  for (const [key, value] of customValues(state)) Reflect.set(abstraction, key, value)
  return abstraction
}

/** What tools keep in artifacts. */
function customValues({ json }: AbstractionState): readonly (readonly [string, unknown])[] {
  return Object.keys(json)
    .filter((key) => key.startsWith('x-'))
    .map((key) => [key, Reflect.get(json, key)] as const)
}

function staticMethods(state: AbstractionState, Instance: InstanceMaker): object {
  const isDeployed = () => Boolean(state.knownNetwork?.address)
  return {
    ...networkMethods(state),
    isDeployed,
    setProvider: (provider: unknown) => {
      state.setProvider(provider)
      state.isNetworkSure = false
    },
    new: (...args: unknown[]) => {
      assertDeployable(state)
      return deployContract(state, args).then((contract) => new Instance(contract))
    },
    at: (address: unknown) => instanceAt(state, Instance, address),
    deployed: async () => {
      await detectNetwork(state)
      assertDeployed(state, isDeployed())
      return new Instance(state.network.address ?? '')
    },
    link: (library: unknown, address?: string) => linkLibrary(state, library, address),
    defaults: (values: object = {}) => Object.assign(state.classDefaults, values),
    clone: (changes?: unknown) => cloneAbstraction(state, changes),
    toJSON: () => state.json,
  }
}

function networkMethods(state: AbstractionState): object {
  return {
    hasNetwork: (id: unknown) => state.json.networks[String(id)] !== undefined,
    detectNetwork: () => detectNetwork(state),
    setNetwork: (id: unknown) => {
      if (id) state.networkId = String(id)
    },
    resetAddress: () => {
      delete state.network.address
    },
  }
}

function assertDeployable({ name, currentProvider, json }: AbstractionState): void {
  if (!currentProvider) {
    throw new Error(`${name} error: Please call setProvider() first before calling new().`)
  }
  if (!json.bytecode || json.bytecode === '0x') {
    throw new Error(`${name} error: contract binary not set. Can't deploy new instance.`)
  }
}

function assertDeployed(
  { name, knownNetwork, networkId }: AbstractionState,
  isDeployed: boolean,
): void {
  if (knownNetwork !== undefined && isDeployed) return
  const detail = knownNetwork === undefined ? 'network/artifact mismatch' : networkId
  throw new Error(`${name} has not been deployed to detected network (${detail})`)
}

/** An instance that can be used at once, and awaited for the check that there is code. */
function instanceAt(state: AbstractionState, Instance: InstanceMaker, address: unknown): object {
  if (typeof address !== 'string' || address.length !== 42) {
    throw new Error(`Invalid address passed to ${state.name}.at(): ${address}`)
  }
  const check = async (): Promise<object> => {
    await detectNetwork(state)
    const code = await readCode(state, address)
    if (/^(?:0x)?0*$/.test(code)) {
      throw new Error(`Cannot create instance of ${state.name}; no code at address ${address}`)
    }
    return new Instance(address)
  }
  return Object.assign(new Instance(address), {
    // biome-ignore lint/suspicious/noThenProperty: truffle-contract 3 has it, and projects use both kinds.
    then: (onFulfilled: never, onRejected: never) => check().then(onFulfilled, onRejected),
  })
}

/** A copy for another network, or with other members of the artifact; it has no provider yet. */
function cloneAbstraction(state: AbstractionState, changes: unknown): object {
  const isJson = typeof changes === 'object' && changes !== null
  const copy = new AbstractionState(
    copyArtifact(state.json as TruffleArtifact, isJson ? changes : {}),
    state.library,
  )
  if (!isJson && changes) copy.networkId = String(changes)
  return buildAbstraction(copy)
}
