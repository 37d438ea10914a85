import { Account, Address } from '@ethereumjs/util'
import { forkBlockUnavailableError } from '../../../errors/fork.js'
import type { WorldState } from '../../state/types.js'
import { LocalBlock } from '../blocks/local-block.js'
import { isDelegation } from '../execution/authorizations.js'
import type { Rules } from '../rules.js'
import type { GenesisAccount } from '../setup/accounts.js'
import { activePredeploys } from '../setup/system-contracts.js'
import type { RemoteHistory } from './remote-history.js'

/** The block that a fork begins at, with the state that our blocks build on. */
export interface ForkPoint {
  readonly block: LocalBlock
  readonly state: WorldState
}

/**
 * The fork's first block: the remote one, its state changed so that our accounts have what they are
 * promised and the contracts that our rules call exist.
 */
export async function createForkPoint(
  remote: RemoteHistory,
  rules: Rules,
  accounts: readonly GenesisAccount[],
): Promise<ForkPoint> {
  const { forkBlockNumber } = remote
  const remoteBlock = await remote.block(forkBlockNumber)
  if (remoteBlock === undefined) throw forkBlockUnavailableError(forkBlockNumber, forkBlockNumber)
  const state = remote.stateAt(forkBlockNumber)
  // All at once, so that the reads travel together.
  await Promise.all([
    ...accounts.map((account) => fundAccount(state, account)),
    ...activePredeploys(rules).map(({ address, code }) => deployIfAbsent(state, address, code)),
  ])
  const block = new LocalBlock(remoteBlock.block, state.seal())
  block.transactions = remoteBlock.transactions
  return { block, state }
}

async function fundAccount(
  state: WorldState,
  { address, balanceWei }: GenesisAccount,
): Promise<void> {
  const owner = new Address(address)
  const account = (await state.getAccount(owner)) ?? new Account()
  account.balance = balanceWei
  await state.putAccount(owner, account)
  // On public chains thieves have set up the well-known accounts to forward whatever they get.
  if (isDelegation(await state.getCode(owner))) await state.putCode(owner, new Uint8Array(0))
}

async function deployIfAbsent(
  state: WorldState,
  address: Address,
  code: Uint8Array,
): Promise<void> {
  if ((await state.getCodeSize(address)) > 0) return
  const account = (await state.getAccount(address)) ?? new Account()
  account.nonce = account.nonce === 0n ? 1n : account.nonce
  await state.putAccount(address, account)
  await state.putCode(address, code)
}
