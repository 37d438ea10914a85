import { join } from 'node:path'
import { createSilentReporter, type Hex, isScaffoldError } from '@scaffold-evm/common'
import type { Artifact, BuildInfo } from '@scaffold-evm/compiler'
import type { Devchain } from '@scaffold-evm/devchain'
import type { BuildSource, FailureExplanation, TraceContext } from '@scaffold-evm/trace'
import { createArtifactStore } from './internal/artifact-files.js'
import { findRecorder } from './internal/find-recorder.js'
import { loadBuildInfo } from './load-build-info.js'
import type { Project } from './project.js'
import { describeRevert } from './revert.js'

/** Says why calls and transactions on chains of this process failed. */
export interface FailureExplainer {
  /**
   * Why the execution failed that an error tells of, or one of the errors in it. Undefined when there is none.
   *
   * Cost: what its instructions take, and the first time what it takes to compile the project for debugging.
   */
  explain(error: unknown): Promise<FailureExplanation | undefined>
  /** Keeps what {@link FailureExplainer.explain} needs, which can then be asked for whatever has become of the chain. */
  hold(error: unknown): HeldFailure
}

/** A failure that can be explained at any later time. */
export interface HeldFailure {
  explain(): Promise<FailureExplanation | undefined>
}

/**
 * Nothing is loaded or compiled before there is something to explain.
 *
 * @param devchain where transactions were mined that errors tell of by their receipts
 */
export function createFailureExplainer(
  project: Project,
  devchain?: Pick<Devchain, 'findRecorder'>,
): FailureExplainer {
  let context: Promise<TraceContext> | undefined
  const hold = (error: unknown): HeldFailure => {
    const found = findRecorder(error, devchain)
    return {
      async explain() {
        const record = await found
        if (record === undefined) return undefined
        context ??= createExplainContext(project)
        const { explainExecution } = await import('@scaffold-evm/trace')
        return explainExecution(record, await context)
      },
    }
  }
  return { hold, explain: (error) => hold(error).explain() }
}

/** Contracts that are not the project's: as they are deployed, and compiled for debugging. */
export interface ForeignBuild {
  readonly deployed: BuildSource
  readonly debug: BuildSource
}

/** What executions are explained with. Compiles the project for debugging, unless that was done. */
export async function createExplainContext(
  project: Project,
  foreign: readonly ForeignBuild[] = [],
): Promise<TraceContext> {
  const { Build } = await import('@scaffold-evm/trace')
  const { Interface } = await import('./ethers.js')
  const debugged = await debugBuild(project)
  const own = debugged === undefined ? await treeBuild(project) : await loadBuild(project)
  const deployed = joinBuilds([own, ...foreign.map((build) => build.deployed)])
  const twins = foreign.map((build) => build.debug)
  const debug = debugged && joinBuilds([debugged, ...twins])
  // Of types that functions may have, ethers does not know all.
  const errorsOf = ({ abi }: Artifact) => abi.filter(({ type }) => type === 'error')
  const interfaces = deployed.artifacts.map(
    (artifact) => new Interface(JSON.stringify(errorsOf(artifact))),
  )
  const { loadKeccak256 } = await import('@scaffold-evm/devchain')
  return {
    keccak256: await loadKeccak256(),
    deployed: new Build(deployed),
    debug: debug && new Build(debug),
    describe: (data: Hex) => describeRevert(data, [...interfaces, new Interface([])]),
  }
}

/** Undefined when the contracts do not compile without the optimizer. */
export async function debugBuild(project: Project): Promise<BuildSource | undefined> {
  const debugging = await project.forDebugging()
  try {
    await debugging.compile({ reporter: createSilentReporter() })
    return await loadBuild(debugging)
  } catch (error) {
    if (!isScaffoldError(error)) throw error
    return undefined
  } finally {
    await debugging.close()
  }
}

/** The contracts as they are deployed, with the syntax trees of their sources. Kept in the cache, too. */
async function treeBuild({ root, config }: Project): Promise<BuildSource> {
  const { createCompiler } = await import('@scaffold-evm/compiler')
  const { paths, solidity } = config
  const cacheDir = join(paths.cache, 'trees')
  const artifactsDir = join(cacheDir, 'artifacts')
  const compiler = createCompiler({
    ...{ root, cacheDir, artifactsDir, solidity, withAst: true, typesDir: false },
    sources: [paths.sources],
    reporter: createSilentReporter(),
  })
  try {
    await compiler.compile()
    return await loadBuild({ artifacts: createArtifactStore(artifactsDir) })
  } finally {
    await compiler.close()
  }
}

function joinBuilds(builds: readonly BuildSource[]): BuildSource {
  return {
    artifacts: builds.flatMap(({ artifacts }) => artifacts),
    async readBuildInfo(id) {
      for (const { readBuildInfo } of builds) {
        const info = await readBuildInfo(id)
        if (info !== undefined) return info
      }
      return undefined
    },
  }
}

/** All contracts of a project and what the compiler said of them. */
export async function loadBuild(project: Pick<Project, 'artifacts'>): Promise<BuildSource> {
  return { artifacts: await allArtifacts(project), readBuildInfo: reader(project) }
}

async function allArtifacts({ artifacts }: Pick<Project, 'artifacts'>): Promise<Artifact[]> {
  const names = await artifacts.names()
  return Promise.all(names.map((name) => artifacts.get(name)))
}

function reader(
  project: Pick<Project, 'artifacts'>,
): (id: string) => Promise<BuildInfo | undefined> {
  return (id) => loadBuildInfo(project, id)
}
