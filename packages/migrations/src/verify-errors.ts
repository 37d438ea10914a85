import { ScaffoldError } from '@scaffold-evm/common'

/** A kept input of a compiler that somebody changed. */
export function solcInputInvalidError(path: string): ScaffoldError {
  return new ScaffoldError({
    code: 'SOLC_INPUT_INVALID',
    message: `${path} is not what was written when the contract was deployed`,
    hint: 'Take it from git again',
    data: { path },
  })
}
