import type { AbiEntry } from '@scaffold-evm/compiler'
import { toChecksumAddress } from '../abi/canonical-address.js'
import { signatureOf } from '../abi/signatures.js'
import { formatAddress, type TransactionFields } from '../rpc/transaction-fields.js'
import { annotateAbi } from './annotate-abi.js'
import { createCall } from './call-function.js'
import type { ContractClass, Instance, InstanceSource } from './contract-class.js'
import type { ContractFunction } from './contract-function.js'
import { createEventListener } from './event-listener.js'
import { createPastEvents } from './past-events.js'
import { createEstimate, createRequest, createSend } from './send-function.js'
import { createWeb3Contract } from './web3-contract.js'

/** Fills a new instance: what it knows of itself, a function for each of the ABI, and what every instance has. */
export function fillInstance(
  instance: Instance,
  contract: ContractClass,
  source: InstanceSource,
): void {
  annotateAbi(contract.abi)
  instance.methods = {}
  instance.abi = contract.abi
  instance.address = addressOf(source)
  instance.transactionHash = typeof source === 'string' ? undefined : source.transactionHash
  defineWeb3Contract(instance, contract, source)
  if (contract['debugger']) instance['debugger'] = contract['debugger']
  defineFunctions(instance, contract)
  defineEvents(instance, contract)
  defineCommonFunctions(instance, contract)
}

/** web3 takes an empty address for none; truffle-upgrades makes instances of that kind to encode calls. */
function addressOf(source: InstanceSource): string {
  if (source === '') return source
  if (typeof source !== 'string') return toChecksumAddress(source.options.address)
  return toChecksumAddress(formatAddress(source))
}

/** web3 is loaded when somebody asks for it, and only then. */
function defineWeb3Contract(
  instance: Instance,
  contract: ContractClass,
  source: InstanceSource,
): void {
  let web3Contract: unknown = typeof source !== 'string' && 'methods' in source ? source : undefined
  Object.defineProperty(instance, 'contract', {
    enumerable: true,
    configurable: true,
    get: () => (web3Contract ??= createWeb3Contract(contract, instance)),
    set: (value: unknown) => {
      web3Contract = value
    },
  })
}

function defineFunctions(instance: Instance, contract: ContractClass): void {
  const functions = contract.abi.filter(({ type }) => type === 'function')
  for (const entry of functions) {
    const name = entry.name ?? ''
    if (instance[name] === undefined) {
      const overloads = functions.filter((other) => other.name === name)
      instance[name] = createFunction(instance, contract, { entry, overloads })
    }
    instance.methods[signatureOf(entry)] = createFunction(instance, contract, {
      entry,
      overloads: [entry],
    })
  }
}

function createFunction(
  { address }: Instance,
  contract: ContractClass,
  method: ContractFunction,
): unknown {
  const target = { contract, address, method }
  const run = isConstant(method.entry) ? createCall(target) : createSend(target)
  return Object.assign(run, {
    call: createCall(target),
    sendTransaction: createSend(target),
    estimateGas: createEstimate(target),
    request: createRequest(target),
  })
}

function isConstant({ stateMutability, constant }: AbiEntry): boolean {
  return stateMutability === 'pure' || stateMutability === 'view' || constant === true
}

function defineEvents(instance: Instance, contract: ContractClass): void {
  for (const { type, name = '' } of contract.abi) {
    if (type === 'event') instance[name] = createEventListener(contract, instance, name)
  }
}

/** `call` and `send` are the contract's own when it has such functions. */
function defineCommonFunctions(instance: Instance, contract: ContractClass): void {
  const target = { contract, address: instance.address, method: undefined }
  const sendTransaction = createSend(target)
  instance['sendTransaction'] = sendTransaction
  instance['estimateGas'] = createEstimate(target)
  instance['call'] ??= createCall(target)
  instance['send'] ??= (value: unknown, fields: TransactionFields = {}) =>
    sendTransaction({ value, ...fields })
  instance['allEvents'] = createEventListener(contract, instance, 'allEvents')
  instance['getPastEvents'] = createPastEvents(contract, instance)
}
