import { relative } from 'node:path'
import type { Project } from '@scaffold-evm/project'
import type { ArtifactUse } from './artifact-use.js'

/** Changed files by what they mean to a test run. */
export interface ChangeSet {
  readonly paths: ReadonlySet<string>
  readonly hasSources: boolean
  readonly hasMigrations: boolean
  readonly hasConfig: boolean
}

/** Sorts changed files. */
export function classifyChanges(paths: ReadonlySet<string>, project: Project): ChangeSet {
  const list = [...paths]
  const { migrations } = project.config.paths
  return {
    paths,
    hasSources: list.some((path) => /\.(?:sol|yul)$/.test(path)),
    hasMigrations: list.some((path) => isInside(migrations, path)),
    hasConfig: project.configPath !== undefined && paths.has(project.configPath),
  }
}

/** Whether `path` lies in `folder`. */
export function isInside(folder: string, path: string): boolean {
  const within = relative(folder, path)
  return within !== '' && !within.startsWith('..')
}

/** What decides which test files a change affects. */
export interface Impact {
  readonly changed: ReadonlySet<string>
  /** Names of the Solidity sources that were compiled again. */
  readonly sources: ReadonlySet<string>
  readonly reaches: ReadonlyMap<string, ReadonlySet<string>>
  readonly use: ArtifactUse
}

/** The test files that may now end differently. A file that never ran is one of them. */
export function affectedFiles(files: readonly string[], impact: Impact): string[] {
  const { changed, sources, reaches, use } = impact
  return files.filter((file) => {
    const reached = reaches.get(file)
    if (reached === undefined) return true
    return [...reached].some((path) => changed.has(path)) || use.isAffected(file, sources)
  })
}
