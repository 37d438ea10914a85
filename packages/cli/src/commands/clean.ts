import { rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { userCacheDir } from '@scaffold-evm/common'
import { defaultCacheDir } from '@scaffold-evm/project'
import type { CleanOptions } from '../definitions/clean.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { printJson } from '../internal/print.js'

/** Runs `scaffold clean`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<CleanOptions>,
): Promise<void> {
  const folders = options.cacheGlobal ? [userCacheDir()] : await projectFolders(context)
  const removed: string[] = []
  for (const folder of folders) {
    if (await remove(folder)) removed.push(folder)
  }
  if (options.json) return printJson(context.reporter, { removed })
  if (removed.length === 0) context.reporter.info('Nothing to delete')
  for (const folder of removed) {
    const shown = options.cacheGlobal ? folder : relative(context.cwd, folder)
    context.reporter.info(`Deleted ${shown}`)
  }
}

async function projectFolders(context: CommandContext): Promise<string[]> {
  const { root, artifacts, cache, types } = (await context.loadProject()).config.paths
  const ownModules = join(defaultCacheDir(root), 'modules')
  return [artifacts, cache, ownModules, ...(types === false ? [] : [types])]
}

async function remove(folder: string): Promise<boolean> {
  try {
    await stat(folder)
  } catch {
    return false
  }
  await rm(folder, { recursive: true, force: true })
  return true
}
