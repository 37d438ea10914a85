import { proxyUnknownError } from '../../errors/proxy.js'
import { deploymentMissingError } from '../../errors/step.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { FileRun } from '../files/file-run.js'
import type { ProxyEntry } from './authority.js'

/** What is recorded of a proxy or beacon. @throws `DEPLOYMENT_NOT_FOUND`, `PROXY_UNKNOWN`. */
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
