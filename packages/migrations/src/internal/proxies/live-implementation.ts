import { proxyDriftError, type StepPlace } from '../../errors.js'
import type { FileRun } from '../file-run.js'
import type { ProxyEntry } from './authority.js'
import { askProxy } from './proxy-abi.js'
import { readProxySlot } from './proxy-slots.js'

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
 * Whether the record knows what is behind a proxy. An upgrade that an earlier run sent and did not see mined is ours, too.
 *
 * @throws `PROXY_DRIFT`.
 */
export async function assertNoDrift(
  run: FileRun,
  name: string,
  at: { readonly entry: ProxyEntry; readonly place: StepPlace },
): Promise<void> {
  const { address, proxy } = at.entry
  const found = await liveImplementation(run, at.entry)
  if (found === proxy.implementation) return
  const steps = Object.entries(run.parts.journal.steps(run.name))
  const isOurs = steps.some(
    ([id, { status }]) => `${id} `.startsWith(`upgrade ${name} `) && status !== 'confirmed',
  )
  if (isOurs) return
  throw proxyDriftError(name, { address, recorded: proxy.implementation, found }, at.place)
}
