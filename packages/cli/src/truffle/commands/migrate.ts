import { ScaffoldError } from '@scaffold-evm/common'
import type { TruffleContext } from '../truffle-command.js'

/** Stands in until its logic lands. */
export async function run(_context: TruffleContext): Promise<never> {
  throw new ScaffoldError({
    code: 'TRUFFLE_PART_MISSING',
    message: 'This command is not there yet',
  })
}
