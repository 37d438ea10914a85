import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, type FSWatcher, watch } from 'node:fs'
import type { TruffleProject } from '@scaffold-evm/truffle'
import type { TruffleContext } from './truffle-command.js'

/** Editors write a file in several steps. */
const settleMs = 100

/** Runs the same command line without `--watch` in a process of its own, and again whenever a file changes. */
export async function watchTests(
  context: TruffleContext,
  project: TruffleProject,
): Promise<number> {
  const { signal, logger } = context
  let wake: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined
  let isStale = true
  const watchers = watchFolders(project, () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      isStale = true
      wake?.()
    }, settleMs)
  })
  try {
    while (!signal.aborted) {
      isStale = false
      await runOnce(context)
      logger.log('Waiting for changes. Ctrl-C ends it.')
      if (isStale || signal.aborted) continue
      await Promise.race([
        new Promise<void>((resolve) => {
          wake = resolve
        }),
        once(signal, 'abort'),
      ])
    }
    return 0
  } finally {
    for (const watcher of watchers) watcher.close()
  }
}

function watchFolders({ config, configPath }: TruffleProject, onChange: () => void): FSWatcher[] {
  const folders = [config.contracts_directory, config.migrations_directory, config.test_directory]
  const paths = [...folders, ...(configPath === undefined ? [] : [configPath])]
  return paths
    .filter((path) => existsSync(path))
    .map((path) => watch(path, { recursive: folders.includes(path) }, onChange))
}

async function runOnce({ env, signal, cwd }: TruffleContext): Promise<void> {
  const [node = '', script = '', ...words] = process.argv
  const args = words.filter((word) => word !== '--watch' && word !== '-w')
  const child = spawn(node, [...process.execArgv, script, ...args], { cwd, env, stdio: 'inherit' })
  const stop = (): void => {
    child.kill()
  }
  signal.addEventListener('abort', stop, { once: true })
  await once(child, 'close')
  signal.removeEventListener('abort', stop)
}
