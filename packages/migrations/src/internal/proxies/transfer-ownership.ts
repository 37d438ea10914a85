import type { AccountLike } from '@scaffold-evm/project'
import { proxyKindError } from '../../errors/proxy.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { MigrationCallOptions } from '../../migration/migration.js'
import { senderOf } from '../contracts/contracts.js'
import { formatCall } from '../contracts/label.js'
import type { FileRun } from '../files/file-run.js'
import { transactionFields } from '../steps/transaction-fields.js'
import { findAuthority, upgradeSender } from './authority.js'
import { proxyAbi } from './proxy-abi.js'
import { proxyEntry } from './proxy-entry.js'

/** `m.transferProxyOwnership`. */
export async function transferProxyOwnership(
  run: FileRun,
  name: string,
  asked: {
    readonly owner: AccountLike
    readonly options: MigrationCallOptions
    readonly place: StepPlace
  },
): Promise<void> {
  const { options, place } = asked
  const entry = proxyEntry(run, name, place)
  const id = options.id ?? run.nextId(`hand over ${name}`)
  const done = run.parts.journal.step(run.name, id)
  if (done?.status === 'confirmed') return run.keep(id, done)
  const authority = await findAuthority(run, entry)
  const owner = await senderOf(run, asked.owner)
  const from = await upgradeSender(run, authority, { name, from: options.from, place })
  if (authority.owner === undefined) {
    const hint = 'Call the functions that it has for it: m.call()'
    throw proxyKindError(name, { got: 'has no owner()', hint }, place)
  }
  const isOwnAdmin = entry.proxy.kind === 'transparent' && authority.to === entry.address
  const method = isOwnAdmin ? 'changeAdmin' : 'transferOwnership'
  run.claimId(id, place)
  await run.run({
    ...{ file: run.name, id, kind: 'call', label: formatCall(`${name}.${method}`, [owner]), from },
    content: {
      to: authority.to,
      data: proxyAbi.encodeFunctionData(method, [owner]),
      valueWei: 0n,
    },
    ...{ fields: transactionFields(options), interfaces: [proxyAbi] },
    place: { ...place, step: id },
    change: {
      ...{ action: 'call', subject: name, why: 'who may upgrade it changes' },
      ...{ from: authority.owner, to: owner },
    },
    records: isOwnAdmin
      ? { [name]: { ...entry, proxy: { ...entry.proxy, admin: owner } } }
      : undefined,
  })
}
