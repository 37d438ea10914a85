import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { TruffleConfig } from '../../truffle-config.js'
import { compareInDictionary } from './dictionary-order.js'

/** What a run is asked for, and from where. */
export interface TestFileRequest {
  /** Files and folders as they were typed; none means the whole test folder. */
  readonly files: readonly string[]
  /** Where relative ones begin. */
  readonly cwd: string
}

/** Absolute paths of the test files of a run, Solidity included, in the order in which Truffle runs them. */
export function findTestFiles(config: TruffleConfig, { files, cwd }: TestFileRequest): string[] {
  const found =
    files.length === 0
      ? listFiles(config.test_directory)
      : files.flatMap((file) => expand(locate(file, cwd, config)))
  const isTest = (file: string): boolean => matches(file, config.test_file_extension_regexp)
  // Declarations hold no code, and ts-node fails on them.
  return found.filter((file) => isTest(file) && !file.endsWith('.d.ts'))
}

/** A config may give the expression as text. */
function matches(file: string, expression: RegExp | string): boolean {
  return file.match(expression) !== null
}

/** Truffle knows only the working directory; the project's folder and its tests are tried after it. */
function locate(file: string, cwd: string, config: TruffleConfig): string {
  const places = [cwd, config.working_directory, config.test_directory]
  return (
    places.map((place) => resolve(place, file)).find((path) => existsSync(path)) ??
    resolve(cwd, file)
  )
}

function expand(path: string): string[] {
  return existsSync(path) && statSync(path).isDirectory() ? listFiles(path) : [path]
}

/** As node-glob 7 lists them: whole paths in the order of a dictionary, nothing hidden. */
function listFiles(folder: string): string[] {
  return walk(folder).sort(compareInDictionary)
}

function walk(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : walk(path)
      return statSync(path).isFile() ? [path] : []
    })
}
