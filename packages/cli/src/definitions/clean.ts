import type { CommandDefinition } from '../internal/command.js'
import { flag } from '../internal/options.js'

/** Options of `scaffold clean`. */
export interface CleanOptions {
  readonly cacheGlobal: boolean
  readonly json: boolean
}

/** `scaffold clean` */
export const cleanDefinition: CommandDefinition<CleanOptions> = {
  name: 'clean',
  group: 'Project',
  summary: 'delete what the compiler made',
  description:
    'Deletes the artifacts, the cache and the generated types of the project. Deployment records stay.',
  options: {
    cacheGlobal: flag('--cache-global', 'delete the compilers that all projects share instead'),
    json: flag('--json', 'print what was deleted as JSON'),
  },
  examples: [
    { line: 'scaffold clean', summary: 'compile from nothing the next time' },
    { line: 'scaffold clean --cache-global', summary: 'fetch compilers anew when they are needed' },
  ],
  load: () => import('../commands/clean.js'),
}
