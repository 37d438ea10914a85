import type { DeployedContract } from '@scaffold-evm/project'
import { Interface } from '@scaffold-evm/project/ethers'
import { addressTakenError } from '../../errors/placement.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { DeployProxyOptions } from '../../migration/proxy-options.js'
import type { StepChange } from '../../migration/step-change.js'
import { type DeployRequest, placeStep } from '../deterministic/deploy-at.js'
import { type Placement, parsePlacement } from '../deterministic/parse-placement.js'
import { creatorOf } from '../deterministic/predict-address.js'
import { warnOfLostControl } from '../deterministic/warn-of-lost-control.js'
import type { FileRun } from '../files/file-run.js'
import { transactionFields } from '../steps/transaction-fields.js'
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
  const request: DeployRequest = {
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
  }
  const placement = parsePlacement(options)
  if (placement !== undefined) return placeProxy(run, request, placement)
  const { step } = await run.run(request)
  return step.address ?? run.parts.journal.contract(name)?.address ?? ''
}

/** What it did since it was deployed cannot be known: a proxy that is there is not taken for the new one. */
async function placeProxy(
  run: FileRun,
  request: DeployRequest,
  placement: Placement,
): Promise<string> {
  const { deploys, place, from } = request
  const { name, contract } = deploys
  const address = await placeStep(run, request, {
    placement,
    record: ({ origin }) => ({ ...deploys, contract: { ...contract, origin } }),
    adopt: async ({ address }) => {
      const hint = `m.importProxy('${name}', '${address}')`
      throw addressTakenError(name, { address, hint }, place)
    },
  })
  const creator = creatorOf(placement, from)
  await warnOfLostControl(run, { name, contract, address, creator })
  return address
}
