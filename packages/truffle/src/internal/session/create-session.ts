import type { AbiEntry } from '@scaffold-evm/compiler'
import type { AbstractionContext } from '../../contract-abstraction.js'
import { createAbstraction } from '../../create-abstraction.js'
import type { TruffleArtifact, TruffleArtifactStore } from '../../truffle-artifact.js'
import type { TruffleConfig } from '../../truffle-config.js'
import type { FlavorParts } from '../../truffle-flavor.js'
import type { TruffleProject } from '../../truffle-project.js'
import type { TruffleSession } from '../../truffle-session.js'
import type { NetworkLink } from '../network/connect-network.js'
import { createInterfaceAdapter } from '../web3/interface-adapter.js'
import { createArtifacts } from './create-artifacts.js'
import { SessionWeb3s } from './session-web3s.js'

/** What a session is made of. */
export interface SessionParts {
  readonly project: TruffleProject
  /** What an older Truffle does differently. */
  readonly parts: FlavorParts | undefined
  readonly link: NetworkLink
  readonly networkId: string
  readonly accounts: readonly string[]
  readonly store: TruffleArtifactStore
}

/** Transaction values of the network that its contracts have unless they say otherwise. */
const defaultKeys = [
  'from',
  'gas',
  'gasPrice',
  'maxFeePerGas',
  'maxPriorityFeePerGas',
  'type',
] as const

/** Puts a session together; nothing is loaded before it is used. */
export function createSession({
  project,
  parts,
  link,
  networkId,
  accounts,
  store,
}: SessionParts): TruffleSession {
  const { config } = project
  const { provider, devchain } = link
  const web3s = new SessionWeb3s(link, parts)
  let interfaceAdapter: unknown
  const context: AbstractionContext = {
    provider,
    networkId,
    defaults: Object.fromEntries(
      defaultKeys.flatMap((key) =>
        config[key] === undefined || config[key] === null ? [] : [[key, config[key]]],
      ),
    ),
    ens: ensOf(config),
    knownErrors: () => errorsOf(store),
    loadWeb3: () => session.web3,
  }
  const maker = { context, createAbstraction: parts?.createAbstraction ?? createAbstraction }
  const session: TruffleSession = {
    config,
    networkName: config.network,
    networkId,
    devchain,
    failures: link.failures,
    ownAccounts: link.ownAccounts,
    provider,
    accounts,
    from: config.from,
    store,
    artifacts: createArtifacts(config, store, maker),
    createArtifacts: (other = store) => createArtifacts(config, other, maker),
    get web3() {
      return web3s.get('ethereum')
    },
    get testWeb3() {
      return web3s.get(config.networks[config.network]?.['type'] ? 'ethereum' : 'web3js')
    },
    get interfaceAdapter() {
      interfaceAdapter ??= createInterfaceAdapter(() => session.web3)
      return interfaceAdapter
    },
    close: () => link.close(),
  }
  config.merge({ resolver: session.artifacts, artifactor: createArtifactor(store) })
  return session
}

/** What plugins save artifacts with. */
function createArtifactor(store: TruffleArtifactStore): object {
  const save = async (artifact: TruffleArtifact): Promise<void> => store.write(artifact)
  return {
    save,
    saveAll: async (artifacts: readonly TruffleArtifact[]) => {
      for (const artifact of artifacts) await save(artifact)
    },
  }
}

/** The config's, as it is when somebody asks. */
function ensOf(config: TruffleConfig): AbstractionContext['ens'] {
  const read = (key: string, field: string): unknown => Reflect.get(Object(config[key]), field)
  return {
    get enabled() {
      return read('ens', 'enabled') === true
    },
    get registryAddress() {
      const address = read('ens', 'registryAddress') ?? read('ensRegistry', 'address')
      return typeof address === 'string' ? address : undefined
    },
  }
}

/** What all contracts of the build folder declare as errors; their ABIs are parsed when somebody looks. */
function* errorsOf(store: TruffleArtifactStore): Iterable<AbiEntry> {
  for (const name of store.names()) {
    for (const entry of store.find(name)?.abi ?? []) if (entry.type === 'error') yield entry
  }
}
