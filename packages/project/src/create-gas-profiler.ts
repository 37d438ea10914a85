import type { GasProfiler } from '@scaffold-evm/trace'
import { debugBuild, loadBuild } from './failure-explainer.js'
import type { Project } from './project.js'

/**
 * What says where the gas of a project's contracts goes.
 *
 * Cost: the project is compiled for debugging, too, since that build knows the names of functions.
 */
export async function createGasProfiler(project: Project): Promise<GasProfiler> {
  const { Build, GasProfiler } = await import('@scaffold-evm/trace')
  const debug = await debugBuild(project)
  return GasProfiler.create({
    deployed: new Build(await loadBuild(project)),
    debug: debug && new Build(debug),
  })
}
