import { asDeployable, type Deployable } from './deployable.js'
import { linkRefusedError } from './errors.js'
import { namelessLibrary, undeployedLibrary } from './failure-text.js'
import type { MigrationListener } from './migration-listener.js'

/** Links a library (a contract or an instance) into contracts that need it, and have another or none so far. */
export function linkLibrary(
  library: unknown,
  destinations: unknown,
  listener: MigrationListener,
): void {
  const libraryName = nameOf(library)
  if (libraryName === undefined) throw refuse(namelessLibrary, listener)
  if (!hasAddress(library)) throw refuse(undeployedLibrary(libraryName), listener)
  const libraryAddress = asDeployable(library).address
  for (const destination of [destinations].flat().map(asDeployable)) {
    if (!needsLink(destination, libraryName, libraryAddress)) continue
    const { contractName } = destination
    listener.linking({ contractName, libraryName, libraryAddress })
    destination.link(library)
  }
}

function refuse(message: string, listener: MigrationListener): Error {
  listener.refused(message)
  return linkRefusedError(message)
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

function needsLink(destination: Deployable, name: string, address: string): boolean {
  return destination.bytecode.includes(name) && destination.links[name] !== address
}
