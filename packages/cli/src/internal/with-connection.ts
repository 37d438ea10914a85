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

/** The same for who only reads: the keys of the network are not asked for. */
export async function withReadingConnection<T>(
  project: Project,
  networkName: string | undefined,
  action: (connection: Connection) => Promise<T>,
): Promise<T> {
  const { networks, defaultNetwork } = project.config
  const name = networkName ?? defaultNetwork
  const network = Object.hasOwn(networks, name) ? networks[name] : undefined
  if (network?.type !== 'http') return withConnection(project, networkName, action)
  const connection = await project.connect(name, { network: { ...network, accounts: [] } })
  try {
    return await action(connection)
  } finally {
    await connection.close()
  }
}
