import { errorMessage, isScaffoldError, type ScaffoldError } from '@scaffold-evm/common'
import {
  type Artifact,
  type ContractOrigin,
  describeRevert,
  revertData,
} from '@scaffold-evm/project'
import { Interface } from '@scaffold-evm/project/ethers'
import { addressTakenError, deployerMissingError } from '../../errors/placement.js'
import { migrationRevertedError } from '../../errors/step.js'
import type { TransactionContent } from '../files/digest.js'
import type { FileRun } from '../files/file-run.js'
import { ChainReader } from '../steps/chain-reader.js'
import type { StepRequest } from '../steps/step.js'
import { create2Deployer } from './create2-deployer.js'
import { create3FactoryAbi } from './create3-factory.js'
import { ensureMaker } from './ensure-maker.js'
import { matchesCode } from './matches-code.js'
import type { Placement } from './parse-placement.js'
import { create3FactoryAddress, creatorOf, predictAddress } from './predict-address.js'
import { warnOfLostControl } from './warn-of-lost-control.js'

/** A step that creates a contract by itself, with what it creates. */
export type DeployRequest = StepRequest & { readonly deploys: NonNullable<StepRequest['deploys']> }

/** What of a step is another when a contract makes the contract. */
interface Placed {
  readonly address: string
  readonly content: TransactionContent
  readonly origin: Exclude<ContractOrigin, { readonly by: 'call' }>
}

const factory = new Interface(create3FactoryAbi)

function place(request: StepRequest, placement: Placement): Placed {
  const { content, from: sender } = request
  const address = predictAddress(placement, { creationCode: content.data, sender })
  const { salt } = placement
  if (placement.by === 'create2') {
    const { deployer: maker } = placement
    const data = `${salt}${content.data.slice(2)}`
    const origin = { by: 'create2', maker, salt } as const
    return { address, content: { ...content, to: maker, data }, origin }
  }
  const { guard } = placement
  const maker = create3FactoryAddress()
  const method = guard === 'sender' ? 'make' : 'makeShared'
  const data = factory.encodeFunctionData(method, [salt, content.data])
  const origin = { by: 'create3', maker, salt, guard } as const
  return { address, content: { ...content, to: maker, data }, origin }
}

/** Records what is at the address already. */
async function adopt(
  run: FileRun,
  request: DeployRequest,
  at: Placed & { readonly artifact: Artifact },
): Promise<string> {
  const { address, origin, artifact } = at
  const { name, contract } = request.deploys
  const code = await new ChainReader(run.parts.connection.provider).code(address)
  // The address of CREATE2 says by itself that it is of the same code.
  if (origin.by === 'create3' && !matchesCode(artifact, code)) {
    const hint = `m.record('${name}', '${address}')`
    throw addressTakenError(name, { address, hint }, request.place)
  }
  const adopted = { ...origin, isAdopted: true } as const
  await run.record(name, { ...contract, address, migration: run.name, origin: adopted })
  return address
}

/** A deployer that the user names may be none, or put contracts elsewhere. */
async function assertDeploys(run: FileRun, request: StepRequest, placed: Placed): Promise<void> {
  const { to = '', data, valueWei } = placed.content
  if (placed.origin.by !== 'create2' || to === create2Deployer) return
  const { ethersProvider } = run.parts.connection
  const call = { from: request.from, to, data, value: valueWei }
  const answer = await ethersProvider.call(call).catch(() => undefined)
  // A reason why not is told when it is sent.
  if (answer === undefined || answer.toLowerCase().endsWith(placed.address.slice(2).toLowerCase()))
    return
  throw deployerMissingError(to, request.place)
}

/** The deployer of CREATE2 does not pass on why a constructor fails: the same constructor is run without it. */
async function withReason(
  run: FileRun,
  request: StepRequest,
  failed: { readonly placed: Placed; readonly error: ScaffoldError },
): Promise<unknown> {
  const { placed, error } = failed
  if (placed.origin.by !== 'create2') return error
  const { valueWei: value, data } = request.content
  const call = { from: placed.origin.maker, data, value }
  const cause: unknown = await run.parts.connection.ethersProvider.call(call).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (cause === undefined) return error
  const revert = revertData(cause)
  const reason =
    revert === undefined ? errorMessage(cause) : describeRevert(revert, request.interfaces)
  return migrationRevertedError(request.place, { reason, transactionHash: undefined }, error)
}

/** What is recorded of a contract that a contract makes, and what is done when it is there already. */
interface Placing {
  readonly placement: Placement
  /** Of the record of `request.deploys`. @default nothing is recorded */
  readonly record?: (placed: Placed) => StepRequest['deploys']
  /** Gives the address. */
  readonly adopt: (placed: Placed) => Promise<string>
}

/**
 * Does a step that creates a contract through the contract that makes it at its place.
 *
 * @returns Its address.
 * @throws `MIGRATION_DEPLOYER_REFUSED`, `MIGRATION_DEPLOYER_MISSING`, and what `adopt` throws.
 */
export async function placeStep(
  run: FileRun,
  request: StepRequest,
  { placement, adopt, record }: Placing,
): Promise<string> {
  const { journal, connection } = run.parts
  const placed = place(request, placement)
  const { address, content } = placed
  const isThere = (): Promise<boolean> => new ChainReader(connection.provider).hasCode(address)
  await ensureMaker(run, placement, request)
  if (journal.step(run.name, request.id) === undefined) {
    if (await isThere()) return adopt(placed)
    await assertDeploys(run, request, placed)
  }
  const deploys = record?.(placed) ?? request.deploys
  try {
    const { step } = await run.run({ ...request, content, address, deploys })
    return step.address ?? address
  } catch (error) {
    if (!isScaffoldError(error, 'MIGRATION_REVERTED')) throw error
    // Somebody else was faster.
    if (await isThere()) return adopt(placed)
    throw await withReason(run, request, { placed, error })
  }
}

/**
 * Deploys a contract at its place. What is there already is recorded, and nothing sent.
 *
 * @throws as {@link placeStep}, and `MIGRATION_ADDRESS_TAKEN`.
 */
export async function deployAt(
  run: FileRun,
  request: DeployRequest,
  at: { readonly placement: Placement; readonly artifact: Artifact },
): Promise<string> {
  const { deploys, id } = request
  const before = run.parts.journal.step(run.name, id)
  const address = await placeStep(run, request, {
    placement: at.placement,
    record: ({ origin }) => ({ ...deploys, contract: { ...deploys.contract, origin } }),
    adopt: (placed) => adopt(run, request, { ...placed, artifact: at.artifact }),
  })
  const creator = creatorOf(at.placement, request.from)
  if (before === undefined) await warnOfLostControl(run, { ...deploys, address, creator })
  return address
}
