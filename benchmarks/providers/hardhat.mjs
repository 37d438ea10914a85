// Hardhat 3's provider for a recorded configuration (used by ../shared/tools/replay.mjs and run.mjs).
import { createHardhatRuntimeEnvironment } from 'hardhat/hre'

/** The provider of a project without any configuration. */
export async function createDefaultProvider() {
  const hre = await createHardhatRuntimeEnvironment({})
  const { provider } = await hre.network.create()
  return provider
}

/** A provider of Hardhat's own network manager, as `config` (EDR's ProviderConfig, as recorded) describes it. */
export async function createProvider(config) {
  const [{ balance }] = Object.values(config.genesisState)
  const recorded = {
    type: 'edr-simulated',
    chainId: config.chainId,
    networkId: config.networkId,
    hardfork: config.hardfork.toLowerCase(),
    coinbase: config.coinbase,
    allowUnlimitedContractSize: config.allowUnlimitedContractSize,
    allowBlocksWithSameTimestamp: config.allowBlocksWithSameTimestamp,
    throwOnCallFailures: config.bailOnCallFailure,
    throwOnTransactionFailures: config.bailOnTransactionFailure,
    blockGasLimit: config.mining.blockGasLimit,
    minGasPrice: Number(config.minGasPrice),
    initialDate: config.network.Local.genesisBlockTime,
    accounts: config.ownedAccounts.map((privateKey) => ({
      privateKey,
      balance: BigInt(balance).toString(),
    })),
  }
  const hre = await createHardhatRuntimeEnvironment({ networks: { recorded } })
  const { provider } = await hre.network.create('recorded')
  return provider
}
