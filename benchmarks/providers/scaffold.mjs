// Our provider for a recorded configuration of Hardhat's (used by ../shared/tools/replay.mjs and run.mjs).
import { createDevchain } from '../../packages/devchain/dist/index.js'

/** A chain with all defaults. */
export const createDefaultProvider = () => createDevchain()

/** A chain as `config` (EDR's ProviderConfig, as recorded) describes it. */
export async function createProvider(config) {
  const balances = new Map(Object.values(config.genesisState).map(({ balance }) => [balance]))
  const [balanceWei] = [...balances.keys()].filter((balance) => balance !== null)
  return await createDevchain({
    chainId: config.chainId,
    networkId: config.networkId,
    hardfork: config.hardfork,
    coinbase: config.coinbase,
    allowUnlimitedContractSize: config.allowUnlimitedContractSize,
    allowBlocksWithSameTimestamp: config.allowBlocksWithSameTimestamp,
    throwOnCallFailures: config.bailOnCallFailure,
    throwOnTransactionFailures: config.bailOnTransactionFailure,
    blockGasLimit: config.mining.blockGasLimit,
    minGasPrice: BigInt(config.minGasPrice),
    initialDate: config.network.Local.genesisBlockTime,
    accounts: config.ownedAccounts.map((privateKey) => ({
      privateKey,
      balanceWei: BigInt(balanceWei),
    })),
    logger: () => undefined,
  })
}
