import { parentPort, workerData } from 'node:worker_threads'
import type { EngineName } from '../engines.js'
import type { ArchiveEntry } from './archive.js'
import { runFile } from './run-file.js'
import { createStateTestRunner } from './state-test-runner.js'

/** What a worker is told at its start. */
export interface WorkerOrders {
  readonly engine: EngineName
  /** A regular expression of the ids of cases. */
  readonly filter: string
  readonly fork: string | undefined
}

const { engine, filter, fork }: WorkerOrders = workerData
const pattern = new RegExp(filter)
const runner = await createStateTestRunner(engine)

function isChosen(id: string): boolean {
  return pattern.test(id) && (fork === undefined || id.split(' ').at(-2) === fork)
}

parentPort?.on('message', async (entry: ArchiveEntry) => {
  const startedMs = performance.now()
  const result = await runFile(runner, entry, isChosen)
  parentPort?.postMessage({ ...result, path: entry.path, elapsedMs: performance.now() - startedMs })
})
parentPort?.postMessage('ready')
