import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Connection, loadProject, type Project } from '@scaffold-evm/project'
import type { MigrationReport } from '../../src/run/report.js'
import { type RunMigrationsOptions, runMigrations } from '../../src/run/run-migrations.js'
import { type Migrations, writeMigrations } from './project-dir.js'
import { withTempDir } from './temp-dir.js'

// This file runs in build/test/support.
const repository = fileURLToPath(new URL('../../../../..', import.meta.url))

/** A project whose contracts change while a chain in this process goes on. */
export interface SolidityProject {
  readonly project: Project
  readonly connection: Connection
  /** Writes contracts by file name and compiles. */
  compile(contracts: Readonly<Record<string, string>>): Promise<void>
  /** Writes these migrations and runs all that there are. */
  migrate(migrations: Migrations, options?: RunMigrationsOptions): Promise<MigrationReport>
}

/** Runs `action` in a folder of its own, in which packages of the repository can be imported; on a node when its URL is given. */
export function withSolidity<T>(
  contracts: Readonly<Record<string, string>>,
  action: (on: SolidityProject) => Promise<T>,
  url?: string,
): Promise<T> {
  const network = { type: 'http', url, accounts: 'node' }
  const config = url === undefined ? {} : { networks: { far: network }, defaultNetwork: 'far' }
  const text = `export default ${JSON.stringify(config)}`
  return withTempDir({ 'scaffold.config.mjs': text }, async (cwd) => {
    await symlink(join(repository, 'node_modules'), join(cwd, 'node_modules'))
    const project = await loadProject({ cwd })
    const connection = await project.connect()
    const on: SolidityProject = {
      project,
      connection,
      async compile(changed) {
        for (const [name, content] of Object.entries(changed)) {
          const path = join(cwd, 'contracts', name)
          await mkdir(dirname(path), { recursive: true })
          await writeFile(
            path,
            `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.28;\n${content}`,
          )
        }
        await project.compile()
      },
      async migrate(migrations, options) {
        await writeMigrations(project, migrations)
        return runMigrations(project, connection, options)
      },
    }
    try {
      await on.compile(contracts)
      return await action(on)
    } finally {
      await connection.close()
      await project.close()
    }
  })
}
