import type { DevchainOptions } from '../../../options.js'

/** What `ganache -d` deploys its accounts from, and so do we without `-d`. */
const mnemonic = 'myth like bonus scare over problem client lizard pioneer submit female collect'

/** Gas of a transaction that does not say how much. */
const transactionGasLimit = 90_000n

/** The options that Ganache 7.9.2 starts with. Its network id is the time at which it starts. */
export function ganacheDefaults(now: () => number): DevchainOptions {
  return {
    chainId: 1_337n,
    networkId: BigInt(now()),
    hardfork: 'shanghai',
    mnemonic,
    balanceWei: 1_000n * 10n ** 18n,
    blockGasLimit: 30_000_000n,
    gasPrice: 2_000_000_000n,
    transactionGasLimit,
    coinbase: '0x0000000000000000000000000000000000000000',
    allowBlocksWithSameTimestamp: true,
    throwOnTransactionFailures: false,
  }
}

/** The options that ganache-cli 6.12.2 starts with, where they differ. */
export function ganache6Defaults(now: () => number): DevchainOptions {
  return {
    ...ganacheDefaults(now),
    // Of its EVM, whatever `eth_chainId` answers.
    chainId: 1n,
    hardfork: 'muirGlacier',
    balanceWei: 100n * 10n ** 18n,
    blockGasLimit: 6_721_975n,
    gasPrice: 20_000_000_000n,
    throwOnTransactionFailures: true,
  }
}
