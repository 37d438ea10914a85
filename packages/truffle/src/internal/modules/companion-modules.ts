import { loadWeb3Class } from '../web3/load-web3.js'
import { isPackage, type ModuleParent, nodeLoader } from './node-loader.js'
import { hasPart, isMocha, isNewShape, placeOfMocha, requiredMocha } from './required-mocha.js'

/** Packages that npm puts beside a project together with Truffle: files of projects require them without naming them. */
const companions = new Map<string, () => unknown>([
  ['web3', loadWeb3Class],
  ['web3-utils', () => loadWeb3Class().utils],
  ['bn.js', () => Reflect.get(loadWeb3Class().utils, 'BN')],
])

let isProvided = false

/**
 * Has files of the user's find the packages that came with Truffle, where the project itself has none of the name; and
 * reporters, also of packages, mocha.
 */
export function provideCompanions(): void {
  if (isProvided) return
  isProvided = true
  provideMochaPlace()
  const original = nodeLoader._load
  nodeLoader._load = (request, parent, isMain) => {
    try {
      const loaded = Reflect.apply(original, nodeLoader, [request, parent, isMain])
      return isMocha(request) && isNewShape(loaded) ? requiredMocha(request, loaded) : loaded
    } catch (error) {
      const load = companionFor(request, parent)
      if (load === undefined || !isMissing(error, request, parent)) throw error
      return load(request)
    }
  }
}

/** Has those who only ask where mocha is find it, too. */
function provideMochaPlace(): void {
  const original = nodeLoader._resolveFilename
  nodeLoader._resolveFilename = (request, parent, ...rest) => {
    try {
      return Reflect.apply(original, nodeLoader, [request, parent, ...rest])
    } catch (error) {
      const place = isMocha(request) ? placeOfMocha(request) : undefined
      if (place === undefined) throw error
      return place
    }
  }
}

function companionFor(
  request: string,
  parent: ModuleParent | undefined,
): ((request: string) => unknown) | undefined {
  if (isMocha(request)) return hasPart(request) ? requiredMocha : undefined
  return isPackage(parent) ? undefined : companions.get(request)
}

/** Not for a module that is there, and misses another one. */
function isMissing(error: unknown, request: string, parent: ModuleParent | undefined): boolean {
  const { code, message, requireStack } = Object(error) as Readonly<Record<string, unknown>>
  if (code !== 'MODULE_NOT_FOUND' || !Array.isArray(requireStack)) return false
  const isNamed = String(message).startsWith(`Cannot find module '${request}'`)
  return isNamed && (requireStack[0] ?? null) === (parent?.filename ?? null)
}
