import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuildInfo } from '@scaffold-evm/compiler'
import type { Project } from './project.js'

/** One run of the compiler by the id that artifacts name; undefined when it is gone. */
export async function loadBuildInfo(
  { artifacts }: Pick<Project, 'artifacts'>,
  id: string,
): Promise<BuildInfo | undefined> {
  const path = join(artifacts.directory, 'build-info', `${id}.json`)
  if (!existsSync(path)) return undefined
  // What the compiler's package wrote is what it says it is.
  return JSON.parse(await readFile(path, 'utf8'))
}
