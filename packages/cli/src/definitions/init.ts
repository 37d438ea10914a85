import type { CommandDefinition } from '../internal/command.js'
import { choice, flag, text } from '../internal/options.js'

/** Names of what `scaffold init` can start with. */
export const templateNames = ['basic', 'javascript', 'token'] as const

/** Options of `scaffold init`. */
export interface InitOptions {
  readonly template: (typeof templateNames)[number] | undefined
  readonly install: boolean
  readonly scaffoldVersion: string | undefined
  readonly yes: boolean
}

/** `scaffold init` */
export const initDefinition: CommandDefinition<InitOptions> = {
  name: 'init',
  group: 'Project',
  summary: 'start a project',
  description:
    'Writes a project with a contract, a migration and tests into a folder. Files that are already there are never overwritten; a package.json gets the scripts and dependencies that it lacks. On a terminal it asks what is not given.',
  arguments: [{ name: 'folder', summary: 'where to (default: the current folder)' }],
  options: {
    template: choice('-t, --template <name>', 'what to start with', templateNames),
    install: flag('--install', 'run npm install afterwards'),
    scaffoldVersion: text(
      '--scaffold-version <spec>',
      'version of scaffold-evm to depend on: a range, a tag, or file:… (default: this one)',
    ),
    yes: flag('-y, --yes', 'ask nothing, take the defaults'),
  },
  examples: [
    { line: 'scaffold init', summary: 'ask, and write into the current folder' },
    { line: 'scaffold init shop --template token', summary: 'an ERC-20 token in the folder shop' },
    {
      line: 'scaffold init shop -t javascript --install',
      summary: 'without TypeScript, ready to run',
    },
  ],
  load: () => import('../commands/init.js'),
}
