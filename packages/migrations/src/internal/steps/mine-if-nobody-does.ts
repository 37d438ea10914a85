import type { Connection } from '@scaffold-evm/project'

/**
 * Mines a block on a node for development that mines each transaction as it comes. One that waits all the
 * same, since it was put back by a reorganisation, waits for the next that is sent, which is us.
 */
export async function mineIfNobodyDoes(connection: Connection): Promise<void> {
  const { isProduction, provider } = connection
  if (isProduction) return
  try {
    if ((await provider.request({ method: 'hardhat_getAutomine' })) !== true) return
    await provider.request({ method: 'evm_mine' })
  } catch {
    // Other nodes have no such methods: somebody mines there.
  }
}
