import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { repository, runScaffold } from './run-scaffold.js'

/** Contents by relative path. */
export type Files = Readonly<Record<string, string>>

/** A folder that lives as long as one test. */
export interface TempFolder {
  /** Absolute. */
  path: string
  write(files: Files): Promise<void>
}

/** Gives each test of a suite a folder of its own, from which packages of the repository can be imported. */
export function useTempFolder(files: Files = {}): TempFolder {
  const folder = createTempFolder()
  beforeEach(() => make(folder, files))
  afterEach(() => remove(folder.path))
  return folder
}

/** Gives each test of a suite a folder of its own without any packages. */
export function useBareFolder(files: Files = {}): TempFolder {
  const folder = createTempFolder()
  beforeEach(async () => {
    folder.path = await realpath(await mkdtemp(join(tmpdir(), 'scaffold-cli-')))
    await folder.write(files)
  })
  afterEach(() => remove(folder.path))
  return folder
}

/** A folder with packages for each test, with the files compiled once for all tests. */
export function useCompiledFolder(files: Files): TempFolder {
  const compiled = useSharedTempFolder(files)
  before(() => runScaffold(['compile'], { cwd: compiled.path }))
  const folder = createTempFolder()
  beforeEach(async () => {
    await make(folder, {})
    const filter = (path: string): boolean => !path.endsWith('node_modules')
    await cp(compiled.path, folder.path, { recursive: true, filter })
  })
  afterEach(() => remove(folder.path))
  return folder
}

/** Gives the tests of a suite one folder, for tests that only read. */
export function useSharedTempFolder(files: Files = {}): TempFolder {
  const folder = createTempFolder()
  before(() => make(folder, files))
  after(() => remove(folder.path))
  return folder
}

async function make(folder: TempFolder, files: Files): Promise<void> {
  folder.path = await realpath(await mkdtemp(join(tmpdir(), 'scaffold-cli-')))
  await symlink(join(repository, 'node_modules'), join(folder.path, 'node_modules'))
  await folder.write(files)
}

function remove(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true })
}

function createTempFolder(): TempFolder {
  const folder: TempFolder = {
    path: '',
    async write(more) {
      for (const [path, content] of Object.entries(more)) {
        const target = join(folder.path, path)
        await mkdir(dirname(target), { recursive: true })
        await writeFile(target, content)
      }
    },
  }
  return folder
}
