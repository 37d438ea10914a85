import { ScaffoldError } from '@scaffold-evm/common'
import type { TruffleProject } from '@scaffold-evm/truffle'
import type { TruffleContext } from './truffle-command.js'

/** Compiles what has changed. */
export async function compileFor(
  _context: TruffleContext,
  _project: TruffleProject,
): Promise<void> {
  throw new ScaffoldError({ code: 'TRUFFLE_PART_MISSING', message: 'compile is not there yet' })
}
