import { precompileMovedToItselfError, precompileMoveError } from '../../../simulation-errors.js'
import type { Executor } from '../execution/executor.js'
import type { AccountOverride } from '../types.js'
import { isSameBytes } from '../words.js'

/**
 * Makes precompiles what they are when accounts are overridden: one that is moved is where it was moved
 * to, and one that is overridden is gone. They stay warm or cold as they were (EIP-2929). Returns what
 * undoes it.
 *
 * @throws `CHAIN_PRECOMPILE_MOVE_INVALID`, `CHAIN_PRECOMPILE_MOVED_TO_ITSELF`
 */
export function overridePrecompiles(
  { evm: { precompiles } }: Executor,
  overrides: readonly AccountOverride[],
): () => void {
  const original = new Map(precompiles)
  for (const override of overrides) {
    const key = digits(override.address)
    const precompile = original.get(key)
    const { movePrecompileTo: target } = override
    if (target !== undefined) {
      if (precompile === undefined) {
        throw precompileMoveError(override.address, 'it is not a precompile')
      }
      assertTarget(override.address, target, overrides)
      precompiles.set(digits(target), precompile)
    }
    if (precompile !== undefined) precompiles.delete(key)
  }
  return () => {
    precompiles.clear()
    for (const [key, precompile] of original) precompiles.set(key, precompile)
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

function digits(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}
