import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageName = '@scaffold-evm/compiler'

/** The version of this package: what another version wrote is not taken for current. */
export function toolVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const version = versionIn(folder)
    const parent = dirname(folder)
    if (version !== undefined || parent === folder) return version ?? 'unknown'
    folder = parent
  }
}

function versionIn(folder: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const isOurs =
      typeof manifest === 'object' &&
      manifest !== null &&
      'name' in manifest &&
      manifest.name === packageName &&
      'version' in manifest
    return isOurs ? String(manifest.version) : undefined
  } catch {
    return undefined
  }
}
