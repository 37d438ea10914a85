import type { ContractName, ContractOf } from '@scaffold-evm/project'
import { type Addressable, getAddress } from '@scaffold-evm/project/ethers'
import { migrationNoCodeError } from '../../errors/step.js'
import { digestCode } from '../files/digest.js'
import type { FileRun } from '../files/file-run.js'
import { ChainReader } from '../steps/chain-reader.js'
import { contractOf } from './contracts.js'

/** `m.record`. */
export async function recordContract<N extends ContractName>(
  run: FileRun,
  recorded: { readonly name: string; readonly artifact: N },
  at: string | Addressable,
): Promise<ContractOf<N>> {
  const { name } = recorded
  const { connection, project } = run.parts
  const place = run.place(`record ${name}`)
  const address = getAddress(typeof at === 'string' ? at : await at.getAddress())
  run.assertRecordable(name, address, place)
  const artifact = await project.artifacts.get(recorded.artifact)
  if (!(await new ChainReader(connection.provider).hasCode(address))) {
    throw migrationNoCodeError(name, address)
  }
  await run.record(name, {
    contract: `${artifact.sourceName}:${artifact.contractName}`,
    address,
    migration: run.name,
    codeDigest: digestCode(artifact.bytecode),
  })
  return contractOf(run, { name, artifact: recorded.artifact, address })
}
