import { EVMError, type ExecResult, type PrecompileInput } from '@ethereumjs/evm'
import { isScaffoldError } from '@scaffold-evm/common'

const noBytes = new Uint8Array(0)

/**
 * The precompile that recovers who signed a digest. It takes the place of ethereumjs' own, which hashes the public key
 * in JavaScript: a tenth of the time of the recovery, and as much again for V8 to optimize it.
 */
export function ecrecover({ data, gasLimit, common }: PrecompileInput): ExecResult {
  const executionGasUsed = common.param('ecRecoverGas')
  if (gasLimit < executionGasUsed) {
    const exceptionError = new EVMError(EVMError.errorMessages.OUT_OF_GAS)
    return { returnValue: noBytes, executionGasUsed: gasLimit, exceptionError }
  }
  return { returnValue: recover(data, common), executionGasUsed }
}

/** The address of the signer in a word, nothing when there is none. */
function recover(data: Uint8Array, { customCrypto }: PrecompileInput['common']): Uint8Array {
  const { keccak256, ecdsaRecover } = customCrypto
  const input = new Uint8Array(128)
  input.set(data.length > 128 ? data.subarray(0, 128) : data)
  const recovery = recoveryOf(input)
  if (recovery === undefined || keccak256 === undefined || ecdsaRecover === undefined) {
    return noBytes
  }
  const word = new Uint8Array(32)
  try {
    const publicKey = ecdsaRecover(input.subarray(64), recovery, input.subarray(0, 32))
    word.set(keccak256(publicKey).subarray(12), 12)
  } catch (error) {
    if (!isScaffoldError(error, 'CRYPTO_INVALID_SIGNATURE')) throw error
    return noBytes
  }
  return word
}

/** From the second word, which is 27 or 28 and nothing else. */
function recoveryOf(input: Uint8Array): number | undefined {
  for (let index = 32; index < 63; index++) if (input[index] !== 0) return undefined
  const v = input[63]
  return v === 27 || v === 28 ? v - 27 : undefined
}
