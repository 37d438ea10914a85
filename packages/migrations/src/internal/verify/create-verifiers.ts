import {
  type Connection,
  isDevelopmentChain,
  type Project,
  type VerifierConfig,
} from '@scaffold-evm/project'
import {
  verifierChainError,
  verifierKeyMissingError,
  verifierUnknownError,
} from '../../errors/verify.js'
import { EtherscanVerifier } from './etherscan.js'
import { ServiceClient } from './service-client.js'
import { SourcifyVerifier } from './sourcify.js'
import type { Verifier } from './verifier.js'

/** Which services, and how long they may take. */
export interface VerifierChoice {
  /** Names of the config. @default all that are for the network */
  readonly verifiers?: readonly string[] | undefined
  /** For one contract. @default five minutes */
  readonly timeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * The services of the config that are meant.
 *
 * @throws `VERIFIER_UNKNOWN`, `VERIFIER_CHAIN`, `VERIFIER_KEY_MISSING`, `SECRET_NOT_FOUND`.
 */
export async function createVerifiers(
  project: Project,
  connection: Connection,
  choice: VerifierChoice,
): Promise<readonly Verifier[]> {
  const { networkName, chainId } = connection
  const here = Object.entries(project.config.verify).filter(
    ([, { networks }]) => networks?.includes(networkName) ?? true,
  )
  const chosen = choice.verifiers ?? (await reachable(here, chainId))
  const verifiers: Verifier[] = []
  for (const name of chosen) {
    const config = here.find(([known]) => known === name)?.[1]
    if (config === undefined)
      throw verifierUnknownError(
        name,
        here.map(([known]) => known),
      )
    verifiers.push(await createVerifier(project, { name, config, chainId }, choice))
  }
  return verifiers
}

type Named = readonly [name: string, config: VerifierConfig]

/** Of a local chain, those that are not on the internet; all when there are only such, for the error. */
async function reachable(all: readonly Named[], chainId: bigint): Promise<readonly string[]> {
  if (all.length === 0) throw verifierUnknownError('sourcify', [])
  const names = (some: readonly Named[]): readonly string[] => some.map(([name]) => name)
  if (!isDevelopmentChain(chainId)) return names(all)
  const own = all.filter(([, { url }]) => !isPublic(String(url)))
  return names(own.length === 0 ? all : own)
}

function isPublic(url: string): boolean {
  return /^https:\/\/(sourcify\.dev|api\.etherscan\.io)\//.test(url)
}

interface VerifierPlace {
  readonly name: string
  readonly config: VerifierConfig
  readonly chainId: bigint
}

async function createVerifier(
  project: Project,
  { name, config, chainId }: VerifierPlace,
  { timeoutMs, signal }: VerifierChoice,
): Promise<Verifier> {
  const url = await project.secretValue(config.url, `verify.${name}.url`)
  if (isPublic(url) && isDevelopmentChain(chainId)) throw verifierChainError(name, chainId)
  const apiKey =
    config.apiKey && (await project.secretValue(config.apiKey, `verify.${name}.apiKey`))
  const secrets = apiKey === undefined ? [] : [apiKey]
  const client = new ServiceClient({ verifier: name, url, secrets, timeoutMs, signal })
  if (config.type === 'sourcify') return new SourcifyVerifier(name, client, chainId)
  if (isPublic(url) && apiKey === undefined) throw verifierKeyMissingError(name)
  return new EtherscanVerifier(name, { client, chainId, apiKey })
}
