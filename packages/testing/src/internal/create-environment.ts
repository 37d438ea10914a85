import type { Connection } from '@scaffold-evm/project'
import { createNetworkHelpers } from '../network-helpers.js'
import type { TestChain, TestEnvironment } from './active-environment.js'
import { connectEthers } from './hardhat-ethers.js'

/** What test files get to see of a connection. */
export async function createEnvironment(connection: Connection): Promise<TestEnvironment> {
  const [signers, accounts] = await Promise.all([connection.signers(), connection.accounts()])
  return { chain: createChain(connection), ethers: connectEthers(connection), signers, accounts }
}

function createChain(connection: Connection): TestChain {
  const { networkName, chainId, provider } = connection
  return {
    ...createNetworkHelpers(connection),
    connection,
    networkName,
    chainId,
    request: (method, ...params) => provider.request({ method, params }),
  }
}
