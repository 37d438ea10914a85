import { join } from 'node:path'
import { readArtifactMembers } from '../artifacts/artifact-file.js'
import { joinJsonObject, printJsonMember } from '../artifacts/artifact-text.js'
import { mergeArtifactMembers } from '../artifacts/merge-artifact.js'
import { writeFileAtomicSync } from '../artifacts/write-file.js'

/** A contract that something else than solc has compiled, in the words of its artifact. */
export interface ForeignContract {
  readonly contractName: string
  readonly [key: string]: unknown
}

/** Other words for members, as older tools use them. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  bytecode: ['binary', 'unlinked_binary'],
  deployedBytecode: ['runtimeBytecode'],
  sourceMap: ['srcmap'],
  deployedSourceMap: ['srcmapRuntime'],
}

/** Writes artifacts over those that are there, and gives their files. */
export function writeForeignContracts(
  contracts: readonly ForeignContract[],
  directory: string,
): readonly string[] {
  const updatedAt = new Date().toISOString()
  return contracts.map((contract) => {
    const path = join(directory, `${contract.contractName}.json`)
    const members = mergeArtifactMembers(membersOf(contract), readArtifactMembers(path), updatedAt)
    writeFileAtomicSync(path, joinJsonObject(members))
    return path
  })
}

function membersOf(contract: ForeignContract): ReadonlyMap<string, string> {
  const values: Record<string, unknown> = { networks: {}, ...contract }
  for (const [key, names] of Object.entries(synonyms)) {
    values[key] ??= names.map((name) => contract[name]).find((value) => value !== undefined)
  }
  for (const key of ['bytecode', 'deployedBytecode']) values[key] = withPrefix(values[key])
  const members = new Map<string, string>()
  for (const [key, value] of Object.entries(values)) {
    const text = printJsonMember(value)
    if (text !== undefined) members.set(key, text)
  }
  return members
}

function withPrefix(code: unknown): unknown {
  return typeof code === 'string' && code !== '' && !code.startsWith('0x') ? `0x${code}` : code
}
