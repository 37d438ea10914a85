import type { GlobalOptions, OptionDefinition } from './command.js'
import { flag, integer, text } from './options.js'

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
  passwordFd: integer(
    '--password-fd <n>',
    'file descriptor to read the password of key files from',
  ),
  stackTraces: flag('--stack-traces', 'show where errors come from'),
}
