import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import type { Chain } from '../../chain/chain.js'
import { editAccount } from '../account-edits.js'
import { allTransactions } from '../all-transactions.js'
import { forkOf } from '../fork-of.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { forkRequest, rpcUrl } from '../params/fork-request.js'
import { reorgTransactions } from '../params/reorg-request.js'
import { address, amount, boolean, data, hash, integer } from '../params/scalars.js'
import { invalidInputError } from '../rpc-error.js'
import { metadata } from './hardhat.js'

const accounts: MethodTable = {
  anvil_autoImpersonateAccount: method(
    [required('enabled', boolean)],
    async ({ chain }, enabled) => {
      await chain.setAutoImpersonate(enabled)
      return true
    },
  ),
  anvil_addBalance: method(
    [required('address', address), required('amount', amount)],
    async ({ chain }, account, extraWei) => {
      await editAccount(chain, account, ({ balance }) => ({ balanceWei: balance + extraWei }))
      return true
    },
  ),
  anvil_setNonce: method(
    [required('address', address), required('nonce', integer)],
    async ({ chain }, account, nonce) => {
      await editAccount(chain, account, () => ({ nonce }))
      return true
    },
  ),
}

const mining: MethodTable = {
  anvil_setIntervalMining: method([required('seconds', integer)], async ({ chain }, seconds) => {
    const intervalMs = Math.min(Number(seconds) * 1_000, 2_147_483_647)
    await chain.setMiningMode({ intervalMs, isAutomine: intervalMs === 0 })
    return true
  }),
  anvil_getIntervalMining: method([], ({ chain }) => {
    const { intervalMs } = chain.miningMode
    return intervalMs === 0 ? null : Math.round(intervalMs / 1_000)
  }),
  anvil_dropTransaction: method([required('hash', hash)], async ({ chain }, wanted) =>
    (await chain.dropTransaction(wanted)) ? bytesToHex(wanted) : null,
  ),
  anvil_dropAllTransactions: method([], async ({ chain }) => {
    await chain.dropAllTransactions()
    return true
  }),
  anvil_removePoolTransactions: method(
    [required('address', address)],
    async ({ chain }, account) => {
      const { pending, queued } = chain.mempool()
      const sender = bytesToHex(account)
      for (const { hash: dropped } of [
        ...(pending.get(sender) ?? []),
        ...(queued.get(sender) ?? []),
      ]) {
        await chain.dropTransaction(dropped)
      }
      return true
    },
  ),
}

const time: MethodTable = {
  anvil_increaseTime: method([required('seconds', integer)], async ({ chain }, seconds) =>
    Number(await chain.time.increase(seconds)),
  ),
  anvil_setBlockTimestampInterval: method(
    [required('seconds', integer)],
    async ({ chain }, seconds) => {
      await chain.time.setInterval(seconds)
      return true
    },
  ),
  anvil_removeBlockTimestampInterval: method([], async ({ chain }) => {
    await chain.time.setInterval(undefined)
    return true
  }),
  anvil_getGenesisTime: method([], async ({ chain }) =>
    Number((await chain.block('earliest'))?.timestampSec ?? 0n),
  ),
}

const reorgs: MethodTable = {
  anvil_rollback: method([optional('depth', integer, 1n)], async ({ chain }, depth) => {
    await chain.rollback(depth)
    return null
  }),
  anvil_reorg: method(
    [required('depth', integer), optional('transactions', reorgTransactions, [])],
    async ({ chain }, depth, transactions) => {
      await chain.reorg(depth, transactions)
      return null
    },
  ),
}

const blobs: MethodTable = {
  anvil_getBlobByHash: method([required('versionedHash', hash)], ({ chain }, wanted) => {
    const blob = findBlob(chain, bytesToHex(wanted))
    return blob === undefined ? null : bytesToHex(blob)
  }),
  anvil_getBlobsByTransactionHash: method([required('hash', hash)], ({ chain }, wanted) => {
    const sidecar = chain.transaction(wanted)?.sidecar
    return sidecar === undefined ? null : sidecar.blobs.map(bytesToHex)
  }),
}

function findBlob(chain: Chain, versionedHash: Hex): Uint8Array | undefined {
  for (const { tx, sidecar } of allTransactions(chain)) {
    if (!('blobVersionedHashes' in tx)) continue
    const index = tx.blobVersionedHashes.indexOf(versionedHash)
    if (index !== -1) return sidecar?.blobs[index]
  }
  return undefined
}

const node: MethodTable = {
  anvil_setChainId: method([required('chainId', integer)], async (context, chainId) => {
    await context.chain.setChainId(chainId)
    context.announce('chainChanged', quantityToHex(chainId))
    return true
  }),
  anvil_reset: method([optional('options', forkRequest)], async ({ chain, instance }, request) => {
    await chain.reset(forkOf(chain, request?.forking))
    instance.renew()
    return true
  }),
  anvil_setRpcUrl: method([required('url', rpcUrl)], ({ chain }, url) => {
    if (chain.remote === undefined) throw invalidInputError('The chain is no fork of another one')
    chain.remote.useUrl(url)
    return true
  }),
  anvil_metadata: method([], (context) => ({
    forkedNetwork: null,
    snapshots: {},
    ...metadata(context),
  })),
  anvil_nodeInfo: method([], ({ chain }) => ({
    currentBlockNumber: quantityToHex(chain.head.number),
    currentBlockTimestamp: Number(chain.head.timestampSec),
    currentBlockHash: bytesToHex(chain.head.hash),
    hardFork: chain.hardfork,
    transactionOrder: chain.miningMode.order === 'fees' ? 'fees' : 'fifo',
    environment: {
      baseFee: quantityToHex(chain.nextBlock.baseFeePerGas ?? 0n),
      chainId: Number(chain.chainId),
      gasLimit: quantityToHex(chain.nextBlock.gasLimit),
      gasPrice: quantityToHex(chain.nextBlock.suggestedGasPrice),
    },
    forkConfig: {
      forkUrl: chain.fork?.url ?? null,
      forkBlockNumber: chain.remote === undefined ? null : Number(chain.remote.forkBlockNumber),
      forkRetryBackoff: null,
    },
  })),
}

const state: MethodTable = {
  anvil_dumpState: method(
    [optional('preserveHistoricalStates', boolean, false)],
    async ({ chain, crypto }, withHistory) => {
      const { dumpChain, zipDump } = await import('../dump/dump-chain.js')
      const dump = await dumpChain(chain, crypto, withHistory ? 'history' : 'head')
      return bytesToHex(await zipDump(dump))
    },
  ),
  anvil_loadState: method([required('dump', data)], async ({ chain }, dump) => {
    await chain.loadDump(dump)
    return true
  }),
}

/** What anvil has and Hardhat has not, or has with another meaning. */
export const anvil: MethodTable = {
  ...accounts,
  ...mining,
  ...time,
  ...reorgs,
  ...blobs,
  ...node,
  ...state,
}
