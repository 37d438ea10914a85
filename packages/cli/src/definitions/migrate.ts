import type { CommandDefinition } from '../internal/command.js'
import { flag, list, migrationNumber, noFlag, text } from '../internal/options.js'

/** Options of `scaffold migrate`. */
export interface MigrateOptions {
  readonly network: string | undefined
  readonly reset: boolean
  readonly to: number | undefined
  readonly from: number | undefined
  readonly replace: readonly string[]
  readonly accept: readonly string[]
  readonly plan: string | undefined
  readonly dryRun: boolean
  readonly propose: string | undefined
  readonly printOnly: boolean
  readonly executed: readonly string[]
  readonly yes: boolean
  readonly compile: boolean
  readonly offline: boolean
  readonly json: boolean
}

/** `scaffold migrate` */
export const migrateDefinition: CommandDefinition<MigrateOptions> = {
  name: 'migrate',
  group: 'Chain',
  summary: 'deploy by the migrations of the project',
  description:
    'Runs migrations/NN_name.ts in order. What was done is recorded in deployments/<network>.json as each transaction confirms: a run that failed resumes where it stopped, and a second run does nothing. Files that changed are run again; what they did before is kept.',
  options: {
    network: text('--network <name>', 'a network of the config, or several: a,b,c'),
    reset: flag('--reset', 'forget what was deployed (by the chosen migrations) and begin anew'),
    to: migrationNumber('--to <migration>', 'stop after this one, e.g. 2 or 02_market'),
    from: migrationNumber('--from <migration>', 'begin with this one'),
    replace: list('--replace <name>', 'deploy it anew, and do again what used it; repeatable'),
    accept: list('--accept <name>', 'record its owner and admin as they are now; repeatable'),
    plan: text('--plan <file>', 'do exactly what this plan of scaffold plan says, or nothing'),
    dryRun: flag('--dry-run', 'on a copy of the network; nothing is sent or recorded'),
    propose: text(
      '--propose <file>',
      'write there what others have to sign, such as a Safe; send what is ours',
    ),
    printOnly: flag('--print-only', 'send nothing: write or print all transactions, unsigned'),
    executed: list(
      '--executed <hash>',
      'the transaction in which a proposal was executed, if it is not found; repeatable',
    ),
    yes: flag('-y, --yes', 'do not ask before sending to a production network'),
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    offline: flag('--offline', 'never fetch a compiler'),
    json: flag('--json', 'print the report as JSON'),
  },
  examples: [
    { line: 'scaffold migrate', summary: 'try all migrations on a chain in this process' },
    { line: 'scaffold migrate --network sepolia --dry-run', summary: 'on a fork of it first' },
    { line: 'scaffold migrate --network sepolia', summary: 'for real' },
    {
      line: 'scaffold migrate --network sepolia,holesky',
      summary: 'one after the other, with the addresses side by side',
    },
    { line: 'scaffold migrate --network sepolia --plan plan.json', summary: 'as reviewed' },
    {
      line: 'scaffold migrate --network mainnet --propose upgrade.json',
      summary: 'what a Safe has to sign, for its app',
    },
    {
      line: 'scaffold migrate --network local --reset',
      summary: 'after the local node was started anew',
    },
  ],
  load: () => import('../commands/migrate.js'),
}
