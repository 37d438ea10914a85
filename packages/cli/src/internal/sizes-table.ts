import type { Style } from '@scaffold-evm/common'
import { contractSizes, formatContractSizes } from '@scaffold-evm/compiler'
import type { Project } from '@scaffold-evm/project'

/** The sizes of all contracts of a project, and the limits. */
export async function sizesTable(project: Project, style: Style): Promise<string> {
  const names = await project.artifacts.names()
  const artifacts = await Promise.all(names.map((name) => project.artifacts.get(name)))
  return formatContractSizes(contractSizes(artifacts), style)
}
