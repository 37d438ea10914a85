import { type Eip1193Provider, type Hex, isHex } from '@scaffold-evm/common'
import type { Devchain } from '@scaffold-evm/devchain'
import {
  type Addressable,
  BaseContract,
  ContractFactory,
  getAddress,
  getCreateAddress,
  isAddress,
  type TransactionReceipt,
  type TransactionRequest,
  type TransactionResponse,
} from 'ethers'
import type { NamedAccount } from '../../accounts-config.js'
import type { ArtifactStore } from '../../artifact-store.js'
import type { TransactionFees } from '../../bump-fees.js'
import type {
  AccountLike,
  Connection,
  DeployOptions,
  FactoryOptions,
  Libraries,
  PreparedDeployment,
  TransactionOptions,
} from '../../connection.js'
import {
  addressInvalidError,
  deploymentNotFoundError,
  transactionFailedError,
} from '../../contract-errors.js'
import type {
  ContractArgsOf,
  ContractFactoryOf,
  ContractName,
  ContractOf,
} from '../../contracts.js'
import { deployedInterface } from '../../deployed-interface.js'
import type { DeploymentStore } from '../../deployment-store.js'
import { accountNotFoundError } from '../../errors.js'
import { explainFailure } from '../../explain-failure.js'
import type { NetworkConfig } from '../../network-config.js'
import { assertDeployable, deployTransaction, interfaceOf } from './contract-code.js'
import { ConnectionEthersProvider } from './ethers-provider.js'
import { linkBytecode, resolveLibraries } from './link-libraries.js'
import { ConnectionSigner } from './signer.js'

/** What a connection is put together from. */
export interface ConnectionParts {
  readonly networkName: string
  readonly config: NetworkConfig
  readonly chainId: bigint
  readonly isProduction: boolean
  readonly provider: Eip1193Provider
  readonly isOurs: (address: string) => Promise<boolean>
  readonly fees: () => Promise<TransactionFees>
  readonly namedAccounts: Readonly<Record<string, NamedAccount>>
  readonly devchain: Devchain | undefined
  readonly artifacts: ArtifactStore
  readonly deployments: DeploymentStore
  /** Instead of what `eth_accounts` says, e.g. on a fork. */
  readonly accounts?: readonly Hex[] | undefined
  readonly close: () => Promise<void>
}

// A generated contract class is an ethers Contract at run time; only its type says more.
function typed<N extends string>(contract: BaseContract): ContractOf<N> {
  return contract as unknown as ContractOf<N>
}

function checksummed(address: Hex): Hex {
  const text = getAddress(address)
  return isHex(text) ? text : address
}

function toRequest(options: TransactionOptions): TransactionRequest {
  const { gasLimit, gasPrice, maxFeePerGas, maxPriorityFeePerGas, nonce, valueWei } = options
  const request = { gasLimit, gasPrice, maxFeePerGas, maxPriorityFeePerGas, nonce, value: valueWei }
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined))
}

/** The one implementation of {@link Connection}; networks differ in the parts. */
export class LiveConnection implements Connection {
  readonly networkName: string
  readonly type: 'in-process' | 'http'
  readonly chainId: bigint
  readonly isProduction: boolean
  readonly config: NetworkConfig
  readonly provider: Eip1193Provider
  readonly ethersProvider: ConnectionEthersProvider
  readonly devchain: Devchain | undefined
  readonly deployments: DeploymentStore
  readonly #parts: ConnectionParts
  #accounts: Promise<readonly Hex[]> | undefined
  #isClosed = false

  constructor(parts: ConnectionParts) {
    const { networkName, config, chainId, provider, devchain, deployments } = parts
    this.#parts = parts
    this.networkName = networkName
    this.type = config.type
    this.chainId = chainId
    this.isProduction = parts.isProduction
    this.config = config
    this.provider = provider
    this.devchain = devchain
    this.deployments = deployments
    const isInProcess = config.type === 'in-process'
    this.ethersProvider = new ConnectionEthersProvider(provider, {
      networkName,
      chainId,
      isInProcess,
    })
  }

  accounts(): Promise<readonly Hex[]> {
    this.#accounts ??= this.#loadAccounts()
    return this.#accounts
  }

  async namedAccounts(): Promise<Readonly<Record<string, Hex>>> {
    const accounts = await this.accounts()
    const named: Record<string, Hex> = {}
    for (const [name, account] of Object.entries(this.#parts.namedAccounts)) {
      const address = typeof account === 'number' ? accounts[account] : account
      if (!isHex(address)) continue
      if (!isAddress(address)) throw addressInvalidError(`namedAccounts.${name}`, address)
      named[name] = checksummed(address)
    }
    return named
  }

  signsLocally(address: string): Promise<boolean> {
    return this.#parts.isOurs(address)
  }

  fees(): Promise<TransactionFees> {
    return this.#parts.fees()
  }

  async signers(): Promise<ConnectionSigner[]> {
    const accounts = await this.accounts()
    return accounts.map((address) => new ConnectionSigner(this.ethersProvider, address))
  }

  async signer(account: AccountLike = 0): Promise<ConnectionSigner> {
    return new ConnectionSigner(this.ethersProvider, await this.#addressOf(account))
  }

  async deploy<N extends ContractName>(
    name: N,
    args?: ContractArgsOf<N>,
    options: DeployOptions = {},
  ): Promise<ContractOf<N>> {
    const signer = await this.signer(options.from)
    const prepared = await this.#prepare(name, args ?? [], { libraries: options.libraries, signer })
    const sent = await signer.sendTransaction({ ...prepared.transaction, ...toRequest(options) })
    const address = await this.#deployedAddress(prepared, sent)
    return typed<N>(new BaseContract(address, prepared.interface, signer, sent))
  }

  async prepareDeployment<N extends ContractName>(
    name: N,
    args?: ContractArgsOf<N>,
    options: FactoryOptions = {},
  ): Promise<PreparedDeployment> {
    const signer = await this.signer(options.from)
    return this.#prepare(name, args ?? [], { libraries: options.libraries, signer })
  }

  async contractAt<N extends ContractName>(
    name: N,
    address: string | Addressable,
    from?: AccountLike,
  ): Promise<ContractOf<N>> {
    const artifact = await this.#parts.artifacts.get(name)
    const target = typeof address === 'string' ? address : await address.getAddress()
    if (!isAddress(target)) throw addressInvalidError(`address of ${name}`, JSON.stringify(target))
    const runner = await this.#runner(from)
    return typed<N>(new BaseContract(target, interfaceOf(artifact), runner))
  }

  async factory<N extends ContractName>(
    name: N,
    options: FactoryOptions = {},
  ): Promise<ContractFactoryOf<N>> {
    const artifact = await this.#parts.artifacts.get(name)
    assertDeployable(artifact)
    const libraries = await resolveLibraries(artifact, options.libraries)
    const bytecode = linkBytecode(artifact, libraries)
    const factory = new ContractFactory(
      interfaceOf(artifact),
      bytecode,
      await this.signer(options.from),
    )
    return factory as unknown as ContractFactoryOf<N>
  }

  async deployed<N extends ContractName>(name: N): Promise<ContractOf<N>> {
    const record = await this.deployments.read()
    const found = record?.contracts[name]
    if (found === undefined) {
      const known = Object.keys(record?.contracts ?? {})
      throw deploymentNotFoundError(name, this.networkName, known)
    }
    const abi = await deployedInterface(this.#parts.artifacts, found)
    return typed<N>(new BaseContract(found.address, abi, await this.#runner()))
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.ethersProvider.removeAllListeners()
    this.ethersProvider.destroy()
    await this.#parts.close()
  }

  async #loadAccounts(): Promise<readonly Hex[]> {
    if (this.#parts.accounts !== undefined) return this.#parts.accounts
    const accounts = await this.provider.request({ method: 'eth_accounts' })
    return Array.isArray(accounts) ? accounts.filter(isHex).map(checksummed) : []
  }

  async #addressOf(given: AccountLike): Promise<string> {
    const { namedAccounts } = this.#parts
    const isName = typeof given === 'string' && Object.hasOwn(namedAccounts, given)
    const account = isName ? (namedAccounts[given] ?? given) : given
    if (typeof account === 'number') {
      const accounts = await this.accounts()
      const address = accounts[account]
      if (address !== undefined) return address
      throw accountNotFoundError(this.networkName, String(account), accounts.length)
    }
    const address = typeof account === 'string' ? account : await account.getAddress()
    if (isAddress(address)) return address
    throw addressInvalidError('account', JSON.stringify(address), Object.keys(namedAccounts))
  }

  /** Who sends from a contract that is only looked at: the first account, or nobody when there is none. */
  async #runner(from?: AccountLike): Promise<ConnectionSigner | ConnectionEthersProvider> {
    if (from !== undefined) return this.signer(from)
    const accounts = await this.accounts()
    return accounts.length === 0 ? this.ethersProvider : this.signer(0)
  }

  async #prepare(
    name: string,
    args: readonly unknown[],
    using: { readonly libraries: Libraries | undefined; readonly signer: ConnectionSigner },
  ): Promise<PreparedDeployment> {
    const artifact = await this.#parts.artifacts.get(name)
    assertDeployable(artifact)
    const libraries = await resolveLibraries(artifact, using.libraries)
    const bytecode = linkBytecode(artifact, libraries)
    const transaction = await deployTransaction(artifact, bytecode, { args, signer: using.signer })
    const fullName = `${artifact.sourceName}:${artifact.contractName}`
    return { artifact, fullName, interface: interfaceOf(artifact), transaction, libraries }
  }

  async #deployedAddress(prepared: PreparedDeployment, sent: TransactionResponse): Promise<string> {
    const receipt = await this.#receiptOf(sent)
    if (receipt === null) return getCreateAddress(sent)
    if (receipt.status !== 0 && receipt.contractAddress !== null) return receipt.contractAddress
    const reason = await explainFailure(this.provider, sent, [prepared.interface])
    const what = `Deploying ${prepared.artifact.contractName}`
    throw transactionFailedError(what, { hash: sent.hash, reason })
  }

  /** Null only in-process, where a transaction that waits for a block is left waiting. */
  async #receiptOf(sent: TransactionResponse): Promise<TransactionReceipt | null> {
    const receipt = await this.ethersProvider.getTransactionReceipt(sent.hash)
    if (this.config.type === 'in-process') return receipt
    const { confirmations } = this.config
    if (receipt !== null && (receipt.status === 0 || confirmations <= 1)) return receipt
    try {
      return await sent.wait(Math.max(confirmations, 1))
    } catch (error) {
      const failed = await this.ethersProvider.getTransactionReceipt(sent.hash)
      if (failed?.status === 0) return failed
      throw error
    }
  }
}
