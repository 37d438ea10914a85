import type { Connection, Project } from '@scaffold-evm/project'

/** Runs `action` on a connection to the network, which is closed afterwards whatever happens. */
export async function withConnection<T>(
  project: Project,
  networkName: string | undefined,
  action: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await project.connect(networkName)
  try {
    return await action(connection)
  } finally {
    await connection.close()
  }
}
