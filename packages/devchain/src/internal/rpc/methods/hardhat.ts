import { bytesToHex } from '@scaffold-evm/common'
import { editAccount, setCode, setStorage } from '../account-edits.js'
import type { RpcContext } from '../context.js'
import { forkOf } from '../fork-of.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { record } from '../params/combinators.js'
import { forkRequest } from '../params/fork-request.js'
import {
  address,
  amount,
  boolean,
  data,
  hash,
  integer,
  storageKey,
  string,
  word,
} from '../params/scalars.js'
import { checkBlockCount, requireBaseFee } from '../requirements.js'
import { invalidInputError, invalidParamsError, RpcError, rpcCode } from '../rpc-error.js'

const impersonation: MethodTable = {
  hardhat_impersonateAccount: method([required('address', address)], async ({ chain }, account) => {
    await chain.impersonate(account)
    return true
  }),
  hardhat_stopImpersonatingAccount: method([required('address', address)], ({ chain }, account) =>
    chain.stopImpersonating(account),
  ),
}

const accounts: MethodTable = {
  hardhat_setBalance: method(
    [required('address', address), required('balance', amount)],
    async ({ chain }, account, balanceWei) => {
      await editAccount(chain, account, () => ({ balanceWei }))
      return true
    },
  ),
  hardhat_setNonce: method(
    [required('address', address), required('nonce', integer)],
    async ({ chain }, account, nonce) => {
      const { pending, queued } = chain.mempool()
      if (pending.size + queued.size > 0) {
        throw new RpcError(
          rpcCode.internal,
          'Cannot set account nonce when the transaction pool is not empty',
        )
      }
      await editAccount(chain, account, (current) => {
        if (nonce >= current.nonce) return { nonce }
        throw invalidInputError(
          `New nonce (${nonce}) must not be smaller than the existing nonce (${current.nonce})`,
        )
      })
      return true
    },
  ),
  hardhat_setCode: method(
    [required('address', address), required('code', data)],
    async ({ chain }, account, code) => {
      await setCode(chain, account, code)
      return true
    },
  ),
  hardhat_setStorageAt: method(
    [required('address', address), required('slot', storageKey), required('value', word)],
    async ({ chain }, account, slot, value) => {
      await setStorage(chain, account, slot, value)
      return true
    },
  ),
}

const mining: MethodTable = {
  hardhat_mine: method(
    [optional('count', integer, 1n), optional('interval', integer)],
    async ({ chain }, count, intervalSec) => {
      checkBlockCount(count)
      await chain.mine({ count, ...(intervalSec === undefined ? {} : { intervalSec }) })
      return true
    },
  ),
  hardhat_getAutomine: method([], ({ chain }) => chain.miningMode.isAutomine),
  hardhat_dropTransaction: method([required('hash', hash)], async ({ chain }, wanted) => {
    const found = chain.transaction(wanted)
    if (found !== undefined && chain.isMined(found)) {
      throw invalidParamsError(
        `Transaction ${bytesToHex(wanted)} cannot be dropped because it's already mined`,
      )
    }
    return await chain.dropTransaction(wanted)
  }),
  hardhat_setCoinbase: method([required('address', address)], async ({ chain }, account) => {
    await chain.nextBlock.setCoinbase(account)
    return true
  }),
  hardhat_setPrevRandao: method([required('prevRandao', hash)], async ({ chain }, value) => {
    if (!chain.head.block.common.gteHardfork('paris')) {
      throw invalidInputError(
        `hardhat_setPrevRandao is only available in post-merge hardforks, the current hardfork is ${chain.hardfork}`,
      )
    }
    await chain.nextBlock.setPrevRandao(value)
    return true
  }),
  hardhat_setNextBlockBaseFeePerGas: method(
    [required('baseFeePerGas', amount)],
    async ({ chain }, baseFee) => {
      requireBaseFee(
        chain,
        'hardhat_setNextBlockBaseFeePerGas is disabled because EIP-1559 is not active',
      )
      await chain.nextBlock.setBaseFeePerGas(baseFee)
      return true
    },
  ),
  hardhat_setMinGasPrice: method([required('minGasPrice', amount)], async ({ chain }, price) => {
    await chain.nextBlock.setMinGasPrice(price)
    return true
  }),
}

const node: MethodTable = {
  hardhat_reset: method(
    [optional('options', forkRequest)],
    async ({ chain, instance }, request) => {
      await chain.reset(forkOf(chain, request?.forking) ?? null)
      instance.renew()
      return true
    },
  ),
  // The node prints nothing but console.log, so that there is nothing to turn off.
  hardhat_setLoggingEnabled: method([required('enabled', boolean)], () => true),
  // Which source a frame is of is for a debugger to know; what is sent is not needed here.
  hardhat_addCompilationResult: method(
    [required('solcVersion', string), required('input', record), required('output', record)],
    () => true,
  ),
  hardhat_metadata: method([], (context) => metadata(context)),
}

/** What identifies this chain and this run of it. */
export function metadata({
  chain,
  settings,
  instance,
}: RpcContext): Readonly<Record<string, unknown>> {
  const { head, remote, fork } = chain
  return {
    clientVersion: settings.clientVersion,
    chainId: Number(chain.chainId),
    instanceId: instance.id,
    latestBlockNumber: Number(head.number),
    latestBlockHash: bytesToHex(head.hash),
    ...(remote === undefined || fork === undefined
      ? {}
      : {
          forkedNetwork: {
            chainId: Number(remote.chainId),
            forkBlockNumber: Number(remote.forkBlockNumber),
            forkBlockHash: forkBlockHash(chain, remote.forkBlockNumber),
          },
        }),
  }
}

function forkBlockHash(chain: RpcContext['chain'], number: bigint): string | null {
  const next = chain.blockAt(number + 1n)
  return next === undefined ? null : bytesToHex(next.header.parentHash)
}

/** The helpers that Hardhat's test suites use. */
export const hardhat: MethodTable = { ...impersonation, ...accounts, ...mining, ...node }
