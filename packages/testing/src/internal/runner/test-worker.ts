import { type ChildProcess, spawn } from 'node:child_process'
import type { ContractGas, FileCoverage } from '@scaffold-evm/trace'
import { workerFailed } from '../../errors.js'
import type { OpenHandle, TestResult } from '../../test-report.js'
import { isRecord } from '../guards.js'
import type { RunEvent } from './events.js'
import type { WorkerRequest, WorkerResponse } from './worker-protocol.js'

/** What came of one file in a worker. */
export interface FileOutcome {
  readonly events: readonly RunEvent[]
  /** What the tests themselves printed. */
  readonly output: string
  readonly isWorkerGone: boolean
}

/** What a worker leaves. */
export interface WorkerEnd {
  readonly openHandles: readonly OpenHandle[]
  readonly coverage: readonly FileCoverage[] | undefined
  readonly gas: readonly ContractGas[] | undefined
}

/** A worker process, seen from the main one. */
export class TestWorker {
  readonly #process: ChildProcess
  readonly #gone: Promise<string>
  #output = ''
  #answer: ((response: WorkerResponse) => void) | undefined

  constructor(command: readonly string[], signal: AbortSignal | undefined) {
    this.#process = spawn(process.execPath, command, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
    })
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text
      })
    }
    this.#process.on('message', (message) => {
      if (isResponse(message)) this.#answer?.(message)
    })
    this.#gone = new Promise((resolve) => {
      this.#process.on('error', (error) => resolve(error.message))
      this.#process.on('close', (code, killedBy) =>
        resolve(`It ended with ${killedBy ?? `code ${code}`}.`),
      )
    })
    signal?.addEventListener('abort', () => this.#process.kill(), { once: true })
  }

  /** Runs one file. A worker that dies is reported as a failure of the file. */
  async run(file: string): Promise<FileOutcome> {
    const response = await this.#ask({ kind: 'run', file })
    if (typeof response !== 'string' && response.kind === 'ran') {
      return { events: response.events, output: this.#takeOutput(), isWorkerGone: false }
    }
    const output = this.#takeOutput()
    const details = describeEnd(response, output)
    this.#process.kill()
    return { events: [failureOf(file, details)], output: '', isWorkerGone: true }
  }

  /** Ends the process; returns what its tests left open and covered. */
  async close(): Promise<WorkerEnd> {
    const response = await this.#ask({ kind: 'close' })
    this.#process.kill()
    if (typeof response !== 'string' && response.kind === 'closed') return response
    return { openHandles: [], coverage: undefined, gas: undefined }
  }

  /** The answer, or how the process ended instead. */
  async #ask(request: WorkerRequest): Promise<WorkerResponse | string> {
    const answer = new Promise<WorkerResponse>((resolve) => {
      this.#answer = resolve
    })
    if (this.#process.connected) this.#process.send(request)
    return await Promise.race([answer, this.#gone])
  }

  #takeOutput(): string {
    const output = this.#output
    this.#output = ''
    return output
  }
}

function describeEnd(response: WorkerResponse | string, output: string): string {
  if (typeof response === 'string') return `${response}\n${output}`.trimEnd()
  return response.kind === 'broken' ? response.message : output
}

function failureOf(file: string, details: string): RunEvent {
  const error = workerFailed([file], details)
  const result: TestResult = {
    file,
    suites: [],
    title: 'runs in a worker process',
    kind: 'hook',
    state: 'failed',
    durationMs: 0,
    speed: 'fast',
    retries: 0,
    failure: { name: error.name, code: error.code, message: error.message, stack: [] },
  }
  return { kind: 'result', result }
}

function isResponse(message: unknown): message is WorkerResponse {
  return isRecord(message) && typeof message.kind === 'string'
}
