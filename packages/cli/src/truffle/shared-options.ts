import type { SharedOption, TruffleOption } from './truffle-command.js'

/** Options that several commands have, by name. */
export const sharedOptions: Readonly<Record<SharedOption, TruffleOption>> = {
  network: {
    name: 'network',
    type: 'string',
    placeholder: '<name>',
    summary: 'a network of the config',
  },
  config: {
    name: 'config',
    type: 'string',
    placeholder: '<file>',
    summary: 'the config file, instead of looking for one',
  },
  quiet: { name: 'quiet', type: 'boolean', summary: 'print results and problems only' },
  from: {
    name: 'from',
    type: 'string',
    placeholder: '<account>',
    summary: 'the account that calls',
  },
}

/** Options that every command takes. */
export const everywhere: readonly TruffleOption[] = [
  { name: 'cwd', type: 'string', placeholder: '<folder>', summary: 'work in this folder' },
  { name: 'stack-traces', type: 'boolean', summary: 'show where errors come from' },
  { name: 'truffle4', type: 'boolean', summary: 'work as Truffle 4 did, with web3 0.20' },
  { name: 'help', type: 'boolean', summary: 'explain the command' },
]

/** A switch that is off unless given. */
export function flag(name: string, summary: string, alias?: string): TruffleOption {
  return {
    name,
    type: 'boolean',
    fallback: false,
    summary,
    ...(alias === undefined ? {} : { alias }),
  }
}

/** An option with a text. */
export function text(
  name: string,
  placeholder: string,
  summary: string,
  alias?: string,
): TruffleOption {
  return { name, type: 'string', placeholder, summary, ...(alias === undefined ? {} : { alias }) }
}

/** An option with a number. */
export function number(name: string, placeholder: string, summary: string): TruffleOption {
  return { name, type: 'number', placeholder, summary }
}

/** Without being in the help. */
export function hidden(option: TruffleOption): TruffleOption {
  return { ...option, isHidden: true }
}

/** For chains that are started here. */
export const hardfork: TruffleOption = text(
  'hardfork',
  '<name>',
  'rules of a chain in this process; legacy: those of ganache-cli 6',
)
