import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The config file around a folder, and what its user should know about the choice. */
export interface FoundConfig {
  /** Absolute. */
  readonly path: string
  readonly warning: string | undefined
  /** Absolute: `truffle.js` in the same folder, which Truffle 4 takes first. */
  readonly older?: string | undefined
}

const types = ['js', 'cjs', 'mjs', 'ts'] as const
const currentNames = types.map((type) => `truffle-config.${type}`)
const legacyNames = types.map((type) => `truffle.${type}`)

/**
 * Looks for `truffle-config.js`, then for `truffle.js`, in a folder and those above it, as Truffle does: the first
 * name wins, however far up it is.
 */
export function findTruffleConfig(cwd: string): FoundConfig | undefined {
  const current = findUp(cwd, currentNames)
  const legacy = findUp(cwd, legacyNames)
  if (current === undefined) {
    return legacy === undefined ? undefined : { path: legacy, warning: undefined }
  }
  const warning =
    legacy === undefined
      ? undefined
      : 'Warning: Both truffle-config.js and truffle.js were found. Using truffle-config.js.'
  const older = legacy !== undefined && dirname(legacy) === dirname(current) ? legacy : undefined
  return { path: current, warning, older }
}

function findUp(cwd: string, names: readonly string[]): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const found = names.map((name) => join(folder, name)).find(isFile)
    if (found !== undefined || folder === dirname(folder)) return found
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
