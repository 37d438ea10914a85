import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { MeasuredGas } from '../../gas-report/session-gas.js'
import {
  endOfFile,
  type WorkerRequest,
  type WorkerResponse,
  type WorkerSettings,
} from './worker-protocol.js'

/** What came of a request, and what was printed meanwhile. */
export interface WorkerOutcome {
  readonly response: WorkerResponse
  readonly output: string
}

/** A worker, seen from the main process. */
export class WorkerProcess {
  readonly #process: ChildProcess
  readonly #settings: WorkerSettings
  readonly #gone: Promise<WorkerResponse>
  #isStarted = false
  #output = ''
  #onOutput: () => void = () => undefined

  constructor(settings: WorkerSettings) {
    this.#settings = settings
    const entry = fileURLToPath(new URL('./test-worker.js', import.meta.url))
    this.#process = fork(entry, [], { cwd: process.cwd(), silent: true })
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text
        this.#onOutput()
      })
    }
    this.#gone = new Promise((resolve) => {
      this.#process.on('close', (code, signal) =>
        resolve({ kind: 'broken', message: `The worker ended with ${signal ?? `code ${code}`}.` }),
      )
    })
  }

  /** Runs a file. A worker that is broken must not be asked again. */
  async run(file: string): Promise<WorkerOutcome> {
    if (!this.#isStarted) {
      const started = await this.#ask({ kind: 'start', settings: this.#settings })
      if (started.response.kind !== 'started') return started
      this.#isStarted = true
    }
    return await this.#ask({ kind: 'run', file })
  }

  /** What the files took, if that was measured. */
  async end(): Promise<MeasuredGas | undefined> {
    if (this.#settings.gas === undefined || !this.#isStarted) return undefined
    const { response } = await this.#ask({ kind: 'end' })
    return response.kind === 'ended' ? response.gas : undefined
  }

  close(): void {
    this.#process.kill()
  }

  async #ask(request: WorkerRequest): Promise<WorkerOutcome> {
    const answer = new Promise<WorkerResponse>((resolve) => this.#process.once('message', resolve))
    if (this.#process.connected) this.#process.send(request)
    const response = await Promise.race([answer, this.#gone])
    if (response.kind !== 'broken') await this.#outputEnds()
    const output = this.#output.replace(endOfFile, '')
    this.#output = ''
    return { response, output }
  }

  async #outputEnds(): Promise<void> {
    while (!this.#output.includes(endOfFile)) {
      await new Promise<void>((resolve) => {
        this.#onOutput = resolve
        void this.#gone.then(() => resolve())
      })
      if (this.#process.exitCode !== null) return
    }
  }
}
