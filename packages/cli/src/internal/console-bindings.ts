import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Connection, Project } from '@scaffold-evm/project'
import { provideEnvironment } from '@scaffold-evm/testing'

/** What is at hand at the prompt: the environment of the tests, the accounts, and what migrations deployed by name. */
export async function consoleBindings(
  project: Project,
  connection: Connection,
): Promise<Readonly<Record<string, unknown>>> {
  const environment = await provideEnvironment(project, connection)
  const contracts = await deployedContracts(connection)
  const require = createRequire(join(project.root, 'console.js'))
  return { ...environment, require, ...contracts }
}

async function deployedContracts(connection: Connection): Promise<Record<string, unknown>> {
  const record = await connection.deployments.read()
  const names = Object.keys(record?.contracts ?? {})
  const contracts = await Promise.all(names.map((name) => connection.deployed(name)))
  return Object.fromEntries(names.map((name, index) => [name, contracts[index]]))
}
