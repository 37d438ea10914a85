import {
  isPackage,
  nodeLoader as loader,
  type ModuleParent,
  type NodeLoader,
} from '../modules/node-loader.js'
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

/**
 * Loads with `action` what needs no more than the names of such packages: a file of the project's that requires one gets
 * what stands for it. A package that is missing is missed at once.
 */
export function withLazyModules<T>(action: () => T): T {
  const original = loader._load
  const standing = new Map<string, object>()
  let isOn = true
  const lazily: NodeLoader['_load'] = (request, parent, isMain) => {
    const isAsked = isOn && heavy.has(request) && !isPackage(parent)
    const path = isAsked ? findPath(request, parent) : undefined
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

/** Nothing for what is missing: that is for whoever loads it to say. */
function findPath(request: string, parent: ModuleParent | undefined): string | undefined {
  try {
    return loader._resolveFilename(request, parent, false)
  } catch {
    return undefined
  }
}
