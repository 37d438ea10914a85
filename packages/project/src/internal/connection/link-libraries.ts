import type { Hex } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import { isAddress } from 'ethers'
import type { Libraries } from '../../connection.js'
import {
  addressInvalidError,
  libraryAmbiguousError,
  libraryMissingError,
  libraryUnknownError,
} from '../../contract-errors.js'

interface LibrarySlot {
  readonly fullName: string
  /** Offsets of addresses, in bytes. */
  readonly starts: readonly number[]
}

function librarySlots(artifact: Artifact): readonly LibrarySlot[] {
  return Object.entries(artifact.linkReferences).flatMap(([source, libraries]) =>
    Object.entries(libraries).map(([name, places]) => ({
      fullName: `${source}:${name}`,
      starts: places.map((place) => place.start),
    })),
  )
}

function matching(slots: readonly LibrarySlot[], name: string): readonly LibrarySlot[] {
  return slots.filter(({ fullName }) => fullName === name || fullName.endsWith(`:${name}`))
}

async function toAddress(name: string, value: Libraries[string]): Promise<string> {
  const address = typeof value === 'string' ? value : await value.getAddress()
  if (!isAddress(address)) throw addressInvalidError(`library ${name}`, JSON.stringify(address))
  return address
}

/**
 * Addresses by fully qualified name, of exactly the libraries that the contract needs.
 *
 * @throws `LIBRARY_MISSING`, `LIBRARY_UNKNOWN`, `LIBRARY_AMBIGUOUS`, `ADDRESS_INVALID`.
 */
export async function resolveLibraries(
  artifact: Artifact,
  libraries: Libraries = {},
): Promise<Readonly<Record<string, string>>> {
  const slots = librarySlots(artifact)
  const needed = slots.map((slot) => slot.fullName)
  const found = new Map<string, string>()
  for (const [name, value] of Object.entries(libraries)) {
    const candidates = matching(slots, name)
    const [slot] = candidates
    if (slot === undefined) throw libraryUnknownError(artifact.contractName, name, needed)
    if (candidates.length > 1 || found.has(slot.fullName)) {
      const names = candidates.map((candidate) => candidate.fullName)
      throw libraryAmbiguousError(artifact.contractName, name, names)
    }
    found.set(slot.fullName, await toAddress(name, value))
  }
  const missing = needed.filter((name) => !found.has(name))
  if (missing.length > 0) throw libraryMissingError(artifact.contractName, missing)
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Creation code with the addresses of {@link resolveLibraries} in place. */
export function linkBytecode(artifact: Artifact, addresses: Readonly<Record<string, string>>): Hex {
  let code: string = artifact.bytecode
  for (const { fullName, starts } of librarySlots(artifact)) {
    const digits = addresses[fullName]?.slice(2).toLowerCase() ?? ''
    for (const start of starts) {
      const at = 2 + start * 2
      code = `${code.slice(0, at)}${digits}${code.slice(at + 40)}`
    }
  }
  return code as Hex
}
