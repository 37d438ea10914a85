import type { CommandDefinition } from '../internal/command.js'
import { integer } from '../internal/options.js'

/** Options of `scaffold dap`. */
export interface DapOptions {
  readonly port: number | undefined
  readonly debuggee: boolean
}

/** `scaffold dap` */
export const dapDefinition: CommandDefinition<DapOptions> = {
  name: 'dap',
  group: 'Build',
  summary: 'let an editor debug tests and transactions',
  description:
    'Serves the Debug Adapter Protocol on standard input and output: an editor sets breakpoints in Solidity, and the tests that it launches stop there. It can step back.',
  options: {
    port: integer(
      '-p, --port <number>',
      'serve on a port of this machine instead; 0 takes a free one',
      {
        max: 65_535,
      },
    ),
    debuggee: {
      flags: '--debuggee',
      summary: 'run what the process debugs that started this one',
      fallback: false,
      isHidden: true,
    },
  },
  examples: [
    { line: 'scaffold dap', summary: 'what the debugger of an editor starts' },
    { line: 'scaffold dap --port 4711', summary: 'for an editor that connects' },
  ],
  load: () => import('../commands/dap.js'),
}
