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
  const names = await project.artifacts.names()
  const artifacts = await Promise.all(names.map((name) => project.artifacts.get(name)))
  const debug = await debugBuild(project)
  const interfaces = artifacts.map(({ abi }) => new Interface(JSON.stringify(abi)))
  return {
    deployed: new Build({ artifacts, readBuildInfo: reader(project.config.paths.artifacts) }),
    debug: debug && new Build(debug),
    describe: (data: Hex) => describeRevert(data, [...interfaces, new Interface([])]),
  }
}

/** Undefined when the contracts do not compile without the optimizer. */
async function debugBuild(project: Project): Promise<BuildSource | undefined> {
  try {
    const reporter = createSilentReporter()
    const { artifacts } = await project.compile({ profile: 'debug', reporter })
    const [first] = artifacts
    if (first === undefined) return undefined
    const directory = first.path.slice(0, first.path.indexOf(join('/', first.sourceName, '/')))
    return {
      artifacts: await Promise.all(artifacts.map(({ path }) => readJson<Artifact>(path))),
      readBuildInfo: reader(directory),
    }
  } catch (error) {
    if (!isScaffoldError(error)) throw error
    return undefined
  }
}

function reader(artifactsDir: string): (id: string) => Promise<BuildInfo> {
  return (id) => readJson(join(artifactsDir, 'build-info', `${id}.json`))
}

// What the compiler's package wrote is what it says it is.
async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8'))
}
