import type { Reporter } from '@scaffold-evm/common'
import type { SolcError } from '../../standard-json.js'
import type { Run } from '../cache/run-store.js'
import { type Job, jobInput } from '../plan/jobs.js'
import { splitJobs } from '../plan/split.js'
import type { SolcPool } from '../solc-pool.js'
import type { SourceGraph } from '../sources/graph.js'
import { toRun } from './build-info.js'
import { mergeOutputs } from './merge-outputs.js'
import { CompileProgress } from './progress.js'
import { parseSolcOutput } from './solc-output.js'

/** What jobs are run with. */
export interface RunContext {
  readonly graph: SourceGraph
  readonly pool: SolcPool
  readonly reporter: Reporter
  readonly signal?: AbortSignal | undefined
  /** The soljson.js of a version. */
  readonly soljsonPath: (version: string) => string
}

/** A job that ran. */
export interface FinishedJob {
  readonly job: Job
  /** Undefined when solc found errors. */
  readonly run: Run | undefined
  readonly errors: readonly SolcError[]
  readonly workers: number
  readonly ms: number
}

/** Runs all jobs, spread over the pool. A job with errors does not stop the others. */
export async function runJobs(
  jobs: readonly Job[],
  context: RunContext,
): Promise<readonly FinishedJob[]> {
  const { graph, pool, reporter } = context
  const parts = splitJobs(jobs, { graph, workers: pool.size })
  const progress = new CompileProgress(jobs, reporter)
  try {
    return await Promise.all(
      jobs.map((job, index) => runJob(job, parts[index] ?? [], { ...context, progress })),
    )
  } finally {
    progress.end()
  }
}

async function runJob(
  job: Job,
  parts: readonly (readonly string[])[],
  context: RunContext & { readonly progress: CompileProgress },
): Promise<FinishedJob> {
  const { graph, pool, progress, signal } = context
  const { version } = job.group
  const soljsonPath = context.soljsonPath(version)
  const start = performance.now()
  const outputs = await Promise.all(
    parts.map(async (names) => {
      const input = JSON.stringify(jobInput(job, graph, names))
      const output = await pool.run({ soljsonPath, input }, signal)
      progress.advance(names.length)
      return parseSolcOutput(output, version)
    }),
  )
  const output = mergeOutputs(outputs)
  const errors = output.errors ?? []
  const isFailed = errors.some(({ severity }) => severity === 'error')
  return {
    job,
    run: isFailed ? undefined : toRun(job.group, jobInput(job, graph), output),
    errors,
    workers: parts.length,
    ms: Math.round(performance.now() - start),
  }
}
