import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Runs `action` in a folder of its own with these files, and removes it afterwards. */
export async function withTempDir<T>(
  files: Readonly<Record<string, string>>,
  action: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'scaffold-migrations-')))
  try {
    for (const [name, content] of Object.entries(files)) {
      const path = join(directory, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content)
    }
    return await action(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

let cache: string | undefined

/** One folder for what is compiled, for all tests of this process. */
export function sharedCache(): string {
  if (cache !== undefined) return cache
  const folder = mkdtempSync(join(tmpdir(), 'scaffold-migrations-cache-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  cache = folder
  return folder
}
