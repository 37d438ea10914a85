import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadProject, type Project } from '@scaffold-evm/project'
import { withTempDir } from './temp-dir.js'

// This file runs in build/test/support.
const packageRoot = fileURLToPath(new URL('../../..', import.meta.url))

/** Bodies of migration functions by file name without extension. */
export type Migrations = Readonly<Record<string, string>>

/** Writes or replaces migration files. */
export async function writeMigrations(project: Project, migrations: Migrations): Promise<void> {
  const directory = project.config.paths.migrations
  await mkdir(directory, { recursive: true })
  for (const [name, body] of Object.entries(migrations)) {
    await writeFile(join(directory, `${name}.mjs`), `export default async (m) => {${body}\n}`)
  }
}

/** Runs `action` on a project with compiled contracts (sources in fixtures/contracts) and migrations. */
export async function withProject<T>(
  setup: { readonly config?: string; readonly migrations: Migrations },
  action: (project: Project) => Promise<T>,
): Promise<T> {
  const files = { 'scaffold.config.mjs': `export default ${setup.config ?? '{}'}` }
  return withTempDir(files, async (cwd) => {
    await cp(join(packageRoot, 'test/fixtures/artifacts'), join(cwd, 'artifacts'), {
      recursive: true,
    })
    await symlink(join(packageRoot, '../../node_modules'), join(cwd, 'node_modules'))
    const env = { SCAFFOLD_KEYSTORE: join(cwd, 'keystore.json') }
    const project = await loadProject({ cwd, env })
    await writeMigrations(project, setup.migrations)
    return action(project)
  })
}
