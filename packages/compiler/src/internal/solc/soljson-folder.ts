import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { oldestVersion } from './releases.js'
import type { SolcRelease } from './solc.js'
import { compareVersions, parseVersionName } from './version.js'

/** The compilers in `folder` that are named as where they are published: `soljson-v0.4.24+commit.e67f0147.js`. */
export async function listSoljsons(folder: string): Promise<SolcRelease[]> {
  const names = await readdir(folder).catch((): string[] => [])
  return names.sort().flatMap((name) => {
    const parsed = name.startsWith('soljson-')
      ? parseVersionName(name.slice('soljson-'.length))
      : undefined
    if (parsed?.longVersion === undefined || !name.endsWith('.js')) return []
    const { version, longVersion } = parsed
    if (compareVersions(version, oldestVersion) < 0) return []
    return [{ version, longVersion, path: join(folder, name), source: 'folder' as const }]
  })
}
