import type { CommandDefinition } from '../internal/command.js'
import { flag, text } from '../internal/options.js'

/** Options of `scaffold accounts`. */
export interface AccountsOptions {
  readonly network: string | undefined
  readonly json: boolean
}

/** `scaffold accounts` */
export const accountsDefinition: CommandDefinition<AccountsOptions> = {
  name: 'accounts',
  group: 'Chain',
  summary: 'list the accounts of a network and what they hold',
  description:
    'Lists the accounts that can sign on a network, with their balances and names, then those of namedAccounts whose keys are elsewhere.',
  options: {
    network: text('--network <name>', 'a network of the config'),
    json: flag('--json', 'print JSON; balances in wei'),
  },
  examples: [
    { line: 'scaffold accounts', summary: 'of the chain in this process' },
    { line: 'scaffold accounts --network sepolia', summary: 'has the deployer enough ether?' },
  ],
  load: () => import('../commands/accounts.js'),
}
