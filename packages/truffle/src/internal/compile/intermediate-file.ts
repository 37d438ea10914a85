import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import type { TruffleArtifact } from '../../truffle-artifact.js'
import { openArtifactStore } from '../artifacts/open-store.js'
import { writeFileAtomicSync } from '../artifacts/write-file.js'
import type { BuildPlaces } from './cache-folder.js'
import type { TruffleCompilation } from './compilation.js'
import { sourceIndexesOf } from './source-indexes.js'

/** Writes what was compiled in the form in which Truffle hands it from compiler to artifacts, for tools that read that. */
export function writeIntermediateFile(
  path: string,
  config: BuildPlaces,
  { contracts: names }: TruffleCompilation,
): void {
  const store = openArtifactStore(config)
  const artifacts = names.flatMap((name) => store.find(name) ?? [])
  const groups = new Map<string, TruffleArtifact[]>()
  for (const artifact of artifacts) {
    const sources = sourceIndexesOf(config, artifact.sourcePath ?? '') ?? []
    const key = JSON.stringify([artifact.compiler, sources])
    groups.set(key, [...(groups.get(key) ?? []), artifact])
  }
  const compilations = [...groups].map(([key, members]) => {
    const [compiler, sourceIndexes]: [unknown, string[]] = JSON.parse(key)
    const contracts = members.map(toContract)
    const sources = sourceIndexes.map((source) => toSource(source, members))
    return { sourceIndexes, contracts, sources, compiler }
  })
  const contracts = compilations.flatMap((compilation) => compilation.contracts)
  writeFileAtomicSync(path, JSON.stringify({ contracts, compilations }))
}

function toContract(artifact: TruffleArtifact): object {
  const { networks: _n, schemaVersion: _s, updatedAt: _u, networkType: _t, ...contract } = artifact
  return {
    ...contract,
    bytecode: toLinkable(artifact.bytecode),
    deployedBytecode: toLinkable(artifact.deployedBytecode),
  }
}

interface LinkReference {
  readonly offsets: number[]
  readonly length: number
  readonly name: string
}

/** Code with zeros where libraries go, and where that is, in bytes. */
function toLinkable(code: string): { bytes: string; linkReferences: readonly LinkReference[] } {
  const references = new Map<string, LinkReference>()
  const bytes = code.slice(2).replace(/__(.{38})/g, (placeholder, label: string, at: number) => {
    const name = label.replace(/_+$/, '')
    const known = references.get(name) ?? { offsets: [], length: placeholder.length / 2, name }
    known.offsets.push(at / 2)
    references.set(name, known)
    return '0'.repeat(placeholder.length)
  })
  return { bytes, linkReferences: [...references.values()] }
}

function toSource(sourcePath: string, artifacts: readonly TruffleArtifact[]): object {
  const own = artifacts.find((artifact) => artifact.sourcePath === sourcePath)
  const language = sourcePath.endsWith('.yul') ? 'Yul' : 'Solidity'
  const contents = own?.source ?? (isAbsolute(sourcePath) ? readFileSync(sourcePath, 'utf8') : '')
  return { sourcePath, contents, ast: own?.ast, legacyAST: own?.legacyAST, language }
}
