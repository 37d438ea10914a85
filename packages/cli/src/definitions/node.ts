import type { CommandDefinition } from '../internal/command.js'
import { inertFlags } from '../internal/node/inert-flags.js'
import {
  alias,
  choice,
  ether,
  flag,
  grouped,
  integer,
  integerOr,
  list,
  mnemonicLength,
  noFlag,
  origins,
  quantity,
  quantityOr,
  seconds,
  signedQuantity,
  text,
  textOr,
  toggle,
} from '../internal/options.js'

interface ServerOptions {
  readonly host: string
  readonly port: number
  /** True is all of them. */
  readonly cors: true | readonly string[] | undefined
  readonly json: boolean
  readonly ganacheOutput: boolean
  readonly verbose: boolean
  readonly configOut: string | undefined
  readonly accountKeys: string | undefined
}

interface AccountOptions {
  readonly accounts: number | undefined
  /** Wei. */
  readonly balance: bigint | undefined
  readonly mnemonic: string | undefined
  readonly deterministic: boolean
  readonly seed: string | undefined
  /** How many words; true is 12. */
  readonly mnemonicRandom: number | true | undefined
  readonly derivationPath: string | undefined
  readonly account: readonly string[]
  readonly unlock: readonly string[]
  readonly autoImpersonate: boolean
  readonly lock: boolean
}

interface ChainOptions {
  readonly ganache: boolean
  readonly ganache6: boolean
  readonly chainId: bigint | undefined
  readonly networkId: bigint | undefined
  readonly hardfork: string | undefined
  readonly gasLimit: bigint | undefined
  readonly baseFee: bigint | undefined
  readonly gasPrice: bigint | undefined
  readonly defaultGas: string | undefined
  readonly coinbase: string | undefined
  readonly timestamp: bigint | undefined
  readonly time: string | undefined
  readonly codeSizeLimit: number | undefined
  readonly disableCodeSizeLimit: boolean
  readonly vmErrors: boolean | undefined
}

interface MiningOptions {
  /** Milliseconds. */
  readonly blockTime: number | undefined
  readonly mining: boolean
  readonly mixedMining: boolean
  readonly order: 'fees' | 'fifo' | undefined
  /** Seconds; Ganache says "clock" for none. */
  readonly timestampIncrement: bigint | 'clock' | undefined
}

interface ForkOptions {
  readonly forkUrl: string | undefined
  readonly forkBlockNumber: bigint | undefined
  readonly forkHeader: readonly string[]
  readonly forkCache: boolean
}

interface HistoryOptions {
  readonly init: string | undefined
  readonly import: readonly string[]
  readonly export: string | undefined
  readonly exportGenesis: string | undefined
}

interface StateOptions {
  readonly state: string | undefined
  readonly loadState: string | undefined
  readonly dumpState: string | undefined
}

/** Options of `scaffold node`. */
export interface NodeOptions
  extends ServerOptions,
    AccountOptions,
    ChainOptions,
    MiningOptions,
    ForkOptions,
    HistoryOptions,
    StateOptions {}

const server = grouped<ServerOptions>('Server', {
  host: alias(
    textOr('--host <address>', 'interface to listen on', '127.0.0.1'),
    ...['-h', '--hostname', '--server.host'],
  ),
  port: alias(
    integerOr('-p, --port <number>', 'port to listen on; 0 takes a free one', 8545, {
      max: 65535,
    }),
    '--server.port',
  ),
  cors: alias(
    origins('--cors <origins>', 'web pages that may use the node: *, or origins with commas'),
    '--allow-origin',
  ),
  json: flag('--json', 'print one line of JSON when ready, nothing else'),
  ganacheOutput: {
    ...flag('--ganache-output', 'say that it is ready as Ganache does'),
    isHidden: true,
  },
  verbose: alias(flag('-v, --verbose', 'log every request'), '--verbosity', '--logging.verbose'),
  configOut: text('--config-out <file>', 'write accounts and fees to a file, as anvil does'),
  accountKeys: alias(
    text('--account-keys <file>', 'write the keys to a file, as Ganache does'),
    ...['--account_keys_path', '--acctKeys', '--wallet.accountKeysPath'],
  ),
})

const accounts = grouped<AccountOptions>('Accounts', {
  accounts: alias(
    integer('-a, --accounts <count>', 'funded accounts (default: 10)', { max: 10_000 }),
    '--wallet.totalAccounts',
  ),
  balance: alias(
    ether('-e, --balance <ether>', 'of each account (default: 10000)'),
    ...['--defaultBalanceEther', '--wallet.defaultBalance'],
  ),
  mnemonic: alias(
    text('-m, --mnemonic <words>', 'where they come from (default: test test … junk)'),
    '--wallet.mnemonic',
  ),
  deterministic: alias(
    flag('-d, --deterministic', "Ganache's mnemonic: myth like bonus …"),
    '--wallet.deterministic',
  ),
  seed: alias(
    text('-s, --seed <text>', 'the mnemonic that Ganache makes of a seed'),
    ...['--wallet.seed', '--mnemonic-seed-unsafe'],
  ),
  mnemonicRandom: mnemonicLength('--mnemonic-random [words]', 'a new one at each start'),
  derivationPath: alias(
    text('--derivation-path <path>', "BIP-32 (default: m/44'/60'/0'/0/)"),
    ...['--hdPath', '--wallet.hdPath'],
  ),
  account: alias(
    list('--account <key,wei>', 'an account instead of those; may be repeated'),
    '--wallet.accounts',
  ),
  unlock: alias(
    list('-u, --unlock <address>', 'send for it without its key; may be repeated'),
    '--wallet.unlockedAccounts',
  ),
  autoImpersonate: alias(
    flag('--auto-impersonate', 'send for every address without its key'),
    '--auto-unlock',
  ),
  lock: alias(
    flag('-n, --lock', 'until personal_unlockAccount with an empty passphrase'),
    ...['--secure', '--wallet.lock'],
  ),
})

const chain = grouped<ChainOptions>('Chain', {
  ganache: flag('--ganache', "Ganache's defaults, meanings and error messages"),
  ganache6: flag('--ganache6', 'those of ganache-cli 6'),
  chainId: alias(quantity('--chain-id <number>', 'chain id (default: 31337)'), '--chain.chainId'),
  networkId: alias(
    quantity('-i, --network-id <number>', 'of net_version (default: the chain id)'),
    '--chain.networkId',
  ),
  hardfork: alias(
    text('-k, --hardfork <name>', 'rules to follow (default: osaka)'),
    '--chain.hardfork',
  ),
  gasLimit: alias(
    quantity('-l, --gas-limit <gas>', 'of a block (default: 60000000)'),
    '--miner.blockGasLimit',
  ),
  baseFee: alias(
    quantity('--base-fee <wei>', 'of the first block (default: 1000000000)'),
    '--block-base-fee-per-gas',
  ),
  gasPrice: alias(
    quantity('-g, --gas-price <wei>', 'what eth_gasPrice suggests (default: by base fee)'),
    '--miner.defaultGasPrice',
  ),
  defaultGas: alias(
    text('--default-gas <gas>', 'of transactions that do not say (default: all)'),
    '--miner.defaultTransactionGasLimit',
  ),
  coinbase: alias(text('--coinbase <address>', 'who gets the tips'), '--miner.coinbase'),
  timestamp: quantity('--timestamp <seconds>', 'time of the genesis block'),
  time: alias(text('-t, --time <date>', 'the same as a date: 2030-01-01'), '--chain.time'),
  codeSizeLimit: integer('--code-size-limit <bytes>', 'above 24576: no limit for contracts'),
  disableCodeSizeLimit: alias(
    flag('--disable-code-size-limit', 'no limit for the size of contracts'),
    ...['--allowUnlimitedContractSize', '--chain.allowUnlimitedContractSize'],
    '--chain.allowUnlimitedInitCodeSize',
  ),
  vmErrors: alias(
    toggle('--vm-errors [boolean]', 'answer a mined failure with an error (default: true)'),
    ...['--chain.vmErrorsOnRPCResponse', '--vmErrorsOnRPCResponse'],
    '--noVMErrorsOnRPCResponse=false',
  ),
})

const mining = grouped<MiningOptions>('Mining', {
  blockTime: alias(
    seconds('-b, --block-time <seconds>', 'a block every so often, not one per transaction'),
    '--miner.blockTime',
  ),
  mining: alias(noFlag('--no-mining', 'no blocks unless asked for by evm_mine'), '--no-mine'),
  mixedMining: flag('--mixed-mining', 'with --block-time: one per transaction as well'),
  order: choice('--order <order>', 'what is mined first', ['fees', 'fifo']),
  timestampIncrement: alias(
    quantityOr('--timestamp-increment <s>', 'between blocks, whatever the clock says', 'clock'),
    '--miner.timestampIncrement',
  ),
})

const fork = grouped<ForkOptions>('Fork', {
  forkUrl: alias(
    text('-f, --fork-url <url>', 'start from the state of this chain; url@block'),
    ...['--fork', '--fork.url', '--rpc-url'],
  ),
  forkBlockNumber: alias(
    signedQuantity(
      '--fork-block-number <number>',
      'and from this block; -5: five before the latest',
    ),
    '--fork.blockNumber',
  ),
  forkHeader: alias(
    list('--fork-header <header>', '"Name: value" for its requests; may be repeated'),
    '--fork.headers',
  ),
  forkCache: alias(
    noFlag('--no-fork-cache', 'keep nothing of it on the disk'),
    ...['--no-storage-caching', '--fork.disableCache'],
  ),
})

const history = grouped<HistoryOptions>('History', {
  init: text('--init <file>', "forks and accounts of a genesis.json in geth's format"),
  import: list('--import <file>', 'run the blocks of an RLP file first; may be repeated'),
  export: text('--export <file>', 'write the blocks to an RLP file at the end, as geth does'),
  exportGenesis: text('--export-genesis <file>', 'write the genesis.json to go with it'),
})

const state = grouped<StateOptions>('State', {
  state: alias(
    text('--state <file>', 'keep the chain in a file, and go on from what is there'),
    ...['--db', '--db_path', '--database.dbPath'],
  ),
  loadState: text('--load-state <file>', "begin with a dump in anvil's format"),
  dumpState: text('--dump-state <file>', "write a dump in anvil's format at the end"),
})

/** `scaffold node` */
export const nodeDefinition: CommandDefinition<NodeOptions> = {
  name: 'node',
  group: 'Chain',
  summary: 'start a local Ethereum node',
  description:
    'Starts a chain of its own with funded accounts, and serves JSON-RPC over HTTP and WebSocket on one port. Needs no project; within one, the options of its in-process network apply. The flags of anvil and Ganache are understood as well.',
  options: { ...server, ...accounts, ...chain, ...mining, ...fork, ...history, ...state },
  inert: inertFlags,
  examples: [
    { line: 'scaffold node', summary: 'on http://127.0.0.1:8545' },
    { line: 'scaffold node -p 0 --json', summary: 'for scripts: any port, and say which' },
    { line: 'scaffold node --block-time 12', summary: 'blocks as on mainnet' },
    { line: 'scaffold node -f https://rpc.example.org', summary: 'on top of a live chain' },
    { line: 'scaffold node --state dev.state', summary: 'a chain that outlives the node' },
    { line: 'scaffold node -d -i 5777 -e 100', summary: 'as ganache-cli was started' },
  ],
  load: () => import('../commands/node.js'),
}
