import type { LegacyContract, LegacyReceipt } from '../legacy-web3.js'
import type { AbstractionState } from './abstraction-state.js'
import { detectNetwork } from './detect-network.js'
import { waitForReceipt } from './receipts.js'
import { splitArguments } from './transaction-values.js'

/**
 * Sends the transaction that creates a contract and waits until its code is there.
 *
 * @throws for missing bytecode, libraries that are not linked, a wrong number of arguments, and what the node says
 */
export async function deployContract(
  state: AbstractionState,
  given: readonly unknown[],
): Promise<LegacyContract> {
  await detectNetwork(state)
  assertLinked(state)
  const { args, transaction } = splitArguments(state, given)
  assertArgumentCount(state, args)
  assertPayable(state, transaction)
  const factory = state.web3.eth.contract(state.json.abi)
  const data = factory.new.getData(...args, { data: transaction['data'] ?? state.binary })
  const tx = await send(state, { ...transaction, data })
  const receipt = await waitForReceipt(state, tx)
  const address = await assertStored(state, receipt)
  return Object.assign(factory.at(address), { transactionHash: tx })
}

function send(state: AbstractionState, transaction: object): Promise<string> {
  return new Promise((resolve, reject) => {
    state.web3.eth.sendTransaction(transaction, (error, hash) => {
      if (error) reject(error)
      else resolve(hash)
    })
  })
}

/** web3 0.20 looks at the code, since receipts had no status once. */
async function assertStored(
  state: AbstractionState,
  { contractAddress }: LegacyReceipt,
): Promise<string> {
  const code = contractAddress === null ? '0x' : await readCode(state, contractAddress)
  if (contractAddress === null || code.length <= 3) {
    throw new Error("The contract code couldn't be stored, please check your gas amount.")
  }
  return contractAddress
}

/** The code at an address, `0x` when there is none. */
export function readCode(state: AbstractionState, address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    state.web3.eth.getCode(address, (error, code) => {
      if (error) reject(error)
      else resolve(code || '0x')
    })
  })
}

function assertLinked(state: AbstractionState): void {
  const places = state.binary.match(/__[^_]+_+/g) ?? []
  const names = [...new Set(places.map((place) => place.replaceAll('_', '')))].sort()
  if (names.length === 0) return
  throw new Error(
    `${state.name} contains unresolved libraries. You must deploy and link the following libraries before you can deploy a new version of ${state.name}: ${names.join(', ')}`,
  )
}

function constructorOf({ json }: AbstractionState) {
  return json.abi.find(({ type }) => type === 'constructor')
}

function assertArgumentCount(state: AbstractionState, args: readonly unknown[]): void {
  if (state.library.takesAnyArguments) return
  const expected = constructorOf(state)?.inputs?.length ?? args.length
  if (expected === args.length) return
  throw new Error(
    `${state.name} contract constructor expected ${expected} arguments, received ${args.length}`,
  )
}

function assertPayable(
  state: AbstractionState,
  { value }: Readonly<Record<string, unknown>>,
): void {
  const entry = constructorOf(state)
  const isPayable = entry?.payable === true || entry?.stateMutability === 'payable'
  if (Number(value ?? 0) > 0 && !isPayable) {
    throw new Error('Cannot send value to non-payable constructor')
  }
}
