import type { StepPlace } from '../../errors/step-place.js'
import type { PreparedUpgrade, UpgradeProxyOptions } from '../../migration/proxy-options.js'
import type { FileRun } from '../files/file-run.js'
import { asCall, checkWantedUpgrade } from './apply-upgrade.js'
import { findAuthority } from './authority.js'
import { deployImplementation } from './implementation.js'
import { encodeCall } from './initializer.js'
import { currentEntry } from './live-implementation.js'
import { proxyEntry } from './proxy-entry.js'
import { layoutToJson } from './upgraded-contracts.js'

/** `m.prepareUpgrade`. */
export async function prepareUpgrade(
  run: FileRun,
  name: string,
  { options, place }: { readonly options: UpgradeProxyOptions; readonly place: StepPlace },
): Promise<PreparedUpgrade> {
  const entry = await currentEntry(run, name, { entry: proxyEntry(run, name, place), place })
  const { proxy } = entry
  const to = options.to ?? proxy.contract
  const checked = await checkWantedUpgrade(run, { name, entry, to, options, place })
  const call = await encodeCall(run, { name: to, place }, asCall(options.call))
  const authority = await findAuthority(run, entry)
  const { safety } = checked
  const implementation = await deployImplementation(run, checked, {
    ...{ action: 'create', subject: name, why: 'for an upgrade that others do', safety },
  })
  const prepared = { ...checked.record, implementation, layout: layoutToJson(checked.layout) }
  const isThere = proxy.implementation === implementation
  if (!isThere && proxy.prepared?.implementation !== implementation) {
    await run.parts.journal.saveContract(name, { ...entry, proxy: { ...proxy, prepared } })
  }
  const { data } = authority.encode(implementation, call.data)
  return { implementation, to: authority.to, data, owner: authority.owner }
}
