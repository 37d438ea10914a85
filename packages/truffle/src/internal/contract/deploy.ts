import type { AbiEntry } from '@scaffold-evm/compiler'
import { encodeArguments } from '../abi/encode-arguments.js'
import { formatAddress, type TransactionFields } from '../rpc/transaction-fields.js'
import { annotateAbi } from './annotate-abi.js'
import { detectChain } from './chain-access.js'
import type { ContractClass, Instance } from './contract-class.js'
import { wrongCount } from './contract-function.js'
import { estimateGas, gasFor } from './gas.js'
import { assertLinked } from './link-bytecode.js'
import { createPromiEvent, type PromiEvent } from './promi-event.js'
import { sendTransaction } from './send-transaction.js'
import { prepareTransaction } from './transaction-parameters.js'

/** What `Contract.new` is, without its own properties. */
export type Deploy = (...values: unknown[]) => PromiEvent<Instance>

/** `Contract.new(…args, fields?)`. */
export function createDeploy(contract: ContractClass): Deploy {
  return function deploy(...values) {
    assertDeployable(contract)
    const { promiEvent, resolve, reject } = createPromiEvent<Instance>(deploy)
    runDeploy(contract, values, promiEvent).then(resolve, reject)
    return promiEvent
  }
}

function assertDeployable({ currentProvider, contractName, bytecode }: ContractClass): void {
  if (!currentProvider) {
    throw new Error(`${contractName} error: Please call setProvider() first before calling new().`)
  }
  if (bytecode && bytecode !== '0x') return
  throw new Error(
    `${contractName} error: contract binary not set. Can't deploy new instance.\n` +
      "This contract may be abstract, not implement an abstract parent's methods completely\n" +
      "or not invoke an inherited contract's constructor correctly\n",
  )
}

async function runDeploy(
  contract: ContractClass,
  values: readonly unknown[],
  promiEvent: PromiEvent<unknown>,
): Promise<Instance> {
  const { args, fields } = await prepareTransaction(contract, constructorOf(contract), values)
  const chain = await detectChain(contract)
  assertLinked(contract)
  fields['data'] = creationCode(contract, args)
  fields['gas'] = await gasFor(contract, fields, chain.blockLimit)
  const receipt = await sendTransaction({ contract, fields, chain, promiEvent })
  return new contract({
    options: { address: String(receipt.contractAddress) },
    transactionHash: receipt.transactionHash,
  })
}

function constructorOf({ abi }: ContractClass): AbiEntry | undefined {
  return abi.find(({ type }) => type === 'constructor')
}

/** Linked code and the arguments. */
function creationCode(contract: ContractClass, args: readonly unknown[]): string {
  annotateAbi(contract.abi)
  const entry = constructorOf(contract)
  if (entry !== undefined) Object.assign(entry, { signature: 'constructor' })
  const inputs = entry?.inputs ?? []
  if (entry !== undefined && inputs.length !== args.length) throw wrongCount(args.length, entry)
  const { binary } = contract
  const code = binary.startsWith('0x') ? binary : `0x${binary}`
  return code + encodeArguments(inputs, args).slice(2)
}

/** `Contract.new.estimateGas(…args, fields?)`: a number. */
export function createDeployEstimate(
  contract: ContractClass,
): (...values: unknown[]) => Promise<number> {
  return async (...values) => {
    const { args, fields } = await prepareTransaction(contract, constructorOf(contract), values)
    await detectChain(contract)
    assertSender(fields)
    fields['data'] = creationCode(contract, args)
    return Number(await estimateGas(contract, fields))
  }
}

/** `Contract.new.request(…args, fields?)`: what would be sent. */
export function createDeployRequest(
  contract: ContractClass,
): (...values: unknown[]) => Promise<TransactionFields> {
  return async (...values) => {
    const { args, fields } = await prepareTransaction(contract, constructorOf(contract), values)
    await detectChain(contract)
    assertSender(fields)
    return { ...fields, data: creationCode(contract, args) }
  }
}

/** web3 looks at the sender before it looks at the arguments. */
function assertSender({ from }: TransactionFields): void {
  if (from) formatAddress(from)
}
