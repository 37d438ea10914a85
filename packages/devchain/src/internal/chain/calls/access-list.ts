import { bytesToDigits, hexToBytes } from '@scaffold-evm/common'
import { isPrecompile } from '../execution/engine.js'
import type { EvmBlock } from '../execution/evm-block.js'
import type { Execution, ExecutionOutcome } from '../execution/execution.js'
import type { Executor } from '../execution/executor.js'
import type { AccessListEntry } from '../transactions/transaction-request.js'

/** What an execution touched that is worth listing: not what is warm for any transaction. */
export function touchedAccessList(
  outcome: ExecutionOutcome,
  execution: Execution,
  context: { readonly executor: Executor; readonly block: EvmBlock },
): AccessListEntry[] {
  const warm = new Set([
    bytesToDigits(execution.sender.bytes),
    bytesToDigits(execution.to?.bytes ?? outcome.createdAddress ?? new Uint8Array(0)),
    bytesToDigits(context.block.header.coinbase.bytes),
  ])
  const { engine } = context.executor
  return [...(outcome.accessList ?? [])]
    .map(([address, slots]) => ({
      address: hexToBytes(`0x${address}`),
      storageKeys: [...slots].sort().map((slot) => hexToBytes(`0x${slot}`)),
      isWarm: warm.has(address),
    }))
    .filter(
      ({ address, storageKeys, isWarm }) =>
        storageKeys.length > 0 || !(isWarm || isPrecompile(engine, address)),
    )
    .map(({ address, storageKeys }) => ({ address, storageKeys }))
}

/** Whether two lists name as many addresses and slots; each is known to have all of the one before. */
export function isSameSize(a: readonly AccessListEntry[], b: readonly AccessListEntry[]): boolean {
  return a.length === b.length && slotCount(a) === slotCount(b)
}

function slotCount(list: readonly AccessListEntry[]): number {
  return list.reduce((count, { storageKeys }) => count + storageKeys.length, 0)
}
