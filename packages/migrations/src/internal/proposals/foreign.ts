import type { Connection } from '@scaffold-evm/project'
import type { StepRequest } from '../steps/step.js'

/** Whether nobody here signs for an account. */
export async function isForeign(connection: Connection, address: string): Promise<boolean> {
  const accounts = await connection.accounts()
  return !accounts.some((account) => account.toLowerCase() === address.toLowerCase())
}

/** Whether a step is for somebody else to sign. */
export async function isForeignStep(
  connection: Connection,
  { from, signed }: Pick<StepRequest, 'from' | 'signed'>,
): Promise<boolean> {
  return signed === undefined && (await isForeign(connection, from))
}
