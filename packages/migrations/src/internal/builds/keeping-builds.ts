import type { Connection, Project } from '@scaffold-evm/project'
import { keepBuilds } from './keep-builds.js'

/** Keeps what was deployed was built from, whatever comes of `action`. */
export async function keepingBuilds<T>(
  project: Project,
  connection: Connection,
  action: () => Promise<T>,
): Promise<T> {
  try {
    const result = await action()
    await keepBuilds(project, connection)
    return result
  } catch (error) {
    // Why the run failed matters more than what could not be kept of it.
    await keepBuilds(project, connection).catch(() => undefined)
    throw error
  }
}
