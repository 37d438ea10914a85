import { lendLink, linkOf } from './internal/session/lent-links.js'
import type { TruffleProject } from './truffle-project.js'
import type { TruffleSession } from './truffle-session.js'

/**
 * Has sessions of a project that are opened on the network of `session` share its connection and its chain. They leave
 * it open when they are closed.
 */
export function attachSession(project: TruffleProject, session: TruffleSession): void {
  const { config } = project
  const { networkName, networkId, provider } = session
  const link = linkOf(session)
  if (link === undefined) return
  config.networks[networkName] = {
    ...config.networks[networkName],
    network_id: networkId,
    provider,
  }
  config.network ??= networkName
  lendLink(project, { name: networkName, link })
}
