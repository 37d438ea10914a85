import { Block, createBlockHeader } from '@ethereumjs/block'
import { Account, Address } from '@ethereumjs/util'
import type { WorldState } from '../../state/types.js'
import { LocalBlock } from '../blocks/local-block.js'
import type { Rules } from '../rules.js'
import type { GenesisAccount } from './accounts.js'
import { activePredeploys } from './system-contracts.js'

/** The smallest difficulty that proof of work allows. */
const initialDifficulty = 131_072n

/** What the first block of a chain is made of. */
export interface GenesisOptions {
  readonly rules: Rules
  readonly accounts: readonly GenesisAccount[]
  readonly timestampSec: bigint
  readonly gasLimit: bigint
  readonly baseFeePerGas: bigint
  readonly prevRandao: Uint8Array
  readonly parentBeaconBlockRoot: Uint8Array
}

/** Writes accounts and predeployed contracts into an empty state and seals the genesis block. */
export async function createGenesisBlock(
  state: WorldState,
  options: GenesisOptions,
): Promise<LocalBlock> {
  await fundAccounts(state, options.accounts)
  await deployPredeploys(state, options.rules)
  const snapshot = state.seal()
  const header = createBlockHeader(headerData(options, snapshot.root), { common: options.rules })
  return new LocalBlock(new Block(header, [], [], undefined, { common: options.rules }), snapshot)
}

/** Gives each account its balance, whatever it had. */
async function fundAccounts(state: WorldState, accounts: readonly GenesisAccount[]): Promise<void> {
  for (const { address, balanceWei } of accounts) {
    const owner = new Address(address)
    const account = (await state.getAccount(owner)) ?? new Account()
    account.balance = balanceWei
    await state.putAccount(owner, account)
  }
}

async function deployPredeploys(state: WorldState, rules: Rules): Promise<void> {
  // Before EIP-161 a contract has no nonce, and an account without code, nonce and balance may exist.
  const nonce = rules.gteHardfork('spuriousDragon') ? 1n : 0n
  for (const { address, code } of activePredeploys(rules)) {
    const account = new Account()
    account.nonce = nonce
    await state.putAccount(address, account)
    await state.putCode(address, code)
  }
}

function headerData(
  options: GenesisOptions,
  stateRoot: Uint8Array,
): Parameters<typeof createBlockHeader>[0] {
  const { rules } = options
  return {
    number: 0n,
    stateRoot,
    timestamp: options.timestampSec,
    gasLimit: options.gasLimit,
    difficulty: rules.consensusType() === 'pow' ? initialDifficulty : 0n,
    ...(rules.isActivatedEIP(4399) ? { mixHash: options.prevRandao } : {}),
    ...(rules.isActivatedEIP(1559) ? { baseFeePerGas: options.baseFeePerGas } : {}),
    ...(rules.isActivatedEIP(4788) ? { parentBeaconBlockRoot: options.parentBeaconBlockRoot } : {}),
  }
}
