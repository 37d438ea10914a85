import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Glob, isGlob, parseGlob } from './glob.js'

const sourceFile = /\.(?:sol|vy|v\.py|vyper\.py|json|yul)$/

/**
 * Every source in the contracts' folder, or every file that fits when it is a pattern. Hidden files and folders count,
 * links are followed. Absolute, sorted.
 */
export function findContracts(contractsDirectory: string): readonly string[] {
  return findFiles(
    isGlob(contractsDirectory)
      ? parseGlob(contractsDirectory)
      : { base: contractsDirectory, pattern: sourceFile },
  )
}

/** Every file that fits a pattern. Absolute, sorted. */
export function findFiles({ base, pattern }: Glob): readonly string[] {
  const found: string[] = []
  walk(base, pattern, found, new Set())
  return found.sort()
}

function walk(folder: string, pattern: RegExp, found: string[], linked: Set<string>): void {
  for (const entry of readFolder(folder)) {
    const path = join(folder, entry.name)
    const isFolder = entry.isSymbolicLink() ? isLinkedFolder(path, linked) : entry.isDirectory()
    if (isFolder) walk(path, pattern, found, linked)
    else if (pattern.test(path) && (entry.isFile() || isFile(path))) found.push(path)
  }
}

function readFolder(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    // A project without contracts, or a folder that may not be read: nothing is found in it.
    return []
  }
}

/** Each folder is entered once through links: they may lead in circles. */
function isLinkedFolder(path: string, linked: Set<string>): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return false
  const target = realpathSync.native(path)
  if (linked.has(target)) return false
  linked.add(target)
  return true
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
