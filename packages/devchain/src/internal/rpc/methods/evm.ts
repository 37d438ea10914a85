import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { Chain } from '../../chain/chain.js'
import { editAccount, setCode, setStorage } from '../account-edits.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { blockToJson } from '../output/block.js'
import { totalDifficulty } from '../output/total-difficulty.js'
import { oneOf } from '../params/combinators.js'
import { type MineRequest, mineRequest } from '../params/mine-request.js'
import { miningInterval } from '../params/mining-interval.js'
import {
  address,
  amount,
  boolean,
  data,
  integer,
  quantity,
  storageKey,
  string,
  word,
} from '../params/scalars.js'
import { checkBlockCount } from '../requirements.js'
import { invalidInputError } from '../rpc-error.js'

const snapshots: MethodTable = {
  evm_snapshot: method([], async ({ chain }) => quantityToHex(await chain.snapshot())),
  evm_revert: method([required('snapshotId', quantity)], ({ chain }, id) => chain.revert(id)),
}

const time: MethodTable = {
  // Hardhat answers with decimal digits; anvil and Ganache with a number.
  evm_increaseTime: method([required('seconds', integer)], async ({ chain }, seconds) =>
    String(await chain.time.increase(seconds)),
  ),
  evm_setNextBlockTimestamp: method(
    [required('timestamp', integer)],
    async ({ chain }, timestamp) => {
      await chain.time.setNext(timestamp)
      return timestamp.toString()
    },
  ),
  evm_setTime: method([required('timestamp', integer)], async ({ chain }, timestamp) =>
    // Ganache counts milliseconds, anvil seconds. No chain lives in the year 5138.
    Number(await chain.time.set(timestamp >= 100_000_000_000n ? timestamp / 1_000n : timestamp)),
  ),
}

async function mine(chain: Chain, { timestampSec, blocks = 1n }: MineRequest) {
  checkBlockCount(blocks)
  const stamp = timestampSec === undefined ? {} : { timestampSec }
  return await chain.mine({ count: blocks, ...stamp })
}

const mining: MethodTable = {
  evm_mine: method([optional('options', mineRequest, {})], async ({ chain }, request) => {
    await mine(chain, request)
    return '0x0'
  }),
  evm_mineDetailed: method([optional('options', mineRequest, {})], async ({ chain }, request) =>
    (await mine(chain, request)).map((block) => ({
      ...blockToJson(block, 'transactions'),
      ...totalDifficulty(chain, block),
    })),
  ),
  evm_setAutomine: method([required('enabled', boolean)], async ({ chain }, isAutomine) => {
    await chain.setMiningMode({ isAutomine })
    return true
  }),
  evm_setIntervalMining: method(
    [required('interval', miningInterval)],
    async ({ chain }, intervalMs) => {
      await chain.setMiningMode({ intervalMs })
      return true
    },
  ),
  // anvil and Hardhat know the order from their options only. "priority" is Hardhat's word, the others anvil's.
  evm_setTransactionOrder: method(
    [required('order', oneOf(['fees', 'fifo', 'priority', 'arrival']))],
    async ({ chain }, order) => {
      const isByFees = order === 'fees' || order === 'priority'
      await chain.setMiningMode({ order: isByFees ? 'fees' : 'arrival' })
      return true
    },
  ),
  evm_setBlockGasLimit: method([required('gasLimit', integer)], async ({ chain }, gasLimit) => {
    if (gasLimit === 0n) throw invalidInputError('Block gas limit must be greater than 0')
    await chain.nextBlock.setGasLimit(gasLimit)
    return true
  }),
}

const accounts: MethodTable = {
  // A private key, or as Ganache has it an address, for which personal_unlockAccount lets one send.
  evm_addAccount: method(
    [required('privateKey', data), optional('passphrase', string, '')],
    async ({ chain, crypto, passphrases }, key, passphrase) => {
      if (key.length === 20) return passphrases.addKeyless(key, passphrase)
      const account = crypto.addressOf(key)
      await chain.addAccount(key)
      return bytesToHex(account)
    },
  ),
  evm_setAccountBalance: method(
    [required('address', address), required('balance', amount)],
    async ({ chain }, account, balanceWei) => {
      await editAccount(chain, account, () => ({ balanceWei }))
      return true
    },
  ),
  evm_setAccountNonce: method(
    [required('address', address), required('nonce', integer)],
    async ({ chain }, account, nonce) => {
      await editAccount(chain, account, () => ({ nonce }))
      return true
    },
  ),
  evm_setAccountCode: method(
    [required('address', address), required('code', data)],
    async ({ chain }, account, code) => {
      await setCode(chain, account, code)
      return true
    },
  ),
  evm_setAccountStorageAt: method(
    [required('address', address), required('slot', storageKey), required('value', word)],
    async ({ chain }, account, slot, value) => {
      await setStorage(chain, account, slot, value)
      return true
    },
  ),
}

/** Time, mining, snapshots and accounts, under the names that Ganache began with. */
export const evm: MethodTable = { ...snapshots, ...time, ...mining, ...accounts }
