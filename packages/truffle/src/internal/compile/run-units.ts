import type { SolcError, SolcOutput } from '@scaffold-evm/compiler'
import { printJsonMember, printShortJsonMember } from '../artifacts/artifact-text.js'
import type { CompilePurpose } from './compilation.js'
import { sha256 } from './compile-state.js'
import { type CompiledContract, contractsOf } from './solc-artifacts.js'
import type { SolcBackend } from './solc-backend.js'
import type { SolcConfig } from './solc-config.js'
import type { SolcUnit } from './solc-units.js'
import type { SourceGraph } from './source-graph.js'

/** What one run of solc is made of. */
interface UnitJob {
  readonly language: 'Solidity' | 'Yul'
  readonly backend: SolcBackend
  readonly units: readonly SolcUnit[]
}

/** What one run of solc made. */
export interface FinishedJob {
  readonly id: string
  readonly units: readonly SolcUnit[]
  readonly fullVersion: string
  readonly errors: readonly SolcError[]
  readonly contracts: readonly CompiledContract[]
  /** Paths of sources by their index in source maps. */
  readonly sourceIndexes: readonly string[]
}

/** What units are run with. */
export interface RunContext {
  readonly graph: SourceGraph
  readonly config: SolcConfig
  /** What only this program reads is kept short, and without the trees that nobody has asked for since solc 0.4. */
  readonly purpose: CompilePurpose
  readonly signal?: AbortSignal | undefined
}

/** The outputs that Truffle asks for. */
const contractOutputs = [
  'abi',
  'ast',
  'metadata',
  'evm.bytecode.object',
  'evm.bytecode.linkReferences',
  'evm.bytecode.sourceMap',
  'evm.bytecode.generatedSources',
  'evm.deployedBytecode.object',
  'evm.deployedBytecode.linkReferences',
  'evm.deployedBytecode.sourceMap',
  'evm.deployedBytecode.immutableReferences',
  'evm.deployedBytecode.generatedSources',
  'userdoc',
  'devdoc',
]

/** Compiles units in as few runs as possible: one for each compiler, and one for each file of Yul. */
export function runUnits(
  units: readonly SolcUnit[],
  context: RunContext,
): Promise<readonly FinishedJob[]> {
  return Promise.all(jobsOf(units).map((job) => runJob(job, context)))
}

function jobsOf(units: readonly SolcUnit[]): readonly UnitJob[] {
  const solidity = new Map<string, UnitJob>()
  const yul: UnitJob[] = []
  for (const unit of units) {
    const { backend, source } = unit
    if (source.path.endsWith('.yul')) {
      yul.push({ language: 'Yul', backend, units: [unit] })
    } else {
      const others = solidity.get(backend.fullVersion)?.units ?? []
      const job: UnitJob = { language: 'Solidity', backend, units: [...others, unit] }
      solidity.set(backend.fullVersion, job)
    }
  }
  return [...solidity.values(), ...yul]
}

async function runJob(job: UnitJob, context: RunContext): Promise<FinishedJob> {
  const { language, backend, units } = job
  const { graph, config, purpose, signal } = context
  const paths = [...new Set(units.flatMap(({ closure }) => closure))].sort()
  const sources = paths.flatMap((path) => graph.get(path) ?? [])
  const output = await backend.compile({
    language,
    sources: Object.fromEntries(sources.map(({ name, content }) => [name, content])),
    targets: units.map(({ source }) => source.name),
    imports: Object.fromEntries(
      sources.map(({ name, imports }) => [
        name,
        imports.flatMap((path) => graph.get(path)?.name ?? []),
      ]),
    ),
    settings: config.settings,
    outputs: {
      file: purpose === 'build' ? ['legacyAST', 'ast'] : ['ast'],
      contract: contractOutputs,
    },
    input: { modelCheckerSettings: config.modelCheckerSettings },
    signal,
  })
  const byName = new Map(sources.map((source) => [source.name, source]))
  return {
    id: sha256(units.map(({ key }) => key).join('\n')).slice(0, 16),
    units,
    fullVersion: backend.fullVersion,
    errors: output.errors ?? [],
    contracts: isFailed(output)
      ? []
      : contractsOf(output, {
          compilerVersion: backend.fullVersion,
          keepsAbiOrder: config.keepsAbiOrder,
          sources: byName,
          print: purpose === 'build' ? printJsonMember : printShortJsonMember,
        }),
    sourceIndexes: sourceIndexesOf(output, (name) => byName.get(name)?.path ?? name),
  }
}

function isFailed({ errors = [] }: SolcOutput): boolean {
  return errors.some(({ severity }) => severity === 'error')
}

function sourceIndexesOf(
  { sources = {} }: SolcOutput,
  pathOf: (name: string) => string,
): readonly string[] {
  const paths: string[] = []
  for (const [name, { id }] of Object.entries(sources)) paths[id] = pathOf(name)
  return Array.from(paths, (path) => path ?? '')
}
