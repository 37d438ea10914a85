import type { Connection, Project } from '@scaffold-evm/project'
import type { CommandContext } from './command.js'

/** Brings a chain into the state that tests start from. */
export function migrateForTests(
  { signal }: CommandContext,
  project: Project,
): (connection: Connection) => Promise<void> {
  return async (connection) => {
    const { runMigrations } = await import('@scaffold-evm/migrations')
    await runMigrations(project, connection, { signal })
  }
}
