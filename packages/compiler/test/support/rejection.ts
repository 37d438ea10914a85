import { isScaffoldError, type ScaffoldError } from '@scaffold-evm/common'
import { expect } from 'chai'

/** The error with `code` that `action` throws or rejects with. */
export async function errorOf(code: string, action: () => unknown): Promise<ScaffoldError> {
  let thrown: unknown
  try {
    await action()
  } catch (error) {
    thrown = error
  }
  if (!isScaffoldError(thrown, code)) {
    const got = isScaffoldError(thrown) ? `${thrown.code}: ${thrown.message}` : String(thrown)
    expect.fail(`expected ${code}, got ${got}`)
  }
  return thrown
}
