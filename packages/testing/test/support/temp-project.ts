import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const packageFolder = new URL('../../../', import.meta.url).pathname

/** A fixture's path: fixtures are not compiled, so they lie beside the sources of the tests. */
export function fixturePath(name: string): string {
  return join(packageFolder, 'test', 'fixtures', name)
}

/** A project in a temporary folder, with the compiled fixture and everything of the workspace to import. */
export interface TempProject {
  readonly root: string
  write(path: string, text: string): Promise<void>
  remove(): Promise<void>
}

/** Makes a project of `files`, by path and text. */
export async function createTempProject(
  files: Readonly<Record<string, string>> = {},
): Promise<TempProject> {
  const root = await mkdtemp(join(tmpdir(), 'scaffold-testing-'))
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  await symlink(
    join(packageFolder, '..', '..', 'node_modules'),
    join(root, 'node_modules'),
    'junction',
  )
  await write('package.json', JSON.stringify({ name: 'temporary', private: true, type: 'module' }))
  await write('scaffold.config.js', 'export default {}\n')
  await write(
    'artifacts/contracts/Subject.sol/Subject.json',
    await readFile(fixturePath('subject.json'), 'utf8'),
  )
  for (const [path, text] of Object.entries(files)) await write(path, text)
  return { root, write, remove: () => rm(root, { recursive: true, force: true }) }
}
