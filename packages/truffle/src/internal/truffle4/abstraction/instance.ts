import type { AbiEntry } from '@scaffold-evm/compiler'
import type { LegacyContract, LegacyFunction } from '../legacy-web3.js'
import type { AbstractionState } from './abstraction-state.js'
import { contractMethod, transacting } from './invocations.js'

/** Gives `instance` what a contract at an address has. */
export function fillInstance(
  state: AbstractionState,
  instance: object,
  given: LegacyContract | string,
): void {
  const { abi } = state.json
  const contract = typeof given === 'string' ? state.web3.eth.contract(abi).at(given) : given
  Object.assign(instance, { constructor: instance.constructor, abi, contract })
  for (const entry of abi) addMember(state, instance, { entry, contract })
  const sendTransaction = transacting(state, (values, callback) => {
    const transaction = { ...Object(values), to: contract.address }
    state.web3.eth.sendTransaction(transaction, callback as never)
  })
  Object.assign(instance, {
    sendTransaction,
    send: (value: unknown) => sendTransaction({ value }),
    allEvents: contract.allEvents,
    address: contract.address,
    transactionHash: contract.transactionHash,
  })
}

function addMember(
  state: AbstractionState,
  instance: object,
  { entry, contract }: { readonly entry: AbiEntry; readonly contract: LegacyContract },
): void {
  const { type, name } = entry
  if (name === undefined) return
  if (type === 'event') Reflect.set(instance, name, contract[name])
  if (type !== 'function') return
  const method = contract[name] as LegacyFunction
  Reflect.set(instance, name, contractMethod(state, method, isConstant(entry)))
}

function isConstant({ constant, stateMutability }: AbiEntry): boolean {
  return constant === true || stateMutability === 'view' || stateMutability === 'pure'
}
