import type { AbiEntry } from '@scaffold-evm/compiler'
import type { TruffleArtifact } from '../../truffle-artifact.js'
import { copyUnreadMember } from '../artifacts/lazy-artifact.js'
import type { ContractJson, NetworkRecord } from './contract-class.js'

type Fields = Readonly<Record<string, unknown>>

/** The keys of an abstraction's JSON in their order, and the older names that they are read from. */
const sources: Readonly<Record<string, readonly string[]>> = {
  contractName: ['contractName', 'contract_name'],
  abi: ['abi', 'interface'],
  metadata: ['metadata'],
  bytecode: ['bytecode', 'binary', 'unlinked_binary', 'evm.bytecode.object'],
  deployedBytecode: ['deployedBytecode', 'runtimeBytecode', 'evm.deployedBytecode.object'],
  immutableReferences: ['immutableReferences'],
  generatedSources: ['generatedSources'],
  deployedGeneratedSources: ['deployedGeneratedSources'],
  sourceMap: ['sourceMap', 'srcmap', 'evm.bytecode.sourceMap'],
  deployedSourceMap: ['deployedSourceMap', 'srcmapRuntime', 'evm.deployedBytecode.sourceMap'],
  source: ['source'],
  sourcePath: ['sourcePath'],
  ast: ['ast'],
  legacyAST: ['legacyAST'],
  compiler: ['compiler'],
  networks: ['networks'],
  schemaVersion: ['schemaVersion', 'schema_version'],
  updatedAt: ['updatedAt', 'updated_at'],
  networkType: ['networkType'],
  devdoc: ['devdoc'],
  userdoc: ['userdoc'],
  db: ['db'],
}

const schemaVersion = '3.4.16'

/**
 * An artifact of any age in the shape of contract-schema 3.4.16, as one of our own to change: whatever an abstraction
 * writes into (ABI entries, networks) is a copy.
 */
export function normalizeArtifact(artifact: object): ContractJson {
  const dirty = artifact as Fields
  const clean: Record<string, unknown> = {}
  for (const [key, names] of Object.entries(sources)) {
    // Syntax trees are most of an artifact, and seldom looked at.
    if (!copyUnreadMember(artifact, clean, key)) clean[key] = firstOf(dirty, names)
  }
  clean['abi'] = normalizeAbi(clean['abi'])
  clean['bytecode'] = withPrefix(clean['bytecode'])
  clean['deployedBytecode'] = withPrefix(clean['deployedBytecode'])
  clean['networks'] = copyNetworks(clean['networks'])
  const { updatedAt } = clean
  if (typeof updatedAt === 'number') clean['updatedAt'] = new Date(updatedAt).toISOString()
  for (const key of Object.keys(dirty)) if (key.startsWith('x-')) clean[key] = dirty[key]
  clean['schemaVersion'] = schemaVersion
  return clean as ContractJson
}

function firstOf(dirty: Fields, names: readonly string[]): unknown {
  for (const name of names) {
    const found = name.split('.').reduce<unknown>(fieldOf, dirty)
    if (found !== undefined) return found
  }
  return undefined
}

function fieldOf(holder: unknown, name: string): unknown {
  return (holder as Fields | undefined | null)?.[name]
}

function normalizeAbi(abi: unknown): AbiEntry[] | undefined {
  const entries = typeof abi === 'string' ? parseJson(abi) : abi
  if (!Array.isArray(entries)) return undefined
  return entries.map(withoutSignature)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function withoutSignature(entry: AbiEntry & { readonly signature?: string }): AbiEntry {
  const { signature: _, ...rest } = entry
  return rest
}

function withPrefix(code: unknown): unknown {
  return typeof code === 'string' && code !== '' && !code.startsWith('0x') ? `0x${code}` : code
}

function copyNetworks(networks: unknown): Record<string, NetworkRecord> {
  const copies: Record<string, NetworkRecord> = {}
  for (const [id, network] of Object.entries((networks ?? {}) as Record<string, NetworkRecord>)) {
    copies[id] = { ...network }
    if (network.links) copies[id].links = { ...network.links }
    if (network.events) copies[id].events = copyEvents(network.events)
  }
  return copies
}

function copyEvents(events: Record<string, AbiEntry>): Record<string, AbiEntry> {
  return Object.fromEntries(
    Object.entries(events).map(([topic, entry]) => [topic, withoutSignature(entry)]),
  )
}

/** What of an abstraction is written to disk: all but the signatures that web3 writes into ABIs. */
export function artifactToSave(json: object): TruffleArtifact {
  return normalizeArtifact(json) as unknown as TruffleArtifact
}
