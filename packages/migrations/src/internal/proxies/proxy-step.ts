import type { DeployedContract } from '@scaffold-evm/project'
import { Interface } from '@scaffold-evm/project/ethers'
import type { StepPlace } from '../../errors.js'
import type { DeployProxyOptions } from '../../proxy-options.js'
import type { StepChange } from '../../step-change.js'
import type { FileRun } from '../file-run.js'
import { transactionFields } from '../transaction-fields.js'
import { proxyAbi } from './proxy-abi.js'
import { loadProxyContracts, type ProxyContractName } from './proxy-contracts.js'

/** The deployment of one of OpenZeppelin's contracts. */
export interface ProxyDeployment {
  readonly id: string
  /** Recorded name. */
  readonly name: string
  readonly label: string
  readonly contract: ProxyContractName
  readonly args: readonly unknown[]
  readonly from: string
  readonly options: DeployProxyOptions
  readonly place: StepPlace
  readonly change: StepChange
  /** What is recorded of it, given the full name of the contract that is deployed. */
  readonly record: (
    fullName: string,
  ) => Omit<DeployedContract, 'address' | 'migration' | 'transactionHash' | 'blockNumber'>
  /** What else its constructor may fail with. */
  readonly interfaces: readonly Interface[]
}

/** Deploys it once, and gives its address. */
export async function deployProxyContract(run: FileRun, wanted: ProxyDeployment): Promise<string> {
  const contracts = await loadProxyContracts(run.parts.project)
  const artifact = await contracts.get(wanted.contract)
  const abi = new Interface(JSON.stringify(artifact.abi))
  const { id, name, label, from, options, place, change } = wanted
  const fullName = `${artifact.sourceName}:${artifact.contractName}`
  const { step } = await run.run({
    file: run.name,
    id,
    kind: 'deploy',
    label,
    from,
    content: {
      data: `${artifact.bytecode}${abi.encodeDeploy([...wanted.args]).slice(2)}`,
      valueWei: options.valueWei ?? 0n,
    },
    fields: transactionFields(options),
    interfaces: [...wanted.interfaces, proxyAbi, ...run.interfaces],
    place: { ...place, step: id },
    deploys: { name, contract: wanted.record(fullName) },
    change,
  })
  return step.address ?? run.parts.journal.contract(name)?.address ?? ''
}
