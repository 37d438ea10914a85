import { type FunctionFragment, Interface, isAddress, ZeroAddress } from 'ethers'
import { commandUsageError } from '../errors/command.js'
import { selectorOf } from '../internal/abi/signatures.js'
import type { TruffleArtifact } from '../truffle-artifact.js'
import type { TruffleSession } from '../truffle-session.js'
import { type AbiSource, describeReturned, explainFailure } from './call-outcome.js'
import { parseArgument } from './parse-argument.js'

/** A call that changes nothing. */
export interface CallFunctionOptions {
  /** An address, or the name of a contract that is deployed. */
  readonly contract: string | undefined
  /** A name, or a signature: `balanceOf(address)`. */
  readonly method: string | undefined
  /** As they were typed; JSON for arrays and structs. */
  readonly args: readonly string[]
  readonly from?: string | undefined
  /** A number or a tag. @default 'latest' */
  readonly block?: string | undefined
  /** Finds the ABI of any address, which the contract has to be then. @default those of the project's artifacts */
  readonly fetchAbi?: ((address: string) => Promise<AbiSource['abi']>) | undefined
}

/**
 * Calls a function of a contract and gives what it returns, as text.
 *
 * @throws `TRUFFLE_COMMAND_USAGE`, `TRUFFLE_CALL_REVERTED`, `TRUFFLE_CALL_EMPTY`, and what else the node says
 */
export async function callFunction(
  session: TruffleSession,
  options: CallFunctionOptions,
): Promise<string> {
  const { contract, method, args, from = session.from ?? ZeroAddress, block = 'latest' } = options
  if (contract === undefined || method === undefined) {
    throw commandUsageError('Name a contract and a function: call Token balanceOf 0x…')
  }
  if (!isAddress(from)) throw invalidAddress(from)
  const { address, sources } = await contractOf(session, contract, options.fetchAbi)
  const abi = sources.flatMap((source) => source.abi)
  const coder = new Interface(abi)
  const fragment = findFunction(coder, method, { contract, count: args.length })
  if (fragment.stateMutability !== 'view' && fragment.stateMutability !== 'pure') {
    session.config.logger.log(
      'WARNING: Making read-only call to non-view function.\nAny changes this function attempts to make will not be saved to the blockchain.',
    )
  }
  const values = fragment.inputs.map((type, index) => parseArgument(type, args[index] ?? ''))
  const call = { from, to: address, data: coder.encodeFunctionData(fragment, values) }
  const params = [call, tagOf(block)]
  const data = await session.provider
    .request({ method: 'eth_call', params })
    .catch(async (failure: unknown) => {
      throw await explainFailure(session, sources, failure)
    })
  const entry = abi.find((one) => one.type === 'function' && selectorOf(one) === fragment.selector)
  return describeReturned(session, entry ?? { type: 'function' }, String(data))
}

interface FoundContract {
  readonly address: string
  readonly sources: readonly AbiSource[]
}

async function contractOf(
  session: TruffleSession,
  contract: string,
  fetchAbi: CallFunctionOptions['fetchAbi'],
): Promise<FoundContract> {
  if (fetchAbi === undefined) return findContract(session, contract)
  if (isAddress(contract)) {
    return { address: contract, sources: [{ contractName: '', abi: await fetchAbi(contract) }] }
  }
  throw commandUsageError(
    `Address ${contract} is not a valid Ethereum address.`,
    'Check the address, or leave out -x for the name of a contract.',
  )
}

/** By address, what was deployed there as far as that is known, else all contracts. */
function findContract({ store, networkId }: TruffleSession, wanted: string): FoundContract {
  const artifacts = store.names().flatMap((name) => store.find(name) ?? [])
  if (artifacts.length === 0) {
    throw commandUsageError(
      'No artifacts found; please run compile first to compile your contracts.',
    )
  }
  if (wanted.startsWith('0x')) {
    if (!isAddress(wanted)) throw invalidAddress(wanted)
    const isThere = ({ networks }: TruffleArtifact): boolean =>
      networks[networkId]?.address?.toLowerCase() === wanted.toLowerCase()
    const found = artifacts.filter(isThere)
    return { address: wanted, sources: found.length > 0 ? found : artifacts }
  }
  const artifact = store.find(wanted)
  if (artifact === undefined) {
    throw commandUsageError(
      `No artifacts found for contract named ${wanted}. Check the name and make sure you have compiled your contracts.`,
    )
  }
  const address = artifact.networks[networkId]?.address
  if (address === undefined) {
    throw commandUsageError(
      'This contract has not been deployed to the detected network.',
      'Run migrate to deploy the contract.',
    )
  }
  return { address, sources: [artifact] }
}

function findFunction(
  coder: Interface,
  method: string,
  { contract, count }: { readonly contract: string; readonly count: number },
): FunctionFragment {
  const isMeant = (fragment: FunctionFragment): boolean =>
    method.includes('(') ? fragment.format() === method : fragment.name === method
  const named: FunctionFragment[] = []
  coder.forEachFunction((fragment) => {
    if (isMeant(fragment)) named.push(fragment)
  })
  if (named.length === 0) {
    throw commandUsageError(`Contract ${contract} has no function with name or signature ${method}`)
  }
  const [found, ...others] = named.filter(({ inputs }) => inputs.length === count)
  if (found === undefined) {
    throw commandUsageError(
      `${method} takes ${named.map(({ inputs }) => inputs.length).join(' or ')} arguments; got ${count}`,
    )
  }
  if (others.length > 0) {
    throw commandUsageError(
      `There are several functions ${method} with ${count} arguments`,
      `Give a signature: ${[found, ...others].map((one) => one.format()).join(', ')}`,
    )
  }
  return found
}

function tagOf(block: string): string {
  if (/^\d+$/.test(block)) return `0x${BigInt(block).toString(16)}`
  if (['latest', 'pending', 'earliest'].includes(block)) return block
  if (block === 'genesis') return 'earliest'
  throw commandUsageError(
    "Invalid block number.  Block number must be nonnegative integer or one of 'latest', 'pending', 'genesis', or 'earliest'.",
  )
}

function invalidAddress(address: string): Error {
  return commandUsageError(
    `Address ${address} is not a valid Ethereum address.`,
    'Please check the address and try again.',
  )
}
