import type { Hex } from '@scaffold-evm/common'
import type { AbiEntry, Artifact, BuildInfo, LinkReferences } from '@scaffold-evm/compiler'
import type { BuildSource } from '@scaffold-evm/trace'
import type { TruffleArtifact } from '../../../truffle-artifact.js'
import { selectorOf, signatureOf } from '../../abi/signatures.js'

/** What syntax trees say of their source. */
interface SourceAst {
  readonly absolutePath?: string
  /** `start:length:index`. */
  readonly src?: string
  readonly nodes?: readonly { readonly nodeType?: string; readonly absolutePath?: string }[]
}

/** Truffle's artifacts as the compiler's own, for what explains executions. */
export function truffleBuild(artifacts: readonly TruffleArtifact[]): BuildSource {
  const usable = artifacts.filter(({ deployedSourceMap }) => (deployedSourceMap ?? '') !== '')
  const byName = new Map(usable.map((artifact) => [artifact.contractName, artifact]))
  const sources = new SourceFiles(artifacts)
  return {
    artifacts: usable.map(compilerArtifact),
    async readBuildInfo(name) {
      const artifact = byName.get(name)
      if (artifact === undefined) throw new TypeError(`no contract ${name}`)
      return buildInfo(artifact, sources)
    },
  }
}

function compilerArtifact(artifact: TruffleArtifact): Artifact {
  const { contractName, abi, bytecode, deployedBytecode } = artifact
  return {
    _format: 'hh-sol-artifact-1',
    contractName,
    // Only a name here: the one that the compiler knows it by is in a syntax tree, which takes long to read.
    sourceName: artifact.sourcePath ?? '',
    abi,
    bytecode: withoutPlaceholders(bytecode),
    deployedBytecode: withoutPlaceholders(deployedBytecode),
    linkReferences: linkReferences(bytecode),
    deployedLinkReferences: linkReferences(deployedBytecode),
    immutableReferences: (artifact.immutableReferences ?? {}) as Artifact['immutableReferences'],
    buildInfoId: contractName,
  }
}

const placeholder = /__.{38}/g

function withoutPlaceholders(code: string): Hex {
  return code.replace(placeholder, '0'.repeat(40)) as Hex
}

function linkReferences(code: string): LinkReferences {
  const places = [...code.matchAll(placeholder)].map(({ index }) => ({
    start: (index - 2) / 2,
    length: 20,
  }))
  return places.length === 0 ? {} : { '': { library: places } }
}

function buildInfo(artifact: TruffleArtifact, sources: SourceFiles): BuildInfo {
  const { contractName, sourcePath = '', abi, compiler } = artifact
  const version = compiler?.version ?? ''
  const reached = sources.reachedFrom(artifact)
  const evm = {
    bytecode: {
      object: withoutPlaceholders(artifact.bytecode).slice(2),
      sourceMap: artifact.sourceMap ?? '',
    },
    deployedBytecode: {
      object: withoutPlaceholders(artifact.deployedBytecode).slice(2),
      sourceMap: artifact.deployedSourceMap ?? '',
    },
    methodIdentifiers: methodIdentifiers(abi),
  }
  return {
    _format: 'hh-sol-build-info-1',
    id: contractName,
    solcVersion: /^\d+\.\d+\.\d+/.exec(version)?.[0] ?? version,
    solcLongVersion: version,
    input: {
      language: 'Solidity',
      settings: {},
      sources: Object.fromEntries(reached.map(({ name, content }) => [name, { content }])),
    } as unknown as BuildInfo['input'],
    output: {
      sources: Object.fromEntries(reached.map(({ name, id, ast }) => [name, { id, ast }])),
      contracts: { [sourcePath]: { [contractName]: { evm } } },
    },
  }
}

function methodIdentifiers(abi: readonly AbiEntry[]): Record<string, string> {
  const functions = abi.filter(({ type }) => type === 'function')
  return Object.fromEntries(
    functions.map((entry) => [signatureOf(entry), selectorOf(entry).slice(2)]),
  )
}

interface SourceFile {
  readonly name: string
  readonly content: string
  readonly id: number
  readonly ast: SourceAst
}

/** Sources as artifacts have them, found from one to the next by what they import. */
class SourceFiles {
  readonly #artifacts: readonly TruffleArtifact[]
  readonly #byPath = new Map<string, SourceFile | undefined>()

  constructor(artifacts: readonly TruffleArtifact[]) {
    this.#artifacts = artifacts
  }

  /** The source of a contract and all that it imports, each under the index that source maps have for it. */
  reachedFrom(artifact: TruffleArtifact): SourceFile[] {
    const first = fileOf(artifact)
    const files = new Map<string, SourceFile>()
    const queue = first === undefined ? [] : [first]
    for (const file of queue) {
      if (files.has(file.name)) continue
      files.set(file.name, file)
      for (const node of file.ast.nodes ?? []) {
        const imported = node.nodeType === 'ImportDirective' && this.#find(node.absolutePath ?? '')
        if (imported) queue.push(imported)
      }
    }
    return [...files.values()]
  }

  #find(name: string): SourceFile | undefined {
    if (!this.#byPath.has(name)) {
      const end = name.replace(/^project:/, '')
      const artifact = this.#artifacts.find(({ sourcePath }) => sourcePath?.endsWith(end) === true)
      this.#byPath.set(name, artifact && fileOf(artifact))
    }
    return this.#byPath.get(name)
  }
}

function fileOf({ ast, source }: TruffleArtifact): SourceFile | undefined {
  const tree = ast as SourceAst | undefined
  const id = Number(tree?.src?.split(':')[2])
  if (tree?.absolutePath === undefined || source === undefined || Number.isNaN(id)) return undefined
  return { name: tree.absolutePath, content: source, id, ast: tree }
}
