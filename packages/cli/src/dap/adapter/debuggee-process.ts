import { type ChildProcess, spawn } from 'node:child_process'
import { debuggeeEnded } from '../../errors.js'
import { answerError } from '../answer-error.js'
import { type DebuggeeRequest, isDebuggeeMessage } from '../debuggee-protocol.js'
import type { DapAnswer, DapEvent, JsonObject } from '../protocol.js'

/** How the process is started. */
export interface DebuggeeCommand {
  /** Arguments for Node. */
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
}

/** Who is told what the process does. */
export interface DebuggeeListener {
  onEvent(event: DapEvent): void
  onOutput(category: 'stdout' | 'stderr', text: string): void
  /** It has ended, and nothing comes any more. */
  onEnd(exitCode: number): void
}

/** How long it may take to end by itself. */
const graceMs = 1_500

/** The process that runs what is debugged: what the user's code does to it, it does not do to the adapter. */
export class DebuggeeProcess {
  readonly #process: ChildProcess
  readonly #ended: Promise<void>
  readonly #open = new Map<number, (answer: DapAnswer) => void>()
  /** What was asked before it listened. */
  #queue: DebuggeeRequest[] | undefined = []
  #lastId = 0

  constructor({ args, cwd, env }: DebuggeeCommand, listener: DebuggeeListener) {
    this.#process = spawn(process.execPath, [...args], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const category of ['stdout', 'stderr'] as const) {
      const onText = (text: string): void => listener.onOutput(category, text)
      this.#process[category]?.setEncoding('utf8').on('data', onText)
    }
    this.#process.on('message', (message) => this.#receive(message, listener))
    this.#ended = new Promise((resolve) => {
      const end = (exitCode: number): void => {
        this.#refuseOpen()
        listener.onEnd(exitCode)
        resolve()
      }
      this.#process.once('error', (error) => {
        listener.onOutput('stderr', `${error.message}\n`)
        // One that could not be started never closes.
        if (this.#process.pid === undefined) end(1)
      })
      this.#process.once('close', (code) => end(code ?? 1))
    })
  }

  /** Passes a request on. */
  request(command: string, args: JsonObject): Promise<DapAnswer> {
    return new Promise((resolve) => {
      this.#lastId += 1
      const request = { kind: 'request', id: this.#lastId, command, arguments: args } as const
      this.#open.set(request.id, resolve)
      if (this.#queue === undefined) this.#send(request)
      else this.#queue.push(request)
    })
  }

  /** Ends it, by force where asking does not help. */
  async kill(): Promise<void> {
    const { exitCode, signalCode } = this.#process
    if (exitCode !== null || signalCode !== null) return this.#ended
    this.#process.kill('SIGTERM')
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), graceMs)
    await this.#ended
    clearTimeout(timer)
  }

  #receive(message: unknown, listener: DebuggeeListener): void {
    if (!isDebuggeeMessage(message)) return
    switch (message.kind) {
      case 'ready':
        for (const request of this.#queue ?? []) this.#send(request)
        this.#queue = undefined
        break
      case 'answer':
        this.#open.get(message.id)?.(message.answer)
        this.#open.delete(message.id)
        break
      case 'event':
        listener.onEvent({ event: message.event, body: message.body })
    }
  }

  #send(request: DebuggeeRequest): void {
    // Of one that is just ending the answers come from `#refuseOpen`.
    if (this.#process.connected) this.#process.send(request, () => undefined)
  }

  #refuseOpen(): void {
    for (const answer of this.#open.values()) answer(answerError(debuggeeEnded()))
    this.#open.clear()
  }
}
