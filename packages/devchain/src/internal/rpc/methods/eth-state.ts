import { Address } from '@ethereumjs/util'
import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import { type MethodTable, method, optional, required } from '../method.js'
import { proofToJson } from '../output/proof.js'
import { blockSelector } from '../params/block-selector.js'
import { array } from '../params/combinators.js'
import { address, storageKey } from '../params/scalars.js'

/** Accounts, code and storage at a block. */
export const ethState: MethodTable = {
  eth_getBalance: method(
    [required('address', address), optional('block', blockSelector, 'latest')],
    async ({ chain }, account, block) => {
      const state = await chain.stateAt(block)
      return quantityToHex((await state.getAccount(new Address(account)))?.balance ?? 0n)
    },
  ),
  eth_getTransactionCount: method(
    [required('address', address), optional('block', blockSelector, 'latest')],
    async ({ chain }, account, block) => {
      if (block === 'pending') return quantityToHex(await chain.pendingNonce(account))
      const state = await chain.stateAt(block)
      return quantityToHex((await state.getAccount(new Address(account)))?.nonce ?? 0n)
    },
  ),
  eth_getCode: method(
    [required('address', address), optional('block', blockSelector, 'latest')],
    async ({ chain }, account, block) => {
      const state = await chain.stateAt(block)
      return bytesToHex(await state.getCode(new Address(account)))
    },
  ),
  eth_getStorageAt: method(
    [
      required('address', address),
      required('slot', storageKey),
      optional('block', blockSelector, 'latest'),
    ],
    async ({ chain }, account, slot, block) => {
      const state = await chain.stateAt(block)
      const value = await state.getStorage(new Address(account), slot)
      return `0x${bytesToHex(value).slice(2).padStart(64, '0')}`
    },
  ),
  eth_getProof: method(
    [
      required('address', address),
      required('storageKeys', array(storageKey, 'an array of storage keys', 1_024)),
      optional('block', blockSelector, 'latest'),
    ],
    async ({ chain }, account, slots, block) => {
      const state = await chain.stateAt(block)
      return proofToJson(await state.proof(account, slots))
    },
  ),
}
