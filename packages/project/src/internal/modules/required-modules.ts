import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, sep } from 'node:path'
import { isInPackage } from './resolve-local.js'

/** Has Node read CommonJS of the project again: what lies below `root`, or is known to belong to it. */
export function forgetRequired(root: string, isKnown: (path: string) => boolean): void {
  const { cache } = createRequire(join(root, 'package.json'))
  const folder = realpathSync(root) + sep
  for (const path of Object.keys(cache)) {
    const isOwn = path.startsWith(folder) || isKnown(path)
    if (isOwn && !isInPackage(path)) delete cache[path]
  }
}
