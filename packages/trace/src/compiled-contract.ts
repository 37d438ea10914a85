import type { Artifact, BuildInfo, SolcBytecode, SolcContract } from '@scaffold-evm/compiler'
import { type CodeMap, createCodeMap } from './internal/code-map.js'
import { SourceTree } from './internal/source-tree.js'

/** All sources of one run of solc, by the index that source maps know them by. */
export interface CompiledSources {
  readonly solcVersion: string
  /** As solc was given them. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Undefined for what solc generated, and for sources that are not there. */
  byIndex(index: number): SourceTree | undefined
  byName(name: string): SourceTree | undefined
  /** Those that are there; some of a run may be missing. */
  all(): Iterable<SourceTree>
}

/** A contract with all that its compiler said of it. */
export interface CompiledContract {
  readonly artifact: Artifact
  readonly sources: CompiledSources
  /** Of its creation code and its runtime code. */
  readonly creation: CodeMap
  readonly runtime: CodeMap
  /** Selectors of its functions by signature, hexadecimal digits. */
  readonly selectors: Readonly<Record<string, string>>
}

/** Reads build-infos as far as contracts are asked for; what belongs to one run of solc is shared. */
export class CompiledContracts {
  readonly #readBuildInfo: (id: string) => Promise<BuildInfo | undefined>
  readonly #runs = new Map<string, Promise<Run | undefined>>()

  constructor(readBuildInfo: (id: string) => Promise<BuildInfo | undefined>) {
    this.#readBuildInfo = readBuildInfo
  }

  /** Undefined when the compiler was not asked for what is needed, or what it said is not there. */
  async of(artifact: Artifact): Promise<CompiledContract | undefined> {
    const run = await this.#run(artifact.buildInfoId)
    if (run === undefined) return undefined
    const { sources, info } = run
    const output = info.output.contracts?.[artifact.sourceName]?.[artifact.contractName]
    return output === undefined ? undefined : compiledContract(artifact, output, sources)
  }

  #run(id: string): Promise<Run | undefined> {
    const known = this.#runs.get(id)
    if (known !== undefined) return known
    const run = this.#readBuildInfo(id).then((info) => info && { info, sources: sourcesOf(info) })
    this.#runs.set(id, run)
    return run
  }
}

interface Run {
  readonly info: BuildInfo
  readonly sources: CompiledSources
}

function sourcesOf({ solcVersion, input, output }: BuildInfo): CompiledSources {
  const entries = Object.entries(output.sources ?? {})
  const names = new Map(entries.map(([name, { id }]) => [id, name]))
  const trees = new Map<string, SourceTree>()
  const byName = (name: string): SourceTree | undefined => {
    const known = trees.get(name)
    const content = input.sources[name]?.content
    if (known !== undefined || content === undefined) return known
    const tree = new SourceTree(name, content, output.sources?.[name]?.ast)
    trees.set(name, tree)
    return tree
  }
  const { settings } = input
  return {
    solcVersion,
    settings,
    byName,
    byIndex: (index) => byName(names.get(index) ?? ''),
    all: () => entries.map(([name]) => byName(name)).filter((tree) => tree !== undefined),
  }
}

/** Code of one build with the sources of another, whose syntax trees are there. */
export function withSourcesOf(code: CompiledContract, other: CompiledContract): CompiledContract {
  const { byName, all } = other.sources
  const byIndex = (index: number): SourceTree | undefined =>
    byName(code.sources.byIndex(index)?.name ?? '')
  return {
    ...code,
    creation: withIdsOf(code.creation, byIndex),
    runtime: withIdsOf(code.runtime, byIndex),
    sources: { ...code.sources, byName, byIndex, all },
  }
}

/** Each run of solc has ids of its own, so functions are found again by where they are. */
function withIdsOf(map: CodeMap, byIndex: CompiledSources['byIndex']): CodeMap {
  return {
    ...map,
    entry(pc) {
      const entry = map.entry(pc)
      const range = entry && map.range(pc)
      const nodes = range === undefined ? [] : (byIndex(range.file)?.at(range) ?? [])
      const id = nodes.find(({ nodeType }) => nodeType === 'FunctionDefinition')?.id
      return entry === undefined || id === undefined ? undefined : { ...entry, id }
    },
  }
}

function compiledContract(
  artifact: Artifact,
  { evm }: SolcContract,
  sources: CompiledSources,
): CompiledContract {
  return {
    artifact,
    sources,
    creation: createCodeMap(evm?.bytecode ?? noCode),
    runtime: createCodeMap(evm?.deployedBytecode ?? noCode),
    selectors: evm?.methodIdentifiers ?? {},
  }
}

const noCode: SolcBytecode = { object: '' }
