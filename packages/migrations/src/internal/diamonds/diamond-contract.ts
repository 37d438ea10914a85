import { type AccountLike, deployedInterface } from '@scaffold-evm/project'
import type { BaseContract } from 'ethers'
import { contractWith } from '../contracts/contracts.js'
import type { FileRun } from '../files/file-run.js'

/** A recorded diamond with the functions of all its facets. */
export async function diamondContract(
  run: FileRun,
  name: string,
  from?: AccountLike,
): Promise<BaseContract> {
  const { project, journal } = run.parts
  const entry = journal.contract(name)
  const abi = await deployedInterface(project.artifacts, entry ?? { contract: name })
  return contractWith(run, { name, abi, address: entry?.address ?? '', from })
}
