import { cp, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type LoadProjectOptions, loadProject, type Project } from '../../src/project.js'
import { withTempDir } from './temp-dir.js'

// This file runs in build/test/support.
const packageRoot = fileURLToPath(new URL('../../..', import.meta.url))

/** Runs `action` on a project with compiled contracts; see fixtures/contracts for their sources. */
export async function withProject<T>(
  config: string,
  action: (project: Project) => Promise<T>,
  env: NodeJS.ProcessEnv = {},
  options: Pick<LoadProjectOptions, 'askKeyPassword' | 'passwordFd'> = {},
): Promise<T> {
  return withTempDir({ 'scaffold.config.mjs': `export default ${config}` }, async (cwd) => {
    await cp(join(packageRoot, 'test/fixtures/artifacts'), join(cwd, 'artifacts'), {
      recursive: true,
    })
    await symlink(join(packageRoot, '../../node_modules'), join(cwd, 'node_modules'))
    const isolated = { SCAFFOLD_KEYSTORE: join(cwd, 'keystore.json'), ...env }
    return action(await loadProject({ cwd, env: isolated, ...options }))
  })
}
