import { createHttpProvider } from '../network/http-provider.js'
import type { AnyProvider } from '../rpc/json-rpc.js'
import type { TransactionFields } from '../rpc/transaction-fields.js'
import { codeAt, detectChain } from './chain-access.js'
import { defineEnums } from './class-enums.js'
import { addProperty, defineClassProperties } from './class-properties.js'
import { ClassWeb3, type Web3Environment } from './class-web3.js'
import type { ContractClass, ContractJson, Instance, InstanceSource } from './contract-class.js'
import { decodeLogs } from './decode-logs.js'
import { createDeploy, createDeployEstimate, createDeployRequest } from './deploy.js'
import { fillInstance } from './instance.js'
import { link } from './link.js'

/** What a class gets from outside. */
export interface ClassEnvironment extends Web3Environment {
  createInterfaceAdapter(loadWeb3: () => unknown): unknown
}

/** Makes the function that `artifacts.require` gives, of an artifact that is its own. */
export function createClass(json: ContractJson, environment: ClassEnvironment): ContractClass {
  // Its name is what `instance.constructor.name` has been for users.
  const contract = function TruffleContract(this: Instance, source: InstanceSource) {
    this.constructor = contract
    fillInstance(this, contract, source)
  } as unknown as ContractClass
  contract._json = json
  defineClassProperties(contract)
  Object.assign(contract, createMethods(contract, environment), { _property_values: {} })
  defineEnums(contract)
  contract.class_defaults = {}
  defineWeb3(contract, environment)
  for (const key of Object.keys(json)) if (key.startsWith('x-')) contract[key] = json[key]
  return contract
}

function createMethods(contract: ContractClass, environment: ClassEnvironment): object {
  const deploy = Object.assign(createDeploy(contract), {
    estimateGas: createDeployEstimate(contract),
    request: createDeployRequest(contract),
  })
  return {
    new: deploy,
    at: (address: unknown) => instanceAt(contract, address),
    deployed: () => deployedInstance(contract),
    link: (what: unknown, address?: string) => link(contract, what, address),
    defaults: (values?: TransactionFields) => Object.assign(contract.class_defaults, values),
    decodeLogs: (logs: never[], isSingle?: unknown) =>
      decodeLogs(contract, isSingle === true ? [logs as never] : logs),
    clone: (other?: unknown) => cloneClass(contract, environment, other),
    addProp: (key: string, accessors: object) => addProperty(contract, key, accessors),
    toJSON: () => contract._json,
    ...createNetworkMethods(contract),
  }
}

function createNetworkMethods(contract: ContractClass): object {
  return {
    configureNetwork: (options: NetworkOptions = {}) => configureNetwork(contract, options),
    setProvider(provider: unknown) {
      if (provider) return configureNetwork(contract, { provider })
      throw new Error(`Invalid provider passed to setProvider(); provider is ${provider}`)
    },
    setNetwork(id: unknown) {
      if (id) contract.network_id = `${id}`
    },
    setNetworkType: (networkType = 'ethereum') => configureNetwork(contract, { networkType }),
    setWallet(wallet: unknown) {
      const { eth } = contract.web3 as { readonly eth: { readonly accounts: { wallet: unknown } } }
      eth.accounts.wallet = wallet
      contract.wallet = wallet as never
    },
    async detectNetwork() {
      if (contract.currentProvider === undefined) throw new Error('Provider not set or invalid')
      const { id, blockLimit } = await detectChain(contract)
      return { id, blockLimit }
    },
    hasNetwork: (id: unknown) => contract._json.networks[`${id}`] != null,
    isDeployed: () => isDeployed(contract),
    resetAddress() {
      delete contract.network.address
    },
  }
}

function isDeployed({ network_id: id, _json }: ContractClass): boolean {
  return id != null && Boolean(_json.networks[id]?.address)
}

interface NetworkOptions {
  readonly provider?: unknown
  readonly networkType?: string
}

function configureNetwork(
  contract: ContractClass,
  { provider, networkType }: NetworkOptions,
): void {
  if (provider !== undefined) contract.currentProvider = providerFor(provider)
  if (networkType !== undefined) contract['networkType'] = networkType
}

/** A URL is as good as a provider. */
function providerFor(provider: unknown): AnyProvider {
  return typeof provider === 'string' ? createHttpProvider(provider) : (provider as AnyProvider)
}

async function instanceAt(contract: ContractClass, address: unknown): Promise<Instance> {
  const name = contract.contractName
  if (typeof address !== 'string' || address.length !== 42) {
    throw new Error(`Invalid address passed to ${name}.at(): ${address}`)
  }
  await contract.detectNetwork()
  const code = await codeAt(contract, address)
  if (/^0x0*$/.test(code)) {
    throw new Error(`Cannot create instance of ${name}; no code at address ${address}`)
  }
  return new contract(address)
}

async function deployedInstance(contract: ContractClass): Promise<Instance> {
  const { reloadJson, contractName: name } = contract
  if (typeof reloadJson === 'function') reloadJson.call(contract)
  if (!contract.currentProvider) {
    throw new Error(`${name} error: Please call setProvider() first before calling new().`)
  }
  await contract.detectNetwork()
  const { network_id: id, networks } = contract
  if (networks[String(id)] == null) {
    throw new Error(`${name} has not been deployed to detected network (network/artifact mismatch)`)
  }
  if (!isDeployed(contract)) {
    throw new Error(`${name} has not been deployed to detected network (${id})`)
  }
  return new contract(String(contract['address']))
}

/** With an object: of this artifact with the object's keys over it. With anything else: for that network id. */
function cloneClass(
  contract: ContractClass,
  environment: ClassEnvironment,
  other: unknown,
): ContractClass {
  const json = typeof other === 'object' && other !== null ? (other as ContractJson) : {}
  const clone = createClass({ ...contract._json, ...json }, environment)
  if (other && typeof other !== 'object') clone.network_id = `${other}`
  if (contract.currentProvider) clone.currentProvider = contract.currentProvider
  clone.ens = contract.ens
  clone.knownErrors = contract.knownErrors
  return clone
}

/** `web3` and `interfaceAdapter` are made when somebody asks for them. */
function defineWeb3(contract: ContractClass, environment: ClassEnvironment): void {
  const own = new ClassWeb3(contract, environment)
  const load = () => own.load()
  const adapter = environment.createInterfaceAdapter(load)
  Object.defineProperties(contract, {
    web3: {
      configurable: true,
      enumerable: true,
      get: load,
      set: (web3: unknown) => own.replace(web3),
    },
    interfaceAdapter: { configurable: true, enumerable: true, get: () => adapter },
    requestProvider: { get: () => own.requestProvider },
  })
}
