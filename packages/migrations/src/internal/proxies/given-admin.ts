import type { StepPlace } from '../../errors/step-place.js'
import type { DeployProxyOptions } from '../../migration/proxy-options.js'
import { senderOf } from '../contracts/contracts.js'
import type { FileRun } from '../files/file-run.js'
import { InFlight } from './in-flight.js'
import { askProxy, proxyAbi } from './proxy-abi.js'
import { deployProxyContract } from './proxy-step.js'

const name = 'ProxyAdmin'

/**
 * The ProxyAdmin that transparent proxies of OpenZeppelin 4 are given: one for all proxies of an owner, as those of a
 * network share it.
 */
export async function givenAdmin(run: FileRun, wanted: AdminRequest): Promise<string> {
  const owner = await senderOf(run, wanted.options.owner ?? wanted.from)
  return inFlight.once(run, owner, () => adminOf(run, wanted, owner))
}

const inFlight = new InFlight<string>()

interface AdminRequest {
  readonly name: string
  readonly options: DeployProxyOptions
  readonly from: string
  readonly place: StepPlace
}

async function adminOf(run: FileRun, wanted: AdminRequest, owner: string): Promise<string> {
  const { options, from, place } = wanted
  const { journal, connection } = run.parts
  const recorded = Object.entries(journal.record.contracts).filter(
    ([known, { contract }]) => known.startsWith(name) && contract.endsWith(`:${name}`),
  )
  for (const [known, { address }] of recorded) {
    const found = await askProxy(connection.provider, address, 'owner')
    if (found?.toLowerCase() !== owner.toLowerCase()) continue
    const id = `deploy ${known}`
    const step = journal.step(run.name, id)
    if (step !== undefined && !run.hasTaken(id)) run.keep(id, step)
    return address
  }
  const own = recorded.length === 0 ? name : `${name}${recorded.length + 1}`
  const change = { action: 'create', subject: wanted.name, why: 'not deployed yet' } as const
  run.claimId(`deploy ${own}`, place)
  const { valueWei: _, nonce: __, ...fees } = options
  const admin = await deployProxyContract(run, {
    ...{ id: `deploy ${own}`, name: own, label: `${name}()`, contract: name, args: [] },
    ...{ from, options: fees, place, change, interfaces: [] },
    record: (contract) => ({ contract }),
  })
  if (owner.toLowerCase() === from.toLowerCase()) return admin
  const id = `hand over ${own}`
  run.claimId(id, place)
  await run.run({
    ...{ file: run.name, id, kind: 'call', label: `${own}.transferOwnership("${owner}")`, from },
    content: {
      to: admin,
      data: proxyAbi.encodeFunctionData('transferOwnership', [owner]),
      valueWei: 0n,
    },
    ...{ fields: {}, interfaces: [proxyAbi], place: { ...place, step: id }, change },
  })
  return admin
}
