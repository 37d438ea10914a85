import type { CommandDefinition } from '../internal/command.js'
import { flag } from '../internal/options.js'

/** Options of `scaffold version`. */
export interface VersionOptions {
  readonly json: boolean
}

/** `scaffold version` */
export const versionDefinition: CommandDefinition<VersionOptions> = {
  name: 'version',
  group: 'Project',
  summary: 'print the versions of scaffold, Node.js and solc',
  description:
    'Prints the versions of scaffold, of Node.js and of the compiler that comes with scaffold.',
  options: { json: flag('--json', 'print JSON') },
  examples: [
    { line: 'scaffold version', summary: 'for a report' },
    { line: 'scaffold --version', summary: 'the one number' },
  ],
  load: () => import('../commands/version.js'),
}
