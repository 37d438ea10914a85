import type { CommandDefinition } from '../internal/command.js'
import { flag, list, migrationNumber, noFlag, text } from '../internal/options.js'

/** Options of `scaffold plan`. */
export interface PlanCommandOptions {
  readonly network: string | undefined
  readonly to: number | undefined
  readonly from: number | undefined
  readonly replace: readonly string[]
  readonly out: string | undefined
  readonly graph: readonly string[]
  readonly all: boolean
  readonly compile: boolean
  readonly offline: boolean
  readonly json: boolean
}

/** `scaffold plan` */
export const planDefinition: CommandDefinition<PlanCommandOptions> = {
  name: 'plan',
  group: 'Chain',
  summary: 'what migrate would do, and what is not as recorded',
  description:
    'Runs the migrations on a copy of the network and compares what is recorded with the chain: + create, ~ upgrade, ! replace, > call, = same, ? drift, with gas, cost and storage verdicts. Nothing is sent or recorded. Exits with 0 when there is nothing to do, with 2 when there is, with 1 on errors.',
  options: {
    network: text('--network <name>', 'a network of the config, or several: a,b,c'),
    out: text('--out <file>', 'keep the plan, for scaffold migrate --plan <file>'),
    graph: list('--graph <file>', 'draw what depends on what: .svg, .md or .mmd; repeatable'),
    replace: list('--replace <name>', 'as if this were deployed anew; repeatable'),
    to: migrationNumber('--to <migration>', 'stop after this one, e.g. 2 or 02_market'),
    from: migrationNumber('--from <migration>', 'begin with this one'),
    all: flag('--all', 'list contracts with nothing to do, too'),
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    offline: flag('--offline', 'never fetch a compiler'),
    json: flag('--json', 'print the plan as JSON'),
  },
  examples: [
    { line: 'scaffold plan --network sepolia', summary: 'what migrate would do there' },
    {
      line: 'scaffold plan --network sepolia --out plan.json',
      summary: 'keep it for review; scaffold migrate --plan plan.json does it',
    },
    {
      line: 'scaffold plan --network sepolia --replace Token',
      summary: 'what a new Token would bring with it',
    },
  ],
  usageExitCode: 1,
  load: () => import('../commands/plan.js'),
}
