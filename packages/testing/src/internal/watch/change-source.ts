import { existsSync } from 'node:fs'
import type { Project } from '@scaffold-evm/project'
import type { FSWatcher } from 'chokidar'
import { isInside } from './affected.js'

const settleMs = 60

/** Tells of changed files below a project, several at once when they change together. */
export class ChangeSource {
  readonly #project: Project
  #watcher: FSWatcher | undefined
  #pending = new Set<string>()
  #wake: (() => void) | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(project: Project) {
    this.#project = project
  }

  /** Starts watching; returns when every change from now on will be noticed. */
  async start(): Promise<void> {
    const { watch } = await import('chokidar')
    const { root, config, configPath } = this.#project
    const { artifacts, cache, types, deployments } = config.paths
    const made = [artifacts, cache, deployments, ...(types === false ? [] : [types])]
    const isIgnored = (path: string): boolean =>
      /[\\/](?:node_modules|\.git)(?:[\\/]|$)/.test(path) ||
      made.some((folder) => path === folder || isInside(folder, path))
    const outside = [config.paths.sources, config.paths.tests, config.paths.migrations, configPath]
    const folders = outside.filter(
      (path) => path !== undefined && !isInside(root, path) && existsSync(path),
    )
    const paths = [root, ...folders.filter((path) => path !== undefined)]
    const watcher = watch(paths, { ignored: isIgnored, ignoreInitial: true })
    watcher.on('all', (event, path) => {
      if (event !== 'addDir' && event !== 'unlinkDir') this.#note(path)
    })
    this.#watcher = watcher
    await new Promise<void>((resolve) => watcher.once('ready', () => resolve()))
  }

  /** The next changed files; resolves at once when some are waiting. */
  async next(): Promise<ReadonlySet<string>> {
    if (this.#pending.size === 0 || this.#timer !== undefined) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    const changed = this.#pending
    this.#pending = new Set()
    return changed
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#watcher?.close()
  }

  #note(path: string): void {
    this.#pending.add(path)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#wake?.()
    }, settleMs)
  }
}
