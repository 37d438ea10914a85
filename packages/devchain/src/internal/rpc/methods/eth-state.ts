import { Address } from '@ethereumjs/util'
import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import type { WorldState } from '../../state/types.js'
import { wordBytesToHex } from '../../word-hex.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { proofToJson } from '../output/proof.js'
import { blockSelector } from '../params/block-selector.js'
import { array } from '../params/combinators.js'
import { address, shownStorageKey, storageKey } from '../params/scalars.js'
import { type StorageRequest, storageRequests } from '../params/storage-requests.js'
import { RpcError, rpcCode } from '../rpc-error.js'

/** Slots that one request may ask for. */
const mostSlots = 1_024

function checkSlotCount(requests: readonly StorageRequest[]): void {
  const count = requests.reduce((sum, { slots }) => sum + slots.length, 0)
  if (count <= mostSlots) return
  throw new RpcError(
    rpcCode.limitExceeded,
    `At most ${mostSlots} slots can be asked for at once, got ${count}`,
  )
}

async function valuesOf(
  state: WorldState,
  { address: account, slots }: StorageRequest,
): Promise<Hex[]> {
  const values: Hex[] = []
  for (const slot of slots)
    values.push(wordBytesToHex(await state.getStorage(new Address(account), slot)))
  return values
}

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
      return wordBytesToHex(await state.getStorage(new Address(account), slot))
    },
  ),
  eth_getStorageValues: method(
    [required('slots', storageRequests), optional('block', blockSelector, 'latest')],
    async ({ chain }, requests, block) => {
      checkSlotCount(requests)
      const state = await chain.stateAt(block)
      const values: Record<Hex, Hex[]> = {}
      for (const request of requests) {
        values[bytesToHex(request.address)] = await valuesOf(state, request)
      }
      return values
    },
  ),
  eth_getProof: method(
    [
      required('address', address),
      required('storageKeys', array(shownStorageKey, 'an array of storage keys', mostSlots)),
      optional('block', blockSelector, 'latest'),
    ],
    async ({ chain }, account, slots, block) => {
      const state = await chain.stateAt(block)
      const proof = await state.proof(
        account,
        slots.map(({ key }) => key),
      )
      return proofToJson(
        proof,
        slots.map(({ shown }) => shown),
      )
    },
  ),
}
