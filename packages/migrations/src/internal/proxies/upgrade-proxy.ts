import type { ContractName, ContractOf } from '@scaffold-evm/project'
import { proxyKindError } from '../../errors/proxy.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { UpgradeProxyOptions } from '../../migration/proxy-options.js'
import type { FileRun } from '../files/file-run.js'
import {
  applyUpgrade,
  checkWantedUpgrade,
  claimPastVersions,
  isDeclared,
  nextVersionId,
  proxyContract,
} from './apply-upgrade.js'
import type { ProxyEntry } from './authority.js'
import { isSameImplementation } from './implementation.js'
import { currentEntry } from './live-implementation.js'
import { proxyEntry } from './proxy-entry.js'

interface Asked {
  readonly options: UpgradeProxyOptions
  readonly place: StepPlace
}

/** `m.upgrade`. */
export async function upgradeProxy<N extends ContractName>(
  run: FileRun,
  name: string,
  { options, place }: Asked,
): Promise<ContractOf<N>> {
  const entry = proxyEntry(run, name, place)
  const { beacon, kind } = entry.proxy
  if (kind === 'beacon') {
    const named = Object.entries(run.parts.journal.record.contracts).find(
      ([, { address }]) => address === (beacon ?? entry.address),
    )
    const hint = `All proxies of a beacon are upgraded together: m.upgradeBeacon('${named?.[0] ?? name}', …)`
    throw proxyKindError(name, { got: 'has its implementation from a beacon', hint }, place)
  }
  await upgradeOnce(run, { name, entry, options, place })
  return proxyContract<N>(run, name, options.from)
}

/**
 * An upgrade that a file asks for is done once, with its call. As long as nothing else says what is to be behind the proxy,
 * other code of its contract, or another contract that the file names, takes its place in turn, without the call.
 */
export async function upgradeOnce(
  run: FileRun,
  wanted: Asked & { readonly name: string; readonly entry: ProxyEntry },
): Promise<void> {
  const { name, options, place } = wanted
  const id = options.id ?? run.nextId(`upgrade ${name}`)
  claimPastVersions(run, name)
  const entry = await currentEntry(run, name, { entry: wanted.entry, place })
  const { proxy } = entry
  const to = options.to ?? proxy.contract
  const done = run.parts.journal.step(run.name, id)
  if (done?.status !== 'confirmed') {
    const upgrade = { name, entry, to, options, place }
    const checked = await checkWantedUpgrade(run, upgrade)
    if (isSameImplementation(checked, proxy) && options.call === undefined) return
    const asks = `${run.name} asks for it`
    const why = options.call === undefined ? asks : `${asks}, with a call`
    return applyUpgrade(run, upgrade, { id, checked, why, declaredBy: id })
  }
  run.keep(id, done)
  if (!isDeclared(run, entry, id)) return
  const { call: _, valueWei: __, ...rest } = options
  const upgrade = { name, entry, to, options: rest, place }
  const checked = await checkWantedUpgrade(run, upgrade)
  if (isSameImplementation(checked, proxy)) return
  const next = nextVersionId(name, entry, checked)
  const short = checked.artifact.contractName
  const why =
    proxy.contract === checked.record.contract
      ? `the code of ${short} changed`
      : `${run.name} asks for ${short}`
  await applyUpgrade(run, upgrade, { id: next, checked, why, declaredBy: id })
}
