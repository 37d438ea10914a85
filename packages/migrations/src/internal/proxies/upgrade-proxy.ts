import type { ContractName, ContractOf } from '@scaffold-evm/project'
import {
  deploymentMissingError,
  proxyKindError,
  proxyUnknownError,
  type StepPlace,
} from '../../errors.js'
import type { UpgradeProxyOptions } from '../../proxy-options.js'
import type { FileRun } from '../file-run.js'
import {
  applyUpgrade,
  checkWantedUpgrade,
  claimPastVersions,
  nextVersionId,
  proxyContract,
} from './apply-upgrade.js'
import type { ProxyEntry } from './authority.js'
import { isSameImplementation } from './implementation.js'

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

/** @throws `DEPLOYMENT_NOT_FOUND`, `PROXY_UNKNOWN`. */
export function proxyEntry(run: FileRun, name: string, place: StepPlace): ProxyEntry {
  const { journal } = run.parts
  const entry = journal.contract(name)
  if (entry === undefined) {
    throw deploymentMissingError(name, Object.keys(journal.record.contracts), place)
  }
  if (entry.proxy !== undefined) return { ...entry, proxy: entry.proxy }
  const hint =
    'Deploy it with m.deployProxy(), or take up a proxy that is there with m.importProxy()'
  throw proxyUnknownError(
    name,
    { address: entry.address, reason: 'it was deployed as it is', hint },
    place,
  )
}

/**
 * An upgrade that a file asks for by name is done once, with its call. Whenever its contract has other code later, and
 * nothing else was put in its place, that code takes its place in turn, without the call.
 */
export async function upgradeOnce(
  run: FileRun,
  wanted: Asked & { readonly name: string; readonly entry: ProxyEntry },
): Promise<void> {
  const { name, entry, options, place } = wanted
  const { proxy } = entry
  const id = options.id ?? run.nextId(`upgrade ${name}`)
  const to = options.to ?? proxy.contract
  const done = run.parts.journal.step(run.name, id)
  claimPastVersions(run, name)
  if (done?.status !== 'confirmed') {
    const upgrade = { name, entry, to, options, place }
    const checked = await checkWantedUpgrade(run, upgrade)
    if (isSameImplementation(checked, proxy) && options.call === undefined) return
    const why =
      options.call === undefined
        ? `${run.name} asks for it`
        : `${run.name} asks for it, with a call`
    await applyUpgrade(run, upgrade, { id, checked, why })
    return
  }
  run.keep(id, done)
  const { artifacts } = run.parts.project
  const { sourceName, contractName } = await artifacts.get(to)
  const isCurrent =
    proxy.contract === `${sourceName}:${contractName}` && proxy.migration === run.name
  if (!isCurrent) return
  const { call: _, valueWei: __, ...rest } = options
  const upgrade = { name, entry, to, options: rest, place }
  const checked = await checkWantedUpgrade(run, upgrade)
  if (isSameImplementation(checked, proxy)) return
  const next = nextVersionId(name, entry, checked)
  await applyUpgrade(run, upgrade, {
    id: next,
    checked,
    why: `the code of ${contractName} changed`,
  })
}
