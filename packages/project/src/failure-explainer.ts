import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSilentReporter, type Hex, isScaffoldError } from '@scaffold-evm/common'
import type { Artifact, BuildInfo } from '@scaffold-evm/compiler'
import type { RecordExecution } from '@scaffold-evm/devchain'
import type { BuildSource, ExplainContext, FailureExplanation } from '@scaffold-evm/trace'
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
}

/** Nothing is loaded or compiled before there is something to explain. */
export function createFailureExplainer(project: Project): FailureExplainer {
  let context: Promise<ExplainContext> | undefined
  return {
    async explain(error) {
      const record = await findRecorder(error)
      if (record === undefined) return undefined
      context ??= createContext(project)
      const { explainExecution } = await import('@scaffold-evm/trace')
      return explainExecution(record, await context)
    },
  }
}

const mostErrors = 20

/** Libraries wrap what a provider rejects with. */
async function findRecorder(error: unknown): Promise<RecordExecution | undefined> {
  const { failureRecorder } = await import('@scaffold-evm/devchain')
  const queue: unknown[] = [error]
  for (const item of queue) {
    if (typeof item !== 'object' || item === null || queue.length > mostErrors) continue
    const record = failureRecorder(item)
    if (record !== undefined) return record
    const inner = ['cause', 'error', 'info'].map((key): unknown => Reflect.get(item, key))
    queue.push(...inner.filter((value) => !queue.includes(value)))
  }
  return undefined
}

async function createContext(project: Project): Promise<ExplainContext> {
  const { Build } = await import('@scaffold-evm/trace')
  const { Interface } = await import('./ethers.js')
  const artifacts = await allArtifacts(project)
  const debug = await debugBuild(project)
  const interfaces = artifacts.map(({ abi }) => new Interface(JSON.stringify(abi)))
  return {
    deployed: new Build({ artifacts, readBuildInfo: reader(project) }),
    debug: debug && new Build(debug),
    describe: (data: Hex) => describeRevert(data, [...interfaces, new Interface([])]),
  }
}

/** Undefined when the contracts do not compile without the optimizer. */
async function debugBuild(project: Project): Promise<BuildSource | undefined> {
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

/** All contracts of a project and what the compiler said of them. */
export async function loadBuild(project: Project): Promise<BuildSource> {
  return { artifacts: await allArtifacts(project), readBuildInfo: reader(project) }
}

async function allArtifacts({ artifacts }: Project): Promise<Artifact[]> {
  const names = await artifacts.names()
  return Promise.all(names.map((name) => artifacts.get(name)))
}

function reader({ artifacts }: Project): (id: string) => Promise<BuildInfo> {
  return async (id) => {
    const text = await readFile(join(artifacts.directory, 'build-info', `${id}.json`), 'utf8')
    // What the compiler's package wrote is what it says it is.
    return JSON.parse(text)
  }
}
