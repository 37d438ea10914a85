import { type Connection, GasMeter, loadBuild, type Project } from '@scaffold-evm/project'
import { gasNetwork } from '../../errors.js'

/** Begins to measure what gas a project's contracts take. @throws `TEST_GAS_NETWORK` on a chain that is not in this process */
export async function startGas(
  project: Project,
  { devchain, networkName }: Connection,
): Promise<GasMeter> {
  if (devchain === undefined) throw gasNetwork(networkName)
  const { artifacts } = await loadBuild(project)
  return GasMeter.start(devchain, { artifacts, ...project.config.gas })
}
