import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { ScaffoldError } from '@scaffold-evm/common'
import type { DevchainAccount } from '@scaffold-evm/devchain'
import { chainSilentError } from '../../errors/network.js'
import { createSyncProvider, type SyncProvider, type SyncTransport } from './sync-provider.js'
import {
  syncId,
  type WorkerMessage,
  type WorkerNotice,
  type WorkerSource,
  type WorkerStart,
} from './worker-protocol.js'

/** A chain that can be asked without waiting for a promise, since it runs in another thread. */
export interface WorkerChain {
  readonly provider: SyncProvider
  /** None of a node elsewhere. */
  readonly accounts: readonly DevchainAccount[]
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (text: string) => void
  readonly reject: (error: unknown) => void
}

/** A single request may run for minutes, but not for ever: a thread that died cannot say so to one that is blocked. */
const blockedLimitMs = 600_000

/**
 * Starts a thread that answers JSON-RPC.
 *
 * Cost: 60 to 150 ms until the thread has loaded the chain, then about 10 µs a request beyond what the chain takes.
 * @throws what the chain's options are refused with; `TRUFFLE_CHAIN_SILENT` from blocking requests
 */
export async function openWorkerChain(source: WorkerSource): Promise<WorkerChain> {
  const { cloneable, logger } = withoutLogger(source)
  const transport = new WorkerTransport(cloneable, logger)
  const accounts = await transport.ready
  return {
    accounts,
    provider: createSyncProvider(transport, hostOf(source)),
    close: () => transport.close(),
  }
}

interface Cloneable {
  readonly cloneable: WorkerSource
  readonly logger: (line: string) => void
}

/** A function stays in this thread, which is told what contracts print. */
function withoutLogger(source: WorkerSource): Cloneable {
  if (source.kind === 'http') return { cloneable: source, logger: printLine }
  const { logger = printLine, ...options } = source.options
  return { cloneable: { ...source, options }, logger }
}

/** What `provider.host` says. */
function hostOf(source: WorkerSource): string | undefined {
  if (source.kind === 'http') return source.url
  const { serve } = source
  return serve === undefined ? undefined : `http://${serve.host}:${serve.port}`
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`)
}

class WorkerTransport implements SyncTransport {
  /** The accounts, when the chain is there. */
  readonly ready: Promise<readonly DevchainAccount[]>
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #syncPort: MessagePort
  readonly #flag = new Int32Array(new SharedArrayBuffer(4))
  readonly #waiting = new Map<number, Waiting>()
  #lastId = syncId
  #isClosed = false

  constructor(source: WorkerSource, logger: (line: string) => void) {
    const requests = new MessageChannel()
    const blocking = new MessageChannel()
    this.#port = requests.port1
    this.#syncPort = blocking.port1
    const start: WorkerStart = {
      source,
      port: requests.port2,
      syncPort: blocking.port2,
      flag: this.#flag,
    }
    this.#worker = new Worker(new URL('./chain-worker.js', import.meta.url), {
      workerData: start,
      transferList: [requests.port2, blocking.port2],
      execArgv: [],
    })
    this.#port.on('message', (message: WorkerMessage) => this.#finish(message))
    this.#port.unref()
    this.#syncPort.unref()
    this.ready = this.#listen(logger)
  }

  sendSync(text: string): string {
    if (this.#isClosed) throw chainSilentError('it is closed')
    Atomics.store(this.#flag, 0, 0)
    this.#port.postMessage({ id: syncId, text } satisfies WorkerMessage)
    Atomics.wait(this.#flag, 0, 0, blockedLimitMs)
    const received: { readonly message: WorkerMessage } | undefined = receiveMessageOnPort(
      this.#syncPort,
    )
    if (received === undefined) throw chainSilentError(`it said nothing for ${blockedLimitMs} ms`)
    return received.message.text
  }

  send(text: string): Promise<string> {
    if (this.#isClosed) return Promise.reject(chainSilentError('it is closed'))
    this.#lastId += 1
    const id = this.#lastId
    this.#port.postMessage({ id, text } satisfies WorkerMessage)
    // What waits for an answer keeps the process alive.
    this.#port.ref()
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
    })
  }

  async close(): Promise<void> {
    this.#lose('it was closed')
    this.#port.close()
    this.#syncPort.close()
    await this.#worker.terminate()
  }

  #listen(logger: (line: string) => void): Promise<readonly DevchainAccount[]> {
    return new Promise((resolve, reject) => {
      this.#worker.on('message', (notice: WorkerNotice) => {
        if (notice.kind === 'line') logger(notice.line)
        else if (notice.kind === 'failed') reject(new ScaffoldError(notice))
        else {
          this.#worker.unref()
          resolve(notice.accounts)
        }
      })
      this.#worker.on('error', (error) => {
        reject(error)
        this.#lose(error.message)
      })
      this.#worker.on('exit', () => {
        reject(chainSilentError('its thread ended'))
        this.#lose('its thread ended')
      })
    })
  }

  #finish({ id, text }: WorkerMessage): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (this.#waiting.size === 0) this.#port.unref()
    waiting?.resolve(text)
  }

  #lose(why: string): void {
    this.#isClosed = true
    for (const { reject } of this.#waiting.values()) reject(chainSilentError(why))
    this.#waiting.clear()
  }
}
