import type { AbstractionState, ArtifactState } from './abstraction-state.js'

/** A static property; without `set` it cannot be replaced. */
interface Property {
  get(state: AbstractionState): unknown
  set?(state: AbstractionState, value: unknown): void
}

const simpleKeys = [
  'abi',
  'sourceMap',
  'deployedSourceMap',
  'source',
  'sourcePath',
  'legacyAST',
  'ast',
  'compiler',
] as const satisfies readonly (keyof ArtifactState)[]

function simple(key: keyof ArtifactState): Property {
  return {
    get: ({ json }) => json[key],
    set: ({ json }, value) => void Reflect.set(json, key, value),
  }
}

const contractName: Property = {
  get: (state) => state.name,
  set: ({ json }, value) => void Reflect.set(json, 'contractName', value),
}

const address: Property = {
  get({ network, name }) {
    if (network.address !== undefined && network.address !== null) return network.address
    throw new Error(`Cannot find deployed address: ${name} not deployed or address not set.`)
  },
  set(state, value) {
    if (value === null || value === undefined) {
      throw new Error(`Cannot set deployed address; malformed value: ${value}`)
    }
    state.ensureNetwork().address = String(value)
  },
}

const transactionHash: Property = {
  get({ network, name }) {
    const hash: unknown = network.transactionHash
    if (hash === null) throw new Error(`Could not find transaction hash for ${name}`)
    return hash
  },
  set: ({ network }, value) => void Reflect.set(network, 'transactionHash', value),
}

const schemaVersion: Property = { get: ({ json }) => json.schemaVersion }

const updatedAt: Property = {
  get: ({ knownNetwork, json }) => knownNetwork?.updatedAt ?? json.updatedAt,
}

const deployedBytecode: Property = {
  get: (state) => state.deployedBytecode,
  set({ json }, value) {
    const code = String(value)
    json.deployedBytecode = code.startsWith('0x') ? code : `0x${code}`
  },
}

/** The static properties of an abstraction by name, those with old names among them. */
const properties: Readonly<Record<string, Property>> = {
  ...Object.fromEntries(simpleKeys.map((key) => [key, simple(key)])),
  contractName,
  contract_name: contractName,
  network: { get: (state) => state.network },
  networks: { get: ({ json }) => json.networks },
  address,
  transactionHash,
  links: { get: (state) => state.links },
  events: { get: (state) => state.events },
  binary: { get: (state) => state.binary },
  deployedBinary: { get: (state) => state.deployedBinary },
  bytecode: simple('bytecode'),
  unlinked_binary: simple('bytecode'),
  deployedBytecode,
  schemaVersion,
  schema_version: schemaVersion,
  updatedAt,
  updated_at: updatedAt,
}

/** Properties that can be assigned to. */
const plain: Readonly<Record<string, Property>> = {
  network_id: {
    get: ({ networkId }) => networkId,
    set: (state, value) => {
      state.networkId = value === undefined || value === null ? undefined : String(value)
    },
  },
  class_defaults: { get: ({ classDefaults }) => classDefaults },
  currentProvider: { get: ({ currentProvider }) => currentProvider },
  web3: { get: ({ web3 }) => web3 },
  _json: { get: ({ json }) => json },
  synchronization_timeout: {
    get: ({ timeoutMs }) => timeoutMs,
    set: (state, value) => {
      state.timeoutMs = Number(value)
    },
  },
}

/** Gives an abstraction its static properties. */
export function defineProperties(target: object, state: AbstractionState): void {
  for (const [name, { get, set }] of Object.entries({ ...properties, ...plain })) {
    Object.defineProperty(target, name, {
      get: () => get(state),
      set: (value: unknown) => {
        if (set === undefined) throw new Error(`${name} property is immutable`)
        set(state, value)
      },
      enumerable: false,
      configurable: true,
    })
  }
}
