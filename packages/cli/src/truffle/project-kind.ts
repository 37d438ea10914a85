import { readdirSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'

const scaffoldConfig = /^scaffold\.config\.[cm]?[jt]s$/
const truffleConfig = /^truffle(-config)?\.(js|cjs|mjs|ts)$/

/**
 * Whose project is around a folder: that of the nearest folder with a config, and a `scaffold.config.*` goes before a
 * `truffle-config.js` beside it.
 */
export function projectKind(cwd: string): 'scaffold' | 'truffle' | 'none' {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const names = namesIn(folder)
    if (names.some((name) => scaffoldConfig.test(name))) return 'scaffold'
    if (names.some((name) => truffleConfig.test(name))) return 'truffle'
    if (folder === dirname(folder)) return 'none'
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/**
 * Whether a command is about a Truffle project: by the name of the config file that was given, else by where it is
 * called.
 */
export function isTruffleProject(cwd: string, config: string | undefined): boolean {
  const name = config === undefined ? '' : basename(config)
  if (scaffoldConfig.test(name)) return false
  if (/truffle/.test(name)) return true
  return projectKind(cwd) === 'truffle'
}
