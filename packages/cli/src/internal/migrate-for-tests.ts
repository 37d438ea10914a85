import type { Connection, Project } from '@scaffold-evm/project'
import type { CommandContext } from './command.js'

/** Brings a chain into the state that tests start from, or into that of some migrations alone. */
export function migrateForTests(
  { signal }: Pick<CommandContext, 'signal'>,
  project: Project,
): (connection: Connection, files?: readonly string[]) => Promise<void> {
  return async (connection, only) => {
    const { runMigrations } = await import('@scaffold-evm/migrations')
    await runMigrations(project, connection, { signal, ...(only === undefined ? {} : { only }) })
  }
}
