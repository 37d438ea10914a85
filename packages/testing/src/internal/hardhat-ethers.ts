import type { AccountLike, Connection } from '@scaffold-evm/project'
import {
  Contract as EthersContract,
  ContractFactory as EthersFactory,
  ethers,
} from '@scaffold-evm/project/ethers'
import type {
  Addressable,
  BytesLike,
  Contract,
  ContractFactory,
  ContractRunner,
  ethers as ethersNamespace,
  InterfaceAbi,
  JsonRpcApiProvider,
  JsonRpcSigner,
} from 'ethers'
import { isRecord } from './guards.js'

/** Addresses of libraries by name, where Hardhat's functions take them. */
export interface FactoryOptions {
  readonly signer?: ContractRunner
  readonly libraries?: Readonly<Record<string, string | Addressable>>
}

/** What Hardhat's plugin adds to ethers: code written for it runs unchanged. */
export interface ConnectedEthers {
  readonly provider: JsonRpcApiProvider
  getSigners(): Promise<JsonRpcSigner[]>
  getSigner(address: string): Promise<JsonRpcSigner>
  /** A signer of any address, impersonated. */
  getImpersonatedSigner(address: string): Promise<JsonRpcSigner>
  getContractFactory(
    name: string,
    options?: ContractRunner | FactoryOptions,
  ): Promise<ContractFactory>
  getContractFactory(
    abi: InterfaceAbi,
    bytecode: BytesLike,
    signer?: ContractRunner,
  ): Promise<ContractFactory>
  getContractAt(
    nameOrAbi: string | InterfaceAbi,
    address: string | Addressable,
    signer?: ContractRunner,
  ): Promise<Contract>
  deployContract(
    name: string,
    args?: readonly unknown[] | ContractRunner | FactoryOptions,
    options?: ContractRunner | FactoryOptions,
  ): Promise<Contract>
}

/** All of ethers, connected to the chain of the test. */
export type TestEthers = typeof ethersNamespace & ConnectedEthers

/** ethers with Hardhat's additions over a connection. */
export function connectEthers(connection: Connection): TestEthers {
  const getContractFactory = async (
    source: string | InterfaceAbi,
    second?: unknown,
    third?: ContractRunner,
  ): Promise<ContractFactory> => {
    if (typeof source !== 'string') {
      const runner = third ?? (await connection.signer())
      return new EthersFactory(source, String(second), runner)
    }
    const { libraries, signer } = parseOptions(second)
    const factory = await connection.factory(source, libraries === undefined ? {} : { libraries })
    const { bytecode, interface: abi } = factory
    return new EthersFactory(abi, bytecode, signer ?? (await connection.signer()))
  }
  return {
    ...ethers,
    provider: connection.ethersProvider,
    getSigners: () => connection.signers(),
    getSigner: (address) => connection.signer(address),
    async getImpersonatedSigner(address) {
      await connection.provider.request({ method: 'hardhat_impersonateAccount', params: [address] })
      return await connection.signer(address)
    },
    getContractFactory,
    getContractAt: (source, address, signer) => contractAt(connection, source, { address, signer }),
    async deployContract(name, args, options) {
      const hasArgs = Array.isArray(args)
      const factory = await getContractFactory(name, hasArgs ? options : (options ?? args))
      const contract = await factory.deploy(...(hasArgs ? args : []))
      await contract.waitForDeployment()
      return new EthersContract(await contract.getAddress(), contract.interface, contract.runner)
    },
  }
}

async function contractAt(
  connection: Connection,
  source: string | InterfaceAbi,
  { address, signer }: { address: string | Addressable; signer: ContractRunner | undefined },
): Promise<Contract> {
  const runner = signer ?? (await connection.signer())
  const target = await resolve(address)
  if (typeof source !== 'string') return new EthersContract(target, source, runner)
  const artifact = await connection.contractAt(source, target)
  return new EthersContract(target, artifact.interface, runner)
}

async function resolve(address: string | Addressable): Promise<string> {
  return typeof address === 'string' ? address : await address.getAddress()
}

function parseOptions(value: unknown): {
  readonly signer: ContractRunner | undefined
  readonly libraries: Readonly<Record<string, string | Addressable>> | undefined
} {
  if (isRunner(value)) return { signer: value, libraries: undefined }
  if (!isRecord(value)) return { signer: undefined, libraries: undefined }
  return {
    signer: isRunner(value.signer) ? value.signer : undefined,
    libraries: isLibraries(value.libraries) ? value.libraries : undefined,
  }
}

function isRunner(value: unknown): value is ContractRunner {
  return isRecord(value) && 'provider' in value && !('libraries' in value)
}

function isLibraries(value: unknown): value is Readonly<Record<string, string | Addressable>> {
  return isRecord(value)
}

/** An account as `project` takes it. */
export type { AccountLike }
