import { bytesToHex, ScaffoldError } from '@scaffold-evm/common'

/** `CHAIN_NONCE_EXHAUSTED`: no transaction can have the nonce that the sender has come to (EIP-2681). */
export function nonceExhaustedError(nonce: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_NONCE_EXHAUSTED',
    message: `The nonce of the sender is ${nonce}, the highest there is: it can send nothing more`,
    data: { nonce },
  })
}

/** `CHAIN_BLOCK_ORDER`: a simulated block that does not come after the one before. */
export function blockOrderError(number: bigint, previous: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_BLOCK_ORDER',
    message: `Block numbers must be in order: ${number} does not come after ${previous}`,
    data: { number, previous },
  })
}

/** `CHAIN_SIMULATION_TOO_LONG`: a simulation reaches too many blocks beyond its base. */
export function simulationTooLongError(count: bigint, limit: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_SIMULATION_TOO_LONG',
    message: `A simulation reaches at most ${limit} blocks beyond its base, not ${count}`,
    hint: 'Simulate fewer blocks, and leave smaller gaps between their numbers',
    data: { count, limit },
  })
}

/** `CHAIN_PRECOMPILE_MOVE_INVALID`: an override moves what is no precompile, or to where it cannot be. */
export function precompileMoveError(address: Uint8Array, reason: string): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_PRECOMPILE_MOVE_INVALID',
    message: `${bytesToHex(address)} cannot be moved to another address: ${reason}`,
  })
}

/** `CHAIN_PRECOMPILE_MOVED_TO_ITSELF`: an override moves a precompile to where it is. */
export function precompileMovedToItselfError(address: Uint8Array): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_PRECOMPILE_MOVED_TO_ITSELF',
    message: `${bytesToHex(address)} cannot be moved to its own address`,
    hint: 'Leave movePrecompileToAddress out, or name another address',
  })
}
