import type { Connection, Project } from '@scaffold-evm/project'
import * as environment from './environment.js'
import { assert, expect } from './expect.js'
import { activateEnvironment } from './internal/active-environment.js'
import { createEnvironment, createMigrationFixtures } from './internal/create-environment.js'
import type { MigrateChain } from './internal/helpers/migration-fixtures.js'

/** What `scaffold-evm/test` exports, by name. */
export type EnvironmentBindings = Readonly<Record<string, unknown>>

/** What makes the environment complete. */
export interface ProvideOptions {
  /** What `deployments.fixture()` runs. @default nothing */
  readonly migrate?: MigrateChain | undefined
}

/**
 * Makes what `scaffold-evm/test` exports work outside of a test run, e.g. in scripts and at a prompt, and
 * returns it by name. It ends with the connection.
 */
export async function provideEnvironment(
  _project: Project,
  connection: Connection,
  { migrate }: ProvideOptions = {},
): Promise<EnvironmentBindings> {
  const migrations = createMigrationFixtures(connection, migrate)
  activateEnvironment(await createEnvironment(connection, migrations))
  return { ...environment, assert, expect }
}
