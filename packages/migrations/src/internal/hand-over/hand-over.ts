import { type Addressable, type BaseContract, isAddress } from '@scaffold-evm/project/ethers'
import { handOverUnknownError } from '../../errors/hand-over.js'
import { atPlace, type StepPlace } from '../../errors/step-place.js'
import type { HandOverOptions } from '../../migration/hand-over.js'
import { nameOf, senderOf } from '../contracts/contracts.js'
import type { FileRun } from '../files/file-run.js'
import { ownProxyAdmin } from './proxy-admin.js'
import type { Transfer } from './transfer.js'
import { isOwnable, transferOwnership } from './transfer-ownership.js'
import { hasRoles, transferRoles } from './transfer-roles.js'

async function resolveReceiver(
  run: FileRun,
  to: string | Addressable,
  place: StepPlace,
): Promise<string> {
  const named = await run.parts.connection.namedAccounts()
  const given = typeof to === 'string' ? to : await to.getAddress()
  const address = (Object.hasOwn(named, given) ? named[given] : undefined) ?? given
  if (isAddress(address) && BigInt(address) !== 0n) {
    const { getAddress } = await import('@scaffold-evm/project/ethers')
    return getAddress(address)
  }
  throw handOverUnknownError(
    'the contracts',
    `nobody to get them: "${address}" is no address of somebody`,
    place,
  )
}

async function handOverOne(transfer: Transfer, options: HandOverOptions): Promise<void> {
  const { roles } = options
  const admin = await ownProxyAdmin(transfer)
  const isRoles = hasRoles(transfer) && roles?.length !== 0
  const isOwner = isOwnable(transfer) && roles === undefined
  if (!isRoles && !isOwner && admin === undefined) {
    throw handOverUnknownError(
      transfer.name,
      'no owner, roles or ProxyAdmin of its own',
      transfer.place,
    )
  }
  if (isRoles) await transferRoles(transfer, roles)
  if (isOwner) await transferOwnership(transfer)
  if (admin !== undefined && roles === undefined) await transferOwnership(admin)
}

/** `m.handOver`: notes it for the end of the run. */
export async function handOver(
  run: FileRun,
  contracts: BaseContract | readonly BaseContract[],
  receiver: string | Addressable,
  options: HandOverOptions = {},
): Promise<void> {
  const all = [contracts].flat()
  const place = run.place(`hand over ${all.map(nameOf).join(', ')}`)
  const to = await atPlace(place, () => resolveReceiver(run, receiver, place))
  const from = await atPlace(place, () => senderOf(run, options.from))
  for (const contract of all) {
    const transfer = { run, contract, name: nameOf(contract), from, to, place }
    run.atEnd.push(() => atPlace(place, () => handOverOne(transfer, options)))
  }
}
