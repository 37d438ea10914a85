import type { CommandDefinition } from '../internal/command.js'
import { text } from '../internal/options.js'

/** Options of `scaffold flatten`. */
export interface FlattenOptions {
  readonly output: string | undefined
}

/** `scaffold flatten` */
export const flattenDefinition: CommandDefinition<FlattenOptions> = {
  name: 'flatten',
  group: 'Build',
  summary: 'put a source and all its imports into one file',
  description:
    'Prints the given sources and everything they import as one file, in the order of dependence, each source once.',
  arguments: [{ name: 'files', summary: 'sources to flatten', isRequired: true, isVariadic: true }],
  options: { output: text('-o, --output <file>', 'write there instead of printing') },
  examples: [
    { line: 'scaffold flatten contracts/Token.sol', summary: 'to the terminal' },
    { line: 'scaffold flatten contracts/Token.sol -o Token.flat.sol', summary: 'to a file' },
  ],
  load: () => import('../commands/flatten.js'),
}
