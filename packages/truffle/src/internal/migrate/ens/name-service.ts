import { Interface, id, namehash } from '@scaffold-evm/project/ethers'
import type { ContractInstance } from '../../../contract-abstraction.js'
import { createAbstraction } from '../../../create-abstraction.js'
import { ensInputError, ensOwnerError } from '../../../errors/migrate.js'
import type { TruffleSession } from '../../../truffle-session.js'
import { registryCode, resolverCode } from './creation-code.js'

/** ENS's own registry, at the same address everywhere. */
const publicRegistry = '0x00000000000C2E074eC69A0dFb2997BA6C7d2e1e'
const publicNetworks = ['1', '3', '4', '5', '17000', '11155111']
const nobody = '0x0000000000000000000000000000000000000000'

const registryAbi = [
  'function owner(bytes32) view returns (address)',
  'function resolver(bytes32) view returns (address)',
  'function setSubnodeOwner(bytes32, bytes32, address) returns (bytes32)',
  'function setResolver(bytes32, address)',
]
const resolverAbi = [
  'constructor(address)',
  'function addr(bytes32) view returns (address)',
  'function setAddr(bytes32, address)',
]

type Call = (...args: readonly unknown[]) => Promise<unknown>
type Contract = ContractInstance & Readonly<Record<string, Call>>

/** Who sends. */
interface Sender {
  readonly from: string
}

/** `deployer.ens`: leads names to contracts. Where there is no ENS, one is deployed whose names go to whoever asks. */
export class NameService {
  readonly #session: TruffleSession
  /** Who owns all names of a registry that was deployed here. */
  #rootOwner: string | undefined

  constructor(session: TruffleSession) {
    this.#session = session
  }

  /**
   * Makes `name` lead to an address, or to that of a contract.
   *
   * @throws `TRUFFLE_ENS_INPUT_INVALID`, `TRUFFLE_ENS_NAME_FOREIGN`
   */
  async setAddress(name: string, target: unknown, sender: Sender): Promise<void> {
    const address = addressOf(target)
    const from: unknown = Reflect.get(Object(sender), 'from')
    if (typeof name !== 'string' || name === '' || !address || typeof from !== 'string') {
      throw ensInputError({ address: target, name, from })
    }
    const node = namehash(name)
    const registry = await this.#registry(from)
    if (this.#rootOwner !== undefined) await this.#claim(registry, name, from)
    const owner = String(await registry['owner']?.(node))
    if (owner.toLowerCase() !== from.toLowerCase()) throw ensOwnerError(name, from, owner)
    const resolver = await this.#resolver(registry, node, from)
    const current = String(await resolver['addr']?.(node))
    if (current.toLowerCase() !== address.toLowerCase()) {
      await resolver['setAddr']?.(node, address, { from })
    }
  }

  async #registry(from: string): Promise<Contract> {
    const { config, networkId } = this.#session
    const configured = Reflect.get(Object(config['ensRegistry']), 'address')
    const known = publicNetworks.includes(networkId) ? publicRegistry : undefined
    const address: unknown = configured ?? known
    if (typeof address === 'string') return this.#contract(registryAbi).at(address)
    const registry = await this.#contract(registryAbi, registryCode).new({ from })
    this.#rootOwner = from
    Object.assign(Object(config['ens']), { registryAddress: registry.address })
    return registry
  }

  /** Gives a name to `from`; those above it stay with who deployed the registry. */
  async #claim(registry: Contract, name: string, from: string): Promise<void> {
    const labels = name.split('.')
    for (let index = labels.length - 1; index >= 0; index--) {
      const parent = nodeOf(labels.slice(index + 1))
      const owner = index === 0 ? from : this.#rootOwner
      const label = id(labels[index] ?? '')
      await registry['setSubnodeOwner']?.(parent, label, owner, { from: this.#rootOwner })
    }
  }

  async #resolver(registry: Contract, node: string, from: string): Promise<Contract> {
    const address = String(await registry['resolver']?.(node))
    if (address !== nobody) return this.#contract(resolverAbi).at(address)
    const made = await this.#contract(resolverAbi, resolverCode).new(registry.address, { from })
    await registry['setResolver']?.(node, made.address, { from })
    return made
  }

  #contract(
    signatures: readonly string[],
    bytecode = '0x',
  ): { at(address: string): Promise<Contract>; new: (...args: unknown[]) => Promise<Contract> } {
    const { provider, networkId } = this.#session
    const abi = JSON.parse(new Interface(signatures).formatJson())
    const artifact = { contractName: 'ENS', abi, bytecode, deployedBytecode: '0x', networks: {} }
    const context = {
      provider,
      networkId,
      defaults: {},
      loadWeb3: () => this.#session.web3,
    }
    return createAbstraction(artifact, context) as never
  }
}

/** Of a name's labels; the root has none. */
function nodeOf(labels: readonly string[]): string {
  return labels.length === 0 ? `0x${'0'.repeat(64)}` : namehash(labels.join('.'))
}

function addressOf(target: unknown): string | undefined {
  if (typeof target === 'string') return target
  const address: unknown = Reflect.get(Object(target), 'address')
  return typeof address === 'string' ? address : undefined
}
