import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { nearest } from '@scaffold-evm/common'
import { relativePath } from '../files/relative-path.js'

/** The source of the project that a path to nowhere most likely meant, as seen from the root. */
export function suggestSource(root: string, path: string): string | undefined {
  const names = listSources(root).map((source) => relativePath(root, source))
  const byName = nearest(basename(path), new Set(names.map((name) => basename(name))))
  const called = names.filter((name) => basename(name) === byName)
  const wanted = relativePath(root, path)
  return nearest(wanted, called) ?? called[0] ?? nearest(wanted, names)
}

/** What cannot be read holds nothing to suggest. */
function listSources(folder: string): readonly string[] {
  return listEntries(folder).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isFile()) return /\.(?:sol|yul)$/.test(entry.name) ? [path] : []
    const isSearched = entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name)
    return isSearched ? listSources(path) : []
  })
}

function listEntries(folder: string): readonly import('node:fs').Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
