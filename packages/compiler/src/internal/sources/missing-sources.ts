import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { nearest } from '@scaffold-evm/common'
import { sourcesMissingError } from '../../errors.js'
import type { CompilerOptions } from '../../options.js'
import type { Places } from '../cache/places.js'
import { readState } from '../cache/state.js'
import { relativePath } from '../files/relative-path.js'
import { findOutputs } from '../output/output-folder.js'

/**
 * Refuses to go on without a folder of sources when that is asked for, and when the artifacts of
 * those sources would be deleted.
 *
 * @throws `SOURCES_MISSING`.
 */
export function assertSourcesExist(
  { root, sources }: CompilerOptions,
  places: Places,
  isRequired: boolean,
): void {
  const path = sources.find((source) => !/\.(?:sol|yul)$/.test(source) && !existsSync(source))
  if (path === undefined) return
  const hasArtifacts = findArtifacts(places)
  if (!isRequired && !hasArtifacts) return
  throw sourcesMissingError({
    root,
    path,
    name: relativePath(root, path),
    suggestion: suggestFolder(root, path),
    hasArtifacts,
  })
}

function findArtifacts({ stateFile, root, artifactsDir }: Places): boolean {
  const units = readState(stateFile)?.units ?? {}
  return Object.keys(units).length > 0 || findOutputs(root, artifactsDir).length > 0
}

/** A folder beside the missing one that is called much like it, else one that has contracts. */
function suggestFolder(root: string, path: string): string | undefined {
  const parent = dirname(path)
  const folders = listFolders(parent)
  const name =
    nearest(basename(path), folders) ?? folders.find((folder) => hasContracts(join(parent, folder)))
  return name === undefined ? undefined : relativePath(root, join(parent, name))
}

function listFolders(parent: string): readonly string[] {
  if (!existsSync(parent)) return []
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name))
    .map(({ name }) => name)
}

function hasContracts(folder: string): boolean {
  return readdirSync(folder, { withFileTypes: true }).some(
    (entry) => entry.isFile() && entry.name.endsWith('.sol'),
  )
}
