import type { CommandDefinition } from '../internal/command.js'
import { flag } from '../internal/options.js'

/** Options of `scaffold secrets`. */
export interface SecretsOptions {
  readonly json: boolean
}

/** What `scaffold secrets` can do. */
export const secretsActions = ['list', 'set', 'delete', 'path'] as const

/** `scaffold secrets` */
export const secretsDefinition: CommandDefinition<SecretsOptions> = {
  name: 'secrets',
  group: 'Project',
  summary: 'keep keys and URLs out of the config',
  description:
    "Keeps what secret('NAME') in the config stands for in a file encrypted by a password. The value is asked for, or read from standard input; it is never an argument and never printed. Environment variables of the same name win. Without a terminal the password comes from SCAFFOLD_KEYSTORE_PASSWORD.",
  arguments: [
    { name: 'action', summary: `${secretsActions.join(', ')} (default: list)` },
    { name: 'name', summary: 'of the secret, e.g. DEPLOYER_KEY' },
  ],
  options: { json: flag('--json', 'print JSON') },
  examples: [
    { line: 'scaffold secrets set DEPLOYER_KEY', summary: 'asks for the value' },
    { line: 'scaffold secrets set RPC_URL < url.txt', summary: 'reads it' },
    { line: 'scaffold secrets list', summary: 'the names' },
    { line: 'scaffold secrets delete DEPLOYER_KEY', summary: '' },
  ],
  load: () => import('../commands/secrets.js'),
}
