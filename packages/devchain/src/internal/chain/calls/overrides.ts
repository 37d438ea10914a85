import { Account, Address } from '@ethereumjs/util'
import { hexToBytes } from '@scaffold-evm/common'
import type { WorldState } from '../../state/types.js'
import type { EvmBlock } from '../execution/evm-block.js'
import type { AccountOverride, BlockOverrides } from './call.js'

/** Writes what a caller wants to be different into a state that is thrown away. */
export async function overrideState(
  state: WorldState,
  overrides: readonly AccountOverride[],
): Promise<void> {
  for (const override of overrides) await overrideAccount(state, override)
}

async function overrideAccount(state: WorldState, override: AccountOverride): Promise<void> {
  if (isEmpty(override)) return
  const address = new Address(override.address)
  const account = (await state.getAccount(address)) ?? new Account()
  account.balance = override.balanceWei ?? account.balance
  account.nonce = override.nonce ?? account.nonce
  await state.putAccount(address, account)
  if (override.code !== undefined) await state.putCode(address, override.code)
  if (override.state !== undefined) await state.clearStorage(address)
  for (const [slot, value] of override.state ?? override.stateDiff ?? []) {
    await state.putStorage(address, hexToBytes(slot), value)
  }
}

/** Whether it says nothing of the account, which then is not made if it is not there. */
function isEmpty({ balanceWei, nonce, code, state, stateDiff }: AccountOverride): boolean {
  return [balanceWei, nonce, code, state, stateDiff].every((value) => value === undefined)
}

/** The block as a caller wants it to be. */
export function overrideBlock(block: EvmBlock, overrides: BlockOverrides): EvmBlock {
  const { header } = block
  const baseFeePerGas = overrides.baseFeePerGas ?? header.baseFeePerGas
  return {
    header: {
      number: overrides.number ?? header.number,
      coinbase:
        overrides.coinbase === undefined ? header.coinbase : new Address(overrides.coinbase),
      timestamp: overrides.timestampSec ?? header.timestamp,
      difficulty: header.difficulty,
      prevRandao: overrides.prevRandao ?? header.prevRandao,
      gasLimit: overrides.gasLimit ?? header.gasLimit,
      ...(baseFeePerGas === undefined ? {} : { baseFeePerGas }),
      getBlobGasPrice: () => overrides.blobBaseFee ?? header.getBlobGasPrice(),
    },
  }
}
