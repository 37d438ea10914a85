import type { Connection, Project } from '@scaffold-evm/project'
import * as environment from './environment.js'
import { assert, expect } from './expect.js'
import { activateEnvironment, type TestEnvironment } from './internal/active-environment.js'
import { createEnvironment } from './internal/create-environment.js'

/** What `scaffold-evm/test` exports, by name. */
export type EnvironmentBindings = Readonly<Record<string, unknown>>

/**
 * Makes what `scaffold-evm/test` exports work outside of a test run, e.g. in scripts and at a prompt, and
 * returns it by name. It ends with the connection.
 */
export async function provideEnvironment(
  _project: Project,
  connection: Connection,
): Promise<EnvironmentBindings> {
  const created: TestEnvironment = await createEnvironment(connection)
  activateEnvironment(created)
  return { ...environment, assert, expect }
}
