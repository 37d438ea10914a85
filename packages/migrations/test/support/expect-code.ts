import { isScaffoldError, type ScaffoldError } from '@scaffold-evm/common'
import { expect } from 'chai'

/** The `ScaffoldError` of this code that `action` fails with. */
export async function failure(code: string, action: () => unknown): Promise<ScaffoldError> {
  try {
    await action()
  } catch (error) {
    if (!isScaffoldError(error)) throw error
    expect(error.code, error.message).to.equal(code)
    return error
  }
  return expect.fail(`expected a failure with ${code}`)
}
