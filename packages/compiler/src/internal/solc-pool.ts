import { availableParallelism, totalmem } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { ScaffoldError, type ScaffoldErrorFields } from '@scaffold-evm/common'
import { workerLostError } from '../errors.js'
import { takeThread } from './solc-thread.js'

/** One compilation. */
export interface CompileTask {
  readonly soljsonPath: string
  /** Standard JSON. */
  readonly input: string
}

/** What a worker is asked: to compile, or without input, to load a compiler and not to answer. */
export type WorkerRequest = CompileTask | Pick<CompileTask, 'soljsonPath'>

/** What a worker answers: the output, or why there is none. */
export interface WorkerAnswer {
  readonly output?: string
  readonly failure?: Pick<ScaffoldErrorFields, 'code' | 'message' | 'details' | 'hint'>
}

/** What a worker says: an answer, and later that it has finished what it does behind that. */
export type WorkerMessage = WorkerAnswer | 'idle'

interface Task {
  readonly request: CompileTask
  readonly resolve: (output: string) => void
  readonly reject: (error: unknown) => void
}

interface Member {
  readonly worker: Worker
  soljsonPath: string | undefined
  task: Task | undefined
  /** Ends what it does behind its last answer; undefined when it does nothing. */
  settle: (() => void) | undefined
  /** When it has done that. */
  settled: Promise<void>
}

/** Memory that one compiler may come to need for a large input. */
const bytesPerWorker = 1_500_000_000

/** How many compilers this machine runs at once. */
function defaultWorkerCount(): number {
  const byMemory = Math.floor(totalmem() / bytesPerWorker)
  return Math.max(1, Math.min(availableParallelism(), byMemory, 16))
}

async function endMember({ worker, task, settled }: Member): Promise<void> {
  if (task === undefined) await settled
  await worker.terminate()
}

/**
 * Threads that compile. They start when work comes and stay, with their compiler loaded, until
 * {@link SolcPool.close}; idle ones do not keep the process alive.
 *
 * Cost: 40 ms to start a thread, 0.3 s for its compiler, then 100 MB until it is closed.
 */
export class SolcPool {
  readonly size: number
  readonly #members = new Set<Member>()
  readonly #queue: Task[] = []

  constructor(size: number = defaultWorkerCount()) {
    this.size = size
  }

  /**
   * Starts a thread, unless some runs already, which loads a compiler that is likely to be needed soon
   * as soon as it is known which. Resolves when the thread has been told.
   */
  async prepare(soljsonPath: Promise<string | undefined>): Promise<void> {
    if (this.#members.size > 0) return
    const member = this.#start()
    const path = await soljsonPath
    if (path === undefined || member.soljsonPath !== undefined) return
    member.soljsonPath = path
    this.#ask(member, { soljsonPath: path })
  }

  /**
   * Runs one compilation and gives solc's output.
   *
   * @throws what {@link loadSoljson} throws, `COMPILER_WORKER_LOST`, or the reason of `signal`.
   */
  async run(request: CompileTask, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted()
    let task: Task | undefined
    const stop = (): void => this.#cancel(task, signal?.reason)
    try {
      return await new Promise<string>((resolve, reject) => {
        task = { request, resolve, reject }
        this.#queue.push(task)
        signal?.addEventListener('abort', stop, { once: true })
        this.#dispatch()
      })
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }

  /**
   * Ends all threads, with the compilations that they are at; what they keep for the next process is
   * finished. The pool can be used again afterwards.
   */
  async close(): Promise<void> {
    const members = [...this.#members]
    this.#members.clear()
    await Promise.all(members.map(endMember))
  }

  #dispatch(): void {
    for (let task = this.#queue[0]; task !== undefined; task = this.#queue[0]) {
      const member = this.#idleMember(task.request.soljsonPath)
      if (member === undefined) return
      this.#queue.shift()
      member.task = task
      member.soljsonPath = task.request.soljsonPath
      member.worker.ref()
      this.#ask(member, task.request)
    }
  }

  #ask({ worker }: Member, request: WorkerRequest): void {
    worker.postMessage(request)
  }

  /** One that has the compiler loaded, else a new one while there is room, else any. */
  #idleMember(soljsonPath: string): Member | undefined {
    const idle = [...this.#members].filter(({ task }) => task === undefined)
    const warm = idle.find((member) => member.soljsonPath === soljsonPath)
    if (warm !== undefined) return warm
    return this.#members.size < this.size ? this.#start() : idle[0]
  }

  #start(): Member {
    const worker = takeThread()
    const member: Member = {
      worker,
      soljsonPath: undefined,
      task: undefined,
      settle: undefined,
      settled: Promise.resolve(),
    }
    worker.on('message', (message: WorkerMessage) => {
      if (message === 'idle') this.#settle(member)
      else this.#finish(member, message)
    })
    worker.on('error', (cause) => this.#lose(member, cause))
    worker.on('exit', () => this.#lose(member, undefined))
    this.#members.add(member)
    return member
  }

  #finish(member: Member, { output, failure }: WorkerAnswer): void {
    const { task } = member
    member.task = undefined
    member.settled = new Promise((resolve) => {
      member.settle = resolve
    })
    if (output !== undefined) task?.resolve(output)
    else if (failure !== undefined) task?.reject(new ScaffoldError(failure))
    this.#dispatch()
  }

  #settle(member: Member): void {
    member.settle?.()
    member.settle = undefined
    if (member.task === undefined) member.worker.unref()
  }

  #lose(member: Member, cause: unknown): void {
    this.#members.delete(member)
    this.#settle(member)
    const { task } = member
    member.task = undefined
    task?.reject(workerLostError({ soljsonPath: task.request.soljsonPath, cause }))
    this.#dispatch()
  }

  /** A compilation cannot be interrupted: its thread has to end. */
  #cancel(task: Task | undefined, reason: unknown): void {
    if (task === undefined) return
    const index = this.#queue.indexOf(task)
    if (index !== -1) this.#queue.splice(index, 1)
    for (const member of this.#members) {
      if (member.task !== task) continue
      this.#members.delete(member)
      member.task = undefined
      void member.worker.terminate()
    }
    task.reject(reason)
    this.#dispatch()
  }
}
