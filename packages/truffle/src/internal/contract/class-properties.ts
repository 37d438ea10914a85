import type { AbiEntry } from '@scaffold-evm/compiler'
import { numberFormats } from '../abi/number-format.js'
import { signatureHashOf } from '../abi/signatures.js'
import type { ContractClass, NetworkRecord } from './contract-class.js'
import { linkBytecode } from './link-bytecode.js'

/** A property of the abstraction; without `set` it is immutable. */
interface Property {
  get(contract: ContractClass): unknown
  set?(contract: ContractClass, value: unknown): void
}

/** Is in the artifact and may be changed. */
function field(key: string, missing?: unknown): Property {
  return {
    get({ _json }) {
      if (_json[key] === undefined && missing !== undefined) _json[key] = missing
      return _json[key]
    },
    set({ _json }, value) {
      _json[key] = value
    },
  }
}

function readOnly(get: Property['get']): Property {
  return { get }
}

const contractName: Property = {
  get: ({ _json }) => _json.contractName || 'Contract',
  set: ({ _json }, value) => {
    _json.contractName = String(value)
  },
}

const numberFormat: Property = {
  get: field('numberFormat', 'BN').get,
  set({ _json }, value) {
    if (!numberFormats.includes(value as never)) {
      throw new Error(
        `Invalid number format setting: "${value}": valid formats are: ${JSON.stringify(numberFormats)}.`,
      )
    }
    _json['numberFormat'] = value
  },
}

const deployedBytecode: Property = {
  get: ({ _json }) => withPrefix(_json.deployedBytecode),
  set({ _json }, value) {
    _json.deployedBytecode = withPrefix(String(value)) ?? ''
  },
}

function withPrefix(code: string | undefined): string | undefined {
  return code && !code.startsWith('0x') ? `0x${code}` : code
}

function noNetworkId({ contractName: name }: ContractClass, consequence: string): Error {
  return new Error(
    `${name} has no network id set, cannot lookup artifact data. Either set the network manually using ${name}.setNetwork(), run ${name}.detectNetwork(), ${consequence}`,
  )
}

const thenable =
  'or use new(), at() or deployed() as a thenable which will detect the network automatically.'

const network = readOnly((contract) => {
  const { network_id: id, _json, contractName: name } = contract
  if (id == null) throw noNetworkId(contract, thenable)
  const record = _json.networks[id]
  if (record == null) {
    throw new Error(`${name} has no network configuration for its current network id (${id}).`)
  }
  record.links ??= {}
  record.events ??= {}
  return record
})

/** The network's record, made if there is none. */
export function networkRecord(contract: ContractClass): NetworkRecord {
  const { networks } = contract._json
  networks[String(contract.network_id)] ??= { events: {}, links: {} }
  return contract.network
}

const address: Property = {
  get({ network: { address: found }, contractName: name }) {
    if (found != null) return found
    throw new Error(`Cannot find deployed address: ${name} not deployed or address not set.`)
  },
  set(contract, value) {
    if (value == null) throw new Error(`Cannot set deployed address; malformed value: ${value}`)
    if (contract.network_id == null) throw noNetworkId(contract, thenable)
    networkRecord(contract).address = String(value)
  },
}

const transactionHash: Property = {
  get: (contract) => contract.network.transactionHash,
  set: (contract, value) => {
    Object.assign(contract.network, { transactionHash: value })
  },
}

const links = readOnly((contract) => {
  if (!contract.network_id) throw noNetworkId(contract, thenable)
  if (contract._json.networks[contract.network_id] == null) return {}
  return contract.network.links
})

/** Looking at the events writes them into the network's record: that is how they get into artifacts. */
const events = readOnly((contract) => {
  const known = contract._json.networks[String(contract.network_id)] != null
  const found: Record<string, AbiEntry> = known ? contract.network.events : {}
  for (const entry of contract.abi) {
    if (entry.type === 'event') found[signatureHashOf(entry)] = entry
  }
  return found
})

const updatedAt = readOnly(({ network_id: id, _json }) => {
  const record = id == null ? undefined : _json.networks[id]
  return record?.['updatedAt'] || _json['updatedAt']
})

const schemaVersion = readOnly(({ _json }) => _json['schemaVersion'])

const mutableFields = [
  'abi',
  'ast',
  'compiler',
  'db',
  'deployedGeneratedSources',
  'deployedSourceMap',
  'generatedSources',
  'immutableReferences',
  'legacyAST',
  'source',
  'sourceMap',
  'sourcePath',
  'timeoutBlocks',
]

const properties: Readonly<Record<string, Property>> = {
  contract_name: contractName,
  contractName,
  gasMultiplier: field('gasMultiplier', 1.25),
  autoGas: field('autoGas', true),
  numberFormat,
  metadata: readOnly(({ _json }) => _json['metadata']),
  network,
  networks: readOnly(({ _json }) => _json.networks),
  address,
  transactionHash,
  links,
  events,
  binary: readOnly((contract) => linkBytecode(contract.bytecode, contract.links)),
  deployedBinary: readOnly((contract) =>
    linkBytecode(String(contract['deployedBytecode']), contract.links),
  ),
  unlinked_binary: field('bytecode'),
  bytecode: field('bytecode'),
  deployedBytecode,
  schema_version: schemaVersion,
  schemaVersion,
  updated_at: updatedAt,
  updatedAt,
  userdoc: readOnly(({ _json }) => _json['userdoc']),
  devdoc: readOnly(({ _json }) => _json['devdoc']),
  networkType: field('networkType', 'ethereum'),
  ...Object.fromEntries(mutableFields.map((key) => [key, field(key)])),
}

/** Gives a class all of Truffle's properties. */
export function defineClassProperties(contract: ContractClass): void {
  for (const [key, property] of Object.entries(properties)) defineProperty(contract, key, property)
}

function defineProperty(contract: ContractClass, key: string, property: Property): void {
  Object.defineProperty(contract, key, {
    enumerable: false,
    configurable: false,
    get: () => property.get(contract),
    set(value: unknown) {
      if (property.set === undefined) throw new Error(`${key} property is immutable`)
      property.set(contract, value)
    },
  })
}

/** `addProp`: a property of a plugin's own. */
export function addProperty(
  contract: ContractClass,
  key: string,
  accessors: { readonly get?: () => unknown; readonly set?: (value: unknown) => void },
): void {
  const { get, set } = accessors
  const compute = typeof accessors === 'function' ? (accessors as () => unknown) : undefined
  defineProperty(contract, key, {
    get: () => (get ?? compute)?.call(contract),
    ...(set === undefined ? {} : { set: (_, value) => set.call(contract, value) }),
  })
}
