import { parentPort } from 'node:worker_threads'
import { ScaffoldError } from '@scaffold-evm/common'
import { loadSoljson } from './solc/load-soljson.js'
import type { Solc } from './solc/solc.js'
import type { CompileTask, WorkerAnswer, WorkerMessage, WorkerRequest } from './solc-pool.js'

// One compiler stays loaded: a second would keep another hundred megabytes for good.
let loaded: { readonly path: string; readonly solc: Solc } | undefined

function solcAt(path: string): Solc {
  if (loaded?.path !== path) loaded = { path, solc: loadSoljson(path) }
  return loaded.solc
}

function answer({ soljsonPath, input }: CompileTask): WorkerAnswer {
  try {
    return { output: solcAt(soljsonPath).compile(input) }
  } catch (error) {
    return { failure: failureOf(error) }
  }
}

function failureOf(error: unknown): NonNullable<WorkerAnswer['failure']> {
  if (error instanceof ScaffoldError) {
    const { code, shortMessage, details, hint } = error
    return { code, message: shortMessage, details, hint }
  }
  const text = error instanceof Error ? error.message : String(error)
  return { code: 'COMPILER_WORKER_LOST', message: `The compiler's thread failed: ${text}` }
}

/** If it fails, so will the compilation, which then says why. */
function prepare(soljsonPath: string): void {
  try {
    solcAt(soljsonPath)
  } catch {
    loaded = undefined
  }
}

/** Answers first: what is done for the next process is nothing to wait for. */
function compile(task: CompileTask): void {
  parentPort?.postMessage(answer(task))
  loaded?.solc.keepCode()
  const idle: WorkerMessage = 'idle'
  parentPort?.postMessage(idle)
}

parentPort?.on('message', (request: WorkerRequest) => {
  if ('input' in request) compile(request)
  else prepare(request.soljsonPath)
})
