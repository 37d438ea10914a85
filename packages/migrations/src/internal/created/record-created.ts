import type { Hex } from '@scaffold-evm/common'
import type { ContractName, ContractOf, DeployedContract } from '@scaffold-evm/project'
import type {
  BaseContract,
  FunctionFragment,
  TransactionReceipt,
} from '@scaffold-evm/project/ethers'
import type { StepPlace } from '../../errors/step-place.js'
import type { CreatedContracts, MigrationCreateOptions } from '../../migration/created.js'
import { callContract } from '../contracts/call-contract.js'
import { contractOf } from '../contracts/contracts.js'
import { digestCode } from '../files/digest.js'
import type { FileRun } from '../files/file-run.js'
import { ChainReader } from '../steps/chain-reader.js'
import { findCreated } from './find-created.js'

/** The transaction of a step that creates contracts to be recorded. */
export interface CreatingStep {
  readonly hash: Hex | undefined
  /** Undefined of a deployment that was found done. */
  readonly receipt: TransactionReceipt | undefined
  /** The contract that was called, or deployed. */
  readonly maker: string
  /** Undefined for a deployment. */
  readonly method: FunctionFragment | undefined
  readonly place: StepPlace
}

/** To be called before anything is sent. @throws `ARTIFACT_NOT_FOUND`. */
export async function assertArtifacts(run: FileRun, creates: CreatedContracts): Promise<void> {
  for (const [name, { contract = name }] of Object.entries(creates)) {
    await run.parts.project.artifacts.get(contract)
  }
}

function isRecorded(known: DeployedContract | undefined, { hash, maker }: CreatingStep): boolean {
  if (known?.origin?.by !== 'call') return false
  return known.origin.transactionHash === hash && known.origin.maker === maker
}

/** Finds what a transaction created and records it; what an earlier run recorded is kept. */
export async function recordCreated(
  run: FileRun,
  creates: CreatedContracts,
  step: CreatingStep,
): Promise<void> {
  const { journal, project, connection } = run.parts
  const open = Object.entries(creates).filter(([name]) => !isRecorded(journal.contract(name), step))
  const reader = new ChainReader(connection.provider)
  for (const [name, wanted] of open) {
    const artifact = await project.artifacts.get(wanted.contract ?? name)
    const creation = { ...step, interfaces: run.interfaces, reader }
    const address = await findCreated({ ...wanted, name, artifact }, creation)
    await run.record(name, {
      contract: `${artifact.sourceName}:${artifact.contractName}`,
      address,
      migration: run.name,
      codeDigest: digestCode(artifact.bytecode),
      origin: {
        by: 'call',
        maker: step.maker,
        ...(step.hash === undefined ? {} : { transactionHash: step.hash }),
      },
    })
  }
}

/** `m.create`. */
export async function createByCall<N extends ContractName>(
  run: FileRun,
  target: {
    readonly name: string
    readonly contract: BaseContract
    readonly method: string
  },
  args: readonly unknown[] | undefined,
  options: MigrationCreateOptions<N> = {},
): Promise<ContractOf<N>> {
  const { contract, event, returns, nth, ...sending } = options
  const { name } = target
  const wanted = {
    ...(contract === undefined ? {} : { contract }),
    ...(event === undefined ? {} : { event }),
    ...(returns === undefined ? {} : { returns }),
    ...(nth === undefined ? {} : { nth }),
  }
  await callContract(run, target, args, { ...sending, creates: { [name]: wanted } })
  const artifact = contract ?? (name as N)
  const address = run.parts.journal.contract(name)?.address ?? ''
  return contractOf(run, { name, artifact, address, from: options.from })
}
