import type { CommandDefinition } from '../internal/command.js'
import { flag, noFlag } from '../internal/options.js'

/** What `scaffold inspect` can show of a contract. */
export const inspectFields = [
  'abi',
  'bytecode',
  'deployed-bytecode',
  'constructor',
  'methods',
  'events',
  'errors',
  'storage-layout',
  'metadata',
  'libraries',
  'size',
] as const

/** Options of `scaffold inspect`. */
export interface InspectOptions {
  readonly compile: boolean
  readonly offline: boolean
  readonly json: boolean
}

/** `scaffold inspect` */
export const inspectDefinition: CommandDefinition<InspectOptions> = {
  name: 'inspect',
  group: 'Build',
  summary: 'show what the compiler made of a contract',
  description: `Shows one thing about a compiled contract: ${inspectFields.join(', ')}. Without a field, an overview.`,
  arguments: [
    { name: 'contract', summary: 'Token, or contracts/Token.sol:Token', isRequired: true },
    { name: 'field', summary: 'what to show' },
  ],
  options: {
    compile: noFlag('--no-compile', 'use the artifacts as they are'),
    offline: flag('--offline', 'never fetch a compiler'),
    json: flag('--json', 'print JSON instead of tables'),
  },
  examples: [
    { line: 'scaffold inspect Token methods', summary: 'functions and their selectors' },
    { line: 'scaffold inspect Token storage-layout', summary: 'slots, offsets, types' },
    { line: 'scaffold inspect Token abi --json', summary: 'for other tools' },
  ],
  load: () => import('../commands/inspect.js'),
}
