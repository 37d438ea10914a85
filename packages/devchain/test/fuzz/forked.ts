import { isDeepStrictEqual } from 'node:util'
import { bigintToBytes, bytesToHex, type Hex } from '@scaffold-evm/common'
import type { Executor } from '../../src/internal/chain/execution/executor.js'
import { hardforks } from '../../src/internal/chain/hardforks.js'
import type { Crypto } from '../../src/internal/crypto.js'
import type { RemoteState } from '../../src/internal/state/types.js'
import { createEngine } from '../engines.js'
import { hexToAddress } from './cast.js'
import { join, runScenario, runTransactions, type Shown } from './run-scenario.js'
import type { Scenario, ScenarioAccount } from './scenario.js'

/**
 * What the fast engine shows of a scenario, first on a state that is in memory, then on one whose accounts and slots
 * have to be fetched, each when it is needed first. Undefined for scenarios that no remote chain can have.
 */
export async function showForked(
  scenario: Scenario,
  crypto: Crypto,
): Promise<{ readonly local: unknown; readonly forked: unknown } | undefined> {
  if (!isPossible(scenario)) return undefined
  const options = {
    engine: 'fast',
    hardfork: scenario.hardfork,
    chainId: 1n,
    crypto,
    blockHash: async (number: bigint) => crypto.keccak256(Buffer.from(number.toString())),
  } as const
  const local = await createEngine(options)
  const forked = await createEngine({ ...options, remote: remoteOf(scenario) })
  const shownLocal = await runScenario(local, scenario, crypto)
  const shownForked = await runTransactions(forked, scenario, crypto)
  return {
    local: [shownLocal.map(withoutRoot), await accountsAfter(local, scenario)],
    forked: [shownForked.map(withoutRoot), await accountsAfter(forked, scenario)],
  }
}

/** Whether both ran alike. */
export async function isAlikeForked(scenario: Scenario, crypto: Crypto): Promise<boolean> {
  const shown = await showForked(scenario, crypto)
  return shown === undefined || isDeepStrictEqual(shown.local, shown.forked)
}

/**
 * What an account is asked for tells nothing of storage without code, and an account that is empty from one that is
 * not there, which are different before EIP-161.
 */
function isPossible({ hardfork, accounts }: Scenario): boolean {
  if (hardforks.indexOf(hardfork) < hardforks.indexOf('spuriousDragon')) return false
  return accounts.every(({ code, storage }) => code.length > 0 || storage.length === 0)
}

function remoteOf({ accounts }: Scenario): RemoteState {
  const byAddress = new Map(accounts.map((account) => [account.address, account]))
  return {
    account: async (address) => {
      const { nonce, balance, code } = byAddress.get(bytesToHex(address)) ?? nobody
      return { nonce: BigInt(nonce), balanceWei: BigInt(balance), code: join(code) }
    },
    storage: async (address, slot) => {
      const { storage } = byAddress.get(bytesToHex(address)) ?? nobody
      const key = BigInt(bytesToHex(slot))
      const [, value = 0] = storage.findLast(([known]) => BigInt(known) === key) ?? []
      return bigintToBytes(BigInt(value), 32)
    },
  }
}

const nobody: Pick<ScenarioAccount, 'nonce' | 'balance' | 'code' | 'storage'> = {
  nonce: '0',
  balance: '0',
  code: [],
  storage: [],
}

/** A forked state commits to other things. */
function withoutRoot({ root: _, ...shown }: Shown): unknown {
  return shown
}

async function accountsAfter(executor: Executor, scenario: Scenario): Promise<unknown[]> {
  const addresses = [...scenario.accounts.map(({ address }) => address), scenario.coinbase]
  return Promise.all(addresses.map((address) => showAccount(executor, address)))
}

async function showAccount({ state }: Executor, hex: Hex): Promise<unknown> {
  const address = hexToAddress(hex)
  const { nonce = 0n, balance = 0n } = (await state.getAccount(address)) ?? {}
  const slots: string[] = []
  for (const key of [0n, 1n, 2n, 3n]) {
    slots.push(bytesToHex(await state.getStorage(address, bigintToBytes(key, 32))))
  }
  return { hex, nonce, balance, code: bytesToHex(await state.getCode(address)), slots }
}
