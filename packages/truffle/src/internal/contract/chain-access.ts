import type { AbiEntry } from '@scaffold-evm/compiler'
import { rpcRequest } from '../rpc/json-rpc.js'
import { formatAddress } from '../rpc/transaction-fields.js'
import type { ContractClass, DetectedNetwork } from './contract-class.js'

/** What a transaction needs to know of the latest block. */
export interface LatestBlock {
  readonly gasLimit: string
  readonly baseFeePerGas?: string
}

/** A detected network, with the block that was read for it. */
export interface DetectedChain extends DetectedNetwork {
  readonly block: LatestBlock
}

/** Asks the node of a class. */
export function request(
  contract: ContractClass,
  method: string,
  ...params: unknown[]
): Promise<unknown> {
  const { requestProvider } = contract
  if (requestProvider === undefined) throw new Error('Provider not set or invalid')
  return rpcRequest(requestProvider, method, params)
}

export async function latestBlock(contract: ContractClass): Promise<LatestBlock> {
  return (await request(contract, 'eth_getBlockByNumber', 'latest', false)) as LatestBlock
}

export async function codeAt(contract: ContractClass, address: string): Promise<string> {
  return String(await request(contract, 'eth_getCode', formatAddress(address), 'latest'))
}

/** Which network the node is on. What the artifact says of a network that is set already is believed. */
export async function detectChain(contract: ContractClass): Promise<DetectedChain> {
  const { network_id: known, networks } = contract
  if (known && networks[known] != null) return detected(known, await latestBlock(contract))
  const [networkId, block] = await Promise.all([
    request(contract, 'net_version'),
    latestBlock(contract),
  ])
  contract.network_id = await matchNetwork(contract, String(networkId))
  return detected(contract.network_id, block)
}

function detected(id: string, block: LatestBlock): DetectedChain {
  return { id, blockLimit: block.gasLimit, block }
}

async function matchNetwork(contract: ContractClass, networkId: string): Promise<string> {
  if (contract.networks[networkId] != null) return networkId
  for (const uri of Object.keys(contract.networks)) {
    if (uri.startsWith('blockchain://') && (await isChainOf(contract, uri))) return uri
  }
  return networkId
}

/** `blockchain://<hash of the first block>/block/<hash of a later one>`: how old artifacts name networks. */
async function isChainOf(contract: ContractClass, uri: string): Promise<boolean> {
  const [genesis, , block] = uri.replace(/^blockchain:\/\//, '').split('/')
  const blocks = await Promise.all([
    request(contract, 'eth_getBlockByNumber', '0x0', true),
    request(contract, 'eth_getBlockByHash', `0x${block}`, true).catch(() => null),
  ])
  const [first, later] = blocks as ({ readonly hash: string } | null)[]
  return first?.hash === `0x${genesis}` && later?.hash === `0x${block}`
}

/** The errors that a class declares itself, and after them those of all others. */
export function* errorsOf({ abi, knownErrors }: ContractClass): Iterable<AbiEntry> {
  for (const entry of abi) if (entry.type === 'error') yield entry
  if (knownErrors !== undefined) yield* knownErrors()
}
