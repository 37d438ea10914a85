import type { TruffleProject } from '../../truffle-project.js'
import type { TruffleSession } from '../../truffle-session.js'
import type { NetworkLink } from '../network/connect-network.js'

/** A connection that belongs to another session. */
export interface LentLink {
  /** Of the network. */
  readonly name: string
  readonly link: NetworkLink
}

const links = new WeakMap<TruffleSession, NetworkLink>()
const lent = new WeakMap<TruffleProject, LentLink>()

/** Remembers what a session is connected by. */
export function rememberLink(session: TruffleSession, link: NetworkLink): void {
  links.set(session, link)
}

/** What a session is connected by. */
export function linkOf(session: TruffleSession): NetworkLink | undefined {
  return links.get(session)
}

/** Gives a project a connection for its network. */
export function lendLink(project: TruffleProject, link: LentLink): void {
  lent.set(project, link)
}

/** The connection that a project was given for a network, which stays open when its borrower closes it. */
export function lentLinkOf(project: TruffleProject, name: string): NetworkLink | undefined {
  const found = lent.get(project)
  return found?.name === name ? { ...found.link, close: async () => undefined } : undefined
}
