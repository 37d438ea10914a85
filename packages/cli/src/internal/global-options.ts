import type { GlobalOptions, OptionDefinition } from './command.js'
import { flag, text } from './options.js'

/** Options that every command takes, before or after its name. */
export const globalOptions: {
  readonly [K in keyof GlobalOptions]: OptionDefinition<GlobalOptions[K]>
} = {
  config: text('--config <file>', 'the config file, instead of looking for one'),
  cwd: text('--cwd <folder>', 'work in this folder'),
  quiet: {
    ...flag('-q, --quiet', 'print results and problems only'),
    aliases: ['--silent', '--logging.quiet'],
  },
  stackTraces: flag('--stack-traces', 'show where errors come from'),
}
