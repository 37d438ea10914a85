import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type Connection,
  type DeploymentRecord,
  loadProject,
  type Project,
} from '@scaffold-evm/project'
import { type MigrationPlan, parsePlanFile, planMigrations } from '../../src/plan.js'
import { formatPlanFile, type PlanToApply } from '../../src/planning/plan-file.js'
import type { PlanOptions } from '../../src/planning/plan-migrations.js'
import type { MigrationReport } from '../../src/run/report.js'
import { type RunMigrationsOptions, runMigrations } from '../../src/run/run-migrations.js'
import { type FaultyNode, startFaultyNode } from './faulty-node.js'
import { type Migrations, writeMigrations } from './project-dir.js'
import { sharedCache, withTempDir } from './temp-dir.js'

// This file runs in build/test/support.
const repository = fileURLToPath(new URL('../../../../..', import.meta.url))

/** A project on a node of its own, whose record is a file. */
export interface NodeProject {
  readonly node: FaultyNode
  readonly project: Project
  readonly connection: Connection
  /** Writes contracts by file name and compiles. */
  compile(contracts: Readonly<Record<string, string>>): Promise<void>
  write(migrations: Migrations): Promise<void>
  migrate(options?: RunMigrationsOptions): Promise<MigrationReport>
  plan(options?: PlanOptions): Promise<MigrationPlan>
  /** A plan as it comes out of its file. */
  kept(options?: PlanOptions): Promise<PlanToApply>
  record(): Promise<DeploymentRecord>
  /** Changes the record by hand. */
  edit(change: (text: string) => string): Promise<void>
}

/** Runs `action` in a folder of its own, on a node of its own. */
export async function withNodeProject<T>(
  files: { readonly contracts: Readonly<Record<string, string>>; readonly migrations: Migrations },
  action: (on: NodeProject) => Promise<T>,
): Promise<T> {
  const node = await startFaultyNode()
  const networks = `{ n: { url: '${node.url}' } }`
  const config = `export default { paths: { cache: '${sharedCache()}' }, networks: ${networks} }`
  try {
    return await withTempDir({ 'scaffold.config.mjs': config }, async (cwd) => {
      await symlink(join(repository, 'node_modules'), join(cwd, 'node_modules'))
      const project = await loadProject({ cwd })
      const connection = await project.connect('n')
      const path = join(project.config.paths.deployments, 'n.json')
      const on: NodeProject = {
        node,
        project,
        connection,
        async compile(contracts) {
          for (const [name, content] of Object.entries(contracts)) {
            const file = join(cwd, 'contracts', name)
            await mkdir(dirname(file), { recursive: true })
            await writeFile(
              file,
              `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.28;\n${content}`,
            )
          }
          await project.compile({ warm: true })
        },
        write: (migrations) => writeMigrations(project, migrations),
        migrate: (options) => runMigrations(project, connection, options),
        plan: (options) => planMigrations(project, connection, options),
        async kept(options) {
          const plan = await planMigrations(project, connection, options)
          return parsePlanFile(formatPlanFile(plan), 'plan.json')
        },
        record: async () => JSON.parse(await readFile(path, 'utf8')),
        edit: async (change) => writeFile(path, change(await readFile(path, 'utf8'))),
      }
      try {
        await on.compile(files.contracts)
        await on.write(files.migrations)
        return await action(on)
      } finally {
        await connection.close()
        await project.close()
      }
    })
  } finally {
    await node.close()
  }
}
