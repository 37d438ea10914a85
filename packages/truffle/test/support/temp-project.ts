import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  type LoadTruffleProjectOptions,
  loadTruffleProject,
} from '../../src/load-truffle-project.js'
import type { TruffleProject } from '../../src/truffle-project.js'

/** Contents by relative path. */
export type Files = Readonly<Record<string, string>>

/** A folder that lives as long as one test, and what the code in it printed. */
export interface TempProject {
  /** Absolute. */
  root: string
  readonly printed: string[]
  write(files: Files): void
  load(options?: LoadTruffleProjectOptions): Promise<TruffleProject>
}

/** Gives each test of a suite a folder of its own. */
export function useTempProject(files: Files = {}): TempProject {
  const project: TempProject = {
    root: '',
    printed: [],
    write(more) {
      for (const [path, text] of Object.entries(more)) {
        const target = join(project.root, path)
        mkdirSync(dirname(target), { recursive: true })
        writeFileSync(target, text)
      }
    },
    load(options = {}) {
      const print = (...values: unknown[]): void => {
        project.printed.push(values.join(' '))
      }
      const logger = { log: print, warn: print, error: print }
      return loadTruffleProject({ cwd: project.root, env: {}, logger, ...options })
    },
  }
  beforeEach(() => {
    project.root = realpathSync(mkdtempSync(join(tmpdir(), 'scaffold-truffle-')))
    project.printed.length = 0
    project.write(files)
  })
  afterEach(() => rmSync(project.root, { recursive: true, force: true }))
  return project
}

/** The code of what a promise is rejected with. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return Reflect.get(Object(error), 'code') ?? error
  }
  return 'nothing thrown'
}
