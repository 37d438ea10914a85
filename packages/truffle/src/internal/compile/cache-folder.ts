import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import type { TruffleConfig } from '../../truffle-config.js'
import { sha256 } from './compile-state.js'

/** What of a config says where things are kept. */
export type BuildPlaces = Pick<
  TruffleConfig,
  'working_directory' | 'build_directory' | 'contracts_build_directory'
> & {
  /** Names what tests are compiled to where they are compiled otherwise, as for coverage. @default 'fresh' */
  readonly test_build?: unknown
}

/** The folder for what can be made again: out of sight of the project's own tools where there is such a place. */
export function cacheFolderOf(config: BuildPlaces): string {
  const packages = join(config.working_directory, 'node_modules')
  // A link leads to a folder that other projects may have, too.
  const isOwn = lstatSync(packages, { throwIfNoEntry: false })?.isDirectory() === true
  return isOwn ? join(packages, '.cache', 'scaffold-evm') : join(config.build_directory, '.cache')
}

/** A folder of artifacts and what is remembered of it. */
export interface ArtifactLayer {
  /** Absolute. */
  readonly directory: string
  /** Of contracts whose name another one has. */
  readonly shadowed: string
  readonly stateFile: string
}

/** The project's own artifacts. */
export function builtLayer(config: BuildPlaces): ArtifactLayer {
  const directory = config.contracts_build_directory
  // Configs of one project may have folders of their own.
  const isUsual = directory === join(config.working_directory, 'build', 'contracts')
  const name = isUsual ? 'built' : `built-${sha256(directory).slice(0, 8)}`
  return { directory, ...notesOf(config, name) }
}

/** Those that were compiled without being written among the project's own, for tests. */
export function freshLayer(config: BuildPlaces): ArtifactLayer {
  const name = typeof config.test_build === 'string' ? config.test_build : 'fresh'
  return {
    directory: join(cacheFolderOf(config), 'truffle', name, 'contracts'),
    ...notesOf(config, name),
  }
}

function notesOf(config: BuildPlaces, name: string): Omit<ArtifactLayer, 'directory'> {
  const folder = join(cacheFolderOf(config), 'truffle', name)
  return { shadowed: join(folder, 'shadowed'), stateFile: join(folder, 'state.json') }
}
