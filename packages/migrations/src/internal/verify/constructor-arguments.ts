import { type Hex, isHex } from '@scaffold-evm/common'
import type { SolcContract } from '@scaffold-evm/compiler'
import { Interface } from '@scaffold-evm/project/ethers'
import { verifyArgumentsInvalidError, verifyArgumentsUnknownError } from '../../errors/verify.js'
import type { ChainReader } from '../steps/chain-reader.js'
import { readTracedCreation } from './traced-creation.js'
import type { VerifyTarget } from './verify-target.js'

/**
 * The encoded arguments that a contract was made with: those that were given, those that stand behind its code in the
 * transaction that made it, or those that are recorded.
 *
 * @throws `VERIFY_ARGUMENTS_UNKNOWN`, `VERIFY_ARGUMENTS_INVALID`.
 */
export async function findConstructorArguments(
  target: VerifyTarget,
  contract: SolcContract,
  reader: ChainReader,
): Promise<Hex> {
  const abi = new Interface(JSON.stringify(contract.abi ?? []))
  const signature = `constructor(${abi.deploy.inputs.map((input) => input.format('full')).join(', ')})`
  const { name, args, givenArguments } = target
  if (givenArguments !== undefined) {
    assertDecodable(abi, { name, signature, given: givenArguments })
    return givenArguments
  }
  if (abi.deploy.inputs.length === 0) return '0x'
  const sent = await argumentsSent(target, contract, reader)
  if (sent !== undefined) return sent
  if (args === undefined) throw verifyArgumentsUnknownError(name, signature)
  try {
    return toHex(abi.encodeDeploy(args))
  } catch (error) {
    throw verifyArgumentsInvalidError(name, signature, error)
  }
}

function assertDecodable(
  abi: Interface,
  {
    name,
    signature,
    given,
  }: { readonly name: string; readonly signature: string; readonly given: Hex },
): void {
  try {
    const values = abi.getAbiCoder().decode(abi.deploy.inputs, given)
    // Decoding is lazy, and ignores what is left over.
    if (abi.encodeDeploy(values.toArray(true)).toLowerCase() === given.toLowerCase()) return
  } catch (error) {
    throw verifyArgumentsInvalidError(name, signature, error)
  }
  throw verifyArgumentsInvalidError(name, signature, 'there are more bytes than that')
}

/** Undefined when the transaction is not known, or made the contract in a way that the node does not tell. */
async function argumentsSent(
  target: VerifyTarget,
  contract: SolcContract,
  reader: ChainReader,
): Promise<Hex | undefined> {
  const created = await creationSent(target, reader)
  const size = (contract.evm?.bytecode?.object ?? '').length
  if (created === undefined || created.length < size + 2) return undefined
  return `0x${created.slice(size + 2)}`
}

async function creationSent(
  { transactionHash, createdIn, address }: VerifyTarget,
  reader: ChainReader,
): Promise<Hex | undefined> {
  if (createdIn !== undefined) return readTracedCreation(reader, createdIn, address)
  const transaction = transactionHash && (await reader.transaction(transactionHash))
  return transaction?.to === undefined ? transaction?.data : undefined
}

function toHex(text: string): Hex {
  return isHex(text) ? text : '0x'
}
