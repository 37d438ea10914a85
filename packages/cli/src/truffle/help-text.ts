import { truffleCommands } from './definitions/all.js'
import { everywhere, sharedOptions } from './shared-options.js'
import type { TruffleCommand, TruffleOption } from './truffle-command.js'

const width = 26

/** What there is help on: a command, or the help itself. */
export type HelpTopic = Omit<TruffleCommand, 'load'>

/** The help on the help. */
export const helpItself: HelpTopic = {
  name: 'help',
  summary: 'list all commands, or explain one',
  usage: '[<command>]',
  options: [],
  shared: [],
}

/** What a command takes, with what all take. */
export function optionsOf({ options, shared }: HelpTopic): readonly TruffleOption[] {
  return [...options, ...shared.map((name) => sharedOptions[name])]
}

/** The help on everything. `program` is what was called. */
export function generalHelp(
  program: string,
  others: readonly { name: string; summary: string }[],
): string {
  const lines = [
    `Usage: ${program} <command> [options]`,
    '',
    program === 'truffle'
      ? "Truffle's commands, as scaffold has them."
      : 'A Truffle project: these commands work as in Truffle.',
    '',
    'Commands:',
    ...truffleCommands.map(({ name, summary }) => line(name, summary)),
    '',
    ...(others.length === 0
      ? []
      : ['Commands of scaffold:', ...others.map(({ name, summary }) => line(name, summary)), '']),
    'Options:',
    ...everywhere.map(optionLine),
    '',
    `${program} help <command> explains a command.`,
    '',
  ]
  return lines.join('\n')
}

/** The help on one command. */
export function commandHelp(program: string, command: HelpTopic): string {
  const { name, usage, summary } = command
  const shown = [...optionsOf(command), ...everywhere].filter(({ isHidden }) => isHidden !== true)
  const lines = [
    '',
    `  Usage:        ${program} ${name}${usage === undefined ? '' : ` ${usage}`} [options]`,
    `  Description:  ${summary.charAt(0).toUpperCase()}${summary.slice(1)}`,
    '  Options:',
    ...shown.map(optionLine),
    '',
  ]
  return `${lines.join('\n')}\n`
}

function optionLine(option: TruffleOption): string {
  const { name, alias, placeholder, summary } = option
  const flags = [
    ...(alias === undefined ? [] : [`-${alias}`]),
    name.length === 1 ? `-${name}` : `--${name}`,
  ]
  return line(`${flags.join(', ')}${placeholder === undefined ? '' : ` ${placeholder}`}`, summary)
}

function line(left: string, right: string): string {
  return `  ${left.padEnd(width)} ${right}`
}
