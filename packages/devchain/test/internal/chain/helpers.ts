import assert from 'node:assert/strict'
import { Address } from '@ethereumjs/util'
import { bigintToBytes, isScaffoldError, type ScaffoldError } from '@scaffold-evm/common'
import type { Chain } from '../../../src/internal/chain/chain.js'
import type { ChainOptions, KeyedAccount } from '../../../src/internal/chain/chain-options.js'
import { createChain } from '../../../src/internal/chain/create-chain.js'
import type { MinedTransaction } from '../../../src/internal/chain/transactions/chain-transaction.js'
import type { TransactionRequest } from '../../../src/internal/chain/transactions/transaction-request.js'
import { initCode, runtimes } from './contracts.js'

/** A wall clock that only moves when told. */
export class StoppedClock {
  nowMs = 1_700_000_000_000
  readonly now = (): number => this.nowMs
}

/** A chain whose time stands still, with its first two accounts. */
export async function setUp(
  options: ChainOptions = {},
): Promise<{ chain: Chain; alice: Uint8Array; bob: Uint8Array; clock: StoppedClock }> {
  const clock = new StoppedClock()
  const chain = await createChain({ now: clock.now, ...options })
  const [alice, bob] = chain.accounts
  assert.ok(alice !== undefined && bob !== undefined)
  return { chain, alice: alice.address, bob: bob.address, clock }
}

export function word(value: bigint | Uint8Array): Uint8Array {
  if (typeof value === 'bigint') return bigintToBytes(value, 32)
  return Uint8Array.from([...new Uint8Array(32 - value.length), ...value])
}

/** Sends and gives what was mined. */
export async function mined(chain: Chain, request: TransactionRequest): Promise<MinedTransaction> {
  const transaction = chain.transaction(await chain.send(request))
  assert.ok(transaction !== undefined && chain.isMined(transaction))
  return transaction
}

/** Deploys one of the test contracts. */
export async function deploy(chain: Chain, name: string, valueWei = 0n): Promise<Uint8Array> {
  const code = runtimes[name]
  assert.ok(code !== undefined, name)
  return deployCode(chain, code, valueWei)
}

export async function deployCode(
  chain: Chain,
  code: Uint8Array,
  valueWei = 0n,
): Promise<Uint8Array> {
  const from = firstAccount(chain).address
  const { receipt } = await mined(chain, { from, data: initCode(code), valueWei })
  assert.ok(receipt.contractAddress !== undefined, receipt.haltReason)
  return receipt.contractAddress
}

export function firstAccount(chain: Chain): KeyedAccount {
  const [account] = chain.accounts
  assert.ok(account !== undefined)
  return account
}

export async function balanceOf(chain: Chain, address: Uint8Array): Promise<bigint> {
  const state = await chain.stateAt('latest')
  return (await state.getAccount(new Address(address)))?.balance ?? 0n
}

export async function slotOf(chain: Chain, address: Uint8Array, slot: bigint): Promise<bigint> {
  const state = await chain.stateAt('latest')
  const bytes = await state.getStorage(new Address(address), word(slot))
  return BigInt(`0x0${Buffer.from(bytes).toString('hex')}`)
}

/** The error that `promise` ends with, whose code is `code`. */
export async function failure(promise: Promise<unknown>, code: string): Promise<ScaffoldError> {
  const error = await promise.then(
    () => assert.fail(`expected ${code}`),
    (reason: unknown) => reason,
  )
  assert.ok(isScaffoldError(error), String(error))
  assert.equal(error.code, code, error.message)
  return error
}
