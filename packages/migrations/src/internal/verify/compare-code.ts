import type { Hex } from '@scaffold-evm/common'
import type { SolcContract } from '@scaffold-evm/compiler'
import type { VerifiedMatch } from '@scaffold-evm/project'

/** A part of code, in bytes. */
interface BytecodeRange {
  readonly start: number
  readonly length: number
}

/** How code on the chain compares with what sources make. */
export type CodeComparison =
  | { readonly status: 'same'; readonly match: VerifiedMatch; readonly libraries: Libraries }
  | { readonly status: 'different'; readonly reason: string }

/** Addresses as they are in the code, by source name and library. */
export type Libraries = Readonly<Record<string, Readonly<Record<string, string>>>>

// The hash of the metadata that every solc appends: of ipfs, and of the two versions of Swarm before.
const metadataHash =
  /(64697066735822|65627a7a72(?:30|31)5820)([0-9a-f]{64,68}?)(?=64736f6c63|0029|6c6578706572)/g
const minimalProxy = /^363d3d373d3d3d363d73([0-9a-f]{40})5af43d82803e903d91602b57fd5bf3/
const compilerVersion = /64736f6c6343([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/

/** Compares what is at an address with what the compiler makes, apart from what is only known when it is deployed. */
export function compareCode(onChain: Hex, contract: SolcContract): CodeComparison {
  const deployed = contract.evm?.deployedBytecode
  const compiled = deployed?.object.toLowerCase() ?? ''
  const chain = onChain.slice(2).toLowerCase()
  const [, target] = minimalProxy.exec(chain) ?? []
  if (target !== undefined) {
    return { status: 'different', reason: `It is a minimal proxy (EIP-1167) of 0x${target}` }
  }
  const places = [...libraryPlaces(contract), ...immutablePlaces(contract), ...selfPlace(compiled)]
  const mask = (code: string): string => places.reduce(blank, code)
  const [ours, theirs] = [mask(compiled), mask(chain)]
  const libraries = librariesIn(chain, contract)
  if (ours === theirs) return { status: 'same', match: 'exact', libraries }
  if (withoutHashes(ours) === withoutHashes(theirs)) {
    return { status: 'same', match: 'partial', libraries }
  }
  return { status: 'different', reason: explain(ours, theirs) }
}

/** Zeros in place of a part of the code; nothing when the code is too short for it. */
function blank(code: string, { start, length }: BytecodeRange): string {
  const [from, to] = [start * 2, (start + length) * 2]
  return to > code.length ? code : code.slice(0, from) + '0'.repeat(to - from) + code.slice(to)
}

function linkPlaces(contract: SolcContract): readonly (readonly [string, string, BytecodeRange])[] {
  const references = contract.evm?.deployedBytecode?.linkReferences ?? {}
  return Object.entries(references).flatMap(([source, libraries]) =>
    Object.entries(libraries).flatMap(([name, places]) =>
      places.map((place) => [source, name, place] as const),
    ),
  )
}

function libraryPlaces(contract: SolcContract): readonly BytecodeRange[] {
  return linkPlaces(contract).map(([, , place]) => place)
}

function immutablePlaces(contract: SolcContract): readonly BytecodeRange[] {
  return Object.values(contract.evm?.deployedBytecode?.immutableReferences ?? {}).flat()
}

/** A library's code begins with its own address, which refuses calls that are not delegated. */
function selfPlace(compiled: string): readonly BytecodeRange[] {
  return compiled.startsWith(`73${'0'.repeat(40)}3014`) ? [{ start: 1, length: 20 }] : []
}

function librariesIn(chain: string, contract: SolcContract): Libraries {
  const found: Record<string, Record<string, string>> = {}
  for (const [source, name, { start }] of linkPlaces(contract)) {
    found[source] = { ...found[source], [name]: `0x${chain.slice(start * 2, start * 2 + 40)}` }
  }
  return found
}

function withoutHashes(code: string): string {
  return code.replace(metadataHash, (_, key: string, hash: string) => key + '0'.repeat(hash.length))
}

function explain(compiled: string, chain: string): string {
  const [ours, theirs] = [versionIn(compiled), versionIn(chain)]
  const version =
    ours === undefined || theirs === undefined || ours === theirs
      ? ''
      : ` It was compiled by solc ${theirs}, the sources by ${ours}.`
  if (compiled.length !== chain.length) {
    return `It has ${chain.length / 2} bytes; the sources make ${compiled.length / 2}.${version}`
  }
  const bytes = Array.from({ length: chain.length / 2 }, (_, at) => at)
  const different = bytes.filter(
    (at) => compiled.slice(at * 2, at * 2 + 2) !== chain.slice(at * 2, at * 2 + 2),
  )
  const count = different.length
  return `${count} of its ${bytes.length} bytes ${count === 1 ? 'is' : 'are'} different, first at ${different[0]}.${version}`
}

/** Of the last metadata in the code, which is that of the contract itself. */
function versionIn(code: string): string | undefined {
  const at = code.lastIndexOf('64736f6c6343')
  const [, ...parts] = compilerVersion.exec(at === -1 ? '' : code.slice(at)) ?? []
  return parts.length === 0 ? undefined : parts.map((part) => Number.parseInt(part, 16)).join('.')
}
