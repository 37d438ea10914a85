import { ScaffoldError } from '@scaffold-evm/common'
import type { TruffleCommandModule } from '../truffle-command.js'

/** A command that Truffle had and that has gone. */
export function createRetired(name: string, hint: string): TruffleCommandModule {
  return {
    async run() {
      throw new ScaffoldError({
        code: 'TRUFFLE_COMMAND_RETIRED',
        message: `Truffle's command ${name} is not there any more`,
        hint,
        data: { name },
      })
    },
  }
}
