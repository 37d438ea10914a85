import { proxyDriftError } from '../../errors/proxy.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { FileRun } from '../files/file-run.js'
import type { ProxyEntry } from './authority.js'
import { askProxy } from './proxy-abi.js'
import { readProxySlot } from './proxy-slots.js'
import { upgradedContracts } from './upgraded-contracts.js'

/** The implementation that a proxy has on the chain, or a beacon tells of. */
export async function liveImplementation(
  run: FileRun,
  { address, proxy }: ProxyEntry,
): Promise<string | undefined> {
  const { provider } = run.parts.connection
  return proxy.kind === 'beacon'
    ? askProxy(provider, proxy.beacon ?? address, 'implementation')
    : readProxySlot(provider, address, 'implementation')
}

/**
 * The entry of a proxy as the chain has it. What was prepared for others to put there is taken into the record when they have.
 * An upgrade that an earlier run sent and did not see mined is ours.
 *
 * @throws `PROXY_DRIFT` when something else is behind it.
 */
export async function currentEntry(
  run: FileRun,
  name: string,
  { entry, place }: { readonly entry: ProxyEntry; readonly place: StepPlace },
): Promise<ProxyEntry> {
  const { address, proxy } = entry
  const found = await liveImplementation(run, entry)
  if (found === proxy.implementation) return entry
  if (found !== undefined && found === proxy.prepared?.implementation) {
    const contracts = upgradedContracts(run, { entry, name }, proxy.prepared)
    for (const [other, contract] of Object.entries(contracts)) {
      await run.parts.journal.saveContract(other, contract)
    }
    const now = contracts[name] ?? entry
    return { ...now, proxy: now.proxy ?? proxy }
  }
  const steps = Object.entries(run.parts.journal.steps(run.name))
  const isOurs = steps.some(
    ([id, { status }]) => `${id} `.startsWith(`upgrade ${name} `) && status !== 'confirmed',
  )
  if (isOurs) return entry
  throw proxyDriftError(name, { address, recorded: proxy.implementation, found }, place)
}
