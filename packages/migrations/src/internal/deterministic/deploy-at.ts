import { isScaffoldError } from '@scaffold-evm/common'
import type { Artifact, ContractOrigin } from '@scaffold-evm/project'
import { Interface } from '@scaffold-evm/project/ethers'
import { addressTakenError, deployerMissingError } from '../../errors.js'
import { ChainReader } from '../chain-reader.js'
import type { TransactionContent } from '../digest.js'
import type { FileRun } from '../file-run.js'
import type { StepRequest } from '../step.js'
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
    throw addressTakenError(name, address, request.place)
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

/**
 * Deploys a contract at its place, through the contract that makes it there. What is there already is
 * recorded, and nothing sent.
 *
 * @returns Its address.
 * @throws `MIGRATION_ADDRESS_TAKEN`, `MIGRATION_DEPLOYER_REFUSED`, `MIGRATION_DEPLOYER_MISSING`.
 */
export async function deployAt(
  run: FileRun,
  request: DeployRequest,
  at: { readonly placement: Placement; readonly artifact: Artifact },
): Promise<string> {
  const { journal, connection } = run.parts
  const placed = place(request, at.placement)
  const { address, content, origin } = placed
  const isThere = (): Promise<boolean> => new ChainReader(connection.provider).hasCode(address)
  await ensureMaker(run, at.placement, request)
  if (journal.step(run.name, request.id) === undefined) {
    if (await isThere()) return adopt(run, request, { ...placed, ...at })
    await assertDeploys(run, request, placed)
  }
  const contract = { ...request.deploys.contract, origin }
  const deploys = { ...request.deploys, contract }
  try {
    const { step, status } = await run.run({ ...request, content, address, deploys })
    const creator = creatorOf(at.placement, request.from)
    if (status === 'done') await warnOfLostControl(run, { ...request.deploys, address, creator })
    return step.address ?? address
  } catch (error) {
    // Somebody else was faster.
    if (!isScaffoldError(error, 'MIGRATION_REVERTED') || !(await isThere())) throw error
    return adopt(run, request, { ...placed, ...at })
  }
}
