import type { CommandDefinition } from '../internal/command.js'
import { flag, integer, integerOr, noFlag, quantity, text, textOr } from '../internal/options.js'

/** Options of `scaffold node`. */
export interface NodeOptions {
  readonly host: string
  readonly port: number
  readonly chainId: bigint | undefined
  readonly accounts: number | undefined
  readonly mnemonic: string | undefined
  readonly balance: number | undefined
  readonly blockTime: number | undefined
  readonly mining: boolean
  readonly forkUrl: string | undefined
  readonly forkBlockNumber: bigint | undefined
  readonly hardfork: string | undefined
  readonly gasLimit: bigint | undefined
  readonly cors: string | undefined
  readonly verbose: boolean
  readonly json: boolean
}

/** `scaffold node` */
export const nodeDefinition: CommandDefinition<NodeOptions> = {
  name: 'node',
  group: 'Chain',
  summary: 'start a local Ethereum node',
  description:
    'Starts a chain of its own with funded accounts, and serves JSON-RPC over HTTP and WebSocket on one port. Needs no project; within one, the options of its in-process network apply.',
  options: {
    host: textOr('--host <address>', 'interface to listen on', '127.0.0.1'),
    port: integerOr('--port <number>', 'port to listen on; 0 takes a free one', 8545, {
      max: 65535,
    }),
    chainId: quantity('--chain-id <number>', 'chain id (default: 31337)'),
    accounts: integer('--accounts <count>', 'funded accounts (default: 10)', { min: 1, max: 1000 }),
    mnemonic: text(
      '--mnemonic <words>',
      'where the accounts come from (default: test test … junk)',
    ),
    balance: integer('--balance <ether>', 'of each account (default: 10000)'),
    blockTime: integer(
      '--block-time <seconds>',
      'a block every so often instead of one per transaction',
      { min: 1 },
    ),
    mining: noFlag('--no-mining', 'no blocks unless asked for by evm_mine'),
    forkUrl: text('--fork-url <url>', 'start from the state of this chain'),
    forkBlockNumber: quantity('--fork-block-number <number>', 'and from this block of it'),
    hardfork: text('--hardfork <name>', 'rules to follow (default: osaka)'),
    gasLimit: quantity('--gas-limit <gas>', 'of a block (default: 60000000)'),
    cors: text(
      '--cors <origins>',
      'web pages that may use the node: * or origins, comma-separated',
    ),
    verbose: flag('-v, --verbose', 'log every request'),
    json: flag('--json', 'print one line of JSON when ready, nothing else'),
  },
  examples: [
    { line: 'scaffold node', summary: 'on http://127.0.0.1:8545' },
    { line: 'scaffold node --port 0 --json', summary: 'for scripts: any port, and say which' },
    { line: 'scaffold node --block-time 12', summary: 'blocks as on mainnet' },
    { line: 'scaffold node --fork-url https://rpc.example.org', summary: 'on top of a live chain' },
  ],
  load: () => import('../commands/node.js'),
}
