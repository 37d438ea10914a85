import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

/**
 * Names of the contracts in a folder of sources: those of its files, and what is declared in them. Declarations are
 * found without a compiler, so a comment may add a name that is none, which harms nobody.
 */
export function contractNames(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return []
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.(?:sol|json)$/.test(entry.name),
  )
  return files.flatMap((entry) => {
    const own = basename(basename(basename(entry.name, '.sol'), '.json'), '.abi')
    return [own, ...declaredIn(join(entry.parentPath, entry.name))]
  })
}

function declaredIn(path: string): string[] {
  if (!path.endsWith('.sol')) return []
  const text = readFileSync(path, 'utf8')
  return [
    ...text.matchAll(/^\s*(?:abstract\s+)?(?:contract|library|interface)\s+([A-Za-z_$][\w$]*)/gm),
  ].map((match) => match[1] ?? '')
}
