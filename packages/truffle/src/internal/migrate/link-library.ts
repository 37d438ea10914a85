import { linkRefusedError } from '../../errors/migrate.js'
import type { CallPlace } from './call-place.js'
import { asDeployable, type Deployable } from './deployable.js'
import { namelessLibrary, undeployedLibrary } from './failure-text.js'
import type { MigrationListener, RefusedDeployment } from './migration-listener.js'

/** What `deployer.link` was called with, and where. */
export interface LinkRequest {
  /** A contract or an instance. */
  readonly library: unknown
  /** A contract, or several. */
  readonly destinations: unknown
  readonly place: CallPlace
}

/** Links a library into contracts that need it, and have another or none so far. */
export function linkLibrary(request: LinkRequest, listener: MigrationListener): void {
  const { library, destinations, place } = request
  const refuse = (message: string, problem: RefusedDeployment): Error => {
    listener.refused(message, problem)
    return linkRefusedError(message, place)
  }
  const libraryName = nameOf(library)
  if (libraryName === undefined) throw refuse(namelessLibrary, { type: 'noLibName' })
  if (!hasAddress(library)) {
    throw refuse(undeployedLibrary(libraryName), { type: 'noLibAddress', contract: library })
  }
  const libraryAddress = asDeployable(library).address
  for (const destination of [destinations].flat().map(asDeployable)) {
    if (!needsLink(destination, libraryName, libraryAddress)) continue
    const { contractName } = destination
    listener.linking({ contractName, libraryName, libraryAddress })
    destination.link(library)
  }
}

function nameOf(library: unknown): string | undefined {
  const object = Object(library)
  const name: unknown =
    Reflect.get(object, 'contractName') ??
    Reflect.get(Object(Reflect.get(object, 'constructor')), 'contractName')
  return typeof name === 'string' ? name : undefined
}

function hasAddress(library: unknown): boolean {
  const { isDeployed } = asDeployable(library)
  if (typeof isDeployed === 'function') return asDeployable(library).isDeployed()
  return asDeployable(library).address !== undefined && asDeployable(library).address !== null
}

/** Placeholders have room for so much of a library's name. */
const placeholderLength = 36

function needsLink(destination: Deployable, name: string, address: string): boolean {
  const isUsed = destination.bytecode.includes(name.slice(0, placeholderLength))
  return isUsed && destination.links[name] !== address
}
