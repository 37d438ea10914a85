import type {
  Artifact,
  ContractName,
  ContractOf,
  JsonValue,
  Libraries,
  PreparedDeployment,
} from '@scaffold-evm/project'
import { atPlace, type StepPlace } from '../../errors/step-place.js'
import type { CreatedContracts } from '../../migration/created.js'
import type { MigrationDeployOptions } from '../../migration/migration.js'
import type { StepChange } from '../../migration/step-change.js'
import { assertArtifacts, recordCreated } from '../created/record-created.js'
import { type DeployRequest, deployAt } from '../deterministic/deploy-at.js'
import { assertPlacement, parsePlacement } from '../deterministic/parse-placement.js'
import { predictAddress } from '../deterministic/predict-address.js'
import { digestCode } from '../files/digest.js'
import type { FileRun } from '../files/file-run.js'
import type { StepRequest } from '../steps/step.js'
import { transactionFields } from '../steps/transaction-fields.js'
import { contractOf, senderOf } from './contracts.js'
import { formatCall, toJson } from './label.js'

/** Libraries that are needed, not given, and recorded under their own name. */
function recordedLibraries(run: FileRun, artifact: Artifact, given: Libraries): Libraries {
  const found: Record<string, string> = {}
  for (const [source, libraries] of Object.entries(artifact.linkReferences)) {
    for (const name of Object.keys(libraries)) {
      const full = `${source}:${name}`
      const known = run.parts.journal.contract(name)
      const isGiven = name in given || full in given
      if (!isGiven && known?.contract === full) found[full] = known.address
    }
  }
  return found
}

function recordedFields(
  prepared: PreparedDeployment,
  args: readonly unknown[],
): {
  readonly contract: string
  readonly args?: readonly JsonValue[]
  readonly libraries?: Readonly<Record<string, string>>
  readonly codeDigest: `0x${string}`
} {
  const { artifact, fullName, libraries } = prepared
  return {
    contract: fullName,
    codeDigest: digestCode(artifact.bytecode),
    ...(args.length === 0 ? {} : { args: args.map(toJson) }),
    ...(Object.keys(libraries).length === 0 ? {} : { libraries }),
  }
}

/** Finds recorded libraries, links and encodes. */
export async function prepareDeployment<N extends ContractName>(
  run: FileRun,
  deployment: {
    readonly name: N
    readonly options: MigrationDeployOptions<N>
    readonly from: string
  },
): Promise<PreparedDeployment> {
  const { name, options, from } = deployment
  const { connection, project } = run.parts
  const given = options.libraries ?? {}
  const found = recordedLibraries(run, await project.artifacts.get(name), given)
  const libraries = { ...found, ...given }
  return connection.prepareDeployment(name, options.args, { libraries, from })
}

/** What a deployment is in the record, and what it means. */
interface Deployment {
  readonly name: string
  readonly id: string
  readonly place: StepPlace
  readonly change?: StepChange
}

async function deployPlain(run: FileRun, request: DeployRequest): Promise<string> {
  const { step } = await run.run(request)
  return step.address ?? ''
}

/** `m.deploy`. */
export async function deployContract<N extends ContractName>(
  run: FileRun,
  name: N,
  options: MigrationDeployOptions<N> = {},
): Promise<ContractOf<N>> {
  const recordedName = options.id ?? name.slice(name.lastIndexOf(':') + 1)
  const id = `deploy ${recordedName}`
  const place = run.place(id)
  const { creates = {} } = options
  for (const made of [recordedName, ...Object.keys(creates)]) run.assertNameFree(made, id, place)
  run.claimId(id, place)
  return deployAs(run, name, options, { name: recordedName, id, place })
}

/** Deploys a contract as a step. */
export async function deployAs<N extends ContractName>(
  run: FileRun,
  name: N,
  options: MigrationDeployOptions<N>,
  deployment: Deployment,
): Promise<ContractOf<N>> {
  const { id, place, change, name: recordedName } = deployment
  const { creates = {} } = options
  const { placement, from, prepared } = await atPlace(place, () =>
    run.prepare(async () => {
      const given = parsePlacement(options)
      const sender = await senderOf(run, options.from)
      await assertArtifacts(run, creates)
      const deployment = { name, options, from: sender }
      return { placement: given, from: sender, prepared: await prepareDeployment(run, deployment) }
    }),
  )
  run.interfaces.push(prepared.interface)
  const { transaction, artifact } = prepared
  const args = [...(options.args ?? [])].slice(0, prepared.interface.deploy.inputs.length)
  const request: DeployRequest = {
    file: run.name,
    id,
    kind: 'deploy',
    label: formatCall(artifact.contractName, args),
    from,
    content: {
      valueWei: options.valueWei ?? BigInt(transaction.value ?? 0),
      data: transaction.data,
    },
    fields: transactionFields(transaction, options),
    interfaces: run.interfaces,
    place,
    change,
    deploys: { name: recordedName, contract: recordedFields(prepared, args) },
  }
  const made =
    placement === undefined
      ? await deployPlain(run, request)
      : await deployAt(run, request, { placement, artifact })
  // What is done already may have been replaced since.
  const address = run.parts.journal.contract(recordedName)?.address ?? made
  await atPlace(place, () => recordMade(run, request, { address, creates }))
  return contractOf(run, { name: recordedName, artifact: name, address, from: options.from })
}

/** Records what a constructor created. */
async function recordMade(
  run: FileRun,
  { id, place }: StepRequest,
  made: { readonly address: string; readonly creates: CreatedContracts },
): Promise<void> {
  if (Object.keys(made.creates).length === 0) return
  const hash = run.parts.journal.step(run.name, id)?.transactionHash
  const { ethersProvider } = run.parts.connection
  const receipt = hash === undefined ? null : await ethersProvider.getTransactionReceipt(hash)
  const step = {
    hash,
    receipt: receipt ?? undefined,
    maker: made.address,
    method: undefined,
    place,
  }
  await recordCreated(run, made.creates, step)
}

/** `m.addressOf`. */
export async function addressOf<N extends ContractName>(
  run: FileRun,
  name: N,
  options: MigrationDeployOptions<N>,
): Promise<string> {
  return atPlace(run.place(`addressOf ${name}`), async () => {
    const placement = assertPlacement(parsePlacement(options))
    const sender = await senderOf(run, options.from)
    const { transaction } = await prepareDeployment(run, { name, options, from: sender })
    return predictAddress(placement, { creationCode: transaction.data, sender })
  })
}
