import type { Hex } from '@scaffold-evm/common'

/** What `createDevchain` makes a chain of. Everything is optional. */
export interface DevchainOptions {
  /**
   * Whose defaults, meanings and error messages: `ganache` has those of Ganache 7.9.2, where the
   * defaults below differ too (chain id 1337, 1,000 ether, shanghai, …). `ganache6` speaks as that one does and has the
   * defaults and meanings of ganache-cli 6.12.2 (chain id 1, 100 ether, muirGlacier, …). @default 'hardhat'
   */
  readonly dialect?: 'hardhat' | 'ganache' | 'ganache6' | undefined
  /**
   * In the dialect `ganache6`: calls of the latest block run in the next one, at its time, as in ganache-cli before 6.6.
   * @default false
   */
  readonly callsInNextBlock?: boolean | undefined
  /**
   * In the dialect `ganache6`: what transactions and calls offer that name no price, in wei per gas, whatever
   * `eth_gasPrice` says. ganache-cli before 6.1.7 and Truffle 4 had 1 there. @default `gasPrice`
   */
  readonly unnamedGasPrice?: bigint | number | undefined
  /** @default 31337n */
  readonly chainId?: bigint | number | undefined
  /** What `net_version` answers. @default the chain id */
  readonly networkId?: bigint | number | undefined
  /**
   * What runs code: `fast` is the WebAssembly engine, `reference` is @ethereumjs/evm as it ships, many times slower.
   * @default 'fast'
   */
  readonly engine?: 'fast' | 'reference' | undefined
  /** Fork rules, from `chainstart` to `bpo2`. @default 'osaka' */
  readonly hardfork?: string | undefined
  /** What the accounts are derived from (BIP-39). @default 'test test test test test test test test test test test junk' */
  readonly mnemonic?: string | undefined
  /** BIP-32 path that the index of an account is appended to. @default "m/44'/60'/0'/0/" */
  readonly derivationPath?: string | undefined
  /** How many accounts are derived. @default 10 */
  readonly accountCount?: number | undefined
  /** What each account has in the genesis block, in wei. @default 10_000 ether */
  readonly balanceWei?: bigint | undefined
  /** These accounts, instead of those of the mnemonic. */
  readonly accounts?: readonly DevchainAccountOptions[] | undefined
  /** Gas of a block. @default 60_000_000n */
  readonly blockGasLimit?: bigint | number | undefined
  /** Gas of a transaction that does not say how much. @default as much as it may have */
  readonly transactionGasLimit?: bigint | number | undefined
  /** Base fee of the genesis block, wei per gas. @default 1 gwei */
  readonly baseFeePerGas?: bigint | number | undefined
  /** Transactions that offer less, in wei per gas, are not mined. @default 0n */
  readonly minGasPrice?: bigint | number | undefined
  /**
   * What `eth_gasPrice` suggests and transactions without fees offer, in wei per gas.
   * @default 1 gwei above the base fee, which may double; 8 gwei where there is no base fee
   */
  readonly gasPrice?: bigint | number | undefined
  /** Who gets the tips. @default '0xc014ba5ec014ba5ec014ba5ec014ba5ec014ba5e' */
  readonly coinbase?: Hex | undefined
  readonly mining?: DevchainMiningOptions | undefined
  /** Time of the genesis block; the clock runs on from there. @default now */
  readonly initialDate?: Date | string | undefined
  /** Lifts the limits on the size of contracts (EIP-170, EIP-3860). @default false */
  readonly allowUnlimitedContractSize?: boolean | undefined
  /** @default false */
  readonly allowBlocksWithSameTimestamp?: boolean | undefined
  /** Rejects `eth_sendTransaction` of a transaction that was mined and failed. @default true */
  readonly throwOnTransactionFailures?: boolean | undefined
  /**
   * Rejects `eth_call` when the call fails; otherwise its revert data is the result.
   * @default true; in the dialect `ganache6` as `throwOnTransactionFailures`
   */
  readonly throwOnCallFailures?: boolean | undefined
  /** Begin with the state of another chain. */
  readonly fork?: DevchainForkOptions | undefined
  /**
   * What geth's genesis.json says, as its text or as the parsed object: forks, the first block and the
   * accounts that have money, instead of what other options say of them.
   */
  readonly genesis?: string | Readonly<Record<string, unknown>> | undefined
  /**
   * A folder where answers of forked chains are kept, by chain and block, for blocks that are 128 or
   * more behind the latest: a fork of such a block works without network the next time. Any number of
   * processes may share it. @default nothing is kept
   */
  readonly forkCacheDir?: string | undefined
  /**
   * A file that the chain is kept in: what changes it is on the disk before it is answered, and the
   * next chain with this file goes on where the last one was, however that ended. A dump of anvil is
   * taken over. @default nothing is written
   */
  readonly stateFile?: string | undefined
  /** The wall clock, milliseconds since the epoch. @default Date.now */
  readonly now?: (() => number) | undefined
  /** Gets each line that a contract prints through `console.log`. @default writes it to stdout */
  readonly logger?: ((line: string) => void) | undefined
  /** Gets what its user should know, in a sentence, e.g. that a state file ended in a torn record. @default writes it to stderr */
  readonly onNotice?: ((message: string) => void) | undefined
}

/** An account that the chain begins with. */
export interface DevchainAccountOptions {
  /** 32 bytes. */
  readonly privateKey: Hex
  /** @default the option `balanceWei` of the chain */
  readonly balanceWei?: bigint | undefined
}

/** How blocks come about. */
export interface DevchainMiningOptions {
  /** Mine each transaction as it arrives. @default true */
  readonly auto?: boolean | undefined
  /** Mine every so many milliseconds; 0 is never. @default 0 */
  readonly intervalMs?: number | undefined
  /** Which transactions come first: those that pay more, or those that came first. @default 'fees' */
  readonly order?: 'fees' | 'arrival' | undefined
}

/** What a chain forks from. */
export interface DevchainForkOptions {
  /** JSON-RPC over HTTP. */
  readonly url: string
  /** Below zero: so many before the latest. @default the remote's latest block */
  readonly blockNumber?: bigint | number | undefined
  /** Sent with each request, e.g. for authorisation. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}
