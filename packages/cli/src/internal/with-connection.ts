import type { Connection } from '@scaffold-evm/project'
import type { CommandContext } from './command.js'

/** Runs `action` on a connection to the network, which is closed afterwards whatever happens. */
export async function withConnection<T>(
  context: CommandContext,
  networkName: string | undefined,
  action: (connection: Connection) => Promise<T>,
): Promise<T> {
  const project = await context.loadProject()
  const connection = await project.connect(networkName)
  try {
    return await action(connection)
  } finally {
    await connection.close()
  }
}
