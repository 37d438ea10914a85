import type { Hex } from '@scaffold-evm/common'
import { errorMessage } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import { type ContractDeployTransaction, ContractFactory, Interface, type Signer } from 'ethers'
import { contractAbstractError, contractArgumentsError } from '../../contract-errors.js'

const interfaces = new WeakMap<Artifact, Interface>()

/** The ethers interface of an artifact; parsing an ABI takes milliseconds, so once. */
export function interfaceOf(artifact: Artifact): Interface {
  const known = interfaces.get(artifact)
  if (known !== undefined) return known
  const made = new Interface(JSON.stringify(artifact.abi))
  interfaces.set(artifact, made)
  return made
}

/** `Token(string name, uint256 supply)`. */
function constructorSignature(artifact: Artifact): string {
  const inputs = interfaceOf(artifact).deploy.inputs
  const shown = inputs.map((input) => input.format('full')).join(', ')
  return `${artifact.contractName}(${shown})`
}

/** @throws `CONTRACT_ABSTRACT`. */
export function assertDeployable(artifact: Artifact): void {
  if (artifact.bytecode === '0x') throw contractAbstractError(artifact.contractName)
}

/** ethers takes an object of overrides after the last argument. */
function assertArgumentCount(artifact: Artifact, args: readonly unknown[]): void {
  if (!Array.isArray(args)) {
    const problem = `its arguments are given as one array, got ${typeof args}`
    throw contractArgumentsError(constructorSignature(artifact), problem)
  }
  const expected = interfaceOf(artifact).deploy.inputs.length
  const last = args.at(-1)
  const isObject = typeof last === 'object' && last !== null && !Array.isArray(last)
  const hasOverrides = args.length === expected + 1 && isObject
  if (args.length === expected || hasOverrides) return
  const noun = expected === 1 ? 'argument' : 'arguments'
  throw contractArgumentsError(
    constructorSignature(artifact),
    `expected ${expected} ${noun}, got ${args.length}`,
  )
}

function shortMessage(error: unknown): string {
  const short: unknown = Reflect.get(Object(error), 'shortMessage')
  const argument: unknown = Reflect.get(Object(error), 'argument')
  const text = typeof short === 'string' ? short : errorMessage(error)
  return typeof argument === 'string' ? `${argument}: ${text}` : text
}

/**
 * Creation code and encoded arguments, ready to send.
 *
 * @throws `CONTRACT_ABSTRACT`, `CONTRACT_ARGUMENTS`.
 */
export async function deployTransaction(
  artifact: Artifact,
  bytecode: Hex,
  using: { readonly args: readonly unknown[]; readonly signer: Signer },
): Promise<ContractDeployTransaction> {
  assertDeployable(artifact)
  assertArgumentCount(artifact, using.args)
  const factory = new ContractFactory(interfaceOf(artifact), bytecode, using.signer)
  try {
    return await factory.getDeployTransaction(...using.args)
  } catch (error) {
    throw contractArgumentsError(constructorSignature(artifact), shortMessage(error), error)
  }
}
