import { ScaffoldError } from '@scaffold-evm/common'
import type { TruffleContext } from '../truffle-command.js'

/** Runs a command that Truffle had and that has gone. */
export async function run(_context: TruffleContext): Promise<never> {
  throw new ScaffoldError({
    code: 'TRUFFLE_COMMAND_RETIRED',
    message: 'This command of Truffle is not there any more',
    details: [
      'build     run a script of package.json that builds your front end',
      'dashboard sign with a wallet: name a provider in the config',
      'db        was never finished; artifacts are files',
      'install, publish  packages come from npm',
      'preserve  publish files with the tool of the service',
      'watch     test --watch runs tests again whenever a file changes',
    ].join('\n'),
  })
}
