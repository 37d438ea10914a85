import { developPlace } from '../internal/network/connect-network.js'
import { developMnemonic } from '../internal/network/develop-mnemonic.js'
import { isServed, type Place } from '../internal/network/probe.js'
import { openSession } from '../open-session.js'
import type { TruffleProject } from '../truffle-project.js'
import type { TruffleSession } from '../truffle-session.js'

/** The chain of `develop`. */
export interface DevelopSession {
  readonly session: TruffleSession
  readonly url: string
  /** What there is to tell of a chain that was started now; undefined of one that ran already. */
  readonly started: { readonly mnemonic: string } | undefined
}

/** A request that the chain answered. */
export interface LoggedRequest {
  readonly method: string
  readonly durationMs: number
}

/**
 * Starts the chain of `develop` in this process and serves it where the config says, on port 9545 by default; joins one
 * that is served there already.
 *
 * @throws as {@link openSession}
 */
export async function openDevelop(
  project: TruffleProject,
  onRequest?: (request: LoggedRequest) => void,
): Promise<DevelopSession> {
  const { config, env } = project
  const settings = config.networks['develop'] ?? {}
  const place = placeOf(settings)
  const url = `http://${place.host}:${place.port}/`
  config.network = 'develop'
  if (await isServed(place)) {
    config.networks['develop'] = { network_id: '*', ...settings, ...place }
    return { session: await openSession(project, { purpose: 'console' }), url, started: undefined }
  }
  const mnemonic = await developMnemonic(env)
  config.networks['develop'] = { ...settings, mnemonic }
  const serve = onRequest === undefined ? place : { ...place, onRequest }
  return {
    session: await openSession(project, { purpose: 'develop', serve }),
    url,
    started: { mnemonic },
  }
}

function placeOf({
  host = developPlace.host,
  port = developPlace.port,
}: Record<string, unknown>): Place {
  return { host: String(host), port: Number(port) }
}
