import { errorMessage } from '@scaffold-evm/common'
import type { ChainReader } from './chain-reader.js'
import { argumentOption, type Deployable } from './deployable.js'
import { decimalAndHex } from './quantity-text.js'

/** A deployment that failed, with what is needed to explain it. */
export interface DeploymentFailure {
  readonly contract: Deployable
  readonly args: readonly unknown[]
  readonly error: unknown
  readonly chain: ChainReader
}

interface Evidence {
  readonly name: string
  /** As it was given, in the arguments or for the network. */
  readonly gas: unknown
  readonly from: unknown
  readonly estimate: unknown
  readonly estimateError: unknown
  /** What the transaction itself failed with. */
  readonly error: unknown
  readonly reason: unknown
  readonly blockLimit: bigint
}

const prefix = ' *** Deployment Failed ***\n\n'

/** Why a deployment failed, and what helps: Truffle's words, chosen by what the node said, as Truffle chooses. */
export async function describeDeploymentFailure(failure: DeploymentFailure): Promise<string> {
  const evidence = await collect(failure)
  const message = errorMessage(evidence.estimateError ?? evidence.error)
  const matching = Object.entries(explanations).find(([part]) => new RegExp(part).test(message))
  const explain = matching?.[1] ?? explainOther
  return explain(evidence, failure.chain)
}

async function collect({ contract, args, error, chain }: DeploymentFailure): Promise<Evidence> {
  const inner: unknown = Reflect.get(Object(error), 'error') ?? error
  const defaults = contract.defaults()
  const [estimated, blockLimit] = await Promise.all([
    estimate(contract, args),
    chain.blockGasLimit(),
  ])
  return {
    name: contract.contractName,
    gas: argumentOption(args, 'gas') || defaults['gas'],
    from: argumentOption(args, 'from') || defaults['from'],
    ...estimated,
    error: inner,
    reason: Reflect.get(Object(inner), 'reason'),
    blockLimit,
  }
}

/** What the node says of a deployment without running it: clearer than why a transaction failed. */
async function estimate(
  contract: Deployable,
  args: readonly unknown[],
): Promise<Pick<Evidence, 'estimate' | 'estimateError'>> {
  try {
    return { estimate: await contract.new.estimateGas?.(...args), estimateError: undefined }
  } catch (estimateError) {
    return { estimate: undefined, estimateError }
  }
}

type Explanation = (evidence: Evidence, chain: ChainReader) => string | Promise<string>

/** By what the message has, the first that fits. */
const explanations: Readonly<Record<string, Explanation>> = {
  funds: explainFunds,
  'out of gas': explainOutOfGas,
  'base fee|intrinsic': explainIntrinsic,
  revert: explainRevert,
  'block gas limit': explainBlockLimit,
  nonce: explainNonce,
  'invalid opcode': explainInvalidOpcode,
  'always failing transaction': explainAlwaysFailing,
}

async function explainFunds({ name, from, error }: Evidence, chain: ChainReader): Promise<string> {
  const balance = await chain.balanceOf(String(from))
  return (
    `${prefix}"${name}" could not deploy due to insufficient funds\n` +
    `   * Account:  ${from}\n` +
    `   * Balance:  ${balance} wei\n` +
    `   * Message:  ${errorMessage(error)}\n` +
    `   * Try:\n` +
    `      + Using an adequately funded account\n` +
    `      + If you are using a local Geth node, verify that your node is synced.\n`
  )
}

function explainOutOfGas(evidence: Evidence): string {
  const { gas, blockLimit, name } = evidence
  if (gas && Number(gas) !== Number(blockLimit)) return explainTooLittleGas(evidence)
  return (
    `${prefix}"${name}" ran out of gas. Something in the constructor ` +
    `(ex: infinite loop) caused gas estimation to fail. Try:\n` +
    `   * Making your contract constructor more efficient\n` +
    `   * Setting the gas manually in your config or as a deployment parameter\n` +
    `   * Using the solc optimizer settings in 'truffle-config.js'\n` +
    `   * Setting a higher network block limit if you are on a\n` +
    `     private network or test client (like ganache).\n`
  )
}

function explainTooLittleGas({ name, blockLimit, gas }: Evidence): string {
  return (
    `${prefix}"${name}" ran out of gas ` +
    `(using a value you set in your network config or deployment parameters.)\n` +
    `   * Block limit:  ${decimalAndHex(blockLimit)}\n` +
    `   * Gas sent:     ${decimalAndHex(gas)}\n`
  )
}

function explainIntrinsic(evidence: Evidence): string {
  const { gas, name, blockLimit } = evidence
  if (gas) return explainTooLittleGas(evidence)
  return (
    `${prefix}"${name}" ran out of gas (using Truffle's estimate.)\n` +
    `   * Block limit:  ${decimalAndHex(blockLimit)}\n` +
    `   * Gas sent:     ${decimalAndHex(evidence.estimate)}\n` +
    `   * Try:\n` +
    `      + Setting a higher gas estimate multiplier for this contract\n` +
    `      + Using the solc optimizer settings in 'truffle-config.js'\n` +
    `      + Making your contract smaller\n` +
    `      + Making your contract constructor more efficient\n` +
    `      + Setting a higher network block limit if you are on a\n` +
    `        private network or test client (like ganache).\n`
  )
}

function explainRevert({ name, reason }: Evidence): string {
  if (reason) return explainReason(name, reason)
  return (
    `${prefix}"${name}" hit a require or revert statement ` +
    `somewhere in its constructor. Try:\n` +
    `   * Verifying that your constructor params satisfy all require conditions.\n` +
    `   * Adding reason strings to your require statements.\n`
  )
}

function explainReason(name: string, reason: unknown): string {
  return (
    `${prefix}"${name}" hit a require or revert statement with the following reason given:\n` +
    `   * ${reason}\n`
  )
}

function explainBlockLimit({ name, gas, blockLimit }: Evidence): string {
  if (!gas) {
    return (
      `${prefix}"${name}" exceeded the block limit (using Truffle's estimate).\n` +
      `   * Block limit: ${decimalAndHex(blockLimit)}\n` +
      `   * Report this error in the Truffle issues on Github. It should not happen.\n` +
      `   * Try: setting gas manually in 'truffle-config.js' or as parameter to 'deployer.deploy'\n`
    )
  }
  return (
    `${prefix}"${name}" exceeded the block limit (with a gas value you set).\n` +
    `   * Block limit:  ${decimalAndHex(blockLimit)}\n` +
    `   * Gas sent:     ${decimalAndHex(gas)}\n` +
    `   * Try:\n` +
    `      + Sending less gas.\n` +
    `      + Setting a higher network block limit if you are on a\n` +
    `        private network or test client (like ganache).\n`
  )
}

function explainNonce({ name, error }: Evidence): string {
  return (
    `${prefix}"${name}" received: ${errorMessage(error)}.\n` +
    `   * This error is common when Infura is under heavy network load.\n` +
    `   * Try: setting the 'confirmations' key in your network config\n` +
    `          to wait for several block confirmations between each deployment.\n`
  )
}

function explainInvalidOpcode({ name, reason }: Evidence): string {
  if (reason) return explainReason(name, reason)
  return (
    `${prefix}"${name}" hit an invalid opcode while deploying. Try:\n` +
    `   * Verifying that your constructor params satisfy all assert conditions.\n` +
    `   * Verifying your constructor code doesn't access an array out of bounds.\n` +
    `   * Adding reason strings to your assert statements.\n`
  )
}

function explainAlwaysFailing({ name, estimateError, error }: Evidence): string {
  return (
    `${prefix}"${name}" received a generic error from Geth that\n` +
    `can be caused by hitting revert in a contract constructor or running out of gas.\n` +
    `   * ${errorMessage(estimateError ?? error)}.\n` +
    `   * Try: + using the '--dry-run' option to reproduce this failure with clearer errors.\n` +
    `          + verifying that your gas is adequate for this deployment.\n`
  )
}

function explainOther({ name, error }: Evidence): string {
  return `${prefix}"${name}" -- ${errorMessage(error)}.\n`
}

/** A library that is not a contract. */
export const namelessLibrary: string = `${prefix}Cannot link a library with no name.\n`

/** A library that is nowhere on this network. */
export function undeployedLibrary(name: string): string {
  return `${prefix}"${name}" has no address. Has it been deployed?\n`
}

/** A contract without code. */
export function withoutBytecode(name: string): string {
  return (
    `${prefix}"${name}" is an abstract contract or an interface and cannot be deployed.\n` +
    `   * Import abstractions into the '.sol' file that uses them instead of deploying them separately.\n` +
    `   * Contracts that inherit an abstraction must implement all its method signatures exactly.\n` +
    `   * A contract that only implements part of an inherited abstraction is also considered abstract.\n`
  )
}

/** The array syntax of Truffle 4 in a project of Truffle 5. */
export const batchesUnsupported: string =
  'Support for batch deployments (array syntax) is deprecated. Please deploy each contract individually.'
