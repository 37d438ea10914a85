import Module from 'node:module'
import { lazyExport } from './lazy-export.js'

/** What configs require for networks that hardly a command touches. Each takes as long to load as a small suite to run. */
const heavy: ReadonlySet<string> = new Set([
  '@truffle/hdwallet-provider',
  'truffle-hdwallet-provider',
  'truffle-hdwallet-provider-privkey',
  'truffle-privatekey-provider',
  'truffle-ledger-provider',
  'truffle-wallet-provider',
  'web3',
])

interface Loader {
  _load(request: string, parent: Parent | undefined, isMain: boolean): unknown
  _resolveFilename(request: string, parent: Parent | undefined, isMain: boolean): string
  readonly _cache: Readonly<Record<string, unknown>>
}

interface Parent {
  readonly filename: string | null
}

/**
 * Loads with `action` what needs no more than the names of such packages: a file of the project's that requires one gets
 * what stands for it. A package that is missing is missed at once.
 */
export function withLazyModules<T>(action: () => T): T {
  // Node.js documents neither function; hooks of every kind have replaced them for a decade.
  const loader = Module as unknown as Loader
  const original = loader._load
  const standing = new Map<string, object>()
  let isOn = true
  const lazily: Loader['_load'] = (request, parent, isMain) => {
    const isAsked = isOn && heavy.has(request) && !parent?.filename?.includes('node_modules')
    const path = isAsked ? loader._resolveFilename(request, parent, isMain) : undefined
    if (path === undefined || path in loader._cache) {
      return Reflect.apply(original, loader, [request, parent, isMain])
    }
    const load = (): object => Object(Reflect.apply(original, loader, [path, parent, false]))
    const stand = standing.get(path) ?? lazyExport(load)
    standing.set(path, stand)
    return stand
  }
  loader._load = lazily
  try {
    return action()
  } finally {
    isOn = false
    // A hook that the config put over it goes on calling it.
    if (loader._load === lazily) loader._load = original
  }
}
