import { precompileMovedToItselfError, precompileMoveError } from '../../../errors/simulation.js'
import { isSameBytes } from '../../bytes.js'
import { type PrecompileChange, precompileNumber } from '../execution/engine.js'
import type { Executor } from '../execution/executor.js'
import type { AccountOverride } from './call.js'

/**
 * Makes precompiles what they are when accounts are overridden: one that is moved is where it was moved
 * to, and one that is overridden is gone. They stay warm or cold as they were (EIP-2929). Returns what
 * undoes it.
 *
 * @throws `CHAIN_PRECOMPILE_MOVE_INVALID`, `CHAIN_PRECOMPILE_MOVED_TO_ITSELF`
 */
export function overridePrecompiles(
  { engine }: Executor,
  overrides: readonly AccountOverride[],
): () => void {
  const changes: PrecompileChange[] = []
  for (const { address, movePrecompileTo: target } of overrides) {
    const number = precompileNumber(engine, address)
    if (target !== undefined) {
      if (number === undefined) throw precompileMoveError(address, 'it is not a precompile')
      assertTarget(address, target, overrides)
      changes.push({ address: target, number })
    }
    if (number !== undefined) changes.push({ address, number: undefined })
  }
  engine.precompileChanges = changes
  return () => {
    engine.precompileChanges = []
  }
}

function assertTarget(
  address: Uint8Array,
  target: Uint8Array,
  overrides: readonly AccountOverride[],
): void {
  if (isSameBytes(address, target)) throw precompileMovedToItselfError(address)
  if (overrides.some((override) => isSameBytes(override.address, target))) {
    throw precompileMoveError(address, 'the account at the new address is overridden, too')
  }
}
