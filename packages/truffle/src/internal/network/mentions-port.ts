import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { TruffleConfig } from '../../truffle-config.js'

const scripts = new Set(['.js', '.ts', '.cjs', '.mjs', '.es', '.es6', '.jsx'])

/** Whether tests or migrations open a connection of their own to a port of this machine. */
export function mentionsPort(config: TruffleConfig, port: number): boolean {
  const pattern = new RegExp(`(localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0):${port}\\b`)
  return [config.test_directory, config.migrations_directory].some((folder) =>
    scriptsIn(folder).some((path) => pattern.test(readFileSync(path, 'utf8'))),
  )
}

function scriptsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && scripts.has(extname(entry.name)))
      .map(({ parentPath, name }) => join(parentPath, name))
  } catch {
    // No such folder: nothing is mentioned.
    return []
  }
}
